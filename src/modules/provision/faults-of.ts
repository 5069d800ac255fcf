import type { Outcome } from '#platform/operations.ts';
import { provisionRefusalText } from './texts.uk.ts';

/** The field that a refusal is about, where it is about one. */
const fieldsOfRefusals: Readonly<Record<string, string>> = {
  'territory-unknown': 'territory',
  'territory-unclear': 'territory',
  'territory-not-in-force': 'territory',
  'right-already-granted': 'documentNumber',
  'event-already-recorded': 'occurredOn',
  'event-outside-term': 'occurredOn',
  'event-out-of-order': 'occurredOn',
  'event-does-not-follow': 'kind',
  'start-comes-first': 'kind',
  'file-needed': 'file',
};

/** What to say beside which question; the empty name is the whole form. */
export function faultsOf(outcome: Outcome<unknown>): Readonly<Record<string, string>> {
  if (outcome.kind === 'faults') {
    return Object.fromEntries(outcome.faults.map(({ field, message }) => [field, message]));
  }
  if (outcome.kind !== 'refused') return {};
  const { refusal } = outcome;
  return { [fieldsOfRefusals[refusal.refusal] ?? '']: provisionRefusalText(refusal) };
}

/** Of an answer everything but its own two questions is about the whole form. */
export function faultsOfAnswer(outcome: Outcome<unknown>): Readonly<Record<string, string>> {
  if (outcome.kind !== 'refused') return faultsOf(outcome);
  return { outcome: provisionRefusalText(outcome.refusal) };
}
