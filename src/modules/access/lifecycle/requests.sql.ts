import type { DateRange } from '#kernel/period.ts';
import type { Role } from '#kernel/role.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import { toJson } from '#platform/json.ts';
import type { AccessAct, Ground } from './acts.ts';
import type { Matter } from './remit.ts';

/** How a submission came: signed in a cabinet, on paper, or from whom it is about. */
export type Entry = 'cabinet' | 'paper' | 'person';
export type RequestOutcome = 'approved' | 'refused';

/** What of a submission lies in the clear: which act, where, when, on what ground. */
export interface SubmissionFields {
  readonly act: AccessAct;
  readonly entry: Entry;
  readonly role: Role;
  /** Null for a consumer in person. */
  readonly subjectId: bigint | null;
  readonly territoryId: number | null;
  readonly membershipId: bigint | null;
  readonly post: string | null;
  readonly valid: DateRange;
  readonly maySign: boolean;
  readonly isHead: boolean;
  readonly ground: Ground;
  readonly aroseOn: Temporal.PlainDate;
  readonly submitterId: bigint;
  readonly submittedBy: string;
  readonly documentId: bigint | null;
  /** When what was on paper came. */
  readonly cameAt: Temporal.Instant | null;
}

/** A submission with what became of it, as it lies in the database. */
export interface RequestRow extends Omit<SubmissionFields, 'valid'> {
  readonly requestId: bigint;
  readonly from: Temporal.PlainDate;
  /** The day after the last. */
  readonly until: Temporal.PlainDate | null;
  readonly draftedAt: Temporal.Instant;
  readonly receivedAt: Temporal.Instant | null;
  readonly dueAt: Temporal.Instant | null;
  readonly outcome: RequestOutcome | null;
  /** Whom it names and on what basis, sealed. */
  readonly said: Buffer | null;
  /** Sealed. */
  readonly reason: Buffer | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Temporal.Instant | null;
}

const columns = `r.request_id as "requestId", r.act, r.entry, r.role, r.subject_id as "subjectId",
  r.territory_id as "territoryId", r.membership_id as "membershipId", r.said, r.post,
  lower(r.valid) as "from",
  upper(r.valid) as until, r.may_sign as "maySign", r.is_head as "isHead", r.ground,
  r.arose_on as "aroseOn", r.submitter_id as "submitterId", r.submitted_by as "submittedBy",
  r.document_id as "documentId", r.came_at as "cameAt", r.drafted_at as "draftedAt",
  r.received_at as "receivedAt", r.due_at as "dueAt", r.outcome, r.reason,
  r.decided_by as "decidedBy", r.decided_at as "decidedAt"`;

/** Columns that what a submission says in words is tied to. */
export const requestColumns = {
  said: 'access.access_request.said',
  reason: 'access.access_request.reason',
} as const;

export async function insertRequest(
  db: Queryable,
  { valid, ...said }: SubmissionFields,
  now: Temporal.Instant,
): Promise<bigint> {
  const [row] = await selectRows<{ requestId: bigint }>(
    db,
    `insert into access.access_request
       (act, entry, role, subject_id, territory_id, membership_id, post, valid, may_sign, is_head,
        ground, arose_on, submitter_id, submitted_by, document_id, came_at, drafted_at)
     values ($1, $2, $3, $4, $5, $6, $7, daterange($8::date, $9::date), $10, $11, $12, $13, $14,
       $15, $16, $17, $18)
     returning request_id as "requestId"`,
    [
      ...[said.act, said.entry, said.role, said.subjectId, said.territoryId, said.membershipId],
      ...[said.post, valid.from, valid.to, said.maySign, said.isHead, said.ground],
      ...[said.aroseOn, said.submitterId, said.submittedBy, said.documentId, said.cameAt, now],
    ],
  );
  if (row === undefined) throw new Error('the submission was not written');
  return row.requestId;
}

export async function setSaid(db: Queryable, requestId: bigint, said: Buffer): Promise<void> {
  await db.query('update access.access_request set said = $2 where request_id = $1', [
    requestId,
    said,
  ]);
}

export async function findRequest(
  db: Queryable,
  by: { readonly requestId: bigint } | { readonly documentId: bigint },
): Promise<RequestRow | undefined> {
  const [column, id] =
    'requestId' in by ? ['request_id', by.requestId] : ['document_id', by.documentId];
  const rows = await selectRows<RequestRow>(
    db,
    `select ${columns} from access.access_request r where r.${column} = $1`,
    [id],
  );
  return rows[0];
}

