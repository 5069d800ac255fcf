import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Money } from '#kernel/money.ts';
import type { Principal } from '#platform/principal.ts';
import { lawTest } from '#test/law-test.ts';
import { providerAccount } from './accounts/account.ts';
import {
  nextProviderAccountsQuery,
  searchProviderAccountsQuery,
  type AccountsFound,
} from './accounts/search-accounts.ts';
import { providerDesk } from './desk/desk.ts';
import {
  done,
  plantProviderTown,
  said,
  townAccounts,
  townTimeoutMs,
  type ProviderTown,
} from './fixtures/provider-town.ts';
import { readingsTemplate } from './imports/template.ts';
import { receivablesReport, type ReceivablesReport } from './receivables/receivables-report.ts';
import { testSecrets } from '#test/secrets.ts';

let town: ProviderTown;

beforeAll(async () => {
  town = await plantProviderTown();
}, townTimeoutMs);
afterAll(() => town.database.drop());

const everyAccount = { find: '', order: 'number', way: 'up', page: 1 };

async function search(by: Principal, change: object = {}): Promise<AccountsFound> {
  const input = { ...everyAccount, subjectId: by.subjectId, ...change };
  return done(await town.operations.ask(searchProviderAccountsQuery(testSecrets), by, input));
}

async function receivables(by: Principal): Promise<ReceivablesReport> {
  const input = { subjectId: by.subjectId };
  return done(await town.operations.ask(receivablesReport, by, input));
}

async function select<Row extends object>(text: string, values: readonly unknown[] = []) {
  const { rows } = await town.database.pool.query<Row>(text, [...values]);
  return rows;
}

