import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstDay } from '#kernel/period.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { file, firstMonth, monthOf, sevens, sumOf } from './fixtures/gap-readings.ts';
import { GapTown } from './fixtures/gap-town.ts';
import { micro } from './fixtures/small-run.ts';

const timeoutMs = 240_000;

let database: TestDatabase;
let town: GapTown;
let account: bigint;
let newcomer: bigint;

beforeAll(async () => {
  database = await freshDatabase();
  town = await GapTown.plant(database);
  const readings = file(sevens.slice(0, 6));
  account = await town.account({ service: 'cold-water', meters: [{ readings }] });
  newcomer = await town.account({ service: 'cold-water', meters: [{ readings }] });
  await town.account({ service: 'cold-water', meters: [{ readings }] });
  await openFrom(newcomer, 4);
  await town.bill(firstMonth, 2);
  await openFrom(account, 4);
  await town.bill(monthOf(3), 1);
  // Both pay in the month that no bill of theirs is made for.
  await pay(account, 3);
  await pay(newcomer, 3);
  await town.bill(monthOf(4), 2);
}, timeoutMs);
afterAll(() => database.drop());

async function openFrom(accountId: bigint, month: number): Promise<void> {
  await town.sql('update registry.account set opened_on = $2 where account_id = $1', [
    accountId,
    firstDay(monthOf(month)).toString(),
  ]);
}

async function pay(accountId: bigint, month: number): Promise<void> {
  await town.sql(
    `insert into settlements.transfer (hromada_id, account_id, period, source, line, kind, service,
       provider_id, debit, credit, amount, posted_at, biller_id)
     values (7, $1, $2, 'payment:test', 1, 'payment', 'cold-water', 1, 'clearing', 'receivable',
             500, now(), 1)`,
    [accountId, firstDay(monthOf(month)).toString()],
  );
}

async function billsOf(accountId: bigint) {
  const { rows } = await town.sql(
    `select to_char(period, 'YYYY-MM') as month, opening, charged, paid, due
     from settlements.bill where account_id = $1 order by period`,
    [accountId],
  );
  return rows.map(({ month, ...sums }) => [month, ...Object.values(sums)]);
}

lawTest(
  ['2119:8.3', '1039:15.1'],
  'a month left out loses no debt, payment or volume',
  async () => {
    // 7 m³ by 1.20 are 8.40 a month.
    expect(await billsOf(account)).toEqual([
      [monthOf(1), 0n, 8_40n, 0n, 8_40n],
      [monthOf(2), 8_40n, 8_40n, 0n, 16_80n],
      [monthOf(4), 16_80n, 16_80n, 5_00n, 28_60n],
      [monthOf(5), 28_60n, 8_40n, 0n, 37_00n],
    ]);
    expect(sumOf(await town.charged(account))).toBe(micro('35'));
  },
);

test('what was paid before the first bill stands on it', async () => {
  const [first] = await billsOf(newcomer);
  expect(first).toMatchObject([monthOf(4), 0n, expect.anything(), 5_00n, expect.anything()]);
});
