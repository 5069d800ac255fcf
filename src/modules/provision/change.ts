import type { Refusal } from '#kernel/result.ts';
import {
  provisionEventKinds,
  type NewProvisionEvent,
  type NewProvisionRight,
} from '#modules/registry/index.ts';

/** What may be asked to change: a new document that gives a right, or an event of a right. */
export const changeKinds = ['right', ...provisionEventKinds] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** What the register would be told. */
export type Matter =
  | { readonly kind: 'right'; readonly right: NewProvisionRight }
  | { readonly kind: 'event'; readonly event: NewProvisionEvent };

export const changeStates = [
  'draft',
  'submitted',
  'confirmed',
  'refused',
  'obstructed',
  'withdrawn',
] as const;
/** `obstructed`: confirmed, but by then the register could not take it any more. */
export type ChangeState = (typeof changeStates)[number];

export const answers = ['confirmed', 'refused'] as const;
export type Answer = (typeof answers)[number];

/** A change that a provider asks for, with what became of it. */
export interface Change {
  readonly changeId: bigint;
  readonly providerId: bigint;
  /** The body that is to answer. */
  readonly answererId: bigint;
  readonly matter: Matter;
  readonly state: ChangeState;
  readonly documentId: bigint;
  /** Of its registered document; null before it is signed. */
  readonly number: string | null;
  readonly submittedAt: Temporal.Instant | null;
  readonly dueAt: Temporal.Instant | null;
  readonly answerDocumentId: bigint | null;
  readonly answerNumber: string | null;
  /** Why the register did not take what was confirmed. */
  readonly obstacle: Refusal | null;
}

export function kindOf(matter: Matter): ChangeKind {
  return matter.kind === 'right' ? 'right' : matter.event.kind;
}

/** Whether the term of an answer has passed without one. */
export function isOverdue({ state, dueAt }: Change, now: Temporal.Instant): boolean {
  return state === 'submitted' && dueAt !== null && Temporal.Instant.compare(dueAt, now) <= 0;
}
