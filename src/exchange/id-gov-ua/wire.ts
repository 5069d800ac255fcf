import { z } from 'zod';
import { parseEdrpou, parseRnokpp } from '#kernel/identifiers.ts';
import { err, ok, type Result } from '#kernel/result.ts';
import { authTypes, type Identity, type IdentityFailure } from '#modules/access/ports.ts';

const textLengthMax = 500;
const tokenLengthMax = 4_096;

// The system writes a missing value in all these ways.
const missingValues = new Set(['', 'n/a', 'null']);
const yesValues = new Set(['1', 'true', 'yes']);

/** A value that may be text, a number already read as text, a boolean, or missing in many ways. */
const looseText = z
  .union([z.string(), z.boolean(), z.null()])
  .optional()
  .transform((value) => {
    const text = String(value ?? '').trim();
    return missingValues.has(text.toLowerCase()) ? undefined : text;
  })
  .pipe(z.string().max(textLengthMax).optional());

const name = looseText.pipe(z.string());
const flag = looseText.transform((text) => yesValues.has(text?.toLowerCase() ?? ''));

/** Asked for and no more: what the platform does not keep it does not ask for. */
export const userFields = [
  'auth_type',
  'lastname',
  'givenname',
  'middlename',
  'drfocode',
  'edrpoucode',
  'o',
  'title',
  'isqscd',
  'email',
] as const;

const userAnswer = z.object({
  auth_type: looseText.pipe(z.enum(authTypes)),
  lastname: name,
  givenname: name,
  middlename: looseText,
  drfocode: looseText,
  edrpoucode: looseText,
  o: looseText,
  title: looseText,
  isqscd: flag,
  email: looseText,
});

export const tokenAnswer = z.object({
  access_token: z.string().min(1).max(tokenLengthMax),
  user_id: z.string().min(1).max(textLengthMax),
});

const refusal = z.object({ error: looseText });

// "0" means that there is no error: its presence proves nothing.
const noError = new Set(['0', 'false', 'none']);
const errorCodePattern = /^[\w .-]{1,64}$/;

/** The error code of an answer, undefined when it reports none. Texts may be personal: not kept. */
export function errorCodeOf(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const parsed = refusal.safeParse(answer);
  const code = parsed.success ? parsed.data.error : 'unreadable';
  if (code === undefined || noError.has(code.toLowerCase())) return undefined;
  return errorCodePattern.test(code) ? code : 'unreadable';
}

/** What cannot be an address is left out: nobody is kept out for it. */
const emailPattern = /^[^@\s]{1,64}@[^@\s]{1,190}$/;

/** Reads the answer about a person, tolerant of the ways in which values are written or missing. */
export function readUser(answer: unknown): Result<Identity, IdentityFailure> {
  const parsed = userAnswer.safeParse(answer);
  if (!parsed.success) return err({ kind: 'malformed' });
  const { drfocode, edrpoucode, middlename, o, title, email } = parsed.data;
  const rnokpp = drfocode === undefined ? undefined : parseRnokpp(drfocode);
  if (rnokpp === undefined || !rnokpp.ok) return err({ kind: 'no-tax-number' });
  const edrpou = edrpoucode === undefined ? undefined : parseEdrpou(edrpoucode);
  // A wrong code of an organisation must not silently turn an official into a private person.
  if (edrpou !== undefined && !edrpou.ok) return err({ kind: 'malformed' });
  return ok({
    rnokpp: rnokpp.value,
    surname: parsed.data.lastname,
    givenName: parsed.data.givenname,
    authType: parsed.data.auth_type,
    isQualified: parsed.data.isqscd,
    ...(edrpou === undefined ? {} : { edrpou: edrpou.value }),
    ...(middlename === undefined ? {} : { patronymic: middlename }),
    ...(o === undefined ? {} : { organisation: o }),
    ...(title === undefined ? {} : { title }),
    ...(email !== undefined && emailPattern.test(email) ? { email } : {}),
  });
}
