import type { Parsed } from '#kernel/identifiers.ts';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fieldTexts, identifierFaultText } from './texts.uk.ts';

const isoDate = /^\d{4}-\d{2}-\d{2}$/;
const wholeNumber = /^\d{1,19}$/;
const int32Max = 2_147_483_647;
const int64Max = 2n ** 63n - 1n;

/** A calendar day: a PlainDate, or its ISO text from a form. */
export const dateField = z.unknown().transform((value, context): Temporal.PlainDate => {
  const date = value instanceof Temporal.PlainDate ? value : parseDate(value);
  if (date !== undefined) return date;
  context.addIssue({ code: 'custom', message: fieldTexts.date });
  return z.NEVER;
});

function parseDate(value: unknown): Temporal.PlainDate | undefined {
  if (typeof value !== 'string' || !isoDate.test(value)) return undefined;
  try {
    return Temporal.PlainDate.from(value, { overflow: 'reject' });
  } catch (error) {
    // The form is right, the day is not: 2026-02-30.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A key of 64 bits: a bigint, or its digits from a form or a link. */
export const bigintField = z.unknown().transform((value, context): bigint => {
  const number = typeof value === 'string' && wholeNumber.test(value) ? BigInt(value) : value;
  if (typeof number === 'bigint' && number >= 0n && number <= int64Max) return number;
  context.addIssue({ code: 'custom', message: fieldTexts.number });
  return z.NEVER;
});

/** A key of a territory: a whole number, or its digits from a form or a link. */
export const territoryIdField = z.unknown().transform((value, context): number => {
  const number = typeof value === 'string' && wholeNumber.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number > 0 && number <= int32Max) {
    return number;
  }
  context.addIssue({ code: 'custom', message: fieldTexts.territory });
  return z.NEVER;
});

/** Text that must not be blank, without spaces around it. */
export function textField(lengthMax: number) {
  return z
    .string({ error: fieldTexts.required })
    .trim()
    .min(1, { error: fieldTexts.required })
    .max(lengthMax, { error: fieldTexts.tooLong });
}

/** An identifier read by the kernel. */
export function identifierField<T>(parse: (text: string) => Parsed<T>) {
  return z.string({ error: fieldTexts.required }).transform((text, context): T => {
    const parsed = parse(text);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: 'custom', message: identifierFaultText(parsed.error) });
    return z.NEVER;
  });
}

/** One of the listed words. */
export function choiceField<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, { error: fieldTexts.choice });
}

/** One or several of the listed words; a form sends one of them as plain text. */
export function choicesField<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.preprocess(
    (value) => (typeof value === 'string' && value !== '' ? [value] : value),
    z.array(choiceField(values)).max(values.length, { error: fieldTexts.choice }),
  );
}

/** A field that may be left out or blank. */
export function optional<S extends z.ZodType>(schema: S) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
}

/** A file as it was read, for commands that load one. */
export const fileField = z.instanceof(Uint8Array, { error: fieldTexts.file });

/** What the log commits to of a file: enough to recognise it. */
export function sha256Of(file: Uint8Array): string {
  return createHash('sha256').update(file).digest('hex');
}

/** Lets a rule over some fields speak when these were read, whatever is wrong with the others. */
export function whenRead(...fields: readonly string[]) {
  return ({
    issues,
  }: {
    readonly issues: readonly { readonly path?: readonly PropertyKey[] | undefined }[];
  }) => !issues.some(({ path }) => fields.includes(String(path?.[0])));
}

/** A tick box: absent means no. */
export const flagField = z.preprocess(
  (value) => value === true || value === 'true' || value === 'on' || value === 'yes',
  z.boolean(),
);

export const rowsPerPage = 50;
/** Nobody turns this many pages; a narrower search is the way. */
const pagesMax = 200;

/** Number of a page of a list, from 1. */
export const pageField = z.preprocess(
  (value) => (value === undefined || value === '' ? 1 : Number(value)),
  z.number({ error: fieldTexts.number }).int({ error: fieldTexts.number }).min(1).max(pagesMax),
);

/** One page of a list. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly page: number;
  readonly hasMore: boolean;
}

/** Cuts a list read one row beyond the page. */
export function toPage<Row>(rows: readonly Row[], page: number): Page<Row> {
  return { rows: rows.slice(0, rowsPerPage), page, hasMore: rows.length > rowsPerPage };
}

/** Limit and offset that `toPage` expects. */
export function pageBounds(page: number): { readonly limit: number; readonly offset: number } {
  return { limit: rowsPerPage + 1, offset: (page - 1) * rowsPerPage };
}