describe('the list of accounts', () => {
  test('is whole for who bills them, and shows to a provider those it serves', async () => {
    const { centre, waterUtility } = town.officials;
    const all = await search(centre);
    expect(all.total).toBe(townAccounts);
    expect(new Set(all.rows.flatMap(({ services }) => services)).size).toBeGreaterThan(7);
    const [served] = await select<{ accounts: number }>(
      `select count(distinct account_id)::int as accounts from registry.account_service
       where provider_id = $1`,
      [waterUtility.subjectId],
    );
    const own = await search(waterUtility);
    expect(own.total).toBe(served?.accounts);
    expect(own.total).toBeLessThan(townAccounts);
    const seen = new Set(own.rows.flatMap(({ services }) => services));
    expect([...seen].sort()).toEqual(['cold-water', 'sewerage']);
  });

  lawTest(['1039:26.4.j'], 'of another subject is hidden from a provider', async () => {
    const { centre, stranger } = town.officials;
    const input = { ...everyAccount, subjectId: centre.subjectId };
    const outcome = await town.operations.ask(
      searchProviderAccountsQuery(testSecrets),
      stranger,
      input,
    );
    expect(outcome.kind).toBe('hidden');
    const own = await search(stranger);
    const theirs = await search(centre);
    const ids = new Set(theirs.rows.map(({ accountId }) => accountId));
    expect(own.rows.some(({ accountId }) => ids.has(accountId))).toBe(false);
    const elsewhere = { ...everyAccount, subjectId: stranger.subjectId };
    const place = String(town.hromadaId);
    expect(
      said(
        await town.operations.ask(searchProviderAccountsQuery(testSecrets), stranger, {
          ...elsewhere,
          place,
        }),
      ),
    ).toBe('no-such-place');
  });

  test('is found by number, by street with house and by surname', async () => {
    const { centre } = town.officials;
    const { rows } = await search(centre);
    const [first] = rows;
    if (first === undefined) throw new Error('no accounts');
    const byNumber = await search(centre, { find: first.number });
    expect(byNumber.rows.map(({ number }) => number)).toEqual([first.number]);
    const surname = first.holderName.split(' ')[0] ?? '';
    const bySurname = await search(centre, { find: surname.toUpperCase() });
    expect(bySurname.rows.map(({ accountId }) => accountId)).toContain(first.accountId);
    const twoWords = first.holderName.split(' ').slice(0, 2).join('  ');
    const byBoth = await search(centre, { find: twoWords.toLowerCase() });
    expect(byBoth.rows.map(({ accountId }) => accountId)).toContain(first.accountId);
    expect(byBoth.total).toBeLessThanOrEqual(bySurname.total);
    expect((await search(centre, { find: surname.slice(0, -1) })).total).toBe(0);
    const street = first.address.split(', кв')[0] ?? '';
    const byStreet = await search(centre, { find: street.replace('буд. ', '') });
    expect(byStreet.total).toBeGreaterThan(0);
    expect(byStreet.rows.every(({ address }) => address.startsWith(street))).toBe(true);
    expect((await search(centre, { find: 'такої вулиці немає' })).total).toBe(0);
  });

  test('sorts both ways and filters by debt and by readings', async () => {
    const { centre } = town.officials;
    const up = await search(centre, { order: 'residents' });
    const residents = up.rows.map((row) => row.residents);
    expect(residents).toEqual(residents.toSorted((a, b) => a - b));
    const numbers = (found: AccountsFound) => found.rows.map(({ number }) => number);
    const down = numbers(await search(centre, { order: 'number', way: 'down' }));
    const last = numbers(await search(centre, { page: 2 }));
    expect(down.slice(0, last.length)).toEqual(last.toReversed());
    const debtors = await search(centre, { debt: 'yes' });
    expect(debtors.total).toBeGreaterThan(0);
    expect(debtors.rows.every(({ due }) => due !== null && due > 0n)).toBe(true);
    // Nobody has sent a reading for November yet.
    const unread = await search(centre, { unread: 'yes' });
    expect(unread.total).toBeGreaterThan(townAccounts / 2);
    const both = await search(centre, { unread: 'yes', debt: 'yes' });
    expect(both.total).toBeLessThanOrEqual(Math.min(unread.total, debtors.total));
  });

  test('goes into a file whole, batch by batch', async () => {
    const { centre } = town.officials;
    const input = { ...everyAccount, subjectId: centre.subjectId, after: null };
    const batch = done(
      await town.operations.ask(nextProviderAccountsQuery(testSecrets), centre, input),
    );
    expect(batch.rows).toHaveLength(townAccounts);
    expect(batch.isLast).toBe(true);
    const [first] = batch.rows;
    const rest = done(
      await town.operations.ask(nextProviderAccountsQuery(testSecrets), centre, {
        ...input,
        after: first,
      }),
    );
    expect(rest.rows).toHaveLength(townAccounts - 1);
  });
});

