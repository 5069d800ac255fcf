import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { period, type Period } from '#kernel/period.ts';
import type { Operations } from '#platform/operations.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import { lawTest } from '#test/law-test.ts';
import {
  consumers,
  firstMonth,
  householdMonths,
  Households,
  householdTimeoutMs,
  lastMonth,
  plainFrame,
  plainSpaces,
} from '#test/settlements/household.ts';
import { billPage } from './bills/bill-page.tsx';
import type { Bill } from './bills/bill.ts';
import { codePayment } from './bills/bill-state.ts';
import { disputePage } from './bills/dispute-page.tsx';
import { findBill } from './bills/find-bill.ts';
import { listBills } from './bills/list-bills.ts';
import { findHistory } from './history/find-history.ts';
import { historyPage } from './history/history-page.tsx';
import { findHome } from './home/find-home.ts';
import { homePage } from './home/home-page.tsx';
import { findOwnAccounts } from './own-accounts.ts';
import { findOwnMeters } from './readings/find-meters.ts';

let households: Households;
let operations: Operations;

beforeAll(async () => {
  households = await Households.make();
  ({ operations } = households);
}, householdTimeoutMs);
afterAll(() => households.database.drop());

const personOf = (surname: string) => households.personOf(surname);
const accountOf = (person: Principal) => households.accountOf(person);
const billOf = (person: Principal, month?: Period) => households.billOf(person, month);

/** The page as a reader hears it: no markup, ordinary spaces. */
function textOf(html: string): string {
  return plainSpaces(html.replace(/<[^>]+>/g, ' ').replaceAll('&nbsp;', ' '));
}

function page(bill: Bill): string {
  const today = Temporal.PlainDate.from('2026-11-10');
  return billPage(plainFrame, {
    ...{ bill, today, code: undefined, view: 'money' as const, connectionCode: undefined },
    principal: anonymous,
  });
}

describe('the bill', () => {
  test('lines add up to services, services to the bill, causes to the difference', async () => {
    for (const surname of consumers) {
      for (const month of [firstMonth, lastMonth]) {
        const bill = await billOf(await personOf(surname), month);
        const total = (values: readonly bigint[]) => values.reduce((sum, one) => sum + one, 0n);
        for (const service of bill.services) {
          expect(total(service.lines.map(({ amount }) => amount))).toBe(service.charged);
          expect(service.due).toBe(
            service.opening + service.charged + service.corrected - service.paid,
          );
        }
        expect(total(bill.services.map(({ due }) => due))).toBe(bill.totals.due);
        expect(total(bill.movements.map(({ amount }) => amount))).toBe(bill.totals.paid);
        if (bill.change === null) {
          expect(month).toBe(firstMonth);
          continue;
        }
        const { parts } = bill.change;
        expect(parts.after).toBe(bill.totals.charged + bill.totals.corrected);
        expect(parts.days + parts.volume + parts.price + parts.corrections).toBe(parts.total);
        expect(parts.total).toBe(parts.after - parts.before);
      }
    }
  });

  lawTest(
    ['1039:26.5.a.5', '2119:10.2'],
    'heat opens into the balance of the building',
    async () => {
      const bill = await billOf(await personOf('Коваленко'));
      const heat = bill.services.find(({ service }) => service === 'heat');
      const labels = heat?.lines[0]?.inputs.map(({ label }) => label) ?? [];
      expect(labels).toContain('Лічильник будинку за місяць');
      const balance = heat?.lines[0]?.inputs.at(-1);
      expect(balance?.label).toBe('Сума всіх квартир будинку');
      expect(balance?.source).toContain(balance?.value ?? '?');
      const text = textOf(page(bill));
      expect(text).toContain('параметр не підтверджено');
      expect(text).toContain('Методика 315');
    },
  );

  test('a debt is split into its months and is in the sum', async () => {
    const bill = await billOf(await households.debtor());
    const debt = bill.debt.reduce((sum, { amount }) => sum + amount, 0n);
    expect(debt).toBeGreaterThan(0n);
    expect(bill.debt.every((month) => month.period < lastMonth)).toBe(true);
    expect(textOf(page(bill))).toContain('У сумі до сплати є борг за попередні місяці');
  });

  lawTest(['2119:8.3'], 'a home is held against others as it was in the month', async () => {
    const person = await personOf('Коваленко');
    const { account, comparisons } = await billOf(person);
    const { pool } = households.database;
    const moveIn = (count: number) =>
      pool.query('update registry.account set residents = residents + $2 where account_id = $1', [
        account.accountId,
        count,
      ]);
    await moveIn(3);
    expect((await billOf(person)).comparisons).toEqual(comparisons);
    await moveIn(-3);
  });

  test('averages of others come from five homes at least, and name nobody', async () => {
    const bill = await billOf(await personOf('Коваленко'));
    expect(bill.comparisons.length).toBeGreaterThan(0);
    for (const { accounts } of bill.comparisons) expect(accounts).toBeGreaterThanOrEqual(5);
    const { rows } = await households.database.pool.query<{ holder_name: string }>(
      'select holder_name from registry.account where account_id <> $1 limit 2000',
      [bill.account.accountId],
    );
    const text = textOf(page(bill));
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.filter(({ holder_name }) => text.includes(holder_name))).toEqual([]);
  });

  test('the payment code asks for what is left, with the account in its purpose', async () => {
    const debtor = await billOf(await personOf('Гончар'));
    const payment = codePayment(debtor);
    expect(payment).toMatchObject({
      amount: debtor.dueNow,
      iban: debtor.biller.iban,
      recipientCode: debtor.biller.edrpou,
      accountNumber: debtor.account.number,
    });
    expect(payment?.purpose).toContain(debtor.account.number);
    const older = await billOf(await personOf('Гончар'), period('2026-09'));
    expect(codePayment(older)).toBeUndefined();
    expect(textOf(page(older))).toContain('Відкрити найновіший рахунок');
  });

  test('each service can be disputed; one that is not on the bill cannot', async () => {
    const bill = await billOf(await personOf('Мельник'));
    for (const { service, provider } of bill.services) {
      expect(disputePage(plainFrame, bill, service)).toContain(provider.name);
    }
    expect(disputePage(plainFrame, bill, 'hot-water')).toBeUndefined();
  });

  test('a month that was not billed has no bill', async () => {
    const person = await personOf('Мельник');
    const accountId = await accountOf(person);
    const asked = { accountId, period: '2026-11' };
    expect(await operations.ask(findBill, person, asked)).toEqual({
      kind: 'done',
      value: undefined,
    });
    expect(await operations.ask(findBill, person, { accountId, period: '2026-13' })).toMatchObject({
      kind: 'faults',
    });
  });
});

