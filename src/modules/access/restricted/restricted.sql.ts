import type { Role } from '#kernel/role.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import type { Ground, RestrictedPart } from './kind.ts';

/** What a request says in fields. */
export interface RestrictedFields {
  readonly personId: bigint;
  readonly membershipId: bigint;
  readonly role: Role;
  readonly subjectId: bigint;
  readonly territoryId: number | null;
  readonly accountNumber: string;
  readonly billerEdrpou: string;
  readonly ground: Ground;
  readonly parts: readonly RestrictedPart[];
  /** The last day asked for. */
  readonly until: Temporal.PlainDate;
}

/** A request with what became of it, as it lies in the database. */
export interface RestrictedRow extends RestrictedFields {
  readonly requestId: bigint;
  readonly post: string | null;
  /** Details of the ground and the purpose, sealed. */
  readonly said: Buffer | null;
  readonly documentId: bigint | null;
  readonly draftedAt: Temporal.Instant;
  readonly receivedAt: Temporal.Instant | null;
  readonly dueAt: Temporal.Instant | null;
  readonly outcome: 'granted' | 'refused' | null;
  /** Sealed. */
  readonly reason: Buffer | null;
  readonly decidedAt: Temporal.Instant | null;
  /** Known once it was granted. */
  readonly accountId: bigint | null;
  readonly openedFrom: Temporal.PlainDate | null;
  /** The day after the last. */
  readonly openedUntil: Temporal.PlainDate | null;
  readonly isTold: boolean | null;
  readonly endedAt: Temporal.Instant | null;
}

const columns = `r.request_id as "requestId", r.person_id as "personId",
  r.membership_id as "membershipId", r.role, r.subject_id as "subjectId",
  r.territory_id as "territoryId", r.post, r.account_number as "accountNumber",
  r.biller_edrpou as "billerEdrpou", r.ground, r.parts, r.until, r.said,
  r.document_id as "documentId", r.drafted_at as "draftedAt", r.received_at as "receivedAt",
  r.due_at as "dueAt", r.outcome, r.reason, r.decided_at as "decidedAt",
  r.account_id as "accountId", lower(r.opened) as "openedFrom", upper(r.opened) as "openedUntil",
  r.is_told as "isTold", r.ended_at as "endedAt"`;
const requests = 'access.restricted_request r';

/** Columns that hold what is sealed. */
export const restrictedColumns = {
  said: 'access.restricted_request.said',
  reason: 'access.restricted_request.reason',
} as const;

/** The post is taken from the membership, as it is when the request is made. */
export async function insertRestricted(
  db: Queryable,
  asked: RestrictedFields,
  now: Temporal.Instant,
): Promise<bigint> {
  const [row] = await selectRows<{ requestId: bigint }>(
    db,
    `insert into access.restricted_request (person_id, membership_id, role, subject_id,
       territory_id, account_number, biller_edrpou, ground, parts, until, drafted_at, post)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10::date, $11,
       (select post from access.membership where membership_id = $2)
     returning request_id as "requestId"`,
    [
      ...[asked.personId, asked.membershipId, asked.role, asked.subjectId, asked.territoryId],
      ...[asked.accountNumber, asked.billerEdrpou, asked.ground, asked.parts, asked.until, now],
    ],
  );
  if (row === undefined) throw new Error('the request was not written');
  return row.requestId;
}

export async function setRestrictedSaid(
  db: Queryable,
  requestId: bigint,
  said: Buffer,
): Promise<void> {
  await db.query('update access.restricted_request set said = $2 where request_id = $1', [
    requestId,
    said,
  ]);
}

export async function setRestrictedDocument(
  db: Queryable,
  requestId: bigint,
  documentId: bigint,
): Promise<void> {
  await db.query('update access.restricted_request set document_id = $2 where request_id = $1', [
    requestId,
    documentId,
  ]);
}

/** How many requests of somebody's wait for a signature or a decision. */
export async function countUndecided(db: Queryable, personId: bigint): Promise<number> {
  const [row] = await selectRows<{ count: number }>(
    db,
    `select count(*)::int as count from access.restricted_request
     where person_id = $1 and outcome is null`,
    [personId],
  );
  return row?.count ?? 0;
}

export async function findRestricted(
  db: Queryable,
  by: { readonly requestId: bigint } | { readonly documentId: bigint },
): Promise<RestrictedRow | undefined> {
  const [column, id] =
    'requestId' in by ? ['request_id', by.requestId] : ['document_id', by.documentId];
  const rows = await selectRows<RestrictedRow>(
    db,
    `select ${columns} from ${requests} where r.${column} = $1`,
    [id],
  );
  return rows[0];
}

/** Holds a request for this transaction, so that it is decided or ended once. */
export async function lockRestricted(
  db: Queryable,
  requestId: bigint,
): Promise<RestrictedRow | undefined> {
  const rows = await selectRows<RestrictedRow>(
    db,
    `select ${columns} from ${requests} where r.request_id = $1 for update`,
    [requestId],
  );
  return rows[0];
}

