import type { ParameterValue } from '#kernel/parameters.ts';
import type { DateRange } from '#kernel/period.ts';
import type { Refusal } from '#kernel/result.ts';
import { refuseParameter } from './refuse-parameter.ts';

/** What happens to an approved value when a new one of the same code and scope comes into force. */
export interface GivingWay {
  /** Validities that the older value keeps; none when the new one takes all of its place. */
  readonly keeps: readonly DateRange[];
}

/**
 * How an older approved value gives way to a new one that shares days with it: it keeps the days
 * before the new one, so that an earlier date goes on giving the earlier value, and the days after
 * the end of a temporary one. A draft gave nobody a number and goes whole; a value marked
 * unverified gives way to its enacted successor of the same first day.
 *
 * Refuses with 'draft-replaces-nothing', or with 'overlaps-dated-value' when the older value began
 * on the same day or later: an act of a later date is not undone by the way.
 */
export function giveWay(older: ParameterValue, newer: ParameterValue): GivingWay | Refusal {
  if (older.status === 'draft') return { keeps: [] };
  if (newer.status === 'draft') return refuseParameter('draft-replaces-nothing');
  const order = Temporal.PlainDate.compare(older.valid.from, newer.valid.from);
  const isVerified = order === 0 && older.status === 'unverified' && newer.status === 'enacted';
  if (order < 0 || isVerified) return { keeps: rangesOutside(older.valid, newer.valid) };
  return refuseParameter('overlaps-dated-value', {
    from: older.valid.from.toString(),
    to: older.valid.to?.toString() ?? '',
  });
}

/** The days of a range before and after another that begins inside it. */
function rangesOutside(range: DateRange, taken: DateRange): DateRange[] {
  const before: DateRange = { from: range.from, to: taken.from };
  const ranges = range.from.equals(taken.from) ? [] : [before];
  if (taken.to !== null && endsBefore(taken.to, range.to)) {
    ranges.push({ from: taken.to, to: range.to });
  }
  return ranges;
}

function endsBefore(end: Temporal.PlainDate, other: Temporal.PlainDate | null): boolean {
  return other === null || Temporal.PlainDate.compare(end, other) < 0;
}
