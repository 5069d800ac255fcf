import { registryRefusalText } from '#modules/registry/index.ts';
import type { Outcome } from '#platform/operations.ts';

/** What is wrong with a form, by the name of the field; the empty name is the whole form. */
export type Errors = ReadonlyMap<string, string>;

/** Fields of the forms by the names that commands know them by. */
const fieldOfInput: Readonly<Record<string, string>> = {
  territoryId: 'territory',
  'readingWindow.from': 'windowFrom',
  'readingWindow.to': 'windowTo',
};

/** The field that a refusal is about, where it is about one. */
const fieldOfRefusal: Readonly<Record<string, string>> = {
  'edrpou-already-registered': 'edrpou',
  'territory-not-in-force': 'territory',
  'right-already-granted': 'documentNumber',
  'event-already-recorded': 'occurredOn',
  'event-outside-term': 'occurredOn',
  'event-does-not-follow': 'kind',
  'start-comes-first': 'kind',
  'event-out-of-order': 'occurredOn',
};

/** Faults and refusals beside their fields, in the order of the form. */
export function errorsOf(outcome: Outcome<unknown>): Errors {
  if (outcome.kind === 'faults') {
    return new Map(
      outcome.faults.map(({ field, message }) => [fieldOfInput[field] ?? field, message]),
    );
  }
  if (outcome.kind !== 'refused') return new Map();
  const { refusal } = outcome;
  return new Map([[fieldOfRefusal[refusal.refusal] ?? '', registryRefusalText(refusal)]]);
}