/** False when it was received before. */
export async function markRestrictedReceived(
  db: Queryable,
  documentId: bigint,
  {
    receivedAt,
    dueAt,
  }: { readonly receivedAt: Temporal.Instant; readonly dueAt: Temporal.Instant },
): Promise<boolean> {
  const rows = await selectRows(
    db,
    `update access.restricted_request set received_at = $2, due_at = $3
     where document_id = $1 and received_at is null returning request_id`,
    [documentId, receivedAt, dueAt],
  );
  return rows.length > 0;
}

/** What was decided; of what was granted, which account is open and until when. */
export interface RestrictedDecision {
  readonly outcome: 'granted' | 'refused';
  /** Sealed. */
  readonly reason: Buffer;
  readonly deciderId: bigint;
  readonly opening:
    | {
        readonly accountId: bigint;
        readonly from: Temporal.PlainDate;
        /** The day after the last. */
        readonly until: Temporal.PlainDate;
        readonly isTold: boolean;
      }
    | undefined;
}

export async function markRestrictedDecided(
  db: Queryable,
  requestId: bigint,
  { outcome, reason, deciderId, opening }: RestrictedDecision,
  now: Temporal.Instant,
): Promise<void> {
  await db.query(
    `update access.restricted_request
     set outcome = $2, reason = $3, decider_id = $4, decided_at = $5, account_id = $6::bigint,
       hromada_id = ($6::bigint >> 32)::int, is_told = $9,
       opened = case when $6::bigint is not null then daterange($7::date, $8::date) end
     where request_id = $1`,
    [
      ...[requestId, outcome, reason, deciderId, now, opening?.accountId ?? null],
      ...[opening?.from ?? null, opening?.until ?? null, opening?.isTold ?? null],
    ],
  );
}

/** Ends what is open by a request; false when nothing is. */
export async function endOpening(
  db: Queryable,
  requestId: bigint,
  now: Temporal.Instant,
): Promise<boolean> {
  const rows = await selectRows(
    db,
    `update access.restricted_request set ended_at = $2, ended_by = 'owner'
     where request_id = $1 and outcome = 'granted' and ended_at is null returning request_id`,
    [requestId, now],
  );
  return rows.length > 0;
}

/** Ends all that is open to somebody who lost the membership they asked in. */
export async function endOpeningsOf(
  db: Queryable,
  membershipId: bigint,
  now: Temporal.Instant,
): Promise<void> {
  await db.query(
    `update access.restricted_request set ended_at = $2, ended_by = 'blocked'
     where membership_id = $1 and outcome = 'granted' and ended_at is null`,
    [membershipId, now],
  );
}

/** Somebody's own requests in one membership, the newest first. */
export async function readOwnRestricted(
  db: Queryable,
  { personId, membershipId }: Pick<RestrictedFields, 'personId' | 'membershipId'>,
  limit: number,
): Promise<readonly RestrictedRow[]> {
  return selectRows(
    db,
    `select ${columns} from ${requests} where r.person_id = $1 and r.membership_id = $2
     order by r.request_id desc limit $3`,
    [personId, membershipId, limit],
  );
}

/** Signed requests: those that wait, the most urgent first, then the decided, the newest first. */
export async function readRestrictedDesk(
  db: Queryable,
  page: { readonly limit: number; readonly offset: number },
): Promise<readonly RestrictedRow[]> {
  return selectRows(
    db,
    `select ${columns} from ${requests} where r.received_at is not null
     order by (r.outcome is not null), case when r.outcome is null then r.due_at end,
       r.request_id desc limit $1 offset $2`,
    [page.limit, page.offset],
  );
}

/** What was opened of an account, the newest first. */
export async function readOpeningsOfAccount(
  db: Queryable,
  accountId: bigint,
  limit: number,
): Promise<readonly RestrictedRow[]> {
  return selectRows(
    db,
    `select ${columns} from ${requests} where r.account_id = $1
     order by r.request_id desc limit $2`,
    [accountId, limit],
  );
}

/** Who may look by which request, and when. */
export interface Opening {
  readonly requestId: bigint;
  readonly personId: bigint;
  readonly membershipId: bigint;
  readonly on: Temporal.PlainDate;
}

/** Whether an account is open to this official, in this membership, on this day. */
export async function isOpenTo(
  db: Queryable,
  { requestId, personId, membershipId, on }: Opening,
): Promise<boolean> {
  const rows = await selectRows(
    db,
    `select from ${requests}
     join access.membership m using (membership_id, person_id)
     where r.request_id = $1 and r.person_id = $2 and r.membership_id = $3
       and r.outcome = 'granted' and r.ended_at is null and r.opened @> $4::date
       and m.state = 'active' and m.valid @> $4::date`,
    [requestId, personId, membershipId, on],
  );
  return rows.length > 0;
}

/** Requests whose term has passed, each taken once. */
export async function takeOverdueRestricted(
  db: Queryable,
  now: Temporal.Instant,
): Promise<readonly Pick<RestrictedRow, 'requestId'>[]> {
  return selectRows(
    db,
    `update access.restricted_request set escalated_at = $1
     where outcome is null and due_at < $1 and escalated_at is null
     returning request_id as "requestId"`,
    [now],
  );
}
