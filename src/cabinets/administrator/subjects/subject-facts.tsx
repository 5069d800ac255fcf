import type { ProvisionRight, ProvisionState, ReadingWindow } from '#modules/registry/index.ts';
import { provisionStateNames } from '#modules/registry/index.ts';
import { formatDate } from '#ui/format/time.ts';
import { Tag, type Tone } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { texts } from './texts.uk.ts';

const stateTones: Readonly<Record<ProvisionState, Tone>> = {
  provided: 'good',
  stopped: 'bad',
  'not-started': 'act',
  'not-covered': 'neutral',
  'out-of-term': 'neutral',
};

export function StateTag({ state }: { readonly state: ProvisionState }): JSX.Element {
  return <Tag tone={stateTones[state]}>{provisionStateNames[state]}</Tag>;
}

export function windowText(window: ReadingWindow | null): string {
  return window === null ? texts.windowOfBiller : texts.windowText(window.from, window.to);
}

export function documentText({ title, number, date }: ProvisionRight['document']): string {
  return texts.documentText(title, number, formatDate(date));
}

/** Both days included. */
export function termText(from: Temporal.PlainDate, through: Temporal.PlainDate | null): string {
  return through === null
    ? texts.openTerm(formatDate(from))
    : texts.termText(formatDate(from), formatDate(through));
}

export function termOf({ term: { from, to } }: ProvisionRight): string {
  return termText(from, to?.subtract({ days: 1 }) ?? null);
}
