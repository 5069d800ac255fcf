import { noTrail } from '#test/audit/no-trail.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kopiykas } from '#kernel/money.ts';
import { period, type Period } from '#kernel/period.ts';
import { linkAccount, putPerson, readLinkedAccounts, scopeChecks } from '#modules/access/index.ts';
import { formatMoney } from '#ui/format/money.ts';
import type { DatabaseHandle } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Operations } from '#platform/operations.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { makeDemonstration } from '#tools/demonstration/make.ts';
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

const months = 3;
const firstMonth = period('2026-08');
const lastMonth = period('2026-10');
const now = Temporal.Instant.from('2026-11-10T09:00:00Z');
const demonstrationTimeoutMs = 240_000;

const frame: PageFrame = {
  stylesheetHref: '/style.css',
  iconHref: '/icon.svg',
  homeHref: '/cabinet',
  navigation: [],
  footerLinks: [],
};

let database: TestDatabase;
let app: DatabaseHandle;
let operations: Operations;

beforeAll(async () => {
  database = await freshDatabase();
  await makeDemonstration(database.as('zhkp_worker'), {
    seed: 1039,
    accounts: 60,
    from: firstMonth,
    months,
    now,
    say: () => undefined,
  });
  app = database.as('zhkp_app');
  operations = new Operations({
    db: app.db,
    clock: { now: () => now },
    scopes: scopeChecks,
    audit: noTrail,
  });
}, demonstrationTimeoutMs);
afterAll(() => database.drop());

async function personOf(surname: string): Promise<Principal> {
  const { rows } = await database.pool.query<{ person_id: bigint }>(
    'select person_id from access.person where surname = $1',
    [surname],
  );
  return {
    role: 'individual-consumer',
    personId: rows[0]?.person_id ?? null,
    personName: surname,
    subjectId: null,
    subjectName: null,
  };
}

async function accountOf(person: Principal): Promise<string> {
  const [account] = await readLinkedAccounts(queryableOf(app.db), person.personId ?? 0n);
  return String(account);
}

async function billOf(person: Principal, month: Period = lastMonth): Promise<Bill> {
  const found = await operations.ask(findBill, person, {
    accountId: await accountOf(person),
    period: month,
  });
  if (found.kind !== 'done' || found.value === undefined) throw new Error(found.kind);
  return found.value;
}

/** A person to whom an account with an old debt has been linked. */
async function debtor(): Promise<Principal> {
  const { rows } = await database.pool.query<{ account_id: bigint }>(
    `select account_id from settlements.bill
     where period = '2026-10-01' and opening > paid + 1000 order by account_id limit 1`,
  );
  const db = queryableOf(app.db);
  const name = { surname: 'Боржник', givenName: 'Павло', patronymic: null };
  const { person_id: personId } = await putPerson(db, { ...name, rnokpp: '2222222222', now });
  const accountId = rows[0]?.account_id ?? 0n;
  await linkAccount(db, { personId, accountId, proof: 'provider', now });
  return personOf('Боржник');
}

/** The page as a reader hears it: no markup, ordinary spaces. */
function textOf(html: string): string {
  return html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&nbsp;', ' ')
    .replace(/[\s\u00a0]+/g, ' ');
}

function page(bill: Bill): string {
  const today = Temporal.PlainDate.from('2026-11-10');
  return billPage(frame, { bill, today, code: undefined, view: 'money' });
}

const people = ['Коваленко', 'Мельник', 'Гончар'] as const;

describe('the bill', () => {
  lawTest(
    ['2119:8.3', '1039:15.1', '1039:26.5.a.4', '1039:26.5.a.5'],
    'holds all that the law wants on a bill, for each kind of home',
    async () => {
      for (const surname of people) {
        const bill = await billOf(await personOf(surname));
        const text = textOf(page(bill));
        const sum = (money: bigint) => formatMoney(kopiykas(money)).replaceAll('\u00a0', ' ');
        const provider = bill.services.flatMap(({ provider: { shortName, edrpou, iban } }) => [
          shortName,
          edrpou ?? '',
          iban?.match(/.{1,4}/g)?.join(' ') ?? '',
        ]);
        const wanted: Readonly<Record<string, readonly string[]>> = {
          'providers and payment details': [...provider, bill.biller.name],
          'address and number of the consumer': [bill.account.address, bill.account.number],
          period: ['за жовтень 2026 р.'],
          'what to pay and until when': [sum(bill.totals.due), '20 листопада 2026 р.'],
          'a place for readings': ['Передати показання', 'Місце для показань'],
          'volumes and how they were found': bill.services.flatMap(({ lines }) =>
            lines.flatMap(({ volume, formula, title }) => [volume, formula, title]),
          ),
          tariffs: bill.services.flatMap(({ lines }) =>
            lines.flatMap(({ tariffs }) => tariffs.flatMap((one) => [one.price, one.decision])),
          ),
          'state of the account': [
            'Стан розрахунків',
            sum(bill.totals.opening),
            sum(bill.totals.paid),
            'Пільги й субсидію',
          ],
          'debt and its months':
            bill.debt.length === 0 ? ['Боргу за попередні місяці немає'] : ['Борг за місяцями'],
          'comparable consumers': ['Ваше споживання поруч із сусідами'],
          advice: ['Як платити менше'],
        };
        for (const [item, parts] of Object.entries(wanted)) {
          for (const part of parts) {
            expect(text, `${surname}: ${item}`).toContain(part.replaceAll('\u00a0', ' '));
          }
        }
      }
    },
  );

  test('lines add up to services, services to the bill, causes to the difference', async () => {
    for (const surname of people) {
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
    const bill = await billOf(await debtor());
    const debt = bill.debt.reduce((sum, { amount }) => sum + amount, 0n);
    expect(debt).toBeGreaterThan(0n);
    expect(bill.debt.every((month) => month.period < lastMonth)).toBe(true);
    expect(textOf(page(bill))).toContain('У сумі до сплати є борг за попередні місяці');
  });

  test('averages of others come from five homes at least, and name nobody', async () => {
    const bill = await billOf(await personOf('Коваленко'));
    expect(bill.comparisons.length).toBeGreaterThan(0);
    for (const { accounts } of bill.comparisons) expect(accounts).toBeGreaterThanOrEqual(5);
    const { rows } = await database.pool.query<{ holder_name: string }>(
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
      expect(disputePage(frame, bill, service)).toContain(provider.name);
    }
    expect(disputePage(frame, bill, 'hot-water')).toBeUndefined();
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
    const homes = await operations.ask(findHome, person, {});
    if (homes.kind !== 'done') throw new Error(homes.kind);
    const [home] = homes.value;
    const bill = await billOf(person);
    expect(home?.due).toBe(bill.dueNow);
    expect(home?.change?.parts.total).toBe(bill.change?.parts.total);
    const text = textOf(homePage(frame, homes.value, Temporal.PlainDate.from('2026-11-10')));
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
        expect(counted.length).toBeGreaterThanOrEqual(months);
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
    expect(kinds.filter((kind) => kind === 'bill')).toHaveLength(months);
    expect(kinds.filter((kind) => kind === 'payment').length).toBeGreaterThanOrEqual(2);
    expect(kinds.filter((kind) => kind === 'reading').length).toBeGreaterThanOrEqual(8);
    const instants = events.map(({ at }) => at.epochMilliseconds);
    expect(instants).toEqual(instants.toSorted((a, b) => b - a));
    const bills = textOf(
      historyPage(frame, { accounts: [], history: history.value, kind: 'bill' }),
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