describe('an account', () => {
  async function servedAccount(): Promise<string> {
    const [row] = await select<{ account_id: bigint }>(
      `select account_id from registry.account_service
       where provider_id = $1 and hromada_id = $2 order by account_id limit 1`,
      [town.officials.waterUtility.subjectId, town.hromadaId],
    );
    return String(row?.account_id);
  }

  lawTest(
    ['1039:26.4.k.2', '1039:26.4.j'],
    'shows what each service comes to, as its bill says',
    async () => {
      const { centre } = town.officials;
      const accountId = await servedAccount();
      const found = done(await town.operations.ask(providerAccount, centre, { accountId }));
      const [bill] = await select<{ charged: bigint; due: bigint }>(
        `select charged, due from settlements.bill
         where account_id = $1 and period = '2026-10-01'`,
        [accountId],
      );
      const [credited] = await select<{ credited: bigint | null }>(
        `select sum(case when credit = 'receivable' then amount else -amount end)::bigint as credited
         from settlements.transfer
         where account_id = $1 and period > '2026-10-01' and kind <> 'charge'`,
        [accountId],
      );
      const sum = (of: (row: (typeof found.standings)[number]) => bigint) =>
        found.standings.reduce((total, row) => total + of(row), 0n);
      expect(sum(({ charged }) => charged)).toBe(bill?.charged);
      expect(sum(({ due }) => due)).toBe((bill?.due ?? 0n) - (credited?.credited ?? 0n));
      expect(found.bills[0]?.charged).toBe(bill?.charged);
      expect(found.bills).toHaveLength(3);
      expect(found.seesAll).toBe(true);
      expect(found.meters.every(({ readings }) => readings.length > 0)).toBe(true);
    },
  );

  lawTest(['1039:26.4.j'], 'shows a provider its own lines alone', async () => {
    const { waterUtility } = town.officials;
    const accountId = await servedAccount();
    const found = done(await town.operations.ask(providerAccount, waterUtility, { accountId }));
    expect(found.seesAll).toBe(false);
    const seen = [
      ...found.services.map(({ service }) => service),
      ...found.standings.map(({ service }) => service),
      ...found.meters.map(({ service }) => service),
      ...found.movements.flatMap(({ services }) => services),
    ];
    expect(seen.every((service) => service === 'cold-water' || service === 'sewerage')).toBe(true);
    expect(found.standings.length).toBeGreaterThan(0);
  });

  test('is hidden from who neither bills nor serves it, like one that does not exist', async () => {
    const { stranger, heatSupplier } = town.officials;
    const [unheated] = await select<{ account_id: bigint }>(
      `select account_id from registry.account a
       where biller_id = $1 and not exists (
         select from registry.account_service s
         where s.account_id = a.account_id and s.service = 'heat') limit 1`,
      [town.officials.centre.subjectId],
    );
    const asked: readonly (readonly [Principal, string])[] = [
      [stranger, await servedAccount()],
      [heatSupplier, String(unheated?.account_id)],
      [stranger, '1'],
    ];
    for (const [by, accountId] of asked) {
      const outcome = await town.operations.ask(providerAccount, by, { accountId });
      expect(outcome.kind).toBe('hidden');
    }
  });

  lawTest(['1039:25'], 'closes to a provider on the day it ceases to serve there', async () => {
    const { waterUtility, centre } = town.officials;
    const accountId = await servedAccount();
    const ask = (by: Principal) => town.operations.ask(providerAccount, by, { accountId });
    const serveUntil = (day: string | null) =>
      town.database.pool.query(
        `update registry.account_service set valid = daterange(lower(valid), $3::date)
         where account_id = $1 and provider_id = $2`,
        [accountId, waterUtility.subjectId, day],
      );
    await serveUntil('2026-11-23');
    expect((await ask(waterUtility)).kind).toBe('done');
    await serveUntil('2026-11-22');
    expect((await ask(waterUtility)).kind).toBe('hidden');
    expect((await ask(centre)).kind).toBe('done');
    await serveUntil(null);
  });
});

