import { z } from 'zod';
import type { ParameterValue } from '#kernel/parameters.ts';
import type { DateRange } from '#kernel/period.ts';
import type { Tx } from '#platform/db/database.ts';
import { queryableOf, type Connection } from '#platform/db/queryable-of.ts';
import { valueColumns, valueFrom, valueRow } from './store.sql.ts';

/** A value stands in force only when approved; what it gave way to stays as superseded. */
export const parameterStates = ['proposed', 'approved', 'rejected', 'superseded'] as const;
export type ParameterState = (typeof parameterStates)[number];

/** A value with its way through four eyes. */
export interface StoredParameter {
  readonly parameterId: bigint;
  readonly parameter: ParameterValue;
  readonly state: ParameterState;
  readonly enteredBy: string;
  readonly enteredAt: Temporal.Instant;
  /** Who decided, also when the decision was to reject. */
  readonly decidedBy: string | null;
  readonly decidedAt: Temporal.Instant | null;
}

export interface Signature {
  readonly by: string;
  readonly at: Temporal.Instant;
}

const columns = `parameter_id, ${valueColumns}, state,
  entered_by, entered_at, approved_by, approved_at`;

const instant = z.instanceof(Temporal.Instant);
const storedRow = valueRow
  .extend({
    parameter_id: z.bigint(),
    state: z.enum(parameterStates),
    entered_by: z.string(),
    entered_at: instant,
    approved_by: z.string().nullable(),
    approved_at: instant.nullable(),
  })
  .transform((row): StoredParameter => ({
    parameterId: row.parameter_id,
    parameter: valueFrom(row),
    state: row.state,
    enteredBy: row.entered_by,
    enteredAt: row.entered_at,
    decidedBy: row.approved_by,
    decidedAt: row.approved_at,
  }));

const proposalsMax = 200;
const historyRowsMax = 1_000;

/** Proposals that wait for a decision, oldest first. */
export function listProposals(db: Connection): Promise<StoredParameter[]> {
  return read(db, `state = 'proposed' order by entered_at, parameter_id limit $1`, [proposalsMax]);
}

/**
 * What was ever entered under a code, by scope, validity and then as it was entered; of one
 * territory when it is named, for a code may have values in every hromada.
 */
export function readHistory(
  db: Connection,
  { code, territory }: { readonly code: string; readonly territory?: string | undefined },
): Promise<StoredParameter[]> {
  return read(
    db,
    `code = $1 and ($2::text is null or territory = $2)
      order by territory nulls first, service nulls first, provider nulls first,
        category nulls first, lower(valid), entered_at, parameter_id limit $3`,
    [code, territory ?? null, historyRowsMax],
  );
}

/** A value of the code that is in force somewhere: it shows the unit and the kind of value. */
export async function findSample(
  db: Connection,
  code: string,
): Promise<ParameterValue | undefined> {
  const condition = `code = $1 and state = 'approved' order by parameter_id limit 1`;
  return (await read(db, condition, [code])).at(0)?.parameter;
}

export async function findProposal(
  db: Connection,
  parameterId: bigint,
): Promise<StoredParameter | undefined> {
  return (await read(db, 'parameter_id = $1', [parameterId])).at(0);
}

/** Makes the decisions on one code wait for one another until the transaction ends. */
export async function lockCode(tx: Tx, code: string): Promise<void> {
  await queryableOf(tx).query(
    `select pg_advisory_xact_lock(hashtextextended('platform.parameter:' || $1, 0))`,
    [code],
  );
}

/** Values of the same code and scope, in any of the states, that share a day with the validity. */
export function readOverlapping(
  tx: Tx,
  parameter: ParameterValue,
  states: readonly ParameterState[],
): Promise<StoredParameter[]> {
  return read(
    tx,
    `${sameScope} and valid && $6::daterange and state = any($7::text[])
      order by lower(valid), parameter_id`,
    [...scopeOf(parameter), rangeText(parameter.valid), states],
  );
}

/** Values of the same code and scope that begin on the same day, in any of the states. */
export function readBegunOnSameDay(
  db: Connection,
  parameter: ParameterValue,
  states: readonly ParameterState[],
): Promise<StoredParameter[]> {
  return read(
    db,
    `${sameScope} and lower(valid) = $6::date and state = any($7::text[]) order by parameter_id`,
    [...scopeOf(parameter), parameter.valid.from.toString(), states],
  );
}

export async function insertProposal(
  tx: Tx,
  parameter: ParameterValue,
  entered: Signature,
): Promise<bigint> {
  return insert(tx, parameter, { state: 'proposed', entered, approved: null });
}

export async function insertApproved(
  tx: Tx,
  parameter: ParameterValue,
  signatures: { readonly entered: Signature; readonly approved: Signature },
): Promise<bigint> {
  return insert(tx, parameter, { state: 'approved', ...signatures });
}

/** Ends the way of a proposal: approved or rejected. */
export async function recordDecision(
  tx: Tx,
  parameterId: bigint,
  state: 'approved' | 'rejected',
  decided: Signature,
): Promise<void> {
  await queryableOf(tx).query(
    `update platform.parameter set state = $2, approved_by = $3, approved_at = $4
    where parameter_id = $1 and state = 'proposed'`,
    [parameterId, state, decided.by, decided.at],
  );
}

/** Takes a value out of force; its row stays, for what was calculated with it. */
export async function supersede(tx: Tx, parameterId: bigint): Promise<void> {
  await queryableOf(tx).query(
    `update platform.parameter set state = 'superseded'
    where parameter_id = $1 and state = 'approved'`,
    [parameterId],
  );
}

const sameScope = `code = $1 and coalesce(territory, '') = coalesce($2, '')
  and coalesce(service, '') = coalesce($3, '')
  and coalesce(provider, 0) = coalesce($4::bigint, 0)
  and coalesce(category, '') = coalesce($5, '')`;

function scopeOf(parameter: ParameterValue): readonly unknown[] {
  const { code, territory, service, provider, category } = parameter;
  return [code, territory ?? null, service ?? null, provider ?? null, category ?? null];
}

async function read(
  db: Connection,
  condition: string,
  values: readonly unknown[],
): Promise<StoredParameter[]> {
  const { rows } = await queryableOf(db).query(
    `select ${columns} from platform.parameter where ${condition}`,
    values,
  );
  return rows.map((row) => storedRow.parse(row));
}

async function insert(
  tx: Tx,
  parameter: ParameterValue,
  way: {
    readonly state: ParameterState;
    readonly entered: Signature;
    readonly approved: Signature | null;
  },
): Promise<bigint> {
  const { rows } = await queryableOf(tx).query(
    `insert into platform.parameter (code, territory, service, provider, category,
      value, unit, valid, act, status, state, entered_by, entered_at, approved_by, approved_at)
    values ($1, $2, $3, $4, $5, to_jsonb($6::text), $7, $8, $9, $10, $11, $12, $13, $14, $15)
    returning parameter_id`,
    [
      ...scopeOf(parameter),
      parameter.value,
      parameter.unit,
      rangeText(parameter.valid),
      parameter.act,
      parameter.status,
      way.state,
      way.entered.by,
      way.entered.at,
      way.approved?.by ?? null,
      way.approved?.at ?? null,
    ],
  );
  return z.object({ parameter_id: z.bigint() }).parse(rows[0]).parameter_id;
}

/** A validity as PostgreSQL's daterange is written. */
export function rangeText({ from, to }: DateRange): string {
  return `[${from.toString()},${to?.toString() ?? ''})`;
}
