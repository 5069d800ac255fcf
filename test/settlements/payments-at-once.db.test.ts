import { afterAll, beforeAll, expect, test } from 'vitest';
import { cards, pay } from '#counterparts/liqpay/payer.ts';
import { kopiykas } from '#kernel/money.ts';
import { smallTown } from '#modules/settlements/readings/fixtures/small-town.ts';
import { postBankPayments } from '#modules/settlements/payments/post-bank-payments.ts';
import { lawTest } from '#test/law-test.ts';
import { billedAccount } from './billed-town.ts';
import { openOffice, type Office } from './office.ts';
import { paymentsIn, type Payments } from './payments.ts';

let office: Office;
let payments: Payments;
beforeAll(async () => {
  office = await openOffice();
  payments = paymentsIn(office);
});
afterAll(() => office.close());

async function coverages(): Promise<readonly unknown[]> {
  const { rows } = await office.log.database.pool.query(
    'select coverage from settlements.receipt order by coverage',
  );
  return rows.map(({ coverage }) => coverage as unknown);
}

lawTest(
  ['1039:10.13'],
  'two payments of one debt at once pay it once; the other is an advance',
  async () => {
    const [one, other] = [await payments.start('631,55'), await payments.start('631,55')];
    await Promise.all([one, other].map(({ form }) => pay(form, { card: cards.paid })));
    expect(await coverages()).toEqual(['advance', 'full']);
  },
);

test('payments of one account in one registry of a bank see each other', async () => {
  const { hromada, waterUtility } = smallTown;
  const now = office.clock.now();
  const payment = (id: string) => ({
    paymentId: `00000000-0000-4000-8000-00000000000${id}`,
    accountId: billedAccount,
    reference: id,
    amount: kopiykas(1_00n),
    arrivedAt: now,
  });
  const posted = await postBankPayments(
    office.log.database.pool,
    { hromadaId: hromada, billerId: waterUtility, buildingIds: [], now },
    [payment('1'), payment('2')],
  );
  expect(posted.map(({ outcome }) => outcome)).toEqual(['posted', 'posted']);
  expect(await coverages()).toEqual(['advance', 'advance', 'advance', 'full']);
});
