import type { ParameterValue } from '#kernel/parameters.ts';
import { oneText, type GivenText } from '#platform/http/one-text.ts';

/** The form of a proposal as typed; it travels in the address until it is sent. */
export const formFields = [
  'value',
  'validFrom',
  'validTo',
  'territory',
  'service',
  'category',
  'act',
  'status',
] as const;

export type ProposalForm = Readonly<Record<(typeof formFields)[number], string>>;

export function readProposalForm(given: Readonly<Record<string, GivenText>>): ProposalForm {
  return Object.fromEntries(formFields.map((name) => [name, oneText(given[name])])) as ProposalForm;
}

/** A fresh form: the scope is that of the value in force, when there is one only. */
export function emptyProposalForm(values: readonly ParameterValue[]): ProposalForm {
  const [only] = values;
  const scope = values.length === 1 ? only : undefined;
  return {
    value: '',
    validFrom: '',
    validTo: '',
    territory: scope?.territory ?? '',
    service: scope?.service ?? '',
    category: scope?.category ?? '',
    act: '',
    status: '',
  };
}