/** Holds a submission for this transaction, so that it is decided once. */
export async function lockRequest(
  db: Queryable,
  requestId: bigint,
): Promise<RequestRow | undefined> {
  const rows = await selectRows<RequestRow>(
    db,
    `select ${columns} from access.access_request r where r.request_id = $1 for update`,
    [requestId],
  );
  return rows[0];
}

/** Begins the term of a submission; what has begun before is left as it is. */
export async function markReceived(
  db: Queryable,
  requestId: bigint,
  { receivedAt, dueAt }: { receivedAt: Temporal.Instant; dueAt: Temporal.Instant },
): Promise<void> {
  await db.query(
    `update access.access_request set received_at = $2, due_at = $3
     where request_id = $1 and received_at is null`,
    [requestId, receivedAt, dueAt],
  );
}

export interface DecisionRow {
  readonly outcome: RequestOutcome;
  /** Sealed. */
  readonly reason: Buffer;
  readonly deciderId: bigint | null;
  readonly decidedBy: string;
  readonly decidedAt: Temporal.Instant;
  /** Of a submission that made one. */
  readonly membershipId: bigint | null;
}

export async function markDecided(
  db: Queryable,
  requestId: bigint,
  { outcome, reason, deciderId, decidedBy, decidedAt, membershipId }: DecisionRow,
): Promise<void> {
  await db.query(
    `update access.access_request
     set outcome = $2, reason = $3, decider_id = $4, decided_by = $5, decided_at = $6,
         membership_id = coalesce(membership_id, $7)
     where request_id = $1`,
    [requestId, outcome, reason, deciderId, decidedBy, decidedAt, membershipId],
  );
}

export interface RequestSearch {
  readonly state: 'open' | 'overdue' | 'decided';
  readonly act: AccessAct | null;
  readonly subjectId: bigint | null;
  /** Only these; null for all. */
  readonly within: readonly Matter[] | null;
  readonly now: Temporal.Instant;
  readonly limit: number;
  readonly offset: number;
}

/** Received submissions: open ones by how soon they are due, decided ones newest first. */
export async function searchRequests(
  db: Queryable,
  { state, act, subjectId, within, now, limit, offset }: RequestSearch,
): Promise<readonly RequestRow[]> {
  return selectRows<RequestRow>(
    db,
    `select ${columns} from access.access_request r
     where r.received_at is not null
       and (r.outcome is not null) = ($1 = 'decided')
       and ($1 <> 'overdue' or r.due_at < $2)
       and ($3::text is null or r.act = $3) and ($4::bigint is null or r.subject_id = $4)
       and ($7::jsonb is null or exists (
         select from jsonb_to_recordset($7::jsonb)
           as m (role text, "subjectId" bigint, "territoryId" integer)
         where m.role = r.role and m."subjectId" = r.subject_id
           and m."territoryId" is not distinct from r.territory_id))
     order by case when r.outcome is null then r.due_at end,
              r.decided_at desc, r.request_id desc
     limit $5 offset $6`,
    [state, now, act, subjectId, limit, offset, within === null ? null : toJson(within)],
  );
}

/** What received submissions are about, each matter once. */
export async function readMatters(db: Queryable): Promise<readonly Matter[]> {
  return selectRows<Matter>(
    db,
    `select distinct role, subject_id as "subjectId", territory_id as "territoryId"
     from access.access_request where received_at is not null`,
  );
}

/** Submissions of a body, the newest first: drafts that wait for a signature too. */
export async function readRequestsOf(
  db: Queryable,
  subjectId: bigint,
  limit: number,
): Promise<readonly RequestRow[]> {
  return selectRows<RequestRow>(
    db,
    `select ${columns} from access.access_request r
     where r.subject_id = $1 and r.entry = 'cabinet' order by r.request_id desc limit $2`,
    [subjectId, limit],
  );
}

/** Takes open submissions whose term has passed and of which nobody was told yet. */
export async function takeOverdue(
  db: Queryable,
  now: Temporal.Instant,
): Promise<readonly RequestRow[]> {
  return selectRows<RequestRow>(
    db,
    `update access.access_request r set escalated_at = $1
     where r.outcome is null and r.due_at < $1 and r.escalated_at is null
     returning ${columns}`,
    [now],
  );
}
