import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous, system, type Principal } from '#platform/principal.ts';
import { lawTest } from '#test/law-test.ts';
import { octoberDue } from '#test/settlements/billed-town.ts';
import { runBilling } from '../billing/run-billing.ts';
import { startBillingRun } from '../billing/start-billing-run.ts';
import { readStandings } from '../payments/post-payments.ts';
import { done, said } from '../provider/fixtures/provider-town.ts';
import { smallTown } from '../readings/fixtures/small-town.ts';
import { checkCorrection } from './correct-charge.ts';
import {
  correct,
  electricity,
  form,
  offices,
  plantCorrectedTown,
  type CorrectedTown,
} from './fixtures/corrected-town.ts';
import { faults } from './texts.uk.ts';

const { account, hromada, waterUtility } = smallTown;

let town: CorrectedTown;

beforeAll(async () => {
  town = await plantCorrectedTown();
});
afterAll(() => town.database.drop());
beforeEach(async () => {
  await sql(`truncate settlements.correction;
    delete from settlements.month_total where period > '2026-10-01'`);
  await sql(`set session_replication_role = replica;
    delete from settlements.transfer where kind = 'correction';
    set session_replication_role = origin`);
  town.acts.length = 0;
});

async function sql<Row extends object>(text: string, values: readonly unknown[] = []) {
  const { rows } = await town.database.pool.query<Row>(text, [...values]);
  return rows;
}

async function owed(): Promise<bigint> {
  const standings = await readStandings(town.worker.pool, hromada, [account], town.clock.now());
  return standings.get(account)?.due ?? 0n;
}

describe('a correction', () => {
  lawTest(
    ['1039:15.1', '1039:26.4.j', '2189:26.2'],
    'leaves the bill as it is and changes what is owed, with its act, in the month to come',
    async () => {
      const { correctionId } = done(await correct(town));
      expect(await owed()).toBe(octoberDue.all - 13_15n);
      const [bill] = await sql<{ due: bigint }>(
        `select due from settlements.bill where account_id = $1 and period = '2026-10-01'`,
        [account],
      );
      expect(bill?.due).toBe(octoberDue.all);
      expect(
        await sql(
          `select period::text, source, kind, service, provider_id, debit, credit, amount
           from settlements.transfer where kind = 'correction'`,
        ),
      ).toEqual([
        {
          period: '2026-11-01',
          source: `correction:${correctionId}`,
          kind: 'correction',
          service: 'cold-water',
          provider_id: waterUtility,
          debit: 'income',
          credit: 'receivable',
          amount: 13_15n,
        },
      ]);
      expect(
        await sql(
          `select corrected_period::text, posted_period::text, amount, ground, act_number,
                  act_on::text, entered_by from settlements.correction`,
        ),
      ).toEqual([
        {
          corrected_period: '2026-10-01',
          posted_period: '2026-11-01',
          amount: -13_15n,
          ground: form.ground,
          act_number: '5',
          act_on: '2026-11-09',
          entered_by: `person:101:provider:1`,
        },
      ]);
      expect(
        await sql(
          `select service, accounts, corrected from settlements.month_total
           where period = '2026-11-01'`,
        ),
      ).toEqual([{ service: 'cold-water', accounts: 0n, corrected: -13_15n }]);
      expect(town.acts).toMatchObject([
        { command: 'correct-charge', subject: `account:${account}`, outcome: 'done' },
      ]);
    },
  );

  test('upwards is one more charge', async () => {
    done(await correct(town, { way: 'more', sum: '20' }));
    expect(await owed()).toBe(octoberDue.all + 20_00n);
    const sides = await sql(
      `select debit, credit from settlements.transfer where kind = 'correction'`,
    );
    expect(sides).toEqual([{ debit: 'receivable', credit: 'income' }]);
  });

  test('is never edited or deleted', async () => {
    done(await correct(town));
    for (const change of [
      'update settlements.correction set amount = 1',
      'delete from settlements.correction',
    ]) {
      await expect(sql(change)).rejects.toThrow('correction is append-only');
    }
  });

  test('is looked at before it is made, and looking changes nothing', async () => {
    done(await correct(town, { sum: '3,15' }));
    const before = await owed();
    const checked = done(await town.operations.ask(checkCorrection, offices.biller, form));
    expect(checked).toMatchObject({
      billed: octoberDue.water,
      correctedBefore: -3_15n,
      posted: '2026-11',
      owed: { line: octoberDue.water - 3_15n, account: before },
    });
    expect(await owed()).toBe(before);
  });

  test('is made once, however often its button is pressed', async () => {
    const key = '0198f2c0-0000-7000-8000-000000000011';
    const presses = await Promise.all([1, 2, 3].map(() => correct(town, {}, offices.biller, key)));
    const ids = new Set(presses.map((press) => done(press).correctionId));
    expect(ids.size).toBe(1);
    expect(await owed()).toBe(octoberDue.all - 13_15n);
  });
});

