import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Service } from '#kernel/service.ts';
import type { Outcome } from '#platform/operations.ts';
import type { Principal } from '#platform/principal.ts';
import { lawTest } from '#test/law-test.ts';
import { runBilling } from '../billing/run-billing.ts';
import { startBillingRun } from '../billing/start-billing-run.ts';
import { billingReadiness, type PlaceReadiness } from './billing/readiness.ts';
import { resumeBillingRun } from './billing/resume-run.ts';
import { runReport, type RunReport } from './billing/run-report.ts';
import {
  afterNovember,
  done,
  plantProviderTown,
  said,
  townAccounts,
  townTimeoutMs,
  type ProviderTown,
} from './fixtures/provider-town.ts';
import { countOf, kindsOf, runQuestions } from './questions/run-questions.ts';
import { checkTariff, enterTariff } from './tariffs/enter-tariff.ts';
import { providerTariff, providerTariffs, type ProviderTariffs } from './tariffs/tariffs.ts';

let town: ProviderTown;

beforeAll(async () => {
  town = await plantProviderTown();
}, townTimeoutMs);
afterAll(() => town.database.drop());

function sql(text: string, values: readonly unknown[] = []) {
  return town.database.pool.query(text, [...values]);
}

describe('tariffs', () => {
  const form = () => ({
    providerId: String(town.officials.waterUtility.subjectId),
    service: 'cold-water',
    component: 'subscription',
    zone: '0',
    territoryId: String(town.hromadaId),
    netPrice: '14,125',
    grossPrice: '16,95',
    vatPercent: '20',
    validFrom: '2026-12-01',
    decisionAuthority: 'Зразківська міська рада',
    decisionNumber: '900',
    decisionOn: '2026-11-10',
    items: [
      { title: 'Електроенергія', netPrice: '10' },
      { title: 'Оплата праці', netPrice: '4,125' },
    ],
  });

  function enter(
    change: object = {},
    by = town.officials.centre,
    key?: string,
  ): Promise<Outcome<{ readonly tariffId: bigint } | { readonly refusal: string }>> {
    const input = { ...form(), subjectId: by.subjectId, ...change };
    return town.operations.carryOut(enterTariff, by, input, key);
  }

  async function list(by: Principal, time: ProviderTariffs['time']): Promise<ProviderTariffs> {
    const input = { subjectId: by.subjectId, time };
    return done(await town.operations.ask(providerTariffs, by, input));
  }

  lawTest(
    ['1039:26.4.k.1', '1039:26.4.k.3'],
    'in force are listed with their structure, for who bills and for the provider itself',
    async () => {
      const { centre, waterUtility, stranger } = town.officials;
      const all = await list(centre, 'now');
      expect(all.providers).toHaveLength(8);
      expect(all.rows.length).toBe(all.counts.now);
      for (const { items, check } of all.rows) {
        expect(items).toBeGreaterThan(0);
        expect([check.itemsMakeNet, check.netMakesGross]).toEqual([true, true]);
      }
      const own = await list(waterUtility, 'now');
      const services = new Set(own.rows.map(({ tariff }) => tariff.service));
      expect(services).toEqual(new Set<Service>(['cold-water', 'sewerage']));
      const [water] = own.rows;
      const tariffId = String(water?.tariff.tariffId);
      const ask = (by: Principal) =>
        town.operations.ask(providerTariff, by, { subjectId: by.subjectId, tariffId });
      expect(done(await ask(waterUtility)).parts.length).toBe(water?.items);
      expect(said(await ask(stranger))).toBe('no-such-tariff');
    },
  );

  lawTest(['1039:15.4'], 'whose parts do not add up, or that precede their decision', async () => {
    expect(said(await enter({ netPrice: '14,2', grossPrice: '17,04' }))).toBe('items');
    expect(said(await enter({ items: [] }))).toContain('items');
    expect(said(await enter({ decisionOn: '2026-12-02' }))).toBe('decisionOn');
    expect(said(await enter({ grossPrice: '16,94' }))).toBe('grossPrice');
    expect(said(await enter({ zone: '1' }))).toBe('zone');
    expect(said(await enter({ netPrice: '0', validFrom: '2026-02-30' }))).toBe(
      'netPrice validFrom',
    );
  });

  lawTest(
    ['1039:15.4', '1039:26.4.j'],
    'of somebody else, without a right, or for a billed month are refused',
    async () => {
      const { centre, stranger, waterUtility } = town.officials;
      expect((await enter({}, { ...stranger, role: 'individual-consumer' })).kind).toBe('hidden');
      expect((await enter({ subjectId: centre.subjectId }, stranger)).kind).toBe('hidden');
      expect(said(await enter({}, stranger))).toBe('not-their-tariff');
      const foreign = { providerId: String(stranger.subjectId) };
      expect(said(await enter(foreign, waterUtility))).toBe('not-their-tariff');
      expect(said(await enter({ service: 'heat' }))).toBe('no-right');
      const billed = { validFrom: '2026-10-15', decisionOn: '2026-09-01' };
      expect(said(await enter(billed))).toBe('month-billed');
    },
  );

  lawTest(
    ['1039:26.4.k.1', '1039:26.4.k.3', '1039:15.4'],
    'are entered once, end the one before, and stand with price, VAT and structure',
    async () => {
      const { centre } = town.officials;
      const input = { ...form(), subjectId: centre.subjectId };
      const checked = done(await town.operations.ask(checkTariff, centre, input));
      expect(checked.ends?.validTo).toBeNull();
      expect(checked.tariff.grossPrice).toBe(1_695_000n);

      const key = '0198f2c0-0000-7000-8000-000000000001';
      const entered = done(await enter({}, centre, key));
      const again = done(await enter({}, centre, key));
      expect(String(again.tariffId)).toBe(String(entered.tariffId));
      expect(said(await enter())).toBe('overlap');
      // Cold water for a cubic metre already has its next price.
      expect(said(await enter({ component: 'volume' }))).toBe('overlap');
      expect(said(await enter({ validFrom: '2026-11-15' }))).toBe('overlap');

      const tariffId = String(entered.tariffId);
      const found = done(
        await town.operations.ask(providerTariff, centre, {
          subjectId: centre.subjectId,
          tariffId,
        }),
      );
      expect(found.parts.map(({ title }) => title)).toEqual(['Електроенергія', 'Оплата праці']);
      expect(found.check).toMatchObject({ itemsMakeNet: true, netMakesGross: true });
      expect(found.tariff).toMatchObject({ unit: 'month', vatPercent: 20, grossPrice: 1_695_000n });
      expect(found.before?.valid.to?.toString()).toBe('2026-12-01');
      const future = await list(centre, 'future');
      expect(future.rows.map(({ tariff }) => String(tariff.tariffId))).toContain(tariffId);
    },
  );
});

