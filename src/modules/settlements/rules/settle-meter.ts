import { divideHalfUp } from '#kernel/money.ts';
import { daysBetween } from './meter-history.ts';
import { meteredVolume } from './metered-volume.ts';

/** What a zone of a meter showed on a day (ISO date). */
export interface MeterValue {
  readonly value: bigint;
  readonly takenOn: string;
}

/**
 * Where a zone of a meter stands with who pays for it: the value up to which everything is charged,
 * and what was charged beyond it without a reading.
 */
export interface Standing extends MeterValue {
  readonly charged: bigint;
  /**
   * Of the days since, those that the norm was charged for because the meter had no valid
   * verification: what it measured on them is nobody's debt. None when absent.
   */
  readonly normDays?: number;
}

export interface ZoneReadings {
  readonly standing: Standing;
  /** What the reading of the standing's day says now, when it was revised since it was billed. */
  readonly corrected?: bigint | undefined;
  /** The newest reading from before the month: later than the standing when it came too late. */
  readonly late?: MeterValue | undefined;
  readonly current?: MeterValue | undefined;
  /** Days of the month that the norm is charged for, as the meter has no valid verification. */
  readonly normDays?: number;
}

export interface Settlement {
  /** What the month is counted from, once corrected and late readings are taken in. */
  readonly from: Standing;
  /** What those readings add to the month, or take off it. */
  readonly settled: bigint;
  /** What passed from there to the current reading; undefined without one that can be used. */
  readonly measured: bigint | undefined;
}

/**
 * Counts a month from what was last billed and not from what the table of readings says today
 * (2119:11.4): so no volume is charged twice or never, whatever comes late or is corrected. A
 * corrected reading changes where the zone stands by the very difference, up or down. A late
 * reading is stepped on only when the current one is missing or cannot be counted from the
 * standing, as when the dial ran over in between. Of what passed while the meter had no valid
 * verification only the other days count, evenly: for those the norm is charged, and it is final.
 */
export function settleZone(zone: ZoneReadings, digits: number): Settlement {
  const { standing, late, current, normDays = 0 } = zone;
  const shift = (zone.corrected ?? standing.value) - standing.value;
  const byNorm = standing.normDays ?? 0;
  const from: Standing = withNormDays(
    { ...standing, value: standing.value + shift },
    byNorm + normDays,
  );
  const measured = passed(from, current, digits);
  if (measured !== undefined) return { from, settled: shift, measured };
  const isLate = late !== undefined && late.takenOn > from.takenOn;
  const untilLate = isLate ? passed(withNormDays(from, byNorm), late, digits) : undefined;
  if (late === undefined || untilLate === undefined) {
    return { from, settled: shift, measured: undefined };
  }
  const { value, takenOn } = late;
  const fromLate = withNormDays({ value, takenOn, charged: 0n }, normDays);
  return {
    from: fromLate,
    settled: shift + untilLate - from.charged,
    measured: passed(fromLate, current, digits),
  };
}

function withNormDays({ value, takenOn, charged }: Standing, normDays: number): Standing {
  return normDays === 0 ? { value, takenOn, charged } : { value, takenOn, charged, normDays };
}

function passed(from: Standing, to: MeterValue | undefined, digits: number): bigint | undefined {
  if (to === undefined) return undefined;
  const volume = meteredVolume(from.value, to.value, digits);
  if (volume.kind !== 'volume') return undefined;
  const { normDays = 0 } = from;
  if (normDays === 0) return volume.volume;
  const days = daysBetween(from.takenOn, to.takenOn);
  if (days <= normDays) return 0n;
  return divideHalfUp(volume.volume * BigInt(days - normDays), BigInt(days));
}
