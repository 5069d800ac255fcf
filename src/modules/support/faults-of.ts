import type { Outcome } from '#platform/operations.ts';
import { supportRefusalText } from './texts.uk.ts';

/** The field that a refusal is about, where it is about one. */
const fieldsOfRefusals: Readonly<Record<string, string>> = {
  later: 'happenedOn',
  'email-needed': 'email',
  'too-many': 'said',
  'not-now': 'act',
  'estimate-passed': 'estimateOn',
};

/** What to say beside which question; the empty name is the whole form. */
export function faultsOf(outcome: Outcome<unknown>): Readonly<Record<string, string>> {
  if (outcome.kind === 'faults') {
    return Object.fromEntries(outcome.faults.map(({ field, message }) => [field, message]));
  }
  if (outcome.kind !== 'refused') return {};
  const { refusal } = outcome;
  return { [fieldsOfRefusals[refusal.refusal] ?? '']: supportRefusalText(refusal) };
}