describe('who may correct', () => {
  lawTest(
    ['1039:26.4.j'],
    'whoever bills the account any of its lines, a provider its own, nobody else anything',
    async () => {
      const { biller, energySupplier, stranger } = offices;
      const person = { ...anonymous, personId: 900n };
      const cases: readonly (readonly [string, Principal, object])[] = [
        ['done', biller, {}],
        ['done', biller, electricity],
        ['done', energySupplier, electricity],
        ['not-their-line', energySupplier, {}],
        ['hidden', stranger, {}],
        ['hidden', biller, { accountId: '1' }],
        ['hidden', { ...person, role: 'individual-consumer' }, {}],
        ['hidden', { ...person, role: 'ministry' }, {}],
        ['hidden', { ...person, role: 'technical-administrator' }, {}],
        ['hidden', anonymous, {}],
      ];
      for (const [expected, by, change] of cases) {
        const outcome = await correct(town, { ...change, sum: '1' }, by);
        expect([by.role, by.subjectId, said(outcome)]).toEqual([by.role, by.subjectId, expected]);
      }
    },
  );
});

describe('what may be corrected', () => {
  for (const [what, refusal, change] of [
    ['a month before the first bill', 'month-not-billed', { period: '2026-09' }],
    ['the month under way', 'month-not-billed', { period: '2026-11' }],
    ['a service that the bill does not know', 'not-charged', { service: 'heat' }],
    ['a line of a provider that the bill does not know', 'not-charged', { providerId: '3' }],
    ['more than was charged', 'more-than-charged', { sum: '113,16' }],
    ['by an act of tomorrow', 'act-in-future', { actOn: '2026-11-11' }],
  ] as const) {
    lawTest(['2189:26.2'], `${what}: ${refusal}`, async () => {
      expect(said(await correct(town, change))).toBe(refusal);
      expect(await owed()).toBe(octoberDue.all);
    });
  }

  lawTest(
    ['2189:26.2'],
    'no more is taken off than a month charges less earlier corrections',
    async () => {
      expect(said(await correct(town, { sum: '100' }))).toBe('done');
      expect(await correct(town, { sum: '13,16' })).toMatchObject({
        refusal: { refusal: 'more-than-charged', details: { left: '1315' } },
      });
      expect(said(await correct(town, { way: 'more', sum: '5' }))).toBe('done');
      expect(said(await correct(town, { sum: '18,15' }))).toBe('done');
      expect(await correct(town, { sum: '0,01' })).toMatchObject({
        refusal: { details: { left: '0' } },
      });
      expect(await owed()).toBe(octoberDue.energy);
    },
  );

  test('two at once do not take off the same money', async () => {
    const outcomes = await Promise.all([1, 2].map(() => correct(town, { sum: '100' })));
    expect(outcomes.map(said).toSorted()).toEqual(['done', 'more-than-charged']);
    expect(await owed()).toBe(octoberDue.all - 100_00n);
  });

  for (const [field, value, fault] of [
    ['period', '2026-13', 'period'],
    ['service', 'cleaning', 'line'],
    ['providerId', '', 'line'],
    ['way', '', 'way'],
    ['sum', '', 'sumMissing'],
    ['sum', '0', 'sum'],
    ['sum', '-5', 'sum'],
    ['sum', '1,234', 'sum'],
    ['sum', '1000000,01', 'sum'],
    ['ground', '  ', 'ground'],
    ['ground', 'я'.repeat(501), 'groundTooLong'],
    ['actNumber', '', 'actNumber'],
    ['actNumber', '1'.repeat(41), 'tooLong'],
    ['actOn', '', 'actOn'],
    ['actOn', '2026-02-30', 'date'],
  ] as const) {
    test(`${field} of «${value.slice(0, 12)}» is answered beside its field`, async () => {
      expect(await correct(town, { [field]: value })).toEqual({
        kind: 'faults',
        faults: [{ field, message: faults[fault] }],
      });
    });
  }

  test('a ground of five hundred letters is taken whole', async () => {
    const ground = 'ї'.repeat(500);
    done(await correct(town, { ground }));
    expect(await sql('select ground from settlements.correction')).toEqual([{ ground }]);
  });
});

