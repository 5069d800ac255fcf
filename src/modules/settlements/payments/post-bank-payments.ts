import { kopiykas } from '#kernel/money.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { insertBankPayments, type BankPayment } from './bank-payments.sql.ts';
import { postPayments, type PaymentBatch } from './post-payments.ts';

/**
 * Posts the lines of a bank's registry; lines that came before are passed over, so a registry sent
 * twice changes nothing. Returns how many were new.
 */
export async function postBankPayments(
  db: Queryable,
  batch: Omit<PaymentBatch, 'payments'>,
  payments: readonly BankPayment[],
): Promise<number> {
  if (payments.length === 0) return 0;
  const fresh = await insertBankPayments(db, batch.hromadaId, payments);
  await postPayments(db, {
    ...batch,
    payments: payments
      .filter(({ paymentId }) => fresh.has(paymentId))
      .map(({ paymentId, accountId, amount, arrivedAt }) => ({
        paymentId,
        accountId,
        amount: kopiykas(amount),
        arrivedAt,
      })),
  });
  return fresh.size;
}
