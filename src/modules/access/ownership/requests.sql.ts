import { selectRows, type Queryable } from '#platform/db/queryable.ts';

export type RequestState = 'asked' | 'connected' | 'not-confirmed' | 'given-up';

/** A consumer asks the register to prove that an account is theirs. */
export interface OwnershipRequest {
  readonly requestId: bigint;
  readonly personId: bigint;
  readonly number: string;
  /** Code of whoever bills the account. */
  readonly edrpou: string;
  readonly askedAt: Temporal.Instant;
  readonly state: RequestState;
  /** When the register last gave no answer; null while it has not been found silent. */
  readonly silentAt: Temporal.Instant | null;
}

const columns = `request_id as "requestId", person_id as "personId", account_number as number,
  biller_edrpou as edrpou, asked_at as "askedAt", state, silent_at as "silentAt"`;

/** Requests of a person since an instant that proved nothing, or not yet. */
export async function countUnproved(
  db: Queryable,
  personId: bigint,
  since: Temporal.Instant,
): Promise<number> {
  const [row] = await selectRows<{ count: number }>(
    db,
    `select count(*)::int as count from access.ownership_request
     where person_id = $1 and asked_at > $2 and state <> 'connected'`,
    [personId, since],
  );
  return row?.count ?? 0;
}

/** Does nothing when the person already waits for an answer about the same account. */
export async function insertRequest(
  db: Queryable,
  request: Pick<OwnershipRequest, 'personId' | 'number' | 'edrpou' | 'askedAt'>,
): Promise<void> {
  await db.query(
    `insert into access.ownership_request
       (person_id, account_number, biller_edrpou, asked_at, next_try_at)
     values ($1, $2, $3, $4, $4) on conflict do nothing`,
    [request.personId, request.number, request.edrpou, request.askedAt],
  );
}

/** A person's own, the newest first. */
export async function readRequests(
  db: Queryable,
  personId: bigint,
  { since, limit }: { readonly since: Temporal.Instant; readonly limit: number },
): Promise<readonly OwnershipRequest[]> {
  return selectRows(
    db,
    `select ${columns} from access.ownership_request
     where person_id = $1 and asked_at > $2 order by request_id desc limit $3`,
    [personId, since, limit],
  );
}

export interface Pauses {
  /** After the first try; each next one is twice as long. */
  readonly firstSeconds: number;
  readonly longestSeconds: number;
}

/** SQL for the instant of the next try, by the tries there were before this one. */
function nextTry(tries: string): string {
  return `$1::timestamptz
    + least($2::integer * 2.0 ^ least(${tries}, 30), $3::integer) * interval '1 second'`;
}

/** Takes the request that has been due longest, if any; no two processes take the same one. */
export async function takeDueRequest(
  db: Queryable,
  now: Temporal.Instant,
  { firstSeconds, longestSeconds }: Pauses,
): Promise<OwnershipRequest | undefined> {
  const [row] = await selectRows<OwnershipRequest>(
    db,
    `update access.ownership_request
     set tries = tries + 1, next_try_at = ${nextTry('tries')}
     where request_id = (
       select request_id from access.ownership_request
       where state = 'asked' and next_try_at <= $1
       order by next_try_at limit 1
       for update skip locked)
     returning ${columns}`,
    [now, firstSeconds, longestSeconds],
  );
  return row;
}

/** A request that still waits, held until the transaction ends. */
export async function lockWaitingRequest(
  db: Queryable,
  requestId: bigint,
): Promise<OwnershipRequest | undefined> {
  const [row] = await selectRows<OwnershipRequest>(
    db,
    `select ${columns} from access.ownership_request
     where request_id = $1 and state = 'asked' for update`,
    [requestId],
  );
  return row;
}

export async function markSilent(
  db: Queryable,
  requestId: bigint,
  now: Temporal.Instant,
): Promise<void> {
  await db.query('update access.ownership_request set silent_at = $2 where request_id = $1', [
    requestId,
    now,
  ]);
}

export async function decideRequest(
  db: Queryable,
  requestId: bigint,
  {
    state,
    now,
  }: { readonly state: Exclude<RequestState, 'asked'>; readonly now: Temporal.Instant },
): Promise<void> {
  await db.query(
    'update access.ownership_request set state = $2, decided_at = $3 where request_id = $1',
    [requestId, state, now],
  );
}

/** An answer of the register about one account, or about none. */
export interface KeptAnswer {
  readonly queryId: string;
  readonly requestId: bigint;
  readonly accountId: bigint | null;
  readonly purpose: string;
  readonly answer: string;
  readonly share: string | null;
}

export async function insertAnswer(
  db: Queryable,
  kept: KeptAnswer,
  now: Temporal.Instant,
): Promise<void> {
  const { queryId, requestId, accountId, purpose, answer, share } = kept;
  await db.query(
    `insert into access.ownership_answer (query_id, request_id, hromada_id, account_id, purpose,
       answered_at, answer, share, evidence_next_try_at)
     values ($1, $2, ($3::bigint >> 32)::int, $3, $4, $5, $6, $7, $5)`,
    [queryId, requestId, accountId, purpose, now, answer, share],
  );
}

/** Takes an answer whose evidence is due to be asked for, if any. */
export async function takeUnproved(
  db: Queryable,
  now: Temporal.Instant,
  { firstSeconds, longestSeconds, triesMax }: Pauses & { readonly triesMax: number },
): Promise<{ readonly queryId: string; readonly tries: number } | undefined> {
  const [row] = await selectRows<{ queryId: string; tries: number }>(
    db,
    `update access.ownership_answer
     set evidence_tries = evidence_tries + 1, evidence_next_try_at = ${nextTry('evidence_tries')}
     where query_id = (
       select query_id from access.ownership_answer
       where evidence_address is null and evidence_next_try_at <= $1 and evidence_tries < $4
       order by evidence_next_try_at limit 1
       for update skip locked)
     returning query_id as "queryId", evidence_tries as tries`,
    [now, firstSeconds, longestSeconds, triesMax],
  );
  return row;
}

/** False when it is kept already. */
export async function keepEvidence(
  db: Queryable,
  kept: { readonly queryId: string; readonly address: string; readonly now: Temporal.Instant },
): Promise<boolean> {
  const rows = await selectRows(
    db,
    `update access.ownership_answer set evidence_address = $2, evidence_kept_at = $3
     where query_id = $1 and evidence_address is null returning query_id`,
    [kept.queryId, kept.address, kept.now],
  );
  return rows.length > 0;
}
