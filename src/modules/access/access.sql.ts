import type { Role } from '#kernel/command.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';

export interface PersonRow {
  readonly person_id: bigint;
  readonly surname: string;
  readonly given_name: string;
  readonly patronymic: string | null;
}

/** The person with the tax number; made at the first sign-in (1039:45.1), renamed when renamed. */
export async function putPerson(
  db: Queryable,
  person: {
    readonly rnokpp: string;
    readonly surname: string;
    readonly givenName: string;
    readonly patronymic: string | null;
    readonly email?: string | null;
    readonly now: Temporal.Instant;
  },
): Promise<PersonRow> {
  const [row] = await selectRows<PersonRow>(
    db,
    `insert into access.person (rnokpp, surname, given_name, patronymic, created_at, email)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (rnokpp) do update
       set surname = excluded.surname, given_name = excluded.given_name,
           patronymic = excluded.patronymic, email = coalesce(excluded.email, person.email)
     returning person_id, surname, given_name, patronymic`,
    [
      person.rnokpp,
      person.surname,
      person.givenName,
      person.patronymic,
      person.now,
      person.email ?? null,
    ],
  );
  if (row === undefined) throw new Error('the person was not written');
  return row;
}

export interface MembershipRow {
  readonly role: Role;
  readonly subject_id: bigint | null;
}

/** Roles in which the person acts today, officials' first. */
export async function readMemberships(
  db: Queryable,
  personId: bigint,
  today: Temporal.PlainDate,
): Promise<readonly MembershipRow[]> {
  return selectRows(
    db,
    `select role, subject_id from access.membership
     where person_id = $1 and valid @> $2::date
     order by (role = 'individual-consumer'), membership_id`,
    [personId, today],
  );
}

export async function addConsumerMembership(
  db: Queryable,
  personId: bigint,
  today: Temporal.PlainDate,
): Promise<void> {
  await db.query(
    `insert into access.membership (person_id, role, valid)
     values ($1, 'individual-consumer', daterange($2::date, null))`,
    [personId, today],
  );
}

export async function insertAttempt(
  db: Queryable,
  attempt: {
    readonly stateHash: Buffer;
    readonly browserHash: Buffer;
    readonly returnTo: string;
    readonly now: Temporal.Instant;
  },
): Promise<void> {
  await db.query(
    `insert into access.sign_in_attempt (state_hash, browser_hash, return_to, created_at)
     values ($1, $2, $3, $4)`,
    [attempt.stateHash, attempt.browserHash, attempt.returnTo, attempt.now],
  );
}

/** Uses a state up: the second caller finds nothing, and so does another browser or a late one. */
export async function useAttempt(
  db: Queryable,
  stateHash: Buffer,
  browserHash: Buffer,
  instants: { readonly now: Temporal.Instant; readonly notBefore: Temporal.Instant },
): Promise<string | undefined> {
  const { rows } = await db.query(
    `update access.sign_in_attempt set used_at = $3
     where state_hash = $1 and browser_hash = $2 and used_at is null and created_at >= $4
     returning return_to`,
    [stateHash, browserHash, instants.now, instants.notBefore],
  );
  return rows[0]?.['return_to'] as string | undefined;
}

/** Accounts that the person has proved to be theirs. */
export async function readLinkedAccounts(
  db: Queryable,
  personId: bigint,
): Promise<readonly bigint[]> {
  const { rows } = await db.query(
    `select account_id from access.account_link where person_id = $1 order by account_id`,
    [personId],
  );
  return rows.map((row) => row['account_id'] as bigint);
}

export interface Link {
  readonly personId: bigint;
  readonly accountId: bigint;
}

/** Which of the accounts are proved to be those of their persons, in the order asked. */
export async function areLinked(
  db: Queryable,
  links: readonly Link[],
): Promise<readonly boolean[]> {
  const { rows } = await db.query(
    `-- prepared: are-linked
     select asked.place::int as place
     from unnest($1::bigint[], $2::int[], $3::bigint[])
       with ordinality as asked (person_id, hromada_id, account_id, place)
     join access.account_link l using (person_id, hromada_id, account_id)`,
    [
      links.map(({ personId }) => personId),
      links.map(({ accountId }) => Number(accountId >> 32n)),
      links.map(({ accountId }) => accountId),
    ],
  );
  const found = new Set(rows.map(({ place }) => place));
  return links.map((_, index) => found.has(index + 1));
}

export async function linkAccount(
  db: Queryable,
  link: {
    readonly personId: bigint;
    readonly accountId: bigint;
    readonly proof: 'provider' | 'bill-secret' | 'register';
    readonly now: Temporal.Instant;
  },
): Promise<void> {
  await db.query(
    `insert into access.account_link (person_id, hromada_id, account_id, linked_at, proof)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [link.personId, Number(link.accountId >> 32n), link.accountId, link.now, link.proof],
  );
}

export async function addMembership(
  db: Queryable,
  membership: {
    readonly personId: bigint;
    readonly role: Role;
    readonly subjectId: bigint;
    readonly since: Temporal.PlainDate;
  },
): Promise<void> {
  await db.query(
    `insert into access.membership (person_id, role, subject_id, valid)
     select $1, $2, $3, daterange($4::date, null)
     where not exists (select from access.membership
                       where person_id = $1 and role = $2 and subject_id = $3)`,
    [membership.personId, membership.role, membership.subjectId, membership.since],
  );
}

/** The tax number of each person, by which certificates know them. */
export async function readPersonCodes(
  db: Queryable,
  personIds: readonly bigint[],
): Promise<readonly (string | undefined)[]> {
  const rows = await selectRows<{ personId: bigint; rnokpp: string | null }>(
    db,
    `-- prepared: person-codes
     select person_id as "personId", rnokpp from access.person where person_id = any($1::bigint[])`,
    [personIds],
  );
  const codes = new Map(rows.map(({ personId, rnokpp }) => [personId, rnokpp ?? undefined]));
  return personIds.map((personId) => codes.get(personId));
}

/** People who proved an account to be theirs. */
export async function readAccountPersons(
  db: Queryable,
  accountId: bigint,
): Promise<readonly bigint[]> {
  const rows = await selectRows<{ personId: bigint }>(
    db,
    `select person_id as "personId" from access.account_link
     where hromada_id = $1 and account_id = $2 order by person_id`,
    [Number(accountId >> 32n), accountId],
  );
  return rows.map(({ personId }) => personId);
}

/** Where notices to a person go; undefined when nothing is known. */
export async function readPersonEmail(
  db: Queryable,
  personId: bigint,
): Promise<string | undefined> {
  const rows = await selectRows<{ email: string | null }>(
    db,
    'select email from access.person where person_id = $1',
    [personId],
  );
  return rows[0]?.email ?? undefined;
}
