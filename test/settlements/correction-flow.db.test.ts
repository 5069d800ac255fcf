import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kopiykas } from '#kernel/money.ts';
import { period } from '#kernel/period.ts';
import { readLinkedAccounts } from '#modules/access/accounts/account-links.sql.ts';
import { runBilling, startBillingRun } from '#modules/settlements/index.ts';
import { findBill } from '#modules/settlements/consumer/bills/find-bill.ts';
import type { Bill } from '#modules/settlements/consumer/bills/bill.ts';
import {
  afterNovember,
  done,
  townTimeoutMs,
} from '#modules/settlements/provider/fixtures/provider-town.ts';
import { formatMoney } from '#ui/format/money.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import { lawTest } from '#test/law-test.ts';
import { hiddenField } from './office.ts';
import { openProviderOffice, type OfficeVisitor, type ProviderOffice } from './provider-office.ts';
import { personCalled } from '#test/secrets.ts';

let office: ProviderOffice;
let centre: OfficeVisitor;
let consumer: Principal;
let accountId: string;
let path: string;

beforeAll(async () => {
  office = await openProviderOffice();
  centre = await office.visitor(office.town.officials.centre);
  const { pool } = office.town.database;
  const personId = await personCalled(pool, 'Коваленко');
  consumer = { ...anonymous, role: 'individual-consumer', personId, personName: 'Коваленко' };
  const [linked] = await readLinkedAccounts(pool, personId);
  accountId = String(linked);
  path = `/cabinet/accounts/${accountId}`;
}, townTimeoutMs);
afterAll(() => office.close());

async function billOf(month: string): Promise<Bill> {
  const asked = { accountId, period: period(month) };
  const bill = done(await office.town.operations.ask(findBill, consumer, asked));
  if (bill === undefined) throw new Error(`no bill of ${month}`);
  return bill;
}

function waterOf(bill: Bill) {
  const water = bill.services.find(({ service }) => service === 'cold-water');
  if (water === undefined) throw new Error('no water in the bill');
  return water;
}

function plain(money: bigint): string {
  return formatMoney(kopiykas(money)).replaceAll('\u00a0', ' ');
}

