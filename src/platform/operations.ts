import type {
  AccountAct,
  CommandDefinition,
  GroupCommandDefinition,
  QueryDefinition,
  Scope,
} from '#kernel/command.ts';
import { isRefusal, type Refusal } from '#kernel/result.ts';
import { sql } from 'kysely';
import type { z } from 'zod';
import {
  actOf,
  actsOf,
  actsOfReading,
  shownIn,
  type AuditedAct,
  type Call,
  type Operation,
} from './acts.ts';
import type { Clock } from './clock.ts';
import type { Database, Databases, Tx } from './db/database.ts';
import { claimKey, keepAnswer } from './idempotency.sql.ts';
import { toJson } from './json.ts';
import { actorKey, anonymous, type Principal } from './principal.ts';
import { bindReading, enter, reachOf, reachOfGroup } from './reach.ts';
import { Together, type ReadTogether } from './together.ts';

/** What a command works with, whoever asks for it: its transaction and the instant. */
export interface GroupExecution {
  readonly tx: Tx;
  readonly now: Temporal.Instant;
  /** Leaves a job in the transaction. */
  enqueue(task: string, payload: unknown, options?: JobOptions): Promise<void>;
}

/** What a command works with: its transaction, who acts, the instant, and the jobs it leaves. */
export interface Execution extends GroupExecution {
  readonly principal: Principal;
}

/** One of those who ask for a group command. */
export interface Asked<I> {
  readonly principal: Principal;
  readonly input: I;
}

/** What a query works with; it changes nothing. */
export interface Reading {
  /** Reaches what the principal does, by row-level security. */
  readonly db: Database;
  readonly principal: Principal;
  readonly now: Temporal.Instant;
  /**
   * Asks for an exact key together with whoever else asks now, beyond the principal's reach: for
   * what tells no more than a number or yes and no of a key that the scope has let through.
   */
  readonly together: <Key, Value>(read: ReadTogether<Key, Value>, key: Key) => Promise<Value>;
}

export interface JobOptions {
  /** A second job under the same key replaces the first that has not begun. */
  readonly key?: string;
  readonly runAt?: Temporal.Instant;
}

export interface Fault {
  /** Name of the field, joined by dots; empty for the whole form. */
  readonly field: string;
  readonly message: string;
}

/**
 * What came of an operation. `hidden` stands for both forbidden and missing: the two must not be
 * told apart from outside.
 */
export type Outcome<O> =
  | { readonly kind: 'done'; readonly value: Exclude<O, Refusal> }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'hidden' };

/** An object that an operation touches, by its key; of an account, what is done with it too. */
export interface Touched {
  readonly key: string;
  readonly act?: AccountAct;
  readonly now: Temporal.Instant;
}

/** Decides whether a principal may touch an object at the instant. */
export type ScopeCheck = (
  db: Database | Tx,
  principal: Principal,
  touched: Touched,
) => Promise<boolean>;

export type ScopeChecks = Readonly<
  Record<Exclude<Scope<never>['kind'], 'public' | 'self'>, ScopeCheck>
>;

/** Where acts are written down. */
export interface AuditTrail {
  /** Inside the act's own transaction: both are committed or neither. */
  inside(tx: Tx, ...acts: readonly AuditedAct[]): Promise<void>;
  /** For acts without a transaction: answers about somebody's data, refused access. */
  apart(act: AuditedAct): Promise<void>;
}

export interface OperationsParts extends Databases {
  readonly clock: Clock;
  readonly scopes: ScopeChecks;
  readonly audit: AuditTrail;
}

export type AnyCommand<I, O> = CommandDefinition<I, O, Execution>;
export type AnyGroupCommand<I, O> = GroupCommandDefinition<I, O, GroupExecution, Principal>;
export type AnyQuery<I, O> = QueryDefinition<I, O, Reading>;

class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.refusal);
    this.refusal = refusal;
  }
}

/**
 * Carries out commands and answers queries: checks audience, input and scope, in this order; wraps
 * a command in one transaction with its audit entry and its idempotency key. Access refused to
 * somebody signed in is written down too (1039:56.1).
 */
