import { selectRows, type Queryable } from '#platform/db/queryable.ts';

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
