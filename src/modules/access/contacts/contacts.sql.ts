import { selectRows, type Queryable } from '#platform/db/queryable.ts';

export const phoneColumn = 'access.person.phone';
export const contactColumn = 'access.contact_code.contact';
export const codeColumn = 'access.contact_code.code';

export type ContactKind = 'email' | 'phone';

export interface PersonContacts {
  readonly rnokpp: string | null;
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string | null;
  readonly email: string | null;
  readonly emailConfirmedAt: Temporal.Instant | null;
  /** Encrypted. */
  readonly phone: Buffer | null;
  readonly phoneConfirmedAt: Temporal.Instant | null;
  readonly identityConfirmedAt: Temporal.Instant | null;
}

export async function readContacts(
  db: Queryable,
  personId: bigint,
): Promise<PersonContacts | undefined> {
  const rows = await selectRows<PersonContacts>(
    db,
    `select rnokpp, surname, given_name as "givenName", patronymic, email,
            email_confirmed_at as "emailConfirmedAt", phone,
            phone_confirmed_at as "phoneConfirmedAt",
            identity_confirmed_at as "identityConfirmedAt"
     from access.person where person_id = $1`,
    [personId],
  );
  return rows[0];
}

/** Whether the person told an address that works and confirmed that they are known rightly. */
export async function hasConfirmedContacts(db: Queryable, personId: bigint): Promise<boolean> {
  const { rows } = await db.query(
    `select 1 from access.person
     where person_id = $1 and email_confirmed_at is not null and identity_confirmed_at is not null`,
    [personId],
  );
  return rows.length > 0;
}

export async function confirmIdentity(
  db: Queryable,
  personId: bigint,
  now: Temporal.Instant,
): Promise<void> {
  await db.query(
    `update access.person set identity_confirmed_at = $2
     where person_id = $1 and identity_confirmed_at is null`,
    [personId, now],
  );
}

export async function setEmail(
  db: Queryable,
  personId: bigint,
  email: string,
  confirmedAt: Temporal.Instant,
): Promise<void> {
  await db.query(
    'update access.person set email = $2, email_confirmed_at = $3 where person_id = $1',
    [personId, email, confirmedAt],
  );
}

/** Somebody whose contacts are known from elsewhere: an invented person of a demonstration. */
export async function knowContacts(
  db: Queryable,
  person: { readonly personId: bigint; readonly email: string; readonly now: Temporal.Instant },
): Promise<void> {
  await setEmail(db, person.personId, person.email, person.now);
  await confirmIdentity(db, person.personId, person.now);
}

/** A phone that nobody has confirmed has no instant; null takes the phone away. */
export async function setPhone(
  db: Queryable,
  personId: bigint,
  phone: Buffer | null,
  confirmedAt: Temporal.Instant | null,
): Promise<void> {
  await db.query(
    'update access.person set phone = $2, phone_confirmed_at = $3 where person_id = $1',
    [personId, phone, confirmedAt],
  );
}

/** A contact that waits for its code; contact and code are encrypted. */
export interface ContactCode {
  readonly codeId: string;
  readonly kind: ContactKind;
  readonly contact: Buffer;
  readonly code: Buffer;
}

export async function insertContactCode(
  db: Queryable,
  code: ContactCode & { readonly personId: bigint; readonly now: Temporal.Instant },
): Promise<void> {
  await db.query(
    `insert into access.contact_code (code_id, person_id, kind, contact, code, made_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [code.codeId, code.personId, code.kind, code.contact, code.code, code.now],
  );
}

export async function countContactCodes(
  db: Queryable,
  personId: bigint,
  since: Temporal.Instant,
): Promise<number> {
  const rows = await selectRows<{ count: number }>(
    db,
    'select count(*)::int as count from access.contact_code where person_id = $1 and made_at >= $2',
    [personId, since],
  );
  return rows[0]?.count ?? 0;
}

export interface CodeLimits {
  readonly notBefore: Temporal.Instant;
  readonly triesMax: number;
  /** Tries of all codes since an instant, together. */
  readonly countedSince: Temporal.Instant;
  readonly hourTriesMax: number;
}

const columns = 'code_id as "codeId", kind, contact, code';
/** Only the last of each kind: a new code ends the one before it. */
const isOpen = `used_at is null and made_at >= $2 and tries < $3 and not exists (
  select from access.contact_code later
  where later.person_id = c.person_id and later.kind = c.kind and later.made_at > c.made_at)`;

/** Codes that a person is waited for to type. */
export async function readOpenCodes(
  db: Queryable,
  personId: bigint,
  { notBefore, triesMax }: CodeLimits,
): Promise<readonly ContactCode[]> {
  return selectRows(
    db,
    `select ${columns} from access.contact_code c where person_id = $1 and ${isOpen}
     order by kind`,
    [personId, notBefore, triesMax],
  );
}

/** Counts a try before it is made: of many at once no more than are allowed are looked at. */
export async function takeCodeTry(
  db: Queryable,
  { personId, kind }: { readonly personId: bigint; readonly kind: ContactKind },
  { notBefore, triesMax, countedSince, hourTriesMax }: CodeLimits,
): Promise<ContactCode | undefined> {
  const rows = await selectRows<ContactCode>(
    db,
    `update access.contact_code c set tries = tries + 1
     where person_id = $1 and kind = $4 and ${isOpen}
       and (select sum(tried.tries) from access.contact_code tried
            where tried.person_id = $1 and tried.made_at >= $5) < $6
     returning ${columns}`,
    [personId, notBefore, triesMax, kind, countedSince, hourTriesMax],
  );
  return rows[0];
}

export async function markCodeUsed(
  db: Queryable,
  codeId: string,
  now: Temporal.Instant,
): Promise<void> {
  await db.query('update access.contact_code set used_at = $2 where code_id = $1', [codeId, now]);
}

/** A code that is still worth sending. */
export async function readCodeToSend(
  db: Queryable,
  codeId: string,
  notBefore: Temporal.Instant,
): Promise<ContactCode | undefined> {
  const rows = await selectRows<ContactCode>(
    db,
    `select ${columns} from access.contact_code
     where code_id = $1 and used_at is null and made_at >= $2`,
    [codeId, notBefore],
  );
  return rows[0];
}
