import { parseDecimal } from '#kernel/quantity.ts';
import { formatScaled } from '#ui/format/number.ts';
import { formatDate } from '#ui/format/time.ts';
import type { Tone } from '#ui/tag/tag.tsx';
import type { QuestionKind } from '../../billing/model.ts';
import { decisionKinds, type RunQuestion } from './run-questions.ts';
import { kindTexts } from './texts.uk.ts';

const isoDate = /^\d{4}-\d{2}-\d{2}$/;
const readingDecimals = 6;

export interface QuestionText {
  readonly title: string;
  readonly advice: string;
  /** What the run saw; empty when the title says it all. */
  readonly facts: string;
  readonly tone: Tone;
}

const badKinds: ReadonlySet<QuestionKind> = new Set([
  'no-tariff',
  'no-norm',
  'verification-expired',
]);

/** A question of a run in words. */
export function describeQuestion({ kind, details }: Pick<RunQuestion, 'kind' | 'details'>) {
  const { title, advice, facts } = kindTexts[kind];
  const text: QuestionText = {
    title,
    advice,
    facts: facts?.(withWrittenOut(details)) ?? '',
    tone: toneOf(kind),
  };
  return text;
}

function toneOf(kind: QuestionKind): Tone {
  if (badKinds.has(kind)) return 'bad';
  return decisionKinds.has(kind) ? 'warn' : 'neutral';
}

/** Numbers and dates as people read them; other details as they are. */
function withWrittenOut(
  details: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, writtenOut(value)]),
  );
}

function writtenOut(value: string): string {
  if (isoDate.test(value)) return formatDate(Temporal.PlainDate.from(value));
  const scaled = parseDecimal(value, readingDecimals);
  return scaled === undefined
    ? value
    : formatScaled(scaled, { decimals: readingDecimals, minDecimals: 0 });
}