describe('while November is billed', () => {
  async function startNovember(): Promise<bigint> {
    const started = await town.operations.carryOut(startBillingRun, system, {
      billerId: String(waterUtility),
      hromadaId: hromada,
      period: '2026-11',
    });
    return done(started).runId;
  }

  /** Until a connection waits for a lock that another holds. */
  async function untilWaits(): Promise<void> {
    const waiting = () =>
      sql(
        `select from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      );
    await expect.poll(async () => (await waiting()).length, { timeout: 20_000 }).toBe(1);
  }

  async function correctedBy(period: string): Promise<unknown> {
    const rows = await sql<{ corrected: bigint }>(
      'select corrected from settlements.bill where account_id = $1 and period = $2::date',
      [account, `${period}-01`],
    );
    return rows.map(({ corrected }) => corrected);
  }

  lawTest(
    ['1039:15.1'],
    'a correction under way is waited for, and one that meets a run goes into the bill after',
    async () => {
      town.clock.set(Temporal.Instant.from('2026-12-08T09:00:00Z'));
      const gate = Promise.withResolvers<void>();
      const held = Promise.withResolvers<void>();
      town.beforeCommit = () => {
        held.resolve();
        town.beforeCommit = () => Promise.resolve();
        return gate.promise;
      };
      const first = correct(town);
      await held.promise;
      const starting = startNovember();
      await untilWaits();
      gate.resolve();
      done(await first);
      const runId = await starting;

      const inside = Promise.withResolvers<void>();
      const release = Promise.withResolvers<void>();
      const running = runBilling(
        {
          pool: town.worker.pool,
          concurrency: 1,
          seal: () => {
            inside.resolve();
            return release.promise;
          },
        },
        runId,
      );
      await inside.promise;
      const second = correct(town, { sum: '1' });
      await untilWaits();
      release.resolve();
      expect(await running).toBe('done');
      done(await second);

      expect(await correctedBy('2026-11')).toEqual([-13_15n]);
      const posted = await sql(
        `select posted_period::text as month, amount from settlements.correction order by amount`,
      );
      expect(posted).toEqual([
        { month: '2026-11-01', amount: -13_15n },
        { month: '2026-12-01', amount: -1_00n },
      ]);
      const [sums] = await sql<{ bill: bigint; ledger: bigint }>(
        `select (select due from settlements.bill
                 where account_id = $1 and period = '2026-11-01') as bill,
                sum(case when debit = 'receivable' then amount else -amount end)::bigint as ledger
         from settlements.transfer where account_id = $1 and period <= '2026-11-01'`,
        [account],
      );
      expect(sums?.bill).toBe(sums?.ledger);
      expect(await owed()).toBe((sums?.ledger ?? 0n) - 1_00n);
    },
  );
});
