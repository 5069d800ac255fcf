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

/** False when the same person already asks for the same account. */
export async function insertLinkRequest(
  db: Queryable,
  { personId, accountId, billerId, capacity, askedAt }: Omit<LinkRequest, 'requestId'>,
): Promise<boolean> {
  const rows = await selectRows(
    db,
    `insert into access.link_request
       (person_id, hromada_id, account_id, biller_id, capacity, asked_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning request_id`,
    [personId, Number(accountId >> 32n), accountId, billerId, capacity, askedAt],
  );
  return rows.length > 0;
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
