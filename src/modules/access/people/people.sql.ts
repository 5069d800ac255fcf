import { selectRows, type Queryable } from '#platform/db/queryable.ts';

export interface PersonRow {
  readonly person_id: bigint;
  readonly surname: string;
  readonly given_name: string;
  readonly patronymic: string | null;
}

/**
 * The person with the tax number; made at the first sign-in (1039:45.1), renamed when renamed. An
 * address that they confirmed themselves stays theirs (1039:30.2).
 */
export async function putPerson(
  db: Queryable,
  person: {
    readonly rnokpp: string;
    readonly surname: string;
    readonly givenName: string;
    readonly patronymic: string | null;
    readonly email?: string | null;
    /** A name that is known already is better than this one. */
    readonly keepsName?: boolean;
    readonly now: Temporal.Instant;
  },
): Promise<PersonRow> {
  const [row] = await selectRows<PersonRow>(
    db,
    `insert into access.person (rnokpp, surname, given_name, patronymic, created_at, email)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (rnokpp) do update
       set surname = case when $7 then person.surname else excluded.surname end,
           given_name = case when $7 then person.given_name else excluded.given_name end,
           patronymic = case when $7 then person.patronymic else excluded.patronymic end,
           email = case when person.email_confirmed_at is null
                        then coalesce(excluded.email, person.email) else person.email end
     returning person_id, surname, given_name, patronymic`,
    [
      person.rnokpp,
      person.surname,
      person.givenName,
      person.patronymic,
      person.now,
      person.email ?? null,
      person.keepsName === true,
    ],
  );
  if (row === undefined) throw new Error('the person was not written');
  return row;
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

/**
 * The person with a tax number whom somebody else names: known already, or made until they come
 * themselves. What is known of them is neither changed nor told.
 */
export async function findOrMakePerson(
  db: Queryable,
  person: {
    readonly rnokpp: string;
    readonly surname: string;
    readonly givenName: string;
    readonly now: Temporal.Instant;
  },
): Promise<bigint> {
  const { rnokpp, surname, givenName, now } = person;
  await db.query(
    `insert into access.person (rnokpp, surname, given_name, created_at)
     values ($1, $2, $3, $4) on conflict (rnokpp) do nothing`,
    [rnokpp, surname, givenName, now],
  );
  const [row] = await selectRows<{ personId: bigint }>(
    db,
    'select person_id as "personId" from access.person where rnokpp = $1',
    [rnokpp],
  );
  if (row === undefined) throw new Error('the person was not written');
  return row.personId;
}
