import { z } from 'zod';
import { texts } from './texts.uk.ts';

const addressCharsMax = 254;
const phoneCharsMax = 40;
const country = '+380';
const nationalDigits = 9;

/** A number of a Ukrainian phone in full; undefined when it is none. */
export function parsePhone(typed: string): string | undefined {
  const digits = typed.replaceAll(/[\s()\-–.]/g, '');
  const [, national] = /^(?:\+?380|0)(\d+)$/.exec(digits) ?? [];
  return national?.length === nationalDigits ? `${country}${national}` : undefined;
}

export const emailField = z
  .string()
  .trim()
  .max(addressCharsMax, texts.faults.email)
  .pipe(z.email(texts.faults.email));

/** Empty when there is none, which is allowed. */
export const phoneField = z
  .string()
  .trim()
  .max(phoneCharsMax, texts.faults.phone)
  .transform((typed) => (typed === '' ? '' : parsePhone(typed)))
  .refine((phone) => phone !== undefined, texts.faults.phone)
  .transform((phone) => phone ?? '');
