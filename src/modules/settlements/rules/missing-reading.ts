import { divideHalfUp } from '#kernel/money.ts';
import { roundToDecimals } from './round-volume.ts';

export interface History {
  /** Consumption of the last twelve months (or as much as there is), millionths of the unit. */
  readonly volume: bigint;
  readonly days: number;
}

export interface MissingReadingRules {
  /** How many months in a row may be charged by the average (2119:11.4). */
  readonly averageMonthsMax: number;
  /** A shorter history gives no fair average; unverified, see the parameter. */
  readonly historyDaysMin: number;
}

export type MissingReading =
  | { readonly kind: 'average'; readonly volume: bigint }
  | { readonly kind: 'norm'; readonly why: 'no-history' | 'too-long' };

/**
 * What a meter without a reading is charged by: for up to three months the consumer's own daily
 * average of the last twelve months, after that as a premises without a meter (2119:11.4).
 * `monthsBefore` counts the months already charged without a reading.
 */
export function missingReading(
  history: History,
  month: { readonly days: number; readonly monthsBefore: number; readonly decimals: number },
  rules: MissingReadingRules,
): MissingReading {
  if (month.monthsBefore >= rules.averageMonthsMax) return { kind: 'norm', why: 'too-long' };
  if (history.days < rules.historyDaysMin) return { kind: 'norm', why: 'no-history' };
  const volume = divideHalfUp(history.volume * BigInt(month.days), BigInt(history.days));
  return { kind: 'average', volume: roundToDecimals(volume, month.decimals) };
}