describe('receivables', () => {
  const sum = (parts: readonly Money[]) => parts.reduce<bigint>((total, part) => total + part, 0n);

  async function monthTotals(providerIds: readonly bigint[] | null): Promise<bigint> {
    const [row] = await select<{ net: bigint }>(
      `select (sum(opening + charged + corrected - paid) filter (where period = '2026-10-01')
               - coalesce(sum(paid) filter (where period > '2026-10-01'), 0))::bigint as net
       from settlements.month_total
       where hromada_id = $1 and ($2::bigint[] is null or provider_id = any($2::bigint[]))`,
      [town.hromadaId, providerIds],
    );
    return row?.net ?? 0n;
  }

  lawTest(
    ['1039:15.10'],
    'come to what the totals of the month say, less what was paid since',
    async () => {
      const { centre, waterUtility } = town.officials;
      for (const [by, providers] of [
        [centre, null],
        [waterUtility, [waterUtility.subjectId ?? 0n]],
      ] as const) {
        const report = await receivables(by);
        const debt = sum(report.receivables.map((row) => row.debt));
        const overpaid = sum(report.receivables.map((row) => row.overpaid));
        expect(debt).toBeGreaterThan(0n);
        expect(debt - overpaid).toBe(await monthTotals(providers));
      }
    },
  );

  lawTest(['1039:15.10'], 'are told apart by age without losing a kopiyka', async () => {
    const { receivables: rows } = await receivables(town.officials.centre);
    for (const { ages, debt } of rows) {
      expect(ages.month + ages.quarter + ages.year + ages.older).toBe(debt);
    }
    expect(sum(rows.map(({ ages }) => ages.quarter))).toBeGreaterThan(0n);
    const shares = await Promise.all(
      [town.officials.waterUtility, town.officials.heatSupplier].map(receivables),
    );
    for (const { receivables: own } of shares) {
      for (const row of own) {
        const whole = rows.find(
          ({ service, providerId }) => service === row.service && providerId === row.providerId,
        );
        expect(row).toEqual(whole);
      }
    }
  });

  test('rank the debtors as their accounts say', async () => {
    const { centre } = town.officials;
    const { debtors } = await receivables(centre);
    const debts = debtors.map(({ debt }) => debt);
    expect(debts).toEqual(debts.toSorted((a, b) => Number(b - a)));
    const listed = await search(centre, { debt: 'yes' });
    const dues = new Map(listed.rows.map(({ number, due }) => [number, due]));
    for (const { number, debt } of debtors) expect(dues.get(number)).toBe(debt);
  });

  test('of another subject are hidden', async () => {
    const { centre, stranger } = town.officials;
    const input = { subjectId: centre.subjectId };
    expect((await town.operations.ask(receivablesReport, stranger, input)).kind).toBe('hidden');
    expect((await town.operations.ask(providerDesk, stranger, input)).kind).toBe('hidden');
    expect((await town.operations.ask(readingsTemplate, stranger, input)).kind).toBe('hidden');
  });
});

describe('the desk', () => {
  lawTest(['1039:26.4.j'], 'shows the open month, the readings awaited and the debt', async () => {
    const { centre } = town.officials;
    const desk = done(
      await town.operations.ask(providerDesk, centre, { subjectId: centre.subjectId }),
    );
    expect(desk.places).toHaveLength(1);
    const [only] = desk.places;
    expect(only?.place).toMatchObject({ openPeriod: '2026-11', accounts: townAccounts });
    expect(only?.readings.received).toBe(0);
    expect(only?.readings.awaited).toBeGreaterThan(townAccounts);
    expect(only?.lastRun).toMatchObject({ state: 'done', accounts: BigInt(townAccounts) });
    expect(desk.receivables).toEqual((await receivables(centre)).receivables);
  });
});

describe('the form of readings', () => {
  test('holds every zone whose reading has not come, with the last value', async () => {
    const { centre } = town.officials;
    const input = { subjectId: centre.subjectId };
    const batch = done(await town.operations.ask(readingsTemplate, centre, input));
    expect(batch.lastMeter).toBeNull();
    expect(batch.day.toString()).toBe('2026-11-22');
    const [zones] = await select<{ zones: number }>(
      `select sum(zones)::int as zones from registry.meter
       where hromada_id = $1 and removed_on is null`,
      [town.hromadaId],
    );
    expect(batch.lines.length).toBeGreaterThan(townAccounts);
    expect(batch.lines.length).toBeLessThanOrEqual(zones?.zones ?? 0);
    const zoned = batch.lines.filter(({ meter }) => meter.zones === 2);
    expect(zoned.map(({ zone }) => zone)).toEqual(zoned.map((_, index) => (index % 2) + 1));
    expect(batch.lines.filter(({ previous }) => previous === undefined)).toEqual([]);
  });

  test('of a provider holds the meters of its own services', async () => {
    const { waterUtility } = town.officials;
    const input = { subjectId: waterUtility.subjectId };
    const { lines } = done(await town.operations.ask(readingsTemplate, waterUtility, input));
    expect(new Set(lines.map(({ meter }) => meter.service))).toEqual(new Set(['cold-water']));
  });
});
