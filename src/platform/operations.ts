import type { CommandDefinition, QueryDefinition, Scope } from '#kernel/command.ts';
import type { ClauseId } from '#kernel/law.ts';
import { isRefusal, type Refusal } from '#kernel/result.ts';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Clock } from './clock.ts';
import type { Database, Tx } from './db/database.ts';
import { toJson } from './json.ts';
import { actorKey, type Principal } from './principal.ts';

/** What a command works with: its transaction, who acts, the instant, and the jobs it leaves. */
export interface Execution {
  readonly tx: Tx;
  readonly principal: Principal;
  readonly now: Temporal.Instant;
  enqueue(task: string, payload: unknown, options?: JobOptions): Promise<void>;
}

/** What a query works with; it changes nothing. */
export interface Reading {
  readonly db: Database;
  readonly principal: Principal;
  readonly now: Temporal.Instant;
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

/** Decides whether a principal may touch the object that the key names. */
export type ScopeCheck = (db: Database | Tx, principal: Principal, key: string) => Promise<boolean>;

export type ScopeChecks = Readonly<
  Record<Exclude<Scope<never>['kind'], 'public' | 'self'>, ScopeCheck>
>;

export interface AuditedAct {
  readonly at: Temporal.Instant;
  readonly command: string;
  readonly clauses: readonly ClauseId[];
  readonly actor: string;
  readonly subject: string;
  readonly payload: string;
  readonly outcome: 'done' | 'refused';
}

export interface OperationsParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly scopes: ScopeChecks;
  readonly audit: (tx: Tx, act: AuditedAct) => Promise<void>;
}

export type AnyCommand<I, O> = CommandDefinition<I, O, Execution>;
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
 * a command in one transaction with its audit entry and its idempotency key.
 */
export class Operations {
  readonly #parts: OperationsParts;

  constructor(parts: OperationsParts) {
    this.#parts = parts;
  }

  async ask<I, O>(
    query: AnyQuery<I, O>,
    principal: Principal,
    input: unknown,
  ): Promise<Outcome<O>> {
    if (!query.audience.includes(principal.role)) return { kind: 'hidden' };
    const parsed = parse<I>(query.input, input);
    if (parsed.kind === 'faults') return parsed;
    const { db, clock } = this.#parts;
    if (!(await this.#mayTouch(query.scope, db, principal, parsed.value)))
      return { kind: 'hidden' };
    return finish(await query.handle({ db, principal, now: clock.now() }, parsed.value));
  }

  async carryOut<I, O>(
    command: AnyCommand<I, O>,
    principal: Principal,
    input: unknown,
    idempotencyKey?: string,
  ): Promise<Outcome<O>> {
    if (!command.audience.includes(principal.role)) return { kind: 'hidden' };
    const parsed = parse<I>(command.input, input);
    if (parsed.kind === 'faults') return parsed;
    const now = this.#parts.clock.now();
    try {
      return await this.#parts.db.transaction().execute(async (tx): Promise<Outcome<O>> => {
        if (!(await this.#mayTouch(command.scope, tx, principal, parsed.value))) {
          return { kind: 'hidden' };
        }
        const first = await claimKey(tx, command.id, principal, idempotencyKey, now);
        if (first.repeated) return finish(first.output as O);
        const output = await command.handle(execution(tx, principal, now), parsed.value);
        if (isRefusal(output)) throw new Refused(output);
        await this.#record(tx, command, principal, parsed.value, 'done', now);
        await keepAnswer(tx, command.id, principal, idempotencyKey, output);
        return finish(output);
      });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      await this.#parts.db
        .transaction()
        .execute((tx) => this.#record(tx, command, principal, parsed.value, 'refused', now));
      return { kind: 'refused', refusal: error.refusal };
    }
  }

  async #mayTouch<I>(
    scope: Scope<I>,
    db: Database | Tx,
    principal: Principal,
    input: I,
  ): Promise<boolean> {
    if (scope.kind === 'public') return true;
    if (scope.kind === 'self') return principal.role === 'system' || principal.personId !== null;
    if (principal.role === 'system') return true;
    return this.#parts.scopes[scope.kind](db, principal, scope.key(input));
  }

  async #record<I, O>(
    tx: Tx,
    command: AnyCommand<I, O>,
    principal: Principal,
    input: I,
    outcome: 'done' | 'refused',
    now: Temporal.Instant,
  ): Promise<void> {
    await this.#parts.audit(tx, {
      at: now,
      command: command.id,
      clauses: command.law,
      actor: actorKey(principal),
      subject: command.auditSubject?.(input) ?? command.id,
      payload: toJson(command.auditPayload?.(input) ?? input),
      outcome,
    });
  }
}

function execution(tx: Tx, principal: Principal, now: Temporal.Instant): Execution {
  return {
    tx,
    principal,
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

/**
 * Takes the key for this transaction. A second call under the same key waits for the first to
 * commit and then gets its answer.
 */
async function claimKey(
  tx: Tx,
  command: string,
  principal: Principal,
  key: string | undefined,
  now: Temporal.Instant,
): Promise<{ repeated: false } | { repeated: true; output: unknown }> {
  if (key === undefined) return { repeated: false };
  const { rows } = await sql<{ output: unknown }>`
    insert into platform.idempotency_key (key, command, actor, output, created_at)
    values (${key}, ${command}, ${actorKey(principal)}, '{"pending": true}', ${now})
    on conflict do nothing returning output`.execute(tx);
  if (rows.length > 0) return { repeated: false };
  const { rows: first } = await sql<{ output: unknown }>`
    select output from platform.idempotency_key
    where actor = ${actorKey(principal)} and command = ${command} and key = ${key}`.execute(tx);
  return { repeated: true, output: first[0]?.output };
}

async function keepAnswer(
  tx: Tx,
  command: string,
  principal: Principal,
  key: string | undefined,
  output: unknown,
): Promise<void> {
  if (key === undefined) return;
  await sql`update platform.idempotency_key set output = ${toJson(output ?? null)}::jsonb
    where actor = ${actorKey(principal)} and command = ${command} and key = ${key}`.execute(tx);
}
