import type { Database } from '#platform/db/database.ts';
import type { Period } from '#kernel/period.ts';
import type { StoredParameter } from './proposals.sql.ts';

/** One case shown beside the totals of a preview; money in kopiykas. */
export interface EffectExample {
  readonly label: string;
  readonly beforeKopiykas: bigint;
  readonly afterKopiykas: bigint;
}

/** On what an effect was counted. */
export interface EffectBasis {
  /** The newest billed month, charged anew with the changed number. */
  readonly period: Period;
  readonly accountsExamined: bigint;
  /** All accounts billed in that month where the number applies; more than examined: a sample. */
  readonly accountsInAll: bigint;
}

/** What a proposal would change, counted on what is known on the day of the preview. */
export interface Effect {
  /** How many personal accounts would be charged another sum. */
  readonly affected: bigint;
  /** Sum of all differences of one month; below zero when consumers would pay less. */
  readonly differenceKopiykas: bigint;
  readonly examples: readonly EffectExample[];
  /** Absent when nothing could be counted, and then `uncounted` says why. */
  readonly basis?: EffectBasis;
  readonly uncounted?: 'not-in-charges' | 'nothing-billed' | 'not-of-that-month';
}

/** A value that somebody proposes or is about to. */
export type ProposedValue = Pick<StoredParameter, 'parameter'>;

/** Filled by the module that calculates with the parameter; it changes nothing. */
export interface EffectPreview {
  preview(db: Database, proposal: ProposedValue): Promise<Effect>;
}
