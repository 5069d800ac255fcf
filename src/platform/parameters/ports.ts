import type { Database } from '#platform/db/database.ts';
import type { StoredParameter } from './proposals.sql.ts';

/** One case shown beside the totals of a preview; money in kopiykas. */
export interface EffectExample {
  readonly label: string;
  readonly beforeKopiykas: bigint;
  readonly afterKopiykas: bigint;
}

/** What a proposal would change, counted on what is known on the day of the preview. */
export interface Effect {
  /** How many personal accounts would be charged another sum. */
  readonly affected: bigint;
  /** Sum of all differences of one month; below zero when consumers would pay less. */
  readonly differenceKopiykas: bigint;
  readonly examples: readonly EffectExample[];
}

/** Filled by the module that calculates with the parameter; it changes nothing. */
export interface EffectPreview {
  preview(db: Database, proposal: StoredParameter): Promise<Effect>;
}
