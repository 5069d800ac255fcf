import { z } from 'zod';
import { parseKatottg } from '#kernel/identifiers.ts';
import { parameterFaults as faults } from './texts.uk.ts';

/** A field that may be left empty, as a form sends it: '' is no value. */
export function optionalField<T extends z.ZodType>(field: T) {
  return z.preprocess((given) => (given === '' ? undefined : given), field.optional());
}

/** A day written '2027-01-31', as the date field of a browser sends it. */
export function dayField(message: string) {
  // Without `abort` the checks of the whole form would still run, on a text in place of a day.
  return z.iso
    .date({ error: message, abort: true })
    .transform((text) => Temporal.PlainDate.from(text));
}

export const territoryField = z
  .string(faults.territory)
  .refine((code) => parseKatottg(code).ok, faults.territory);

/** The number of a value or a proposal, as it stands in an address or a form. */
export const parameterIdField = z
  .string(faults.parameterId)
  .regex(/^[1-9]\d{0,17}$/, faults.parameterId)
  .transform(BigInt);
