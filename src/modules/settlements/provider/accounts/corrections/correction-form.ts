import type { Fault } from '#platform/operations.ts';
import { oneText, type GivenText } from '#platform/http/one-text.ts';
import type { Refusal } from '#kernel/result.ts';
import type { FieldError } from '#ui/error-summary/error-summary.tsx';
import { correctionRefusalText } from '../../../corrections/texts.uk.ts';

const formFields = ['period', 'line', 'way', 'sum', 'ground', 'actNumber', 'actOn'] as const;
export type FormField = (typeof formFields)[number];

/** What the form sent, field by field as it was typed. */
export type CorrectionForm = Readonly<Record<FormField, string>>;

/** Longer than any field may be: what is too long is answered for, not cut. */
const fieldLengthMax = 2_000;

export function readCorrectionForm(body: unknown): CorrectionForm {
  const given = (body ?? {}) as Readonly<Record<string, GivenText>>;
  return Object.fromEntries(
    formFields.map((name) => [name, oneText(given[name]).slice(0, fieldLengthMax)]),
  ) as CorrectionForm;
}

/** A service of one provider as one choice: "cold-water:12". */
export function lineValue(line: { readonly service: string; readonly providerId: bigint }): string {
  return `${line.service}:${line.providerId}`;
}

/** The form as the command takes it. */
export function correctionFormInput(
  accountId: string,
  { line, ...fields }: CorrectionForm,
): Readonly<Record<string, string>> {
  const [service = '', providerId = ''] = line.split(':');
  return { accountId, service, providerId, ...fields };
}

/** Ties each fault to its field, once: both halves of a service stand in one choice. */
export function correctionFaults(faults: readonly Fault[]): readonly FieldError[] {
  const errors = new Map<string, string>();
  for (const { field, message } of faults) {
    const fieldId = field === 'service' || field === 'providerId' ? 'line' : field;
    if (!errors.has(fieldId)) errors.set(fieldId, message);
  }
  return [...errors].map(([fieldId, message]) => ({ fieldId, message }));
}

const refusedFields: Readonly<Record<string, FormField>> = {
  'not-their-line': 'line',
  'not-charged': 'line',
  'month-not-billed': 'period',
  'more-than-charged': 'sum',
  'act-in-future': 'actOn',
};

/** The refusal beside the field that it is about. */
export function correctionRefusal(refusal: Refusal): FieldError {
  return {
    message: correctionRefusalText(refusal),
    fieldId: refusedFields[refusal.refusal],
  };
}
