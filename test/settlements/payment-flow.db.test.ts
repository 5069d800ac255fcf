import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cards, pay } from '#counterparts/liqpay/payer.ts';
import { linkAccount } from '#modules/access/index.ts';
import { lawTest } from '#test/law-test.ts';
import { sealAll } from '#test/audit/audit-log.ts';
import { runVerifier } from '#test/audit/run-verifier.ts';
import { billedAccount, octoberDue } from './billed-town.ts';
import { hiddenField, openOffice, type Office } from './office.ts';
import { paymentsIn, plain, type Payments } from './payments.ts';

let office: Office;
let payments: Payments;

beforeAll(async () => {
  office = await openOffice();
  payments = paymentsIn(office);
});
afterAll(() => office.close());
beforeEach(() => office.control.faults({}));

describe('a bill is paid from the cabinet', () => {
  lawTest(
    ['1039:10.12', '1039:15.2', '1039:19.3', '1039:10.11'],
    'sum, check, gateway, receipt; the ledger has the sum by service',
    async () => {
      const all = await office.holder.get(
        `/cabinet/payments/check?account=${billedAccount}&sum=all`,
      );
      expect(plain(all)).toContain('Сплатити 631,55 грн');
      const { path, paymentId, form } = await payments.start('100,00');
      const back = await pay(form, { card: cards.paid });
      expect(new URL(back).pathname).toBe(path);
      expect(await payments.stateOf(paymentId)).toBe('paid');
      expect(await payments.postedLines(paymentId)).toEqual([
        ['cold-water', 'clearing', 'receivable', 17_92n],
        ['electricity-supply', 'clearing', 'receivable', 82_08n],
      ]);
      const page = plain(await office.holder.get(path));
      expect(page).toContain('Сплачено 100,00 грн');
      expect(page).toMatch(/2026-\d{8}/);
      const list = plain(await office.holder.get('/cabinet/payments'));
      expect(list).toContain('ініційовано → зараховано → рознесено');
      const rest = await office.holder.get(
        `/cabinet/payments/check?account=${billedAccount}&sum=all`,
      );
      expect(plain(rest)).toContain('Сплатити 531,55 грн');
    },
  );

  lawTest(
    ['1039:10.13'],
    'each is confirmed at once in the providers’ name: partly, fully, in advance',
    async () => {
      const confirmations: readonly (readonly [string, string])[] = [
        ['31,55', 'Підтверджено часткову оплату рахунку'],
        ['500,00', 'Підтверджено повну оплату рахунку'],
        ['70,00', 'Підтверджено оплату рахунку й аванс'],
      ];
      for (const [sum, title] of confirmations) {
        const { path, form } = await payments.start(sum);
        await pay(form, { card: cards.paid });
        const page = plain(await office.holder.get(path));
        expect(page).toContain(title);
        expect(page).toContain('Водоканал підтверджує отримання');
        expect(page).toContain('Енергозбут підтверджує отримання');
      }
      const due = await office.holder.get('/cabinet/home');
      expect(plain(due)).toContain('Переплата 70,00 грн');
    },
  );

  test('the bill shows a payment at once, though the page of a bill is remembered', async () => {
    const address = `/cabinet/bills/${billedAccount}/2026-10`;
    const before = await office.holder.get(address);
    expect((await office.holder.get(address)).text).toBe(before.text);
    const { form } = await payments.start('21,00');
    await pay(form, { card: cards.paid });
    const after = await office.holder.get(address);
    expect(after.text).not.toBe(before.text);
    expect((await office.stranger.get(address)).status).toBe(404);
    expect((await office.holder.get(`/cabinet/bills/${billedAccount}/2026-11`)).status).toBe(404);
  });

  test('a refused card posts nothing and can be tried again', async () => {
    const { path, paymentId, form } = await payments.start('10');
    await pay(form, { card: cards.refused });
    expect(await payments.stateOf(paymentId)).toBe('failed');
    expect(await payments.postedLines(paymentId)).toEqual([]);
    expect(plain(await office.holder.get(path))).toContain('Спробувати ще раз');
  });

  test('a second press of the same button is the same payment', async () => {
    const query = `account=${billedAccount}&sum=other&amount=12`;
    const check = await office.holder.get(`/cabinet/payments/check?${query}`);
    const fields = {
      accountId: String(billedAccount),
      amount: '12.00',
      key: hiddenField(check.text, 'key'),
    };
    const pressed = await Promise.all(
      [1, 2, 3].map(() => office.holder.post('/cabinet/payments', fields)),
    );
    expect(new Set(pressed.map(({ location }) => location)).size).toBe(1);
  });

  test.each([
    ['abc', 'Введіть суму в гривнях'],
    ['', 'Введіть суму в гривнях'],
    ['0,50', 'Найменша сума — 1 грн.'],
    ['1000000,01', 'Найбільша сума'],
    ['-5', 'Найменша сума — 1 грн.'],
    ['10,555', 'Введіть суму в гривнях'],
  ])('the sum "%s" is asked for again, as it was typed', async (amount, message) => {
    const query = `account=${billedAccount}&sum=other&amount=${encodeURIComponent(amount)}`;
    const page = await office.holder.get(`/cabinet/payments/check?${query}`);
    expect(page.status).toBe(422);
    expect(plain(page)).toContain(message);
    expect(page.text).toContain(amount === '' ? 'value spellcheck' : `value="${amount}"`);
  });
});

