import { selectRows, type Queryable } from '#platform/db/queryable.ts';

/** Of an account's consumer: who owns the dwelling, or who lives there by a contract. */
export const capacities = ['owner', 'tenant'] as const;
export type Capacity = (typeof capacities)[number];

export type Proof = 'provider' | 'connection-code' | 'ownership-register';

/** Who ended a link: its consumer, an owner, the register by naming another, or the biller. */
export type EndedBy = 'consumer' | 'owner' | 'ownership-register' | 'biller';

/** Hromada that an account's id begins with: the distribution key. */
export function hromadaOf(accountId: bigint): number {
  return Number(accountId >> 32n);
}

/** Accounts that the person has proved to be theirs; none while they may not act for themselves. */
export async function readLinkedAccounts(
  db: Queryable,
  personId: bigint,
): Promise<readonly bigint[]> {
  const rows = await selectRows<{ accountId: bigint }>(
    db,
    `select account_id as "accountId" from access.account_link
     where person_id = $1 and ended_at is null and (select access.acts_in_person($1))
     order by account_id`,
    [personId],
  );
  return rows.map(({ accountId }) => accountId);
}

export interface Link {
  readonly personId: bigint;
  readonly accountId: bigint;
}

/**
 * Which of the accounts are proved to be those of their persons, in the order asked; none of
 * whoever may not act for themselves.
 */
export async function areLinked(
  db: Queryable,
  links: readonly Link[],
): Promise<readonly boolean[]> {
  const rows = await selectRows<{ place: number }>(
    db,
    `-- prepared: are-linked
     select asked.place::int as place
     from unnest($1::bigint[], $2::int[], $3::bigint[])
       with ordinality as asked (person_id, hromada_id, account_id, place)
     join access.account_link l using (person_id, hromada_id, account_id)
     where l.ended_at is null and access.acts_in_person(person_id)`,
    [
      links.map(({ personId }) => personId),
      links.map(({ accountId }) => hromadaOf(accountId)),
      links.map(({ accountId }) => accountId),
    ],
  );
  const found = new Set(rows.map(({ place }) => place));
  return links.map((_, index) => found.has(index + 1));
}

/** Writes a proof down; one given up before begins anew. */
export async function linkAccount(
  db: Queryable,
  link: {
    readonly personId: bigint;
    readonly accountId: bigint;
    readonly proof: Proof;
    readonly capacity?: Capacity;
    readonly now: Temporal.Instant;
  },
): Promise<void> {
  const { personId, accountId, proof, capacity = 'owner', now } = link;
  await db.query(
    `insert into access.account_link (person_id, hromada_id, account_id, linked_at, proof, capacity)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (person_id, hromada_id, account_id) do update
       set linked_at = excluded.linked_at, proof = excluded.proof, capacity = excluded.capacity,
           ended_at = null, ended_by = null
       where account_link.ended_at is not null`,
    [personId, hromadaOf(accountId), accountId, now, proof, capacity],
  );
}

/** Ends a link; false when there is none. */
export async function endLink(
  db: Queryable,
  { personId, accountId }: Link,
  { now, by = 'consumer' }: { readonly now: Temporal.Instant; readonly by?: EndedBy },
): Promise<boolean> {
  const rows = await selectRows(
    db,
    `update access.account_link set ended_at = $4, ended_by = $5
     where person_id = $1 and hromada_id = $2 and account_id = $3 and ended_at is null
     returning account_id`,
    [personId, hromadaOf(accountId), accountId, now, by],
  );
  return rows.length > 0;
}

/** When somebody else ended a link; undefined where nobody did. */
export async function readEndByOthers(
  db: Queryable,
  { personId, accountId }: Link,
): Promise<Temporal.Instant | undefined> {
  const [row] = await selectRows<{ endedAt: Temporal.Instant }>(
    db,
    `select ended_at as "endedAt" from access.account_link
     where person_id = $1 and hromada_id = $2 and account_id = $3
       and ended_by in ('owner', 'ownership-register', 'biller')`,
    [personId, hromadaOf(accountId), accountId],
  );
  return row?.endedAt;
}

/** People who proved an account to be theirs. */
export async function readAccountPersons(
  db: Queryable,
  accountId: bigint,
): Promise<readonly bigint[]> {
  const rows = await selectRows<{ personId: bigint }>(
    db,
    `select person_id as "personId" from access.account_link
     where hromada_id = $1 and account_id = $2 and ended_at is null order by person_id`,
    [hromadaOf(accountId), accountId],
  );
  return rows.map(({ personId }) => personId);
}

/**
 * Accounts of a collective consumer on a day.
 * @law 1039:20.9
 */
export async function readSubjectAccounts(
  db: Queryable,
  subjectId: bigint,
  on: Temporal.PlainDate,
): Promise<readonly bigint[]> {
  const rows = await selectRows<{ accountId: bigint }>(
    db,
    `select account_id as "accountId" from access.subject_account
     where subject_id = $1 and since <= $2 and (ended_on is null or ended_on > $2)
     order by account_id`,
    [subjectId, on],
  );
  return rows.map(({ accountId }) => accountId);
}

/** Tries of a person to connect an account by a code since an instant that failed. */
export async function countFailedAttempts(
  db: Queryable,
  personId: bigint,
  since: Temporal.Instant,
): Promise<number> {
  const [row] = await selectRows<{ count: number }>(
    db,
    `select count(*)::int as count from access.link_attempt
     where person_id = $1 and attempted_at > $2 and way = 'code' and not connected`,
    [personId, since],
  );
  return row?.count ?? 0;
}

/** How often a person has asked billers to connect an account since an instant. */
export async function countRequests(
  db: Queryable,
  personId: bigint,
  since: Temporal.Instant,
): Promise<number> {
  const [row] = await selectRows<{ count: number }>(
    db,
    `select count(*)::int as count from access.link_attempt
     where person_id = $1 and attempted_at > $2 and way = 'request'`,
    [personId, since],
  );
  return row?.count ?? 0;
}

export async function insertAttempt(
  db: Queryable,
  attempt: {
    readonly personId: bigint;
    readonly now: Temporal.Instant;
    readonly way: 'code' | 'request';
    readonly connected: boolean;
  },
): Promise<void> {
  await db.query(
    `insert into access.link_attempt (person_id, attempted_at, way, connected)
     values ($1, $2, $3, $4)`,
    [attempt.personId, attempt.now, attempt.way, attempt.connected],
  );
}
