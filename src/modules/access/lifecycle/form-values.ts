import type { ReceivedForm } from '#platform/files/receive-form.ts';
import { fileRefusals } from '#platform/files/texts.uk.ts';
import type { Outcome } from '#platform/operations.ts';
import type { Values } from './request-form.tsx';
import { accessRefusalText } from './texts.uk.ts';

/** What a form holds, as typed: one answer to each question. */
export function valuesOf({ fields }: ReceivedForm): Values {
  return Object.fromEntries(Array.from(fields, ([name, [value = '']]) => [name, value]));
}

export function fileFault({ refused }: ReceivedForm): string | undefined {
  return refused && fileRefusals[refused];
}

const fieldsOfRefusals: Readonly<Record<string, string>> = {
  'ground-not-theirs': 'ground',
  'territory-unknown': 'territory',
  'territory-not-theirs': 'territory',
  'territory-needed': 'territory',
  'end-needed': 'until',
  'ends-too-early': 'until',
  'already-member': 'rnokpp',
  'annulled-before': 'rnokpp',
  'not-annulled': 'rnokpp',
  'body-unknown': 'edrpou',
  'beyond-remit': 'edrpou',
  'came-later': 'cameAt',
  'file-needed': 'file',
};

/** What to say beside which question; the empty name is the whole form. */
export function withFault(outcome: Outcome<unknown>): Values {
  if (outcome.kind === 'faults') {
    return Object.fromEntries(outcome.faults.map(({ field, message }) => [field, message]));
  }
  const code = outcome.kind === 'refused' ? outcome.refusal.refusal : '';
  return { [fieldsOfRefusals[code] ?? '']: accessRefusalText(code) };
}