test('an account that was never billed cannot be paid for yet, and it is said why', async () => {
  const fresh = billedAccount + 900n;
  const { pool } = office.log.database;
  await pool.query(
    `insert into registry.account
     select hromada_id, $2, biller_id, '0000999', building_id, premises_id, 1, '2026-11-01', null, '', '{}'
     from registry.account where account_id = $1`,
    [billedAccount, fresh],
  );
  await linkAccount(pool, {
    personId: office.holder.principal.personId ?? 0n,
    accountId: fresh,
    proof: 'provider',
    now: office.clock.now(),
  });
  const why = 'Рахунка ще не було, тому платіж немає за що зарахувати.';
  expect(plain(await office.holder.get(`/cabinet/payments/new?account=${fresh}`))).toContain(why);
  const key = '00000000-0000-4000-8000-000000000002';
  const fields = { accountId: String(fresh), amount: '50', key };
  const refused = await office.holder.post('/cabinet/payments', fields);
  expect([refused.status, plain(refused)]).toEqual([422, expect.stringContaining(why)]);
  await pool.query('delete from access.account_link where account_id = $1', [fresh]);
});

describe('what the gateway sends', () => {
  test('a forged report answers 400, leaves a notice and moves nothing', async () => {
    const { path, paymentId, form } = await payments.start('11');
    await office.control.faults({ forgedSignature: true });
    const before = await payments.noticesOf(null);
    await pay(form, { card: cards.paid });
    expect(await payments.stateOf(paymentId)).toBe('created');
    expect(await payments.postedLines(paymentId)).toEqual([]);
    await expect.poll(() => payments.noticesOf(null)).not.toEqual(before);
    expect((await payments.noticesOf(null)).slice(before.length)).toContain('forged');
    expect((await payments.reportAnswersTo(paymentId))[0]).toBe('400');
    expect(plain(await office.holder.get(`${path}?returned=1`))).toContain(
      'Чекаємо підтвердження від платіжної системи',
    );
  });

  test('what is no message at all answers 400', async () => {
    for (const body of ['', 'data=abc', 'data=abc&signature=def', 'x=1']) {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const url = `${office.url}/payments/callback`;
      const answer = await fetch(url, { method: 'POST', headers, body });
      expect([body, answer.status]).toEqual([body, 400]);
    }
  });

  test('the same report ten times is posted once and always answered with 200', async () => {
    const { paymentId, form } = await payments.start('13');
    await office.control.faults({ callback: 'duplicated' });
    await pay(form, { card: cards.paid });
    expect(await payments.reportAnswersTo(paymentId)).toEqual(
      Array.from({ length: 10 }, () => '200'),
    );
    expect(await payments.postedLines(paymentId)).toHaveLength(2);
    expect((await payments.noticesOf(paymentId)).toSorted()).toEqual([
      'posted',
      ...Array.from({ length: 9 }, () => 'repeated'),
    ]);
  });

  test('a report that comes after the payer has come back', async () => {
    const { path, paymentId, form } = await payments.start('14');
    await office.control.faults({ callback: 'late', callbackLateMs: 200 });
    const back = new URL(await pay(form, { card: cards.paid }));
    expect(plain(await office.holder.get(`${back.pathname}${back.search}`))).toContain(
      'Чекаємо підтвердження',
    );
    await payments.untilPaid(paymentId);
    expect(plain(await office.holder.get(path))).toContain('Сплачено 14,00 грн');
  });

  lawTest(
    ['1039:15.2'],
    'another sum than the order’s is kept as a notice and not posted',
    async () => {
      const { paymentId, form } = await payments.start('15');
      await office.control.faults({ otherAmount: '1.50' });
      await pay(form, { card: cards.paid });
      expect(await payments.stateOf(paymentId)).toBe('created');
      expect(await payments.postedLines(paymentId)).toEqual([]);
      expect(await payments.noticesOf(paymentId)).toEqual(['wrong-amount']);
    },
  );
});

