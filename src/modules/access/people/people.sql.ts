import { selectRows, type Queryable } from '#platform/db/queryable.ts';

/** Columns that a person's sealed values are tied to. */
export const personColumns = {
  rnokpp: 'access.person.rnokpp',
  name: 'access.person.name',
  email: 'access.person.email',
} as const;

/** Who a person is, as it lies in the database: sealed. */
export interface SealedPerson {
  readonly personId: bigint;
  readonly rnokpp: Buffer | null;
  readonly name: Buffer | null;
}

export const personFields = 'p.person_id as "personId", p.rnokpp, p.name';

export async function readPeople(
  db: Queryable,
  personIds: readonly bigint[],
): Promise<readonly SealedPerson[]> {
  return selectRows(
    db,
    `-- prepared: people
     select ${personFields} from access.person p where person_id = any($1::bigint[])`,
    [personIds],
  );
}

export async function findByRnokpp(
  db: Queryable,
  rnokppIndex: Buffer,
): Promise<SealedPerson | undefined> {
  const rows = await selectRows<SealedPerson>(
    db,
    `select ${personFields} from access.person p where rnokpp_index = $1`,
    [rnokppIndex],
  );
  return rows[0];
}

/** Undefined when somebody has that tax number already. */
export async function insertPerson(
  db: Queryable,
  rnokppIndex: Buffer,
  now: Temporal.Instant,
): Promise<bigint | undefined> {
  const rows = await selectRows<{ personId: bigint }>(
    db,
    `insert into access.person (rnokpp_index, created_at) values ($1, $2)
     on conflict (rnokpp_index) do nothing returning person_id as "personId"`,
    [rnokppIndex, now],
  );
  return rows[0]?.personId;
}

/** Writes what is given; null leaves what there is. */
export async function updatePerson(
  db: Queryable,
  { personId, rnokpp, name }: SealedPerson,
): Promise<void> {
  await db.query(
    `update access.person set rnokpp = coalesce($2, rnokpp), name = coalesce($3, name)
     where person_id = $1`,
    [personId, rnokpp, name],
  );
}

/** Where letters go: as somebody else told it, unless the person confirmed an address. */
export async function suggestEmail(db: Queryable, personId: bigint, email: Buffer): Promise<void> {
  await db.query(
    'update access.person set email = $2 where person_id = $1 and email_confirmed_at is null',
    [personId, email],
  );
}

export async function readEmail(db: Queryable, personId: bigint): Promise<Buffer | null> {
  const rows = await selectRows<{ email: Buffer | null }>(
    db,
    'select email from access.person where person_id = $1',
    [personId],
  );
  return rows[0]?.email ?? null;
}