/** The page as a reader hears it: no markup, ordinary spaces. */
function textOf({ text }: { readonly text: string }): string {
  return text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

const ground = 'Води не було два дні, 14 і 15 жовтня';
const form = () => ({
  period: '2026-10',
  line: `cold-water:${office.town.officials.waterUtility.subjectId}`,
  way: 'less',
  sum: '10,20',
  ground,
  actNumber: '15/п',
  actOn: '2026-11-20',
});

describe('a provider corrects October in the account of a consumer', () => {
  test('the account leads to the form, whose faults stand beside its fields', async () => {
    expect((await centre.get(path)).text).toContain(`${path}/corrections/new`);
    const blank = await centre.get(`${path}/corrections/new`);
    expect(blank.text).toContain('жовтень 2026 р.');
    const wrong = await centre.post(`${path}/corrections/check`, { ...form(), line: '', sum: 'x' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('href="#line"');
    expect(wrong.text).toContain('href="#sum"');
    expect(wrong.text.match(/Оберіть послугу/g)).toHaveLength(2);
    for (const kept of [ground, 'value="15/п"', 'value="2026-11-20"', 'value="x"']) {
      expect(wrong.text).toContain(kept);
    }
    const tooMuch = await centre.post(`${path}/corrections/check`, { ...form(), sum: '99999' });
    expect(tooMuch.text).toContain('Зменшити можна щонайбільше на');
    const unbilled = { ...form(), period: '2026-11' };
    expect((await centre.post(`${path}/corrections/check`, unbilled)).text).toContain(
      'рахунка ще не сформовано',
    );
  });

  test('others see neither the form nor the deed', async () => {
    const { stranger, waterUtility, heatSupplier } = office.town.officials;
    const other = await office.visitor(stranger);
    expect((await other.get(`${path}/corrections/new`)).status).toBe(404);
    expect((await other.post(`${path}/corrections/check`, form())).status).toBe(404);
    expect((await other.post(`${path}/corrections`, form())).status).toBe(404);
    const own = await (await office.visitor(waterUtility)).get(`${path}/corrections/new`);
    expect(own.text).toContain('value="cold-water:');
    expect(own.text).not.toContain('value="heat:');
    const heat = await office.visitor(heatSupplier);
    const foreign = await heat.post(`${path}/corrections/check`, form());
    expect(foreign.text).toContain('Цю послугу надає і нараховує інша установа');
  });

  lawTest(
    ['1039:15.1', '1039:26.4.j', '2189:26.2'],
    'the check says what the bill was and what will be owed; the card shows what was done',
    async () => {
      const october = await billOf('2026-10');
      const { charged } = waterOf(october);
      const owed = october.dueNow;
      const checked = await centre.post(`${path}/corrections/check`, form());
      expect(checked.status).toBe(200);
      const said = textOf(checked);
      for (const words of [
        `Нараховано за рахунком ${plain(charged)} грн`,
        `Виправлення −10,20 грн`,
        `Стане нараховано ${plain(charged - 10_20n)} грн`,
        `Зараз до сплати за всі послуги ${plain(owed)} грн`,
        `Буде до сплати за всі послуги ${plain(owed - 10_20n)} грн`,
        'Виправлення увійде в рахунок за листопад 2026 р. Рахунок за жовтень 2026 р. не зміниться.',
      ]) {
        expect(said).toContain(words);
      }
      const again = await centre.post(`${path}/corrections/new`, form());
      expect(again.text).toContain(ground);

      const press = { ...form(), key: hiddenField(checked.text, 'key') };
      const corrected = await centre.post(`${path}/corrections`, press);
      expect([corrected.status, corrected.location]).toEqual([303, `${path}?corrected=yes`]);
      expect((await centre.post(`${path}/corrections`, press)).status).toBe(303);
      const card = textOf(await centre.get(corrected.location));
      expect(card).toContain('Нарахування виправлено');
      expect(card).toContain(ground);
      expect(card).toContain('Акт № 15/п від 20.11.2026');
      expect(card.split(ground)).toHaveLength(2);
      expect((await billOf('2026-10')).dueNow).toBe(owed - 10_20n);
      const own = await office.visitor(consumer);
      expect(textOf(await own.get(`/cabinet/bills/${accountId}/2026-10`))).toContain(
        'Після рахунка зроблено перерахунок −10,20 грн',
      );
    },
  );
});

lawTest(
  ['2119:8.3', '1039:15.1', '1039:26.5.a.4'],
  'the bill of November shows it with its ground and act, and why it changed counts it exactly',
  async () => {
    const { town } = office;
    town.clock.set(afterNovember);
    const { runId } = done(
      await town.operations.carryOut(startBillingRun, town.officials.centre, {
        billerId: String(town.officials.centre.subjectId),
        hromadaId: town.hromadaId,
        period: '2026-11',
      }),
    );
    const { pool } = town.worker;
    await runBilling({ pool, concurrency: 2, seal: () => Promise.resolve() }, runId);

    const october = await billOf('2026-10');
    const november = await billOf('2026-11');
    expect(october.totals.corrected).toBe(0n);
    expect(november.totals.corrected).toBe(-10_20n);
    expect(waterOf(november).corrected).toBe(-10_20n);
    const { opening, charged, corrected, paid, due } = november.totals;
    expect(due).toBe(opening + charged + corrected - paid);
    expect(november.movements.filter(({ kind }) => kind === 'correction')).toMatchObject([
      {
        amount: 10_20n,
        correction: {
          service: 'cold-water',
          month: '2026-10',
          ground,
          actNumber: '15/п',
          actOn: Temporal.PlainDate.from('2026-11-20'),
        },
      },
    ]);

    const change = november.change?.parts;
    if (change === undefined) throw new Error('nothing to compare with');
    expect(change.corrections).toBe(-10_20n);
    expect(change.total).toBe(charged - 10_20n - october.totals.charged);
    expect(change.days + change.volume + change.price + change.corrections).toBe(change.total);
    const water = change.services.find(({ service }) => service === 'cold-water');
    expect(water?.corrections).toBe(-10_20n);
    expect(water?.total).toBe(waterOf(november).charged - 10_20n - waterOf(october).charged);

    const own = await office.visitor(consumer);
    const page = textOf(await own.get(`/cabinet/bills/${accountId}/2026-11`));
    expect(page).toContain(
      `перерахунок, −10,20 грн. Холодна вода, нараховане за жовтень 2026 р.: ${ground}. ` +
        'Акт № 15/п від 20.11.2026',
    );
    expect(page).toContain('Перерахунки');

    const { rows } = await town.database.pool.query<{ corrected: bigint }>(
      `select corrected from settlements.month_total
       where hromada_id = $1 and period = '2026-11-01' and service = 'cold-water'`,
      [town.hromadaId],
    );
    expect(rows.map((row) => row.corrected)).toEqual([-10_20n]);
  },
);
