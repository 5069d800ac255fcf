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
}

export interface ZoneReadings {
  readonly standing: Standing;
  /** What the reading of the standing's day says now, when it was revised since it was billed. */
  readonly corrected?: bigint | undefined;
  /** The newest reading from before the month: later than the standing when it came too late. */
  readonly late?: MeterValue | undefined;
  readonly current?: MeterValue | undefined;
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
 * standing, as when the dial ran over in between.
 */
export function settleZone(zone: ZoneReadings, digits: number): Settlement {
  const { standing, late, current } = zone;
  const shift = (zone.corrected ?? standing.value) - standing.value;
  const from: Standing = { ...standing, value: standing.value + shift };
  const measured = passed(from, current, digits);
  if (measured !== undefined) return { from, settled: shift, measured };
  const isLate = late !== undefined && late.takenOn > from.takenOn;
  const untilLate = isLate ? passed(from, late, digits) : undefined;
  if (late === undefined || untilLate === undefined) {
    return { from, settled: shift, measured: undefined };
  }
  return {
    from: { value: late.value, takenOn: late.takenOn, charged: 0n },
    settled: shift + untilLate - from.charged,
    measured: passed(late, current, digits),
  };
}

function passed(from: MeterValue, to: MeterValue | undefined, digits: number): bigint | undefined {
  if (to === undefined) return undefined;
  const volume = meteredVolume(from.value, to.value, digits);
  return volume.kind === 'volume' ? volume.volume : undefined;
}
