import { suppliers } from '#kernel/role.ts';
import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { firstDay, lastDay, period, previousPeriod } from '#kernel/period.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { countAccountsByBuilding, type BuildingLoad } from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import type { Tx } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { Execution } from '#platform/operations.ts';
import { actorKey } from '#platform/principal.ts';
import { z } from 'zod';
import { lastReadingDay } from './reading-month.ts';
import { readDaysAfter } from './run-context.ts';
import { readLacks, type PlaceOfRun } from './run-lacks.ts';
import { findLastRun, insertRun, lockGate, type ChunkPlan } from './start-run.sql.ts';

/** Small enough to lose little when a process is killed, large enough to keep COPY busy. */
const accountsPerChunk = 500;
export const runBillingTask = 'run-billing';

const input = z.object({
  billerId: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt),
  hromadaId: z.coerce.number().int().positive(),
  period: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .transform(period),
  /** Said on purpose: readings that are still to come go to the next bill. */
  withoutLateReadings: z
    .enum(['yes'])
    .optional()
    .transform((said) => said === 'yes'),
});

type Input = z.infer<typeof input>;

export interface StartedRun {
  readonly runId: bigint;
  readonly accounts: number;
}

/**
 * Starts the monthly run of a biller in a hromada, once the month is over and every price and
 * number is there. Months are billed one after another and once: a second start of the same month
 * is refused, so that no bill can be made twice (1039:15.1). While readings of the month are still
 * taken it wants to be told that they are not waited for.
 */
export const startBillingRun = defineCommand({
  id: 'start-billing-run',
  law: [law('1039:15.1'), law('1039:26.4.j'), law('1039:9.3')],
  audience: [...suppliers, 'system'],
  scope: { kind: 'provider', key: ({ billerId }: Input) => String(billerId) },
  input,
  auditSubject: ({ billerId, hromadaId, period: month }) => `run:${billerId}:${hromadaId}:${month}`,
  async handle(execution: Execution, given: Input): Promise<StartedRun | Refusal> {
    const db = queryableOf(execution.tx);
    const month = firstDay(given.period);
    await lockGate(db, given.billerId, given.hromadaId);
    const last = await findLastRun(db, given.billerId, given.hromadaId);
    const refusal =
      (last === undefined ? undefined : refuseOutOfOrder(last, given)) ??
      (await refuseTooEarly(db, given, dayInKyiv(execution.now))) ??
      (await refuseUnready(execution.tx, given, execution.now));
    if (refusal !== undefined) return refusal;
    const loads = await countAccountsByBuilding(
      db,
      given.hromadaId,
      given.billerId,
      lastDay(given.period),
    );
    const chunks = cutIntoChunks(loads, accountsPerChunk);
    if (chunks.length === 0) return refuse('no-accounts', law('1039:15.1'));
    const accounts = loads.reduce((sum, load) => sum + load.accounts, 0);
    const runId = await insertRun(db, {
      hromadaId: given.hromadaId,
      billerId: given.billerId,
      month,
      accounts,
      startedBy: actorKey(execution.principal),
      now: execution.now,
      chunks,
    });
    await execution.enqueue(runBillingTask, { runId });
    return { runId, accounts };
  },
});

function refuseOutOfOrder(
  last: { readonly period: Temporal.PlainDate; readonly state: string },
  given: Input,
): Refusal | undefined {
  const before = firstDay(previousPeriod(given.period));
  const order = Temporal.PlainDate.compare(last.period, before);
  if (order > 0) return refuse(sameMonth(last, given), law('1039:15.1'));
  if (order < 0) {
    return refuse('month-left-out', law('1039:15.1'), { last: last.period.toString() });
  }
  if (last.state !== 'done') return refuse('last-month-not-done', law('1039:15.1'));
  return undefined;
}

/** What became of a month that was begun already. */
function sameMonth(
  last: { readonly period: Temporal.PlainDate; readonly state: string },
  given: Input,
): string {
  if (last.state === 'done' || !last.period.equals(firstDay(given.period))) return 'already-billed';
  return last.state === 'blocked' ? 'run-blocked' : 'run-under-way';
}

/** A month that goes on has readings and changes to come; what is billed cannot be billed again. */
async function refuseTooEarly(
  db: Queryable,
  { billerId, period: month, withoutLateReadings }: Input,
  today: Temporal.PlainDate,
): Promise<Refusal | undefined> {
  const isOver = (day: Temporal.PlainDate) => Temporal.PlainDate.compare(today, day) > 0;
  if (!isOver(lastDay(month))) {
    return refuse('month-not-over', law('1039:15.1'), { until: lastDay(month).toString() });
  }
  const until = lastReadingDay(month, await readDaysAfter(db, billerId));
  return isOver(until) || withoutLateReadings
    ? undefined
    : refuse('readings-still-taken', law('1039:19.7'), { until: until.toString() });
}

/** Without prices, shares of heat and numbers of the law bills would be wrong. */
export async function refuseUnready(
  tx: Tx,
  place: PlaceOfRun,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  const lacks = await readLacks(tx, place, now);
  if (lacks.length === 0) return undefined;
  return refuse('not-ready', law('1039:15.1'), { lacks: lacks.map(({ kind }) => kind).join(' ') });
}

/** Consecutive buildings, whole, of about so many accounts together. */
function cutIntoChunks(
  loads: readonly BuildingLoad[],
  accountsPerChunkMin: number,
): readonly ChunkPlan[] {
  const chunks: ChunkPlan[] = [];
  let open: { firstBuilding: bigint; lastBuilding: bigint; accounts: number } | undefined;
  for (const { building_id, accounts } of loads) {
    open ??= { firstBuilding: building_id, lastBuilding: building_id, accounts: 0 };
    open.lastBuilding = building_id;
    open.accounts += accounts;
    if (open.accounts < accountsPerChunkMin) continue;
    chunks.push(open);
    open = undefined;
  }
  if (open !== undefined) chunks.push(open);
  return chunks;
}
