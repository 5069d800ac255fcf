import { consumers } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { kopiykas } from '#kernel/money.ts';
import { readReachedAccounts } from '#modules/access/index.ts';
import { findAccount, findSubject } from '#modules/registry/index.ts';
import type { Database } from '#platform/db/database.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { findPaymentView, type PaymentViewRow } from './payment-view.sql.ts';
import { briefFrom, type Payment, type Receipt } from './payment-view.ts';

export const paymentInput = z.object({ paymentId: z.uuid() });
export type PaymentInput = z.infer<typeof paymentInput>;

/**
 * A payment of one's own account with its receipt; undefined for another's and for none at all,
 * which must not be told apart.
 */
export const findPayment = defineQuery({
  id: 'find-payment',
  law: [law('1039:10.13'), law('1039:19.3'), law('1039:26.5.g')],
  audience: consumers,
  scope: { kind: 'self' },
  input: paymentInput,
  async handle(reading: Reading, { paymentId }: PaymentInput): Promise<Payment | undefined> {
    const { db } = reading;
    const row = await findOwnPayment(reading, paymentId);
    if (row === undefined) return undefined;
    const account = await findAccount(db, row.account_id);
    if (account === undefined) return undefined;
    const receipt = await readReceipt(db, row);
    return { ...briefFrom(row), account, orderId: row.order_id, receipt };
  },
  shownAccounts: (payment) => (payment === undefined ? [] : [payment.account.accountId]),
});

/** The payment when its account is one that the consumer sees; others are as if not there. */
export async function findOwnPayment(
  { db, principal, now }: Reading,
  paymentId: string,
): Promise<PaymentViewRow | undefined> {
  const queryable = queryableOf(db);
  const own = await readReachedAccounts(queryable, principal, dayInKyiv(now));
  return findPaymentView(queryable, paymentId, own);
}

async function readReceipt(db: Database, row: PaymentViewRow): Promise<Receipt | null> {
  const { receipt_number: number, issued_at: issuedAt, coverage, parts } = row;
  if (number === null || issuedAt === null || coverage === null || parts === null) return null;
  const withProviders = await Promise.all(
    parts.map(async ([service, providerId, amount]) => {
      const provider = await findSubject(db, BigInt(providerId));
      if (provider === undefined) throw new Error(`no provider ${providerId} of a receipt`);
      return { service, provider, amount: kopiykas(amount) };
    }),
  );
  return { number, issuedAt, coverage, parts: withProviders };
}
