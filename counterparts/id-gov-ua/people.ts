import { createHash } from 'node:crypto';

/** Ways to sign in at id.gov.ua. */
export const authTypes = ['dig_sign', 'bank_id', 'mobile_id', 'diia_id'] as const;
export type AuthType = (typeof authTypes)[number];

/** An invented person who can sign in. */
export interface DemonstrationPerson {
  readonly key: string;
  readonly surname: string;
  readonly givenname: string;
  readonly middlename: string;
  /** Empty for one who has no tax number. */
  readonly drfocode: string;
  readonly edrpoucode?: string;
  /** Organisation named in the certificate. */
  readonly o?: string;
  readonly title?: string;
  readonly email?: string;
  readonly authTypes: readonly AuthType[];
}

const userFields = (
  'auth_type issuer issuercn serial subject subjectcn locality state o ou title lastname ' +
  'givenname middlename email address phone dns edrpoucode drfocode unzr isqscd documents'
).split(' ');

// The real system writes a missing value in either way, without a rule that anybody found.
const notAvailable = new Set(['o', 'ou', 'title', 'email', 'phone', 'dns']);

/**
 * What the system tells of a person: text values only, the missing ones "" or "n/a". Data of a
 * certificate come with a signature only: BankID and Mobile ID know no organisation.
 */
export function describeUser(
  person: DemonstrationPerson,
  authType: AuthType,
  asked: readonly string[],
): Record<string, string> {
  const signed = authType === 'dig_sign' || authType === 'diia_id';
  const known: Readonly<Record<string, string | undefined>> = {
    auth_type: authType,
    lastname: person.surname,
    givenname: person.givenname,
    middlename: person.middlename,
    drfocode: person.drfocode,
    email: person.email,
    ...(signed ? certificateOf(person) : {}),
    ...(authType === 'dig_sign'
      ? { edrpoucode: person.edrpoucode, o: person.o, title: person.title }
      : {}),
  };
  const fields = asked.length === 0 ? userFields : userFields.filter((f) => asked.includes(f));
  return Object.fromEntries(
    fields.map((field) => [field, known[field] ?? (notAvailable.has(field) ? 'n/a' : '')]),
  );
}

function certificateOf(person: DemonstrationPerson): Readonly<Record<string, string>> {
  const fullName = `${person.surname} ${person.givenname} ${person.middlename}`.trim();
  return {
    issuer: 'CN=Test authority;C=UA',
    issuercn: 'Test authority',
    serial: createHash('sha1').update(person.key).digest('hex').toUpperCase(),
    subject: `CN=${fullName};C=UA`,
    subjectcn: fullName,
    isqscd: '1',
  };
}