describe('a report that was lost', () => {
  test('is asked for after a quarter of an hour and settled the same way', async () => {
    const { paymentId, form } = await payments.start('16');
    await office.control.faults({ callback: 'lost' });
    await pay(form, { card: cards.paid });
    await payments.poll();
    expect(await payments.stateOf(paymentId)).toBe('created');
    office.clock.pass({ minutes: 16 });
    await payments.poll();
    expect(await payments.stateOf(paymentId)).toBe('paid');
    expect(await payments.postedLines(paymentId)).toHaveLength(2);
    await payments.poll();
    expect(await payments.noticesOf(paymentId)).toEqual(['posted']);
  });

  test('an order that nobody paid fails after a day, and not while the gateway is silent', async () => {
    const { path, paymentId } = await payments.start('17');
    office.clock.pass({ hours: 23 });
    await payments.poll();
    expect(await payments.stateOf(paymentId)).toBe('created');
    office.clock.pass({ hours: 2 });
    await office.control.faults({ dead: true });
    await payments.poll();
    expect(await payments.stateOf(paymentId)).toBe('created');
    await office.control.faults({});
    await payments.poll();
    expect(await payments.stateOf(paymentId)).toBe('failed');
    expect(plain(await office.holder.get(path))).toContain('Платіж не пройшов');
  });
});

describe('whose payment it is', () => {
  test('another person and a passer-by find nothing', async () => {
    const { path } = await payments.start('18');
    expect((await office.stranger.get(path)).status).toBe(404);
    expect((await office.stranger.get(`${path}/proof`)).status).toBe(404);
    const own = `account=${billedAccount}`;
    for (const page of [
      `/cabinet/payments?${own}`,
      `/cabinet/payments/new?${own}`,
      `/cabinet/payments/check?${own}&sum=all`,
      `/cabinet/payments/00000000-0000-4000-8000-000000000000`,
      `/cabinet/payments/not-an-id`,
    ]) {
      expect([page, (await office.stranger.get(page)).status]).toEqual([page, 404]);
    }
    const refused = await office.stranger.post('/cabinet/payments', {
      accountId: String(billedAccount),
      amount: '5',
      key: '00000000-0000-4000-8000-000000000001',
    });
    expect(refused.status).toBe(404);
    const anonymous = await fetch(`${office.url}${path}`, { redirect: 'manual' });
    expect(anonymous.headers.get('location')).toContain('/sign-in');
  });

  lawTest(
    ['1039:75', '1039:10.17'],
    'the owner takes home a proof that anybody can check',
    async () => {
      const { path, form } = await payments.start('19');
      await pay(form, { card: cards.paid });
      await sealAll(office.log);
      const proof = await office.holder.get(`${path}/proof`);
      expect(proof.status).toBe(200);
      const file = await office.log.write('proof.json', proof.text);
      expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
        openings: expect.arrayContaining([expect.objectContaining({ value: 'system' })]) as unknown,
      });
      const key = office.log.key.verification.text;
      const { exitCode, output } = await runVerifier(file, '--key', key);
      expect([exitCode, output]).toEqual([0, expect.stringContaining('settle-payment')]);
    },
  );
});

test('the year’s ledger and the receipts add up to what was paid', async () => {
  const { rows } = await office.log.database.pool.query(
    `select (select sum(amount) from settlements.payment where state = 'paid')::bigint as paid,
            (select sum(amount) from settlements.transfer where kind = 'payment')::bigint as posted,
            (select sum((part ->> 2)::bigint) from settlements.receipt,
               jsonb_array_elements(parts) as part)::bigint as confirmed,
            (select sum(paid) from settlements.month_total)::bigint as totals`,
  );
  const [sums] = rows as Record<string, bigint>[];
  expect(new Set(Object.values(sums ?? {})).size).toBe(1);
  expect(sums?.['paid']).toBeGreaterThan(octoberDue.all);
});
