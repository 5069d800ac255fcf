import { law } from '#kernel/law.ts';
import { formatDecimal } from '#kernel/quantity.ts';
import { isRefusal, refuse, type Refusal } from '#kernel/result.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { meteredVolume } from '../rules/metered-volume.ts';
import type { ReadingQuestion } from '../rules/reading-checks.ts';
import {
  judgeReading,
  readingSpan,
  type KnownReadings,
  type ReadingNumbers,
} from './judge-reading.ts';
import type { MeterFacts } from './ports.ts';
import { readingReceiptNumber } from './receipt-number.ts';
import {
  ensureMonths,
  insertReadings,
  readKnownReadings,
  type ReadingRow,
  type Sender,
} from './reading.sql.ts';

/** Somebody else storing the very same reading is met again at most this often. */
const attemptsMax = 3;
const microDecimals = 6;

/** A question as it is shown: which zone, what was sent, what stood before. Values in the unit. */
export interface AskedQuestion {
  readonly question: ReadingQuestion;
  readonly zone: number;
  readonly value: string;
  readonly previous: string;
  readonly previousOn: string;
}

export interface StoredZone {
  readonly zone: number;
  readonly value: string;
  /** Used since the reading before; null when there is none or the meter went back. */
  readonly consumed: string | null;
}

/** All of it plain text and numbers, so that a repeated request gets the same answer from JSON. */
export type EnteredReading =
  | {
      readonly kind: 'stored';
      /** The day already had these very values. */
      readonly repeated: boolean;
      readonly receiptNumber: string;
      readonly storedAt: string;
      readonly takenOn: string;
      readonly zones: readonly StoredZone[];
    }
  | { readonly kind: 'questions'; readonly questions: readonly AskedQuestion[] };

/** What one sender says a meter showed on a day. */
export interface SentReading {
  readonly meter: MeterFacts;
  readonly values: ReadonlyMap<number, bigint>;
  readonly takenOn: Temporal.PlainDate;
  readonly today: Temporal.PlainDate;
  readonly confirmed: readonly ReadingQuestion[];
}

/**
 * Stores a consumer's reading, or answers with what is odd about it and not yet confirmed. Must run
 * in a transaction: of several zones all are stored or none.
 */
export async function storeSent(
  db: Queryable,
  sent: SentReading,
  by: { readonly sender: Sender; readonly numbers: ReadingNumbers },
): Promise<EnteredReading | Refusal> {
  const keys = [...sent.values.keys()].map((zone) => ({
    hromadaId: sent.meter.hromadaId,
    meterId: sent.meter.meterId,
    zone,
    takenOn: sent.takenOn,
  }));
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const known = await readKnownReadings(db, keys, by.numbers.historyMonths);
    const judged = judgeZones(sent, known, by.numbers);
    if (isRefusal(judged)) return judged;
    const open = judged.questions.filter(({ question }) => !sent.confirmed.includes(question));
    if (open.length > 0) return { kind: 'questions', questions: judged.questions };
    if (judged.rows.length === 0) return receipt(sent, judged, by.sender);
    await ensureMonths(db, [sent.takenOn]);
    const missed = await insertReadings(db, judged.rows, by.sender);
    if (missed.size === 0) return receipt(sent, judged, by.sender);
  }
  throw new Error('the same reading is being stored by others again and again');
}

interface JudgedZones {
  readonly rows: readonly ReadingRow[];
  readonly zones: readonly StoredZone[];
  readonly questions: readonly AskedQuestion[];
  readonly revision: number;
  /** When the newest of the values that the day already had was stored; undefined when none. */
  readonly earlierAt: Temporal.Instant | undefined;
}

function judgeZones(
  sent: SentReading,
  known: readonly KnownReadings[],
  numbers: ReadingNumbers,
): JudgedZones | Refusal {
  const { meter, takenOn } = sent;
  const span = readingSpan(sent.today);
  const rows: ReadingRow[] = [];
  const zones: StoredZone[] = [];
  const asked: AskedQuestion[] = [];
  let revision = 0;
  let earlierAt: Temporal.Instant | undefined;
  for (const [index, [zone, value]] of [...sent.values].entries()) {
    const around = known[index];
    if (around === undefined) throw new Error('a zone without an answer');
    const verdict = judgeReading({ value, takenOn, span, meter }, around, numbers);
    if (verdict.kind === 'refused') return refuseZone(verdict.refusal, around, meter);
    zones.push(storedZone(zone, value, { around, meter }));
    if (verdict.kind === 'repeated') {
      revision = Math.max(revision, verdict.stored.revision);
      earlierAt = later(earlierAt, verdict.stored.enteredAt);
      continue;
    }
    revision = Math.max(revision, verdict.revision);
    asked.push(...verdict.questions.map((one) => askedQuestion(one, { zone, value, around })));
    const remark = verdict.questions.length === 0 ? null : verdict.questions.join(',');
    const { hromadaId, meterId } = meter;
    rows.push({ hromadaId, meterId, zone, takenOn, revision: verdict.revision, value, remark });
  }
  return { rows, zones, questions: asked, revision, earlierAt };
}

function refuseZone(code: string, around: KnownReadings, meter: MeterFacts): Refusal {
  const lastOn = around.laterOn ?? around.before?.takenOn;
  return refuse(code, law('1039:19.4'), {
    digits: String(meter.digits),
    ...(lastOn === undefined ? {} : { lastOn: lastOn.toString() }),
    ...(meter.removedOn === null ? {} : { removedOn: meter.removedOn.toString() }),
    installedOn: meter.installedOn.toString(),
  });
}

function storedZone(
  zone: number,
  value: bigint,
  { around, meter }: { readonly around: KnownReadings; readonly meter: MeterFacts },
): StoredZone {
  const measured =
    around.before === undefined
      ? undefined
      : meteredVolume(around.before.value, value, meter.digits);
  const consumed = measured?.kind === 'volume' ? plain(measured.volume) : null;
  return { zone, value: plain(value), consumed };
}

function askedQuestion(
  question: ReadingQuestion,
  about: { readonly zone: number; readonly value: bigint; readonly around: KnownReadings },
): AskedQuestion {
  const { before } = about.around;
  return {
    question,
    zone: about.zone,
    value: plain(about.value),
    previous: before === undefined ? '' : plain(before.value),
    previousOn: before?.takenOn.toString() ?? '',
  };
}

function receipt(sent: SentReading, judged: JudgedZones, sender: Sender): EnteredReading {
  const repeated = judged.rows.length === 0;
  const at = repeated ? (judged.earlierAt ?? sender.enteredAt) : sender.enteredAt;
  return {
    kind: 'stored',
    repeated,
    receiptNumber: readingReceiptNumber(sent.takenOn, sent.meter.meterId, judged.revision),
    storedAt: at.toString(),
    takenOn: sent.takenOn.toString(),
    zones: judged.zones,
  };
}

function later(a: Temporal.Instant | undefined, b: Temporal.Instant): Temporal.Instant {
  return a === undefined || Temporal.Instant.compare(a, b) < 0 ? b : a;
}

function plain(micro: bigint): string {
  return formatDecimal(micro, microDecimals);
}
