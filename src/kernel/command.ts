import type { ClauseId } from './law.ts';
import type { Refusal } from './result.ts';
import type { Role } from './role.ts';

/** The part of a validator that a definition needs; a Zod schema fits. */
export interface Schema<T> {
  safeParse(input: unknown): { success: true; data: T } | { success: false; error: unknown };
}

/** What a consumer may let a trusted person do with an account (1039:20.11). */
export const mandateActs = ['see', 'readings', 'pay', 'apply', 'confirm', 'contract'] as const;
export type MandateAct = (typeof mandateActs)[number];

/**
 * What is done with an account; `serve` is for those who provide and bill, `bill` for its biller
 * alone, and neither is in a mandate.
 */
export type AccountAct = MandateAct | 'serve' | 'bill';

/**
 * Whose data an input touches; `key` names the account, provider, territory, document, submission
 * about access, request for restricted information or part of the platform.
 */
export type Scope<I> =
  | { readonly kind: 'public' }
  | { readonly kind: 'self' }
  | { readonly kind: 'account'; readonly act: AccountAct; readonly key: (input: I) => string }
  | {
      readonly kind:
        | 'provider'
        | 'territory'
        | 'document'
        | 'access-request'
        | 'restricted-request'
        | 'platform';
      readonly key: (input: I) => string;
    };

interface OperationDefinition<I> {
  readonly id: string;
  readonly law: readonly ClauseId[];
  readonly audience: readonly Role[];
  readonly scope: Scope<I>;
  readonly input: Schema<I>;
  /**
   * What the audit entry is about, by key; never personal data in the clear. What does not say is
   * about the account that it touches, or else about itself; a query that says tells of somebody's
   * data, and each of its answers leaves an entry.
   */
  auditSubject?(input: I): string;
  /**
   * What of the input the log commits to; the whole of it unless personal data are left out here,
   * which leaves at least an empty object.
   */
  auditPayload?(input: I): object;
}

/** What tells the log whose accounts an answer is about, beside what was asked for. */
interface Showing<O> {
  /**
   * Accounts of consumers that an answer shows or that were touched. The entry of the answer names
   * them, unless a consumer asks in person: what is shown then is their own.
   */
  shownAccounts?(answer: Exclude<O, Refusal>): readonly bigint[];
}

/** The only way to change state: one transaction with one audit entry. */
export interface CommandDefinition<I, O, C> extends OperationDefinition<I>, Showing<O> {
  readonly kind: 'command';
  handle(context: C, input: I): Promise<O>;
}

/**
 * A command that many ask for at once, each for themselves: one transaction serves them all, with
 * an audit entry for each. Whom it refuses it must not have changed anything for.
 */
export interface GroupCommandDefinition<I, O, C, P> extends OperationDefinition<I> {
  readonly kind: 'group-command';
  /** Answers in the order of those who ask. */
  handleAll(
    context: C,
    asked: readonly { readonly principal: P; readonly input: I }[],
  ): Promise<readonly O[]>;
}

/**
 * Reads and changes nothing. Of what is asked about an account by anybody but a consumer in person,
 * every answer leaves an entry about it.
 */
export interface QueryDefinition<I, O, C> extends OperationDefinition<I>, Showing<O> {
  readonly kind: 'query';
  /** It works in temporary tables; every other query is read-only to the database too. */
  readonly scratch?: true;
  handle(context: C, input: I): Promise<O>;
}

/** Freezes a command. Throws TypeError when it names no clause of the law or no audience. */
export function defineCommand<I, O, C>(
  definition: Omit<CommandDefinition<I, O, C>, 'kind'>,
): CommandDefinition<I, O, C> {
  return freeze<CommandDefinition<I, O, C>>({ kind: 'command', ...definition });
}

/** Freezes a group command. Throws TypeError when it names no clause of the law or no audience. */
export function defineGroupCommand<I, O, C, P>(
  definition: Omit<GroupCommandDefinition<I, O, C, P>, 'kind'>,
): GroupCommandDefinition<I, O, C, P> {
  return freeze<GroupCommandDefinition<I, O, C, P>>({ kind: 'group-command', ...definition });
}

/** Freezes a query. Throws TypeError when it names no clause of the law or no audience. */
export function defineQuery<I, O, C>(
  definition: Omit<QueryDefinition<I, O, C>, 'kind'>,
): QueryDefinition<I, O, C> {
  return freeze<QueryDefinition<I, O, C>>({ kind: 'query', ...definition });
}

/** What is known of every operation, whatever it takes and gives. */
export type Declared = Pick<OperationDefinition<never>, 'id' | 'law' | 'audience' | 'scope'> & {
  readonly kind: 'command' | 'group-command' | 'query';
};

const declared = new Map<string, Declared>();

/** Every operation declared in this process, by its id: what the matrix of access walks over. */
export function declaredOperations(): ReadonlyMap<string, Declared> {
  return declared;
}

function freeze<D extends Declared>(definition: D): D {
  if (definition.law.length === 0) throw new TypeError(`${definition.id} names no law`);
  if (definition.audience.length === 0) throw new TypeError(`${definition.id} has no audience`);
  const frozen = Object.freeze({
    ...definition,
    law: Object.freeze([...definition.law]),
    audience: Object.freeze([...definition.audience]),
  });
  declared.set(frozen.id, frozen);
  return frozen;
}
