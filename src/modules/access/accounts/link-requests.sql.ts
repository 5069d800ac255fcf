import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import type { Capacity } from './account-links.sql.ts';

export interface LinkRequest {
  readonly requestId: string;
  readonly personId: bigint;
  readonly accountId: bigint;
  readonly billerId: bigint;
  readonly capacity: Capacity;
  readonly askedAt: Temporal.Instant;
}

const columns = `request_id as "requestId", person_id as "personId", account_id as "accountId",
  biller_id as "billerId", capacity, asked_at as "askedAt"`;

/** Leaves out accounts that the same person already asks for. */
export async function insertLinkRequests(
  db: Queryable,
  { personId, capacity, askedAt }: Pick<LinkRequest, 'personId' | 'capacity' | 'askedAt'>,
  accounts: readonly Pick<LinkRequest, 'accountId' | 'billerId'>[],
): Promise<void> {
  await db.query(
    `insert into access.link_request
       (person_id, hromada_id, account_id, biller_id, capacity, asked_at)
     select $1, (account_id >> 32)::int, account_id, biller_id, $2, $3
     from unnest($4::bigint[], $5::bigint[]) as found (account_id, biller_id)
     on conflict do nothing`,
    [
      ...[personId, capacity, askedAt],
      accounts.map(({ accountId }) => accountId),
      accounts.map(({ billerId }) => billerId),
    ],
  );
}

/** Those that wait for a biller's word, the oldest first. */
export async function readLinkRequests(
  db: Queryable,
  billerId: bigint,
  limit: number,
): Promise<readonly LinkRequest[]> {
  return selectRows(
    db,
    `select ${columns} from access.link_request
     where biller_id = $1 and state = 'asked' order by asked_at limit $2`,
    [billerId, limit],
  );
}

/** Takes a waiting request of a biller's for a decision; undefined when there is none any more. */
export async function decideLinkRequest(
  db: Queryable,
  decision: {
    readonly requestId: string;
    readonly billerId: bigint;
    readonly state: 'confirmed' | 'declined';
    readonly now: Temporal.Instant;
  },
): Promise<LinkRequest | undefined> {
  const [row] = await selectRows<LinkRequest>(
    db,
    `update access.link_request set state = $3, decided_at = $4
     where request_id = $1 and biller_id = $2 and state = 'asked' returning ${columns}`,
    [decision.requestId, decision.billerId, decision.state, decision.now],
  );
  return row;
}
