import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import type { ErrorKind, ReportAct, ReportState } from './report.ts';

/** A report as it lies: words are sealed. */
export interface ReportRow {
  readonly reportId: bigint;
  readonly kind: ErrorKind;
  readonly state: ReportState;
  /** Null for somebody who was not signed in. */
  readonly personId: bigint | null;
  /** A path on the platform. */
  readonly page: string | null;
  readonly happenedOn: Temporal.PlainDate;
  readonly said: Buffer;
  readonly screenshotAddress: string | null;
  readonly screenshotType: string | null;
  readonly receivedAt: Temporal.Instant;
  readonly dueAt: Temporal.Instant;
  readonly answer: Buffer | null;
  readonly answeredAt: Temporal.Instant | null;
  readonly estimateOn: Temporal.PlainDate | null;
  readonly fixedAt: Temporal.Instant | null;
}

const columns = `report_id as "reportId", kind, state, person_id as "personId", page,
  happened_on as "happenedOn", said, screenshot_address as "screenshotAddress",
  screenshot_type as "screenshotType", received_at as "receivedAt", due_at as "dueAt", answer,
  answered_at as "answeredAt", estimate_on as "estimateOn", fixed_at as "fixedAt"`;

/** Columns that what is written of a report is tied to. */
export const reportColumns = {
  said: 'support.error_report.said',
  email: 'support.error_report.email',
  answer: 'support.error_report.answer',
} as const;
export const reporterIndexColumn = 'support.error_report.reporter_index';
export const saidIndexColumn = 'support.error_report.said_index';

function reports(
  db: Queryable,
  rest: string,
  values: readonly unknown[],
): Promise<readonly ReportRow[]> {
  return selectRows<ReportRow>(db, `select ${columns} from support.error_report ${rest}`, values);
}

export async function allocateReportId(db: Queryable): Promise<bigint> {
  const [row] = await selectRows<{ reportId: bigint }>(
    db,
    `select nextval('support.error_number') as "reportId"`,
  );
  if (row === undefined) throw new Error('no number of a report');
  return row.reportId;
}

export interface NewReport extends Pick<
  ReportRow,
  | 'reportId'
  | 'kind'
  | 'personId'
  | 'page'
  | 'happenedOn'
  | 'said'
  | 'screenshotAddress'
  | 'screenshotType'
  | 'receivedAt'
  | 'dueAt'
> {
  readonly email: Buffer | null;
  readonly reporterIndex: Buffer;
  readonly saidIndex: Buffer;
}

