import { divideHalfUp } from '#kernel/money.ts';
import type { History } from './meter-history.ts';
import { roundToDecimals } from './round-volume.ts';

export interface MissingReadingRules {
  /** How many months in a row may be charged by the average (2119:11.4). */
  readonly averageMonthsMax: number;
  /** A shorter history gives no fair average; unverified, see the parameter. */
  readonly historyDaysMin: number;
}

export interface UnreadMonth {
  readonly days: number;
  /** Months already charged without a reading. */
  readonly monthsBefore: number;
  readonly decimals: number;
  /** False in the months in which nothing is supplied, as heat in summer. */
  readonly supplied: boolean;
}

export type MissingReading =
  | { readonly kind: 'average'; readonly volume: bigint; readonly history: History | undefined }
  | { readonly kind: 'norm'; readonly why: 'no-history' | 'too-long' };

/**
 * What a meter without a reading is charged by: for up to three months the consumer's own daily
 * average, after that as a premises without a meter (2119:11.4). The first history that is long
 * enough gives the average. What is not supplied is not estimated.
 */
export function missingReading(
  histories: readonly History[],
  month: UnreadMonth,
  rules: MissingReadingRules,
): MissingReading {
  if (!month.supplied) return { kind: 'average', volume: 0n, history: undefined };
  if (month.monthsBefore >= rules.averageMonthsMax) return { kind: 'norm', why: 'too-long' };
  const history = histories.find(({ days }) => days > 0 && days >= rules.historyDaysMin);
  if (history === undefined) return { kind: 'norm', why: 'no-history' };
  const volume = divideHalfUp(history.volume * BigInt(month.days), BigInt(history.days));
  return { kind: 'average', volume: roundToDecimals(volume, month.decimals), history };
}
