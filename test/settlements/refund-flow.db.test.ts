import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { send } from '#counterparts/control.ts';
import { cards, pay, type SignedForm } from '#counterparts/liqpay/payer.ts';
import { lawTest } from '#test/law-test.ts';
import { billedAccount } from './billed-town.ts';
import { openOffice, type Office } from './office.ts';
import { paymentsIn, plain, type Payments } from './payments.ts';

let office: Office;
let payments: Payments;

beforeAll(async () => {
  office = await openOffice();
  payments = paymentsIn(office);
});
afterAll(() => office.close());
beforeEach(() => office.control.faults({}));

/** The gateway returns the money of a paid order, after the fact. */
async function reverse(paymentId: string, form: SignedForm): Promise<void> {
  const order = { orderId: `zhkp-${paymentId}`, status: 'reversed' };
  await send(`${new URL(form.action).origin}/__counterpart/payment`, order);
}

/** What was paid in all months by their totals, and what the account owes by the ledger. */
async function sums(): Promise<unknown> {
  const { rows } = await office.log.database.pool.query(
    `select (select sum(paid)::bigint from settlements.month_total) as paid,
            sum(case when debit = 'receivable' then amount else -amount end)::bigint as owed
     from settlements.transfer where account_id = $1`,
    [billedAccount],
  );
  return rows[0];
}

describe('money that the gateway returned', () => {
  lawTest(
    ['1039:15.2'],
    'is owed again: each ledger line gets its opposite, once however often it is reported',
    async () => {
      const before = await sums();
      const { path, paymentId, form } = await payments.start('23');
      await pay(form, { card: cards.paid });
      expect(await sums()).not.toEqual(before);
      await reverse(paymentId, form);
      await reverse(paymentId, form);
      expect(await payments.stateOf(paymentId)).toBe('refunded');
      const posted = (await payments.postedLines(paymentId)) as readonly (readonly unknown[])[];
      expect(posted).toHaveLength(4);
      for (const service of new Set(posted.map(([name]) => name))) {
        const [there, back] = posted.filter(([name]) => name === service);
        expect(back).toEqual([service, there?.[2], there?.[1], there?.[3]]);
      }
      expect(await sums()).toEqual(before);
      expect((await payments.noticesOf(paymentId)).toSorted()).toEqual([
        'posted',
        'repeated',
        'taken-back',
      ]);
      const page = plain(await office.holder.get(path));
      expect(page).toContain('Платіж повернуто');
      expect(page).toContain('Сплатити знову');
    },
  );

  test('before the payment was heard of is not credited by a late report', async () => {
    const { paymentId, form } = await payments.start('25');
    await office.control.faults({ callback: 'lost' });
    await pay(form, { card: cards.paid });
    await office.control.faults({});
    await reverse(paymentId, form);
    expect(await payments.stateOf(paymentId)).toBe('refunded');
    const order = { orderId: `zhkp-${paymentId}`, status: 'success' };
    await send(`${new URL(form.action).origin}/__counterpart/payment`, order);
    expect(await payments.stateOf(paymentId)).toBe('refunded');
    expect(await payments.postedLines(paymentId)).toEqual([]);
    expect(await payments.noticesOf(paymentId)).toEqual(['noted', 'repeated']);
  });

  lawTest(['1039:15.2'], 'is found by asking when its report was lost', async () => {
    const { paymentId, form } = await payments.start('26');
    await pay(form, { card: cards.paid });
    await office.control.faults({ callback: 'lost' });
    await reverse(paymentId, form);
    await payments.poll();
    expect(await payments.stateOf(paymentId)).toBe('paid');
    office.clock.pass({ hours: 24 });
    await payments.poll();
    expect(await payments.stateOf(paymentId)).toBe('refunded');
    expect(await payments.postedLines(paymentId)).toHaveLength(4);
    await payments.poll();
    expect((await payments.noticesOf(paymentId)).toSorted()).toEqual(['posted', 'taken-back']);
  });

  test('of another sum than was paid moves nothing and leaves a notice', async () => {
    const { paymentId, form } = await payments.start('24');
    await pay(form, { card: cards.paid });
    await office.control.faults({ otherAmount: '1.50' });
    await reverse(paymentId, form);
    expect(await payments.stateOf(paymentId)).toBe('paid');
    expect(await payments.postedLines(paymentId)).toHaveLength(2);
    expect((await payments.noticesOf(paymentId)).toSorted()).toEqual(['posted', 'wrong-amount']);
  });
});
