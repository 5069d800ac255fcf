import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRefusal } from '#kernel/result.ts';
import { addPeriods, firstDay, period, type Period } from '#kernel/period.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { file, firstMonth, inMonth, sevens } from './fixtures/gap-readings.ts';
import { GapTown, type PlannedAccount } from './fixtures/gap-town.ts';
import { micro } from './fixtures/small-run.ts';
import { readRunContext } from './run-context.ts';

const timeoutMs = 240_000;

let database: TestDatabase;
let town: GapTown;

beforeAll(async () => {
  database = await freshDatabase();
  town = await GapTown.plant(database);
}, timeoutMs);
afterAll(() => database.drop());

function contextOf(month: Period, billerId = 1n) {
  return readRunContext(database.pool, {
    run_id: 0n,
    hromada_id: 7,
    biller_id: billerId,
    period: firstDay(month),
    state: 'running',
    started_at: Temporal.Instant.from('2026-11-05T09:00:00Z'),
  });
}

async function dueOn(month: string): Promise<string> {
  const context = await contextOf(period(month));
  return isRefusal(context) ? context.refusal : context.dueOn.toString();
}

/** Another value of a number, for a narrower scope. */
function setApart(code: string, value: string, scope: { provider?: number; category?: string }) {
  return town.sql(
    `insert into platform.parameter (code, value, unit, valid, service, provider, category, act,
       status, state, entered_by, entered_at, approved_by, approved_at)
     select code, to_jsonb($2::text), unit, valid, service, $3, $4, act, 'enacted', state,
            entered_by, entered_at, approved_by, approved_at
     from platform.parameter where code = $1 and provider is null and category is null`,
    [code, value, scope.provider ?? null, scope.category ?? null],
  );
}

describe('the day by which a bill is paid', () => {
  lawTest(['civil-code:254.5'], 'moves to the next working day from a day off', async () => {
    // 20 November 2026 is a Friday, 20 December a Sunday.
    expect(await dueOn('2026-10')).toBe('2026-11-20');
    expect(await dueOn('2026-11')).toBe('2026-12-21');
    await town.sql(
      `insert into platform.calendar_day (day, kind, reason, act)
       values ('2026-11-20', 'day-off', 'moved', 'decision')`,
    );
    expect(await dueOn('2026-10')).toBe('2026-11-23');
  });

  test.each(['0', '32', '2.5', 'soon'])('is not "%s": the run stops instead', async (value) => {
    await town.sql(
      `update platform.parameter set value = to_jsonb($1::text)
                    where code = 'bill.due_day'`,
      [value],
    );
    expect(await dueOn('2026-10')).toBe('parameter-faulty');
    await town.sql(`update platform.parameter set value = '"31"' where code = 'bill.due_day'`);
    expect(await dueOn('2026-01')).toBe('2026-03-02');
    await town.sql(`update platform.parameter set value = '"20"' where code = 'bill.due_day'`);
  });
});

describe('a month by the norm', () => {
  const byNorm = (change: Partial<PlannedAccount>): PlannedAccount => ({
    service: 'cold-water',
    basis: 'norm',
    meters: [],
    ...change,
  });

  lawTest(
    ['2119:9.2', '1039:66'],
    'takes the number of the biller and of the category, and says which row it was',
    async () => {
      await setApart('water.norm', '5', { provider: 2 });
      await setApart('water.norm', '3', { category: 'budget' });
      const ids = {
        all: await town.account(byNorm({})),
        budget: await town.account(byNorm({ category: 'budget' })),
        windowed: await town.account(byNorm({ biller: 'windowed' })),
        hot: await town.account(byNorm({ service: 'hot-water' })),
        odd: await town.account({
          service: 'cold-water',
          meters: [{ readings: [...file(sevens)].map((one) => ({ ...one, remark: 'zero' })) }],
        }),
      };
      await town.bill(firstMonth, 1);
      const november = async (accountId: bigint) => inMonth(await town.charged(accountId), 1);
      expect((await november(ids.all)).volume).toBe(micro('9.2'));
      expect((await november(ids.budget)).volume).toBe(micro('6'));
      expect((await november(ids.windowed)).volume).toBe(micro('10'));
      expect((await november(ids.hot)).volume).toBe(micro('3.2'));
      const { rows } = await town.sql(
        `select parameter_id::text as id from platform.parameter where category = 'budget'`,
      );
      expect((await november(ids.budget)).trace.parameters).toEqual([
        { code: 'water.norm', id: rows[0]?.['id'], act: '2119:9.2', status: 'enacted', value: '3' },
      ]);
      expect(await town.questions(ids.odd)).toEqual({ [firstMonth]: ['nothing-used'] });
    },
  );

  test('is not charged without a norm, and the account says so', async () => {
    await town.sql(`update platform.parameter set state = 'superseded'
                    where code = 'hot-water.norm'`);
    const accountId = await town.account(byNorm({ service: 'hot-water' }));
    const december = addPeriods(firstMonth, 1);
    await town.bill(december, 1);
    expect(await town.charged(accountId)).toEqual([]);
    expect(await town.questions(accountId)).toEqual({ [december]: ['no-norm'] });
  });
});

lawTest(
  ['2189:9'],
  'a town’s tariff from the middle of a month leaves its beginning to the region',
  async () => {
    await town.sql(
      `insert into registry.territory
       (territory_id, code, category, name, search_key, origin, in_force)
     overriding system value
     values (8, 'UA00000000000000008', 'O', 'Region', 'region', 'demonstration', '[2020-01-01,)')`,
    );
    await town.sql(
      `insert into registry.territory_closure (descendant_id, ancestor_id, depth) values (7, 8, 1)`,
    );
    await town.sql(
      `insert into settlements.tariff (provider_id, service, component, zone, territory_id,
       category, unit, net_price, vat_percent, gross_price, valid, decision_authority,
       decision_number, decision_on)
     select 1, 'waste', 'volume', 0, territory, 'population', 'm3', 1, 20, 2,
            daterange(since::date, null), 'Council', '1', '2019-12-01'
     from (values (8, '2020-01-01'), (7, '2026-10-22')) as t (territory, since)`,
    );
    const context = await contextOf(period('2026-10'));
    if (isRefusal(context)) throw new Error(context.refusal);
    const slices = context.tariffs.get('1:waste:population:volume:0') ?? [];
    expect(slices.map(({ days }) => days)).toEqual([21, 10]);
  },
);