describe('the other pages of the cabinet', () => {
  test('home: what is owed, what to do, what changed', async () => {
    const person = await personOf('Гончар');
    const found = await operations.ask(findHome, person, {});
    if (found.kind !== 'done' || found.value.kind !== 'homes') throw new Error(found.kind);
    const { homes } = found.value;
    const [home] = homes;
    const bill = await billOf(person);
    expect(home?.due).toBe(bill.dueNow);
    expect(home?.change?.parts.total).toBe(bill.change?.parts.total);
    const today = Temporal.PlainDate.from('2026-11-10');
    const text = textOf(homePage(plainFrame, { homes, today, principal: person }));
    expect(text).toContain('Сплатити рахунок');
    expect(text).toContain('Прийом відкриється 25 листопада');
  });

  test('the list of bills knows its years', async () => {
    const person = await personOf('Мельник');
    const accountId = await accountOf(person);
    const list = await operations.ask(listBills, person, { accountId });
    if (list.kind !== 'done') throw new Error(list.kind);
    expect(list.value?.years).toEqual([2026]);
    expect(list.value?.bills.map(({ period: month }) => month)).toEqual([
      '2026-10',
      '2026-09',
      '2026-08',
    ]);
    const none = await operations.ask(listBills, person, { accountId, year: '2020' });
    expect(none).toMatchObject({ value: { year: 2020, bills: [] } });
  });

  lawTest(['1039:19.7'], 'a reading that a bill was made by is shown as counted', async () => {
    const person = await personOf('Коваленко');
    const own = await operations.ask(findOwnMeters, person, { accountId: await accountOf(person) });
    if (own.kind !== 'done' || own.value === undefined) throw new Error(own.kind);
    expect(own.value.meters).toHaveLength(3);
    expect(own.value.meters.map(({ window }) => window.isOpen)).toEqual([false, false, false]);
    for (const { zones } of own.value.meters) {
      for (const { readings } of zones) {
        expect(readings[0]?.takenOn.toString()).toBe('2026-10-31');
        // The oldest is the one that the first month was counted from.
        const counted = readings.map((reading) => reading.counted);
        expect(counted).toEqual([...readings.slice(1).map(() => true), false]);
        expect(counted.length).toBeGreaterThanOrEqual(householdMonths);
      }
    }
  });

  lawTest(['1039:26.5.g'], 'history keeps bills, payments and readings in one line', async () => {
    const person = await personOf('Коваленко');
    const accountId = await accountOf(person);
    const history = await operations.ask(findHistory, person, { accountId });
    if (history.kind !== 'done' || history.value === undefined) throw new Error(history.kind);
    const { events } = history.value;
    const kinds = events.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'bill')).toHaveLength(householdMonths);
    expect(kinds.filter((kind) => kind === 'payment').length).toBeGreaterThanOrEqual(2);
    expect(kinds.filter((kind) => kind === 'reading').length).toBeGreaterThanOrEqual(8);
    const instants = events.map(({ at }) => at.epochMilliseconds);
    expect(instants).toEqual(instants.toSorted((a, b) => b - a));
    const bills = textOf(
      historyPage(plainFrame, { accounts: [], history: history.value, kind: 'bill' }),
    );
    expect(bills).toContain('рахунок за жовтень 2026 р.');
    expect(bills).not.toContain('платіж ');
  });
});

lawTest(['1039:25'], 'nobody sees another’s home', async () => {
  const [holder, other] = [await personOf('Коваленко'), await personOf('Мельник')];
  const accountId = await accountOf(holder);
  const strangers = [other, anonymous, { ...other, role: 'ministry' as const }];
  for (const person of strangers) {
    for (const [query, input] of [
      [findBill, { accountId, period: lastMonth }],
      [listBills, { accountId }],
      [findHistory, { accountId }],
      [findOwnMeters, { accountId }],
    ] as const) {
      const outcome = await operations.ask(query as typeof findBill, person, input);
      expect([query.id, outcome]).toEqual([query.id, { kind: 'hidden' }]);
    }
  }
  const own = await operations.ask(findOwnAccounts, other, {});
  if (own.kind !== 'done') throw new Error(own.kind);
  expect(own.value.map((account) => String(account.accountId))).not.toContain(accountId);
});
