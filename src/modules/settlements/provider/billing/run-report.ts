import { suppliers } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { periodOf } from '#kernel/period.ts';
import type { Unit } from '#kernel/quantity.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { services, serviceUnit, type Service } from '#kernel/service.ts';
import { readTerritories, type SubjectPlace } from '#modules/registry/index.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { accountIdSchema } from '../../account-id.ts';
import { readDaysAfter } from '../../billing/run-context.ts';
import { readingsOf, readReadingsOfMonth, type ReadingsOfMonth } from '../awaited-readings.ts';
import { ownCabinet } from '../places.ts';
import { readReceivables, type Receivable } from '../receivables/receivables.ts';
import { countQuestions, type QuestionCount } from '../questions/questions.sql.ts';
import {
  findOwnRun,
  findRunBefore,
  readDistributionCheck,
  readProgress,
  readRunSums,
  readRunVolumes,
  type Run,
  type RunProgress,
  type RunSums,
  type ServiceVolume,
} from './runs.sql.ts';

export const runInput = z.object({ subjectId: z.bigint(), runId: accountIdSchema });

/** Services whose volume means something by itself; the others are charged by area or by person. */
const measured: ReadonlySet<Service> = new Set([
  'heat',
  'hot-water',
  'cold-water',
  'sewerage',
  'electricity-supply',
  'gas-supply',
]);

export interface VolumeComparison {
  readonly service: Service;
  readonly unit: Unit;
  readonly now: bigint;
  readonly before: bigint | undefined;
}

export interface RunResult {
  readonly sums: RunSums;
  readonly before: RunSums | undefined;
  readonly volumes: readonly VolumeComparison[];
  readonly distribution: { readonly buildings: number; readonly difference: bigint };
}

export interface RunReport {
  readonly run: Run;
  readonly place: Pick<SubjectPlace, 'hromadaName' | 'category' | 'as'>;
  readonly progress: RunProgress;
  /** Accounts a second; null until a chunk is done. */
  readonly accountsPerSecond: number | null;
  readonly readings: ReadingsOfMonth;
  readonly questions: readonly QuestionCount[];
  /** The month before it, that it is compared with. */
  readonly runBefore: Run | undefined;
  /** Of a finished run only. */
  readonly result: RunResult | undefined;
  /** What is owed now in the place; of a finished run only. */
  readonly receivables: readonly Receivable[];
}

/** A monthly run: how far it is, what it came to beside the month before, what it asks. */
export const runReport = defineQuery({
  id: 'billing-run-report',
  law: [law('1039:26.4.j'), law('1039:15.1'), law('1039:15.10')],
  audience: suppliers,
  scope: ownCabinet,
  input: runInput,
  async handle(reading: Reading, { subjectId, runId }): Promise<RunReport | Refusal> {
    const db = queryableOf(reading.db);
    const run = await findOwnRun(db, subjectId, runId);
    if (run === undefined) return refuse('no-such-run');
    const progress = await readProgress(db, runId);
    const place = {
      hromadaId: run.hromadaId,
      as: 'biller',
      readingDaysAfter: await readDaysAfter(db, run.billerId),
    } as const;
    const runBefore = await findRunBefore(db, run);
    const done = run.state === 'done';
    const territory = (await readTerritories(reading.db, [run.hromadaId])).get(run.hromadaId);
    return {
      run,
      place: {
        hromadaName: territory?.name ?? '',
        category: territory?.category ?? 'H',
        as: 'biller',
      },
      progress,
      accountsPerSecond: rateOf(run, progress),
      readings: await readReadingsOfMonth(db, readingsOf(subjectId, place, periodOf(run.month))),
      questions: await countQuestions(db, runId),
      runBefore,
      result: done ? await readResult(db, run, runBefore) : undefined,
      receivables: done ? await readReceivables(db, subjectId, place) : [],
    };
  },
});

async function readResult(db: Queryable, run: Run, runBefore: Run | undefined): Promise<RunResult> {
  const now = await readRunVolumes(db, run);
  const before = runBefore === undefined ? [] : await readRunVolumes(db, runBefore);
  return {
    sums: await readRunSums(db, run),
    before: runBefore === undefined ? undefined : await readRunSums(db, runBefore),
    volumes: compareVolumes(now, before),
    distribution: await readDistributionCheck(db, run),
  };
}

function compareVolumes(
  now: readonly ServiceVolume[],
  before: readonly ServiceVolume[],
): readonly VolumeComparison[] {
  const volumeOf = (rows: readonly ServiceVolume[], service: Service) =>
    rows.find((row) => row.service === service)?.volume;
  return services.flatMap((service) => {
    const current = volumeOf(now, service);
    if (current === undefined || !measured.has(service)) return [];
    const unit = serviceUnit[service];
    return [{ service, unit, now: current, before: volumeOf(before, service) }];
  });
}

const millisecondsPerSecond = 1_000;

function rateOf(run: Run, { accountsDone, lastDoneAt }: RunProgress): number | null {
  if (lastDoneAt === null) return null;
  const seconds =
    (lastDoneAt.epochMilliseconds - run.startedAt.epochMilliseconds) / millisecondsPerSecond;
  return seconds > 0 ? accountsDone / seconds : null;
}
