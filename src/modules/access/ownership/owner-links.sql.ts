import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import { hromadaOf, type Capacity, type Link, type Proof } from '../accounts/account-links.sql.ts';

/** The register's word is better than any before it: it takes the place of another proof. */
export async function linkOwner(
  db: Queryable,
  { personId, accountId }: Link,
  now: Temporal.Instant,
): Promise<void> {
  await db.query(
    `insert into access.account_link as l
       (person_id, hromada_id, account_id, linked_at, proof, capacity)
     values ($1, $2, $3, $4, 'ownership-register', 'owner')
     on conflict (person_id, hromada_id, account_id) do update
       set linked_at = case when l.ended_at is null then l.linked_at else excluded.linked_at end,
           proof = excluded.proof, capacity = excluded.capacity, ended_at = null, ended_by = null`,
    [personId, hromadaOf(accountId), accountId, now],
  );
}

/**
 * The register named the only owner: nobody else owns the dwelling any more, by whatever they had
 * proved it. Tenants stay. Tells whose links have ended.
 */
export async function endFormerOwners(
  db: Queryable,
  { personId, accountId }: Link,
  now: Temporal.Instant,
): Promise<readonly bigint[]> {
  const rows = await selectRows<{ personId: bigint }>(
    db,
    `update access.account_link set ended_at = $4, ended_by = 'ownership-register'
     where hromada_id = $2 and account_id = $3 and person_id <> $1 and capacity = 'owner'
       and ended_at is null
     returning person_id as "personId"`,
    [personId, hromadaOf(accountId), accountId, now],
  );
  return rows.map((row) => row.personId);
}

/** Who reaches an account by a proof of their own. */
export interface AccountPerson {
  readonly personId: bigint;
  readonly capacity: Capacity;
  readonly proof: Proof;
  readonly linkedAt: Temporal.Instant;
}

export async function readAccountPeople(
  db: Queryable,
  accountId: bigint,
): Promise<readonly AccountPerson[]> {
  return selectRows(
    db,
    `select person_id as "personId", capacity, proof, linked_at as "linkedAt"
     from access.account_link
     where hromada_id = $1 and account_id = $2 and ended_at is null
     order by linked_at, person_id`,
    [hromadaOf(accountId), accountId],
  );
}

/** The accounts that the register says a person owns. */
export async function readOwnedAccounts(
  db: Queryable,
  personId: bigint,
): Promise<readonly bigint[]> {
  const rows = await selectRows<{ accountId: bigint }>(
    db,
    `select account_id as "accountId" from access.account_link
     where person_id = $1 and proof = 'ownership-register' and ended_at is null`,
    [personId],
  );
  return rows.map(({ accountId }) => accountId);
}
