import type { Refusal } from '#kernel/result.ts';
import type { Service } from '#kernel/service.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import { toJson } from '#platform/json.ts';
import { kindOf, type Answer, type Change, type ChangeKind, type Matter } from './change.ts';

interface ChangeRow extends Omit<Change, 'matter'> {
  readonly kind: ChangeKind;
  readonly rightId: bigint | null;
  readonly service: Service | null;
  readonly territoryId: number | null;
  readonly documentTitle: string | null;
  readonly documentNumber: string | null;
  readonly documentOn: Temporal.PlainDate | null;
  readonly termFrom: Temporal.PlainDate | null;
  /** The day after the last. */
  readonly termTo: Temporal.PlainDate | null;
  readonly occurredOn: Temporal.PlainDate | null;
  readonly ground: string | null;
}

const columns = `change_id as "changeId", provider_id as "providerId",
  answerer_id as "answererId", kind, right_id as "rightId", service,
  territory_id as "territoryId", document_title as "documentTitle",
  document_number as "documentNumber", document_on as "documentOn", lower(term) as "termFrom",
  upper(term) as "termTo", occurred_on as "occurredOn", ground, document_id as "documentId", state,
  number, submitted_at as "submittedAt", due_at as "dueAt",
  answer_document_id as "answerDocumentId", answer_number as "answerNumber", obstacle`;

async function changes(
  db: Queryable,
  rest: string,
  values: readonly unknown[],
): Promise<readonly Change[]> {
  const statement = `select ${columns} from provision.change ${rest}`;
  return (await selectRows<ChangeRow>(db, statement, values)).map(toChange);
}

function toChange(row: ChangeRow): Change {
  const { changeId, providerId, answererId, state, documentId, number } = row;
  const { submittedAt, dueAt, answerDocumentId, answerNumber, obstacle } = row;
  return {
    ...{ changeId, providerId, answererId, state, documentId, number, matter: matterOf(row) },
    ...{ submittedAt, dueAt, answerDocumentId, answerNumber, obstacle },
  };
}

/** The constraints of the table say which columns a kind has. */
function matterOf(row: ChangeRow): Matter {
  const { kind, providerId, rightId, service, territoryId, termFrom, occurredOn, ground } = row;
  const { documentTitle, documentNumber, documentOn, termTo } = row;
  if (kind !== 'right' && rightId !== null && occurredOn !== null && ground !== null) {
    return { kind: 'event', event: { kind, rightId, occurredOn, ground, territoryId } };
  }
  if (service === null || territoryId === null || termFrom === null || documentOn === null) {
    throw new Error(`change ${row.changeId} says nothing`);
  }
  const termThrough = termTo?.subtract({ days: 1 }) ?? null;
  const document = {
    ...{ documentTitle: documentTitle ?? '', documentNumber: documentNumber ?? '', documentOn },
  };
  const right = { providerId, service, territoryId, termFrom, termThrough, ...document };
  return { kind: 'right', right };
}

export interface NewChange {
  readonly providerId: bigint;
  readonly answererId: bigint;
  readonly matter: Matter;
  readonly documentId: bigint;
}

export async function insertChange(
  db: Queryable,
  { providerId, answererId, matter, documentId }: NewChange,
  now: Temporal.Instant,
): Promise<bigint> {
  const right = matter.kind === 'right' ? matter.right : undefined;
  const event = matter.kind === 'event' ? matter.event : undefined;
  const [row] = await selectRows<{ changeId: bigint }>(
    db,
    `insert into provision.change
       (provider_id, answerer_id, kind, document_id, drafted_at, territory_id, right_id,
        occurred_on, ground, service, document_title, document_number, document_on, term)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
       case when $14::date is not null then daterange($14::date, $15::date, '[]') end)
     returning change_id as "changeId"`,
    [
      ...[providerId, answererId, kindOf(matter), documentId, now],
      ...[(right ?? event)?.territoryId ?? null, event?.rightId ?? null],
      ...[event?.occurredOn ?? null, event?.ground ?? null, right?.service ?? null],
      ...[right?.documentTitle ?? null, right?.documentNumber ?? null],
      ...[right?.documentOn ?? null, right?.termFrom ?? null, right?.termThrough ?? null],
    ],
  );
  if (row === undefined) throw new Error('the change was not written');
  return row.changeId;
}

/** Whether the provider has asked for the same and waits for its answer. */
export async function isWaiting(
  db: Queryable,
  providerId: bigint,
  matter: Matter,
): Promise<boolean> {
  const right = matter.kind === 'right' ? matter.right : undefined;
  const event = matter.kind === 'event' ? matter.event : undefined;
  const rows = await db.query(
    `select from provision.change where provider_id = $1 and state = 'submitted' and kind = $2
       and right_id is not distinct from $3 and territory_id is not distinct from $4
       and service is not distinct from $5 and document_number is not distinct from $6 limit 1`,
    [
      ...[providerId, kindOf(matter), event?.rightId ?? null],
      (right ?? event)?.territoryId ?? null,
      ...[right?.service ?? null, right?.documentNumber ?? null],
    ],
  );
  return rows.rows.length > 0;
}