/** Whoever is not signed in sees nothing of it afterwards, so nothing is given back. */
export async function insertReport(db: Queryable, report: NewReport): Promise<void> {
  await db.query(
    `insert into support.error_report
       (report_id, kind, person_id, page, happened_on, said, email, screenshot_address,
        screenshot_type, reporter_index, said_index, received_at, due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[report.reportId, report.kind, report.personId, report.page, report.happenedOn],
      ...[report.said, report.email, report.screenshotAddress, report.screenshotType],
      ...[report.reporterIndex, report.saidIndex, report.receivedAt, report.dueAt],
    ],
  );
}

export interface Counted {
  /** Of one reporter. */
  readonly own: number;
  /** Of all who were not signed in. */
  readonly anonymous: number;
  /** The report of theirs with the same words. */
  readonly sameId: bigint | null;
}

/** How many errors were reported since a moment. */
export async function countReports(
  db: Queryable,
  asked: { readonly reporterIndex: Buffer; readonly saidIndex: Buffer },
  since: Temporal.Instant,
): Promise<Counted> {
  const [row] = await selectRows<Counted>(
    db,
    `select count(*) filter (where reporter_index = $1)::int as own,
            count(*) filter (where person_id is null)::int as anonymous,
            max(report_id) filter (where reporter_index = $1 and said_index = $2) as "sameId"
     from support.error_report where received_at > $3 and reporter_index is not null`,
    [asked.reporterIndex, asked.saidIndex, since],
  );
  if (row === undefined) throw new Error('nothing was counted');
  return row;
}

/** By whom reports came is forgotten once it is counted no more. */
export async function forgetReporters(db: Queryable, before: Temporal.Instant): Promise<void> {
  await db.query(
    `update support.error_report set reporter_index = null, said_index = null
     where reporter_index is not null and received_at < $1`,
    [before],
  );
}

/** Reports of a person, the newest first. */
export function readReportsOf(
  db: Queryable,
  personId: bigint,
  limit: number,
): Promise<readonly ReportRow[]> {
  return reports(db, 'where person_id = $1 order by report_id desc limit $2', [personId, limit]);
}

export async function findReport(db: Queryable, reportId: bigint): Promise<ReportRow | undefined> {
  return (await reports(db, 'where report_id = $1', [reportId])).at(0);
}

/** Holds a report for this transaction. */
export async function lockReport(db: Queryable, reportId: bigint): Promise<ReportRow | undefined> {
  return (await reports(db, 'where report_id = $1 for update', [reportId])).at(0);
}

export interface ReportSearch {
  readonly kinds: readonly ErrorKind[];
  readonly states: readonly ReportState[];
  readonly limit: number;
  readonly offset: number;
}

/** Reports of some kinds in some states: those due first come first. */
export function searchReports(
  db: Queryable,
  { kinds, states, limit, offset }: ReportSearch,
): Promise<readonly ReportRow[]> {
  return reports(
    db,
    `where kind = any($1::text[]) and state = any($2::text[])
     order by case when answered_at is null then due_at end, answered_at desc, report_id desc
     limit $3 offset $4`,
    [kinds, states, limit, offset],
  );
}

export interface Acted {
  readonly state: ReportState;
  readonly kind: ErrorKind;
  /** Sealed; kept as it is when left out. */
  readonly answer: Buffer | null;
  readonly answeredAt: Temporal.Instant | null;
  readonly estimateOn: Temporal.PlainDate | null;
  readonly fixedAt: Temporal.Instant | null;
}

export async function updateReport(db: Queryable, reportId: bigint, acted: Acted): Promise<void> {
  const { state, kind, answer, answeredAt, estimateOn, fixedAt } = acted;
  await db.query(
    `update support.error_report
     set state = $2, kind = $3, answer = coalesce($4, answer),
         answered_at = coalesce($5, answered_at), estimate_on = coalesce($6, estimate_on),
         fixed_at = $7
     where report_id = $1`,
    [reportId, state, kind, answer, answeredAt, estimateOn, fixedAt],
  );
}

export interface Step {
  readonly reportId: bigint;
  readonly at: Temporal.Instant;
  readonly act: ReportAct;
  readonly kind: ErrorKind;
  readonly actor: string;
}

export async function addStep(db: Queryable, step: Step): Promise<void> {
  await db.query(
    `insert into support.error_step (report_id, at, act, kind, actor) values ($1, $2, $3, $4, $5)`,
    [step.reportId, step.at, step.act, step.kind, step.actor],
  );
}

/** What was done about a report, in turn. */
export function readSteps(
  db: Queryable,
  reportId: bigint,
): Promise<readonly Pick<Step, 'at' | 'act' | 'kind'>[]> {
  return selectRows(
    db,
    `select at, act, kind from support.error_step where report_id = $1 order by at`,
    [reportId],
  );
}

/** The address of whoever was not signed in, sealed. */
export async function readReportEmail(
  db: Queryable,
  reportId: bigint,
): Promise<Buffer | undefined> {
  const rows = await selectRows<{ email: Buffer | null }>(
    db,
    'select email from support.error_report where report_id = $1',
    [reportId],
  );
  return rows[0]?.email ?? undefined;
}

/** Takes reports whose term has passed without an answer and of which nobody was told yet. */
export function takeOverdue(db: Queryable, now: Temporal.Instant): Promise<readonly ReportRow[]> {
  return selectRows<ReportRow>(
    db,
    `update support.error_report set told_at = $1
     where answered_at is null and due_at <= $1 and told_at is null returning ${columns}`,
    [now],
  );
}