export class Operations {
  readonly #parts: OperationsParts;
  readonly #together: Together;

  constructor(parts: OperationsParts) {
    this.#parts = parts;
    this.#together = new Together(parts.db);
  }

  async ask<I, O>(
    query: AnyQuery<I, O>,
    principal: Principal,
    input: unknown,
  ): Promise<Outcome<O>> {
    const { db, clock, audit } = this.#parts;
    const now = clock.now();
    if (!query.audience.includes(principal.role)) return this.#hide(query, { principal, now });
    const parsed = parse<I>(query.input, input);
    if (parsed.kind === 'faults') return parsed;
    const call = { principal, input: parsed.value, now };
    if (!(await this.#mayTouch(query.scope, db, call))) return this.#hide(query, call);
    const answer = finish(await this.#read(query, call));
    for (const act of actsOfReading(query, call, answer)) await audit.apart(act);
    return answer;
  }

  async #read<I, O>(query: AnyQuery<I, O>, { principal, input, now }: Call<I>): Promise<O> {
    const { db: own, users } = this.#parts;
    const together: Reading['together'] = (read, key) => this.#together.ask(read, key);
    if (principal.role === 'system') {
      return query.handle({ db: own, principal, now, together }, input);
    }
    // What is open to everybody is read as by anybody: it needs nobody's rows.
    const reader = query.scope.kind === 'public' ? anonymous : principal;
    const { db, end } = bindReading(users, reader, now, query.scratch);
    try {
      return await query.handle({ db, principal, now, together }, input);
    } finally {
      void end();
    }
  }

  /** A transaction of those who act, which reaches what they do. */
  #transaction<T>(
    principals: readonly Principal[],
    now: Temporal.Instant,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    const { db, users } = this.#parts;
    const [first, ...others] = principals;
    if (first === undefined || principals.every(({ role }) => role === 'system')) {
      return db.transaction().execute(work);
    }
    return users.transaction().execute(async (tx) => {
      await enter(tx, others.length === 0 ? reachOf(first, now) : reachOfGroup(principals, now));
      return work(tx);
    });
  }

  async carryOut<I, O>(
    command: AnyCommand<I, O>,
    principal: Principal,
    input: unknown,
    idempotencyKey?: string,
  ): Promise<Outcome<O>> {
    const { db, clock, audit } = this.#parts;
    const now = clock.now();
    if (!command.audience.includes(principal.role)) return this.#hide(command, { principal, now });
    const parsed = parse<I>(command.input, input);
    if (parsed.kind === 'faults') return parsed;
    const call = { principal, input: parsed.value, now };
    try {
      const outcome = await this.#transaction([principal], now, (tx) =>
        this.#carryOutIn(tx, command, call, idempotencyKey),
      );
      return outcome ?? (await this.#hide(command, call));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      await db.transaction().execute((tx) => audit.inside(tx, actOf(command, call, 'refused')));
      return { kind: 'refused', refusal: error.refusal };
    }
  }

  /** Undefined when the scope is not the principal's. */
  async #carryOutIn<I, O>(
    tx: Tx,
    command: AnyCommand<I, O>,
    call: Call<I>,
    idempotencyKey: string | undefined,
  ): Promise<Outcome<O> | undefined> {
    if (!(await this.#mayTouch(command.scope, tx, call))) return undefined;
    const { principal, input, now } = call;
    const key =
      idempotencyKey === undefined
        ? undefined
        : { key: idempotencyKey, command: command.id, actor: actorKey(principal) };
    if (key !== undefined) {
      const first = await claimKey(tx, key, now);
      if (first !== undefined) return finish(first.output as O);
    }
    const output = await command.handle(execution(tx, principal, now), input);
    if (isRefusal(output)) throw new Refused(output);
    const outcome = finish(output);
    await this.#parts.audit.inside(tx, ...actsOf(command, call, shownIn(command, call, outcome)));
    if (key !== undefined) await keepAnswer(tx, key, output);
    return outcome;
  }

  /** Carries out a command for many in one transaction; answers in the order of those who ask. */
  async carryOutTogether<I, O>(
    command: AnyGroupCommand<I, O>,
    asked: readonly Asked<unknown>[],
  ): Promise<readonly Outcome<O>[]> {
    const now = this.#parts.clock.now();
    const { audit } = this.#parts;
    const outcomes = new Map<Asked<unknown>, Outcome<O>>();
    const calls: { readonly of: Asked<unknown>; readonly call: Call<I> }[] = [];
    for (const of of asked) {
      const { principal } = of;
      const parsed = parse<I>(command.input, of.input);
      if (!command.audience.includes(principal.role)) {
        outcomes.set(of, await this.#hide(command, { principal, now }));
      } else if (parsed.kind === 'faults') outcomes.set(of, parsed);
      else calls.push({ of, call: { principal, input: parsed.value, now } });
    }
    const principals = calls.map(({ call }) => call.principal);
    const hidden = await this.#transaction(principals, now, async (tx) => {
      const may = await Promise.all(
        calls.map(({ call }) => this.#mayTouch(command.scope, tx, call)),
      );
      const own = calls.filter((_, at) => may[at]);
      const outputs = await command.handleAll(
        groupExecution(tx, now),
        own.map(({ call }) => call),
      );
      if (outputs.length !== own.length) throw new Error(`${command.id} answers some only`);
      const acts = own.map(({ call }, at) =>
        actOf(command, call, isRefusal(outputs[at]) ? 'refused' : 'done'),
      );
      await audit.inside(tx, ...acts);
      for (const [at, { of }] of own.entries()) outcomes.set(of, finish(outputs[at] as O));
      return calls.filter((_, at) => !may[at]);
    });
    for (const { of, call } of hidden) outcomes.set(of, await this.#hide(command, call));
    return asked.map((of) => outcomes.get(of) ?? { kind: 'hidden' });
  }

  async #mayTouch<I>(scope: Scope<I>, db: Database | Tx, call: Call<I>): Promise<boolean> {
    const { principal, input, now } = call;
    if (scope.kind === 'public') return true;
    if (scope.kind === 'self') return principal.role === 'system' || principal.personId !== null;
    if (principal.role === 'system') return true;
    const key = scope.key(input);
    const act = scope.kind === 'account' ? { act: scope.act } : {};
    return this.#parts.scopes[scope.kind](db, principal, { key, ...act, now });
  }

  /** What is not the principal's looks like what is not there; only the log tells them apart. */
  async #hide<I>(
    operation: Operation<I>,
    { principal, now, input }: Pick<Call<I>, 'principal' | 'now'> & { readonly input?: I },
  ): Promise<{ readonly kind: 'hidden' }> {
    if (principal.personId !== null) {
      const call = { principal, now, input };
      await this.#parts.audit.apart(actOf(operation, call, 'refused:hidden'));
    }
    return { kind: 'hidden' };
  }
}

function execution(tx: Tx, principal: Principal, now: Temporal.Instant): Execution {
  return { ...groupExecution(tx, now), principal };
}

function groupExecution(tx: Tx, now: Temporal.Instant): GroupExecution {
  return {
    tx,
    now,
    async enqueue(task, payload, options = {}) {
      await sql`select graphile_worker.add_job(
        ${task}, ${toJson(payload)}::json,
        run_at := ${options.runAt ?? null}::timestamptz,
        job_key := ${options.key ?? null}::text
      )`.execute(tx);
    },
  };
}

function parse<I>(
  schema: { safeParse(input: unknown): { success: boolean } },
  input: unknown,
): { kind: 'parsed'; value: I } | { kind: 'faults'; faults: readonly Fault[] } {
  const parsed = schema.safeParse(input) as
    | { success: true; data: I }
    | { success: false; error: z.ZodError };
  if (parsed.success) return { kind: 'parsed', value: parsed.data };
  const faults = parsed.error.issues.map(({ path, message }) => ({
    field: path.join('.'),
    message,
  }));
  return { kind: 'faults', faults };
}

function finish<O>(output: O): Outcome<O> {
  if (isRefusal(output)) return { kind: 'refused', refusal: output };
  return { kind: 'done', value: output as Exclude<O, Refusal> };
}
