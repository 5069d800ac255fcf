import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firstDay } from '#kernel/period.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import {
  file,
  firstMonth,
  inMonth,
  monthOf,
  sevens,
  type Filing,
} from './fixtures/gap-readings.ts';
import { GapTown, type ChargedMonth } from './fixtures/gap-town.ts';

const months = 8;
/** 1.20 for a cubic metre until the sixth month, 3.00 from it on. */
const dearer = 300_000n;
const timeoutMs = 240_000;

/** Water all used up in the first four months: the average of them is too much ever after. */
const stopped = sevens.map((value, index) => (index < 5 ? value : (sevens[4] ?? 0)));

let database: TestDatabase;
let town: GapTown;
const accounts = new Map<string, bigint>();

async function account(name: string, shown: readonly number[], filing: Filing): Promise<void> {
  const readings = file(shown.slice(0, months + 1), filing);
  const planned = { service: 'cold-water', meters: [{ readings }] } as const;
  accounts.set(name, await town.account(planned));
}

function accountOf(name: string): bigint {
  return accounts.get(name) ?? 0n;
}

beforeAll(async () => {
  database = await freshDatabase();
  town = await GapTown.plant(database);
  await town.reprice('cold-water', firstDay(monthOf(6)).toString(), dearer);
  await account('estimated too high', stopped, { missing: [5] });
  await account('corrected', sevens, { wrong: { 5: { value: 735, corrected: 6 } } });
  await account('estimated over the change', stopped, { missing: [5, 6] });
  await account('taken off by an act', stopped, { missing: [5] });
  await town.bill(firstMonth, 5);
  await takeOff(accountOf('taken off by an act'), 5_00n);
  await town.bill(monthOf(6), months - 5);
}, timeoutMs);
afterAll(() => database.drop());

/** What an act took off the fifth month, as the office writes it. */
async function takeOff(accountId: bigint, amount: bigint): Promise<void> {
  await town.sql(
    `insert into settlements.correction (hromada_id, correction_id, account_id, service,
       provider_id, corrected_period, posted_period, amount, ground, act_number, act_on,
       entered_by, entered_at, biller_id)
     values (7, gen_random_uuid(), $1, 'cold-water', 1, $2, $3, $4, 'Act', '1', $3, 'test', now(),
             1)`,
    [accountId, firstDay(monthOf(5)).toString(), firstDay(monthOf(6)).toString(), -amount],
  );
}

async function chargedIn(name: string, number: number): Promise<ChargedMonth> {
  return inMonth(await town.charged(accountOf(name)), number);
}

describe('water charged too much before its price rose', () => {
  lawTest(['2119:11.4'], 'is given back at the price that it was charged by', async () => {
    const estimated = await chargedIn('estimated too high', 5);
    const line = await chargedIn('estimated too high', 6);
    expect(estimated.volume).toBeGreaterThan(0n);
    expect([line.volume, line.amount]).toEqual([-estimated.volume, -estimated.amount]);
    expect(line.trace.parts).toMatchObject([{ period: monthOf(5), price: '120000' }]);
  });

  test('by a reading that is corrected after the rise', async () => {
    const line = await chargedIn('corrected', 6);
    expect([line.volume, line.amount]).toEqual([-593_000_000n, -711_60n]);
  });

  test('before and after the rise goes back month by month', async () => {
    const estimated = await Promise.all(
      [5, 6].map((number) => chargedIn('estimated over the change', number)),
    );
    const line = await chargedIn('estimated over the change', 7);
    expect(line.amount).toBe(-estimated.reduce((sum, { amount }) => sum + amount, 0n));
    expect(line.trace.parts.map(({ period, price }) => [period, price])).toEqual([
      [monthOf(6), String(dearer)],
      [monthOf(5), '120000'],
    ]);
  });

  test('and taken off by an act since is given back less that', async () => {
    const estimated = await chargedIn('taken off by an act', 5);
    const line = await chargedIn('taken off by an act', 6);
    expect(line.amount).toBe(-(estimated.amount - 5_00n));
    expect(line.trace.inputs['returnedBefore']).toBe('5');
  });

  test('changes the bill and the ledger alike', async () => {
    const { rows } = await town.sql(
      `select count(*)::int as bills from settlements.bill b
       where charged <> (select sum(amount) from settlements.charge c
                         where c.account_id = b.account_id and c.period = b.period)
          or charged <> (select coalesce(sum(case debit when 'receivable' then amount else -amount end), 0)
                         from settlements.transfer t
                         where t.account_id = b.account_id and t.period = b.period
                           and t.kind = 'charge')`,
    );
    expect(rows).toEqual([{ bills: 0 }]);
  });
});