/** Changes of a provider, the newest first. */
export function readChangesOf(
  db: Queryable,
  providerId: bigint,
  limit: number,
): Promise<readonly Change[]> {
  const rest = 'where provider_id = $1 order by change_id desc limit $2';
  return changes(db, rest, [providerId, limit]);
}

export interface DeskSearch {
  readonly answererId: bigint;
  readonly isOpen: boolean;
  readonly limit: number;
  readonly offset: number;
}

/** Changes that a body is to answer, the most urgent first, or has answered, the newest first. */
export function readChangesFor(
  db: Queryable,
  { answererId, isOpen, limit, offset }: DeskSearch,
): Promise<readonly Change[]> {
  return changes(
    db,
    `where answerer_id = $1 and submitted_at is not null and (state = 'submitted') = $2
     order by case when $2 then due_at end, change_id desc limit $3 offset $4`,
    [answererId, isOpen, limit, offset],
  );
}

/** A change that a body has asked for, or that was submitted to it. */
export async function findChange(
  db: Queryable,
  changeId: bigint,
  subjectId: bigint,
): Promise<Change | undefined> {
  const rest = `where change_id = $1
    and (provider_id = $2 or (answerer_id = $2 and submitted_at is not null))`;
  return (await changes(db, rest, [changeId, subjectId])).at(0);
}

/** Holds a change for this transaction, so that what becomes of it happens once. */
export async function lockChange(
  db: Queryable,
  by: { readonly changeId: bigint } | { readonly documentId: bigint },
): Promise<Change | undefined> {
  const [column, id] =
    'changeId' in by ? ['change_id', by.changeId] : ['document_id', by.documentId];
  return (await changes(db, `where ${column} = $1 for update`, [id])).at(0);
}

export async function markSubmitted(
  db: Queryable,
  changeId: bigint,
  submitted: {
    readonly number: string;
    readonly submittedAt: Temporal.Instant;
    readonly dueAt: Temporal.Instant;
  },
): Promise<void> {
  const { number, submittedAt, dueAt } = submitted;
  await db.query(
    `update provision.change
     set state = 'submitted', number = $2, submitted_at = $3, due_at = $4 where change_id = $1`,
    [changeId, number, submittedAt, dueAt],
  );
}

/** Takes a change back before it is answered; false when there is none of theirs to take back. */
export async function markWithdrawn(
  db: Queryable,
  { changeId, by, now }: { changeId: bigint; by: bigint; now: Temporal.Instant },
): Promise<boolean> {
  const { rows } = await db.query(
    `update provision.change set state = 'withdrawn', settled_at = $3
     where change_id = $1 and provider_id = $2 and state in ('draft', 'submitted')
     returning change_id`,
    [changeId, by, now],
  );
  return rows.length > 0;
}

export async function markSettled(
  db: Queryable,
  changeId: bigint,
  settled: {
    readonly state: Answer | 'obstructed';
    readonly answerDocumentId: bigint;
    readonly answerNumber: string;
    readonly obstacle: Refusal | null;
    readonly settledAt: Temporal.Instant;
  },
): Promise<void> {
  const { state, answerDocumentId, answerNumber, obstacle, settledAt } = settled;
  await db.query(
    `update provision.change set state = $2, answer_document_id = $3, answer_number = $4,
       obstacle = $5::jsonb, settled_at = $6 where change_id = $1`,
    [
      ...[changeId, state, answerDocumentId, answerNumber],
      ...[obstacle === null ? null : toJson(obstacle), settledAt],
    ],
  );
}

/** Takes changes whose term has passed without an answer and of which nobody was told yet. */
export async function takeOverdue(
  db: Queryable,
  now: Temporal.Instant,
): Promise<readonly Change[]> {
  const rows = await selectRows<ChangeRow>(
    db,
    `update provision.change set told_at = $1
     where state = 'submitted' and due_at <= $1 and told_at is null returning ${columns}`,
    [now],
  );
  return rows.map(toChange);
}

export interface DraftedAnswer {
  readonly documentId: bigint;
  readonly changeId: bigint;
  readonly outcome: Answer;
}

export async function insertAnswer(
  db: Queryable,
  { documentId, changeId, outcome }: DraftedAnswer,
  now: Temporal.Instant,
): Promise<void> {
  await db.query(
    `insert into provision.answer (document_id, change_id, outcome, drafted_at)
     values ($1, $2, $3, $4)`,
    [documentId, changeId, outcome, now],
  );
}

export async function findAnswer(
  db: Queryable,
  documentId: bigint,
): Promise<DraftedAnswer | undefined> {
  const rows = await selectRows<DraftedAnswer>(
    db,
    `select document_id as "documentId", change_id as "changeId", outcome
     from provision.answer where document_id = $1`,
    [documentId],
  );
  return rows[0];
}
