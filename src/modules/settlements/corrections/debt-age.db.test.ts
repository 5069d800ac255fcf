import { afterAll, beforeAll, expect } from 'vitest';
import { system } from '#platform/principal.ts';
import { lawTest } from '#test/law-test.ts';
import { runBilling } from '../billing/run-billing.ts';
import { startBillingRun } from '../billing/start-billing-run.ts';
import { readStandings } from '../payments/post-payments.ts';
import { readReceivables } from '../provider/receivables/receivables.ts';
import { smallTown } from '../readings/fixtures/small-town.ts';
import { correct, plantCorrectedTown, type CorrectedTown } from './fixtures/corrected-town.ts';

const { account, hromada, waterUtility } = smallTown;

let town: CorrectedTown;

beforeAll(async () => {
  town = await plantCorrectedTown();
  town.clock.set(Temporal.Instant.from('2026-12-08T09:00:00Z'));
  const started = await town.operations.carryOut(startBillingRun, system, {
    billerId: String(waterUtility),
    hromadaId: hromada,
    period: '2026-11',
  });
  if (started.kind !== 'done' || !('runId' in started.value)) {
    throw new Error(JSON.stringify(started));
  }
  const parts = { pool: town.worker.pool, concurrency: 1, seal: () => Promise.resolve() };
  await runBilling(parts, started.value.runId);
});
afterAll(() => town.database.drop());

async function itemsOfWater(): Promise<Readonly<Record<string, bigint>>> {
  const standings = await readStandings(town.worker.pool, hromada, [account], town.clock.now());
  const items = standings.get(account)?.items ?? [];
  return Object.fromEntries(
    items.flatMap((one) => (one.service === 'cold-water' ? [[one.period, one.amount]] : [])),
  );
}

async function agesOfWater(): Promise<readonly bigint[]> {
  const place = { hromadaId: hromada, as: 'biller' } as const;
  const receivables = await readReceivables(town.worker.pool, waterUtility, place);
  const water = receivables.find(({ service }) => service === 'cold-water');
  return [water?.ages.month ?? 0n, water?.ages.quarter ?? 0n];
}

lawTest(['2189:26.2', '1039:15.10'], 'an act makes the debt of its own month smaller', async () => {
  const [before, [fresh = 0n, older = 0n]] = [await itemsOfWater(), await agesOfWater()];
  const october = before['2026-10-01'] ?? 0n;
  const november = before['2026-11-01'] ?? 0n;
  expect(october).toBeGreaterThan(5_00n);
  expect(november).toBeGreaterThan(5_00n);
  const act = { actOn: '2026-12-07', sum: '5,00' };
  expect((await correct(town, { ...act, period: '2026-11' })).kind).toBe('done');
  expect(await itemsOfWater()).toEqual({
    '2026-10-01': october,
    '2026-11-01': november - 5_00n,
  });
  expect(await agesOfWater()).toEqual([fresh - 5_00n, older]);
  expect((await correct(town, { ...act, way: 'more', period: '2026-10' })).kind).toBe('done');
  expect(await itemsOfWater()).toEqual({
    '2026-10-01': october,
    '2026-11-01': november - 5_00n,
    '2026-12-01': 5_00n,
  });
  expect(await agesOfWater()).toEqual([fresh, older]);
});
