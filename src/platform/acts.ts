import type { Scope } from '#kernel/command.ts';
import type { ClauseId } from '#kernel/law.ts';
import type { Refusal } from '#kernel/result.ts';
import { accountsNamedMax, namingAccounts } from './audit/shown-accounts.ts';
import { toJson } from './json.ts';
import type { AnyQuery, Outcome } from './operations.ts';
import { actorKey, type Principal } from './principal.ts';

/** An act as it is written down. */
export interface AuditedAct {
  readonly at: Temporal.Instant;
  readonly command: string;
  readonly clauses: readonly ClauseId[];
  readonly actor: string;
  readonly subject: string;
  readonly payload: string;
  readonly outcome: 'done' | 'refused' | 'refused:hidden';
}

/** One call: who asks, for what, when. */
export interface Call<I> {
  readonly principal: Principal;
  readonly input: I;
  readonly now: Temporal.Instant;
}

/** What a command and a query have in common for the log. */
export interface Operation<I> {
  readonly id: string;
  readonly law: readonly ClauseId[];
  readonly scope: Scope<I>;
  auditSubject?(input: I): string;
  auditPayload?(input: I): unknown;
}

/** How an answer says which accounts it shows. */
interface Answering<O> {
  shownAccounts?(answer: Exclude<O, Refusal>): readonly bigint[];
}

/** Consumers in person see what is their own; of everybody else an answer says whose it shows. */
export function shownIn<I, O>(
  answering: Answering<O>,
  { principal }: Call<I>,
  answer: Outcome<O>,
): readonly bigint[] {
  if (principal.role === 'individual-consumer' || answer.kind !== 'done') return [];
  return Array.from(new Set(answering.shownAccounts?.(answer.value)));
}

/** What the log keeps of an answered question: nothing when it told of nobody's data. */
export function actsOfReading<I, O>(
  query: AnyQuery<I, O>,
  call: Call<I>,
  answer: Outcome<O>,
): readonly AuditedAct[] {
  const { role } = call.principal;
  const isOwn = role === 'individual-consumer' || role === 'system';
  const isOfAnother = query.scope.kind === 'account' && !isOwn;
  const shown = shownIn(query, call, answer);
  const isKept = query.auditSubject !== undefined || isOfAnother || shown.length > 0;
  return isKept ? actsOf(query, call, shown) : [];
}

/** One entry, or one for each so many accounts that are named. */
export function actsOf<I>(
  operation: Operation<I>,
  call: Call<I>,
  shown: readonly bigint[],
): readonly AuditedAct[] {
  const act = actOf(operation, call, 'done');
  if (shown.length === 0) return [act];
  const pieces = Math.ceil(shown.length / accountsNamedMax);
  return Array.from({ length: pieces }, (_, at) => ({
    ...act,
    payload: namingAccounts(
      shown.slice(at * accountsNamedMax, (at + 1) * accountsNamedMax),
      act.payload,
    ),
  }));
}

/** An act as it is written down; input that could not be read leaves only the operation's name. */
export function actOf<I>(
  operation: Operation<I>,
  { principal, now, input }: Pick<Call<I>, 'principal' | 'now'> & { readonly input: I | undefined },
  outcome: AuditedAct['outcome'],
): AuditedAct {
  const subject = input === undefined ? undefined : subjectOf(operation, input);
  const payload = input === undefined ? undefined : (operation.auditPayload?.(input) ?? input);
  return {
    at: now,
    command: operation.id,
    clauses: operation.law,
    actor: actorKey(principal),
    subject: subject ?? operation.id,
    payload: toJson(payload ?? null),
    outcome,
  };
}

/** By its definition; of what touches an account, the account. */
function subjectOf<I>(operation: Operation<I>, input: I): string | undefined {
  const { scope } = operation;
  if (operation.auditSubject !== undefined) return operation.auditSubject(input);
  return scope.kind === 'account' ? `account:${scope.key(input)}` : undefined;
}
