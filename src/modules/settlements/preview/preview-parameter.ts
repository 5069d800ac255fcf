import { lastDay, periodOf } from '#kernel/period.ts';
import type { ParameterValue } from '#kernel/parameters.ts';
import { formatDecimal } from '#kernel/quantity.ts';
import { isRefusal } from '#kernel/result.ts';
import {
  countAccountsByBuilding,
  findHromadaOf,
  findTerritoryByCode,
  listKeyUnitsWithin,
  type BuildingRange,
} from '#modules/registry/index.ts';
import type { Database } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Effect, EffectExample, EffectPreview } from '#platform/parameters/ports.ts';
import { readApprovedParameters } from '#platform/parameters/store.sql.ts';
import { beyondReach } from '#platform/reach.ts';
import { billChunk } from '../billing/bill-chunk.ts';
import { codesInCharges } from '../billing/month-numbers.ts';
import { readRunContext } from '../billing/run-context.ts';
import { leavesHeat } from '../rules/heat-distribution.ts';
import { compareBills, type ChangedAccount, type Comparison } from './compare-bills.ts';
import { listNewestRuns, type BilledRun } from './runs.sql.ts';
import { exampleLabel } from './texts.uk.ts';
import { withChange } from './with-change.ts';

/** A page waits for the answer, so it is counted on so many accounts at most. */
const accountsMax = 500;
/** Spread over at most so many hromadas. */
const runsMax = 12;
const examplesMax = 5;

/** Charges the newest billed month anew with the changed number and tells what would differ. */
export const settlementsEffects: EffectPreview = {
  preview: (db, { parameter }) =>
    beyondReach(db, 'what a number would change, over accounts of the whole country', (_, all) =>
      previewParameter(all, parameter),
    ),
};

async function previewParameter(db: Database, parameter: ParameterValue): Promise<Effect> {
  if (!codesInCharges.has(parameter.code)) return nothing('not-in-charges');
  const runs = await runsWithin(db, await listNewestRuns(db), parameter.territory);
  const [newest] = runs;
  if (newest === undefined) return nothing('nothing-billed');
  const values = await readApprovedParameters(queryableOf(db));
  const comparisons: Comparison[] = [];
  for (const { run, quota } of spread(runs)) {
    const compared = await compareRun(db, run, { quota, values, parameter });
    if (compared !== undefined) comparisons.push(compared);
  }
  if (comparisons.length === 0) return nothing('not-of-that-month');
  const changed = comparisons.flatMap((comparison) => comparison.changed);
  return {
    affected: BigInt(changed.length),
    differenceKopiykas: changed.reduce((sum, one) => sum + one.after - one.before, 0n),
    examples: largestChanges(changed),
    basis: {
      period: periodOf(newest.period),
      accountsExamined: BigInt(comparisons.reduce((sum, { examined }) => sum + examined, 0)),
      accountsInAll: runs.reduce((sum, { accounts }) => sum + accounts, 0n),
    },
  };
}

function nothing(uncounted: NonNullable<Effect['uncounted']>): Effect {
  return { affected: 0n, differenceKopiykas: 0n, examples: [], uncounted };
}

/** Runs of the territory that the number is for; all of them when it is for the country. */
async function runsWithin(
  db: Database,
  runs: readonly BilledRun[],
  code: string | undefined,
): Promise<readonly BilledRun[]> {
  if (code === undefined) return runs;
  const territory = await findTerritoryByCode(db, code);
  if (territory === undefined) return [];
  const hromadaId = await findHromadaOf(db, territory.territoryId);
  const inside = new Set(
    hromadaId === undefined ? await listKeyUnitsWithin(db, territory.territoryId) : [hromadaId],
  );
  return runs.filter(({ hromada_id }) => inside.has(hromada_id));
}

/** A part of the accounts for each of some runs taken at even distances. */
function spread(
  runs: readonly BilledRun[],
): readonly { readonly run: BilledRun; readonly quota: number }[] {
  const count = Math.min(runs.length, runsMax);
  const chosen = Array.from({ length: count }, (_, index) => {
    const at = Math.floor((index * runs.length) / count);
    return runs.slice(at, at + 1);
  }).flat();
  let left = accountsMax;
  return chosen
    .toSorted((a, b) => Number(a.accounts - b.accounts))
    .map((run, index) => {
      const share = Math.floor(left / (count - index));
      const quota = Math.min(share, Number(run.accounts));
      left -= quota;
      return { run, quota };
    });
}

interface Change {
  readonly quota: number;
  /** The approved numbers. */
  readonly values: readonly ParameterValue[];
  readonly parameter: ParameterValue;
}

/**
 * Undefined when the run cannot be counted: no buildings of that size, a number is missing, or the
 * changed one does not go with the others of that month.
 */
async function compareRun(
  db: Database,
  run: BilledRun,
  { quota, values, parameter }: Change,
): Promise<Comparison | undefined> {
  const queryable = queryableOf(db);
  const range = await chooseBuildings(db, run, quota);
  if (range === undefined) return undefined;
  const day = lastDay(periodOf(run.period));
  const now = await readRunContext(queryable, run, values);
  const changed = await readRunContext(queryable, run, withChange(values, parameter, day));
  if (isRefusal(now) || isRefusal(changed)) return undefined;
  // The number is for other days: beside the other share of that month it may be too much.
  if (changed.numbers.heat !== null && !leavesHeat(changed.numbers.heat)) return undefined;
  return compareBills(
    await billChunk(queryable, range, now),
    // What an average is taken over is looked up by the numbers too.
    await billChunk(queryable, range, changed),
  );
}

/** Consecutive whole buildings with at most `quota` accounts together. */
async function chooseBuildings(
  db: Database,
  run: BilledRun,
  quota: number,
): Promise<BuildingRange | undefined> {
  const { hromada_id: hromadaId, biller_id: billerId } = run;
  const day = lastDay(periodOf(run.period));
  const loads = await countAccountsByBuilding(queryableOf(db), hromadaId, billerId, day);
  const first = loads.findIndex(({ accounts }) => accounts <= quota);
  let taken = 0;
  const chosen = [];
  for (const load of first < 0 ? [] : loads.slice(first)) {
    if (taken + load.accounts > quota) break;
    taken += load.accounts;
    chosen.push(load.building_id);
  }
  const [firstBuilding, lastBuilding] = [chosen[0], chosen.at(-1)];
  if (firstBuilding === undefined || lastBuilding === undefined) return undefined;
  return { hromadaId, billerId, firstBuilding, lastBuilding };
}

function largestChanges(changed: readonly ChangedAccount[]): readonly EffectExample[] {
  const size = ({ before, after }: ChangedAccount) =>
    after > before ? after - before : before - after;
  return changed
    .toSorted((a, b) => Number(size(b) - size(a)))
    .slice(0, examplesMax)
    .map(({ account, services, before, after }) => ({
      label: exampleLabel({
        residents: account.residents,
        areaSquareMetres: formatDecimal(account.totalArea, 2, 0).replace('.', ','),
        services,
      }),
      beforeKopiykas: before,
      afterKopiykas: after,
    }));
}
