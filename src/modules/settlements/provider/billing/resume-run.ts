import { suppliers } from '#kernel/role.ts';
import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { periodOf } from '#kernel/period.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { refuseUnready, runBillingTask } from '../../billing/start-billing-run.ts';
import { lockGate } from '../../billing/start-run.sql.ts';
import { ownCabinet } from '../places.ts';
import { runInput } from './run-report.ts';
import { findOwnRun, reopenRun } from './runs.sql.ts';

/**
 * Puts a stopped run back to work once what stopped it has been put right. Its finished chunks stay
 * as they are, so no bill is made twice (1039:15.1).
 */
export const resumeBillingRun = defineCommand({
  id: 'resume-billing-run',
  law: [law('1039:15.1'), law('1039:26.4.j')],
  audience: suppliers,
  scope: ownCabinet,
  input: runInput,
  auditSubject: ({ runId }) => `run:${runId}`,
  async handle(
    execution: Execution,
    { subjectId, runId },
  ): Promise<{ readonly runId: bigint } | Refusal> {
    const db = queryableOf(execution.tx);
    const run = await findOwnRun(db, subjectId, runId);
    if (run === undefined) return refuse('no-such-run');
    // A payment or a correction under way must not fall between a bill and its month.
    await lockGate(db, run.billerId, run.hromadaId);
    if (run.state !== 'blocked') return refuse('run-not-blocked', law('1039:15.1'));
    const place = { ...run, period: periodOf(run.month) };
    const unready = await refuseUnready(execution.tx, place, execution.now);
    if (unready !== undefined) return unready;
    if (!(await reopenRun(db, run))) return refuse('run-not-blocked', law('1039:15.1'));
    await execution.enqueue(runBillingTask, { runId });
    return { runId };
  },
});