describe('the monthly run', () => {
  async function readiness(by = town.officials.centre): Promise<PlaceReadiness> {
    const input = { subjectId: by.subjectId };
    const { chosen } = done(await town.operations.ask(billingReadiness, by, input));
    if (chosen === undefined) throw new Error('no place');
    return chosen;
  }

  async function obstacles(): Promise<readonly string[]> {
    return (await readiness()).obstacles.map(({ kind }) => kind);
  }

  async function report(runId: unknown, by = town.officials.centre): Promise<RunReport> {
    const input = { subjectId: by.subjectId, runId: String(runId) };
    return done(await town.operations.ask(runReport, by, input));
  }

  function start(key?: string, more: object = {}) {
    const { centre } = town.officials;
    const input = {
      billerId: String(centre.subjectId),
      hromadaId: town.hromadaId,
      period: '2026-11',
      ...more,
    };
    return town.operations.carryOut(startBillingRun, centre, input, key);
  }

  const sooner = { withoutLateReadings: 'yes' };
  const work = (runId: bigint) =>
    runBilling({ pool: town.worker.pool, concurrency: 2, seal: () => Promise.resolve() }, runId);

  test('is not for who bills nobody', async () => {
    const { waterUtility } = town.officials;
    const input = { subjectId: waterUtility.subjectId };
    const found = done(await town.operations.ask(billingReadiness, waterUtility, input));
    expect(found).toEqual({ places: [], chosen: undefined });
  });

  lawTest(
    ['1039:15.1', '1039:19.7'],
    'waits for the end of its month, and for late readings unless it is told not to',
    async () => {
      expect(await obstacles()).toEqual(['month-not-over']);
      for (const day of ['2026-11-01', '2026-11-22', '2026-11-30']) {
        town.clock.set(Temporal.Instant.from(`${day}T20:00:00Z`));
        expect([day, said(await start())]).toEqual([day, 'month-not-over']);
        expect(said(await start(undefined, sooner))).toBe('month-not-over');
      }
      for (const day of ['2026-12-01', '2026-12-05']) {
        town.clock.set(Temporal.Instant.from(`${day}T09:00:00Z`));
        expect(await obstacles()).toEqual([]);
        expect((await readiness()).readingsUntil?.toString()).toBe('2026-12-05');
        expect(await start()).toMatchObject({
          refusal: { refusal: 'readings-still-taken', details: { until: '2026-12-05' } },
        });
      }
      town.clock.set(afterNovember);
      expect((await readiness()).readingsUntil).toBeNull();
    },
  );

  test('says what it lacks: a price, shares of heat, a number of the law', async () => {
    expect(await obstacles()).toEqual([]);
    await sql(
      `update settlements.tariff set valid = daterange(lower(valid), '2026-11-11')
               where service = 'waste' and component = 'volume' and territory_id = $1`,
      [town.hromadaId],
    );
    const { obstacles: lacking } = await readiness();
    expect(await start()).toMatchObject({ refusal: { details: { lacks: 'unpriced' } } });
    expect(lacking).toEqual([
      {
        kind: 'unpriced',
        services: [expect.objectContaining({ service: 'waste', pricedDays: 10 })],
      },
    ]);
    await sql(
      `update settlements.tariff set valid = daterange(lower(valid), null)
               where service = 'waste' and component = 'volume' and territory_id = $1`,
      [town.hromadaId],
    );
    await sql(`update platform.parameter set code = 'off' where code = 'heat.common_share'`);
    expect(await obstacles()).toEqual(['heat-shares-missing']);
    expect(said(await start())).toBe('not-ready');
    await sql(`update platform.parameter set code = 'heat.common_share' where code = 'off'`);
    await sql(`update platform.parameter set code = 'off' where code = 'water.norm'`);
    expect(await obstacles()).toEqual(['parameter-missing']);
    expect(said(await start())).toBe('not-ready');
    await sql(`update platform.parameter set code = 'water.norm' where code = 'off'`);
  });

  lawTest(
    ['1039:26.4.j', '1039:15.1'],
    'stopped for a number goes on once it is there',
    async () => {
      const { centre, stranger } = town.officials;
      const key = '0198f2c0-0000-7000-8000-000000000002';
      const { runId } = done(await start(key));
      expect(said(await start())).toBe('run-under-way');
      // The number goes out of force between the press and the work.
      await sql(`update platform.parameter set code = 'off' where code = 'water.norm'`);
      expect(await work(runId)).toBe('blocked');
      expect(said(await start())).toBe('run-blocked');
      expect(await obstacles()).toEqual(['blocked', 'parameter-missing']);
      const stopped = await report(runId);
      expect(stopped.run.state).toBe('blocked');
      expect(JSON.parse(stopped.run.problem ?? '')).toMatchObject({
        refusal: 'parameter-missing',
        details: { code: 'water.norm' },
      });
      expect(stopped.result).toBeUndefined();

      const resume = (by: Principal, subjectId = by.subjectId) =>
        town.operations.carryOut(resumeBillingRun, by, { subjectId, runId: String(runId) });
      expect((await resume(stranger, centre.subjectId)).kind).toBe('hidden');
      expect(said(await resume(stranger))).toBe('no-such-run');
      expect(said(await resume(centre))).toBe('not-ready');
      await sql(`update platform.parameter set code = 'water.norm' where code = 'off'`);
      expect(said(await resume(centre))).toBe('done');
      expect(said(await resume(centre))).toBe('run-not-blocked');
      expect(await work(runId)).toBe('done');
      // The same press of the button once more.
      expect(String(done(await start(key)).runId)).toBe(String(runId));
      expect(said(await start())).toBe('already-billed');
      expect((await readiness()).place.openPeriod).toBe('2026-12');
    },
  );

  lawTest(
    ['1039:26.4.j', '2119:10.2'],
    'comes to what its bills say, and heat of flats to that of their houses',
    async () => {
      const { runs } = await readiness();
      const { run, result, progress, runBefore, receivables } = await report(runs[0]?.runId);
      expect(run.state).toBe('done');
      expect(progress).toMatchObject({ accountsDone: townAccounts });
      expect(runBefore?.month.toString()).toBe('2026-10-01');
      expect(result?.sums.bills).toBe(townAccounts);
      expect(result?.before?.bills).toBe(townAccounts);
      const charged = await sql(
        `select sum(amount)::bigint as charged from settlements.charge
         where hromada_id = $1 and period = '2026-11-01'`,
        [town.hromadaId],
      );
      expect(result?.sums.charged).toBe(charged.rows[0]?.charged);
      expect(result?.sums.charged).toBe(progress.charged);
      expect(result?.distribution.difference).toBe(0n);
      const services = result?.volumes.map(({ service }) => service);
      expect(services).toContain('cold-water');
      expect(services).not.toContain('management');
      expect(receivables.length).toBeGreaterThan(0);
    },
  );

  test('tells its questions apart, by pages, to its biller alone', async () => {
    const { centre, stranger } = town.officials;
    const { runs } = await readiness();
    const runId = String(runs[0]?.runId);
    const ask = async (change: object) =>
      done(
        await town.operations.ask(runQuestions, centre, {
          subjectId: centre.subjectId,
          runId,
          ...change,
        }),
      );
    const all = await ask({ kind: 'all' });
    expect(all.total).toBe(countOf(all.counts, kindsOf('all')));
    expect(all.total).toBeGreaterThan(all.rows.length);
    expect(all.rows.every(({ number, address }) => number !== '' && address !== '')).toBe(true);
    const second = await ask({ kind: 'all', page: '2' });
    const key = (row: (typeof all.rows)[number]) => `${row.accountId}${row.service}${row.kind}`;
    const seen = new Set(all.rows.map(key));
    expect(second.rows.some((row) => seen.has(key(row)))).toBe(false);
    // No reading of November has come, so every meter is charged by its average.
    const average = await ask({ kind: 'charged-by-average', service: 'gas-supply' });
    expect(average.total).toBeGreaterThan(0);
    expect(average.rows.every(({ service }) => service === 'gas-supply')).toBe(true);
    const input = { subjectId: stranger.subjectId, runId };
    expect(said(await town.operations.ask(runQuestions, stranger, input))).toBe('no-such-run');
    expect(said(await town.operations.ask(runReport, stranger, input))).toBe('no-such-run');
  });
});
