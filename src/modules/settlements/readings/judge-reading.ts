import { meteredVolume } from '../rules/metered-volume.ts';
import {
  questionReading,
  refuseReading,
  type ReadingQuestion,
  type ReadingRefusal,
} from '../rules/reading-checks.ts';
import type { MeterFacts } from './ports.ts';

/** A reading further back than this is not a reading of today's accounts. */
const readingAgeMonthsMax = 36;

export interface DatedValue {
  readonly value: bigint;
  readonly takenOn: Temporal.PlainDate;
}

export interface StoredValue {
  readonly value: bigint;
  readonly revision: number;
  readonly enteredBy: string;
  readonly enteredAt: Temporal.Instant;
}

/** What is stored about a zone of a meter around the day of a new reading. */
export interface KnownReadings {
  /** The newest reading before the day. */
  readonly before: DatedValue | undefined;
  /** The newest revision of the day itself. */
  readonly same: StoredValue | undefined;
  /** The day of a later reading, when there is one. */
  readonly laterOn: Temporal.PlainDate | undefined;
  /** The oldest reading of the history that the usual consumption is taken from. */
  readonly first: DatedValue | undefined;
}

/** Numbers of the law and of practice that readings are checked by. */
export interface ReadingNumbers {
  readonly farFromUsualTimes: bigint;
  readonly historyMonths: number;
  readonly historyDaysMin: number;
}

/** Days on which a reading can have been taken, both included. */
export interface ReadingSpan {
  readonly oldest: Temporal.PlainDate;
  readonly today: Temporal.PlainDate;
}

export function readingSpan(today: Temporal.PlainDate): ReadingSpan {
  return { oldest: today.subtract({ months: readingAgeMonthsMax }), today };
}

export interface NewReading {
  readonly value: bigint;
  readonly takenOn: Temporal.PlainDate;
  readonly span: ReadingSpan;
  readonly meter: Pick<MeterFacts, 'digits' | 'installedOn' | 'removedOn'>;
}

export type JudgeRefusal = ReadingRefusal | 'before-installed' | 'too-old';

export type Verdict =
  | { readonly kind: 'repeated'; readonly stored: StoredValue }
  | { readonly kind: 'refused'; readonly refusal: JudgeRefusal }
  | {
      readonly kind: 'good';
      readonly revision: number;
      readonly questions: readonly ReadingQuestion[];
    };

/**
 * Decides on a reading, whoever sends it: the same value of the day again is no new reading;
 * another value of the day is a new revision, held against the reading before that day.
 */
export function judgeReading(
  reading: NewReading,
  known: KnownReadings,
  numbers: ReadingNumbers,
): Verdict {
  const { value, takenOn, span, meter } = reading;
  if (known.same?.value === value) return { kind: 'repeated', stored: known.same };
  if (isBefore(takenOn, meter.installedOn)) return refused('before-installed');
  if (isBefore(takenOn, span.oldest)) return refused('too-old');
  const facts = {
    value,
    takenOn,
    today: span.today,
    digits: meter.digits,
    removedOn: meter.removedOn,
    usualPerDay: usualPerDay(known, meter.digits, numbers.historyDaysMin),
    farFromUsualTimes: numbers.farFromUsualTimes,
  };
  const newest = known.laterOn === undefined ? known.before : { value, takenOn: known.laterOn };
  const refusal = refuseReading({ ...facts, previous: newest });
  if (refusal !== undefined) return refused(refusal);
  const questions = questionReading({ ...facts, previous: known.before });
  return { kind: 'good', revision: (known.same?.revision ?? 0) + 1, questions };
}

/** Consumption a day over the known history; null when it is too short to say. */
function usualPerDay(
  { first, before }: KnownReadings,
  digits: number,
  historyDaysMin: number,
): bigint | null {
  if (first === undefined || before === undefined) return null;
  const { days } = first.takenOn.until(before.takenOn);
  if (days < Math.max(1, historyDaysMin)) return null;
  const measured = meteredVolume(first.value, before.value, digits);
  return measured.kind === 'lower' ? null : measured.volume / BigInt(days);
}

function refused(refusal: JudgeRefusal): Verdict {
  return { kind: 'refused', refusal };
}

function isBefore(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) < 0;
}
