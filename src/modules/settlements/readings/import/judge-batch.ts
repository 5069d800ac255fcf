import {
  judgeReading,
  type DatedValue,
  type KnownReadings,
  type ReadingNumbers,
  type ReadingSpan,
} from '../judge-reading.ts';
import type { MeterFacts } from '../ports.ts';
import type { ReadingRow } from '../reading.sql.ts';
import { fitsDecimals } from '../reading-value.ts';
import type { LineReason } from './line-reason.ts';
import type { ParsedLine } from './parse-line.ts';

/** A line whose meter and zone are known. */
export interface PlacedLine {
  readonly parsed: ParsedLine;
  readonly meter: MeterFacts;
  readonly zone: number;
}

export interface BatchRules {
  readonly span: ReadingSpan;
  readonly numbers: ReadingNumbers;
  /** Who the readings of this very file are stored under. */
  readonly enteredBy: string;
  readonly enteredAt: Temporal.Instant;
}

export interface JudgedBatch {
  readonly good: readonly { readonly placed: PlacedLine; readonly row: ReadingRow }[];
  readonly refused: readonly { readonly placed: PlacedLine; readonly reason: LineReason }[];
  readonly repeated: number;
}

/**
 * Decides on the lines of a batch in their order; a line sees those above it as if they were stored
 * already. `known` holds what is stored about each line. Nobody can be asked, so a value below the
 * last is refused; what is only unusual goes in with a remark.
 */
export function judgeBatch(
  lines: readonly PlacedLine[],
  known: readonly KnownReadings[],
  rules: BatchRules,
): JudgedBatch {
  const above = new LinesAbove(lines, rules);
  const good: JudgedBatch['good'][number][] = [];
  const refused: JudgedBatch['refused'][number][] = [];
  let repeated = 0;
  for (const [index, placed] of lines.entries()) {
    const stored = known[index];
    if (stored === undefined) throw new Error('a line without an answer');
    const decision = judgeLine(placed, above.seenBy(placed, stored), rules);
    if (decision === 'repeated') {
      repeated += 1;
    } else if (typeof decision === 'string') {
      refused.push({ placed, reason: decision });
    } else {
      good.push({ placed, row: decision });
      above.add(decision);
    }
  }
  return { good, refused, repeated };
}

function judgeLine(
  { parsed, meter, zone }: PlacedLine,
  known: KnownReadings,
  { span, numbers, enteredBy }: BatchRules,
): ReadingRow | LineReason | 'repeated' {
  const { value, takenOn } = parsed;
  if (!fitsDecimals(value, meter.decimals)) return 'too-many-decimals';
  const { same } = known;
  if (same !== undefined && same.value !== value && same.enteredBy === enteredBy) {
    return 'contradicts-earlier-line';
  }
  const verdict = judgeReading({ value, takenOn, span, meter }, known, numbers);
  if (verdict.kind === 'repeated') return 'repeated';
  if (verdict.kind === 'refused') return verdict.refusal;
  if (verdict.questions.includes('lower')) return 'lower';
  return {
    hromadaId: meter.hromadaId,
    meterId: meter.meterId,
    zone,
    takenOn,
    revision: verdict.revision,
    value,
    remark: verdict.questions.length === 0 ? null : verdict.questions.join(','),
  };
}

/**
 * The lines of the batch that went in, for those below them that speak of the same meter. Most
 * batches name each meter once, and nothing is kept for those.
 */
class LinesAbove {
  readonly #shared = new Set<bigint>();
  readonly #newest = new Map<string, DatedValue>();
  readonly #byDay = new Map<string, ReadingRow>();
  readonly #rules: BatchRules;

  constructor(lines: readonly PlacedLine[], rules: BatchRules) {
    this.#rules = rules;
    const seen = new Set<bigint>();
    for (const { meter } of lines) {
      if (seen.has(meter.meterId)) this.#shared.add(meter.meterId);
      else seen.add(meter.meterId);
    }
  }

  add(row: ReadingRow): void {
    if (!this.#shared.has(row.meterId)) return;
    const key = `${row.meterId}:${row.zone}`;
    this.#newest.set(key, row);
    this.#byDay.set(`${key}:${row.takenOn.toString()}`, row);
  }

  seenBy({ parsed, meter, zone }: PlacedLine, stored: KnownReadings): KnownReadings {
    if (!this.#shared.has(meter.meterId)) return stored;
    const key = `${meter.meterId}:${zone}`;
    const newest = this.#newest.get(key);
    if (newest === undefined) return stored;
    const { enteredBy, enteredAt } = this.#rules;
    const ofDay = this.#byDay.get(`${key}:${parsed.takenOn.toString()}`);
    const order = Temporal.PlainDate.compare(newest.takenOn, parsed.takenOn);
    return {
      ...stored,
      same: ofDay === undefined ? stored.same : { ...ofDay, enteredBy, enteredAt },
      before: order < 0 ? newest : stored.before,
      laterOn: order > 0 ? newest.takenOn : stored.laterOn,
    };
  }
}
