import { kopiykas } from '#kernel/money.ts';
import { readReceivedServices } from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { insertBankPayments, type BankPayment } from './bank-payments.sql.ts';
import { readLastBills } from './ledger.sql.ts';
import { postPayments, type PaymentBatch } from './post-payments.ts';

/** What became of a line of a bank's registry. */
interface BankLine {
  readonly reference: string;
  /**
   * `before-first-bill`: posted as an advance, as the account has no bill yet; `nothing-received`:
   * not taken, as the account is unknown or receives nothing that money could be for; `repeated`:
   * came before.
   */
  readonly outcome: 'posted' | 'before-first-bill' | 'nothing-received' | 'repeated';
}

type Place = Omit<PaymentBatch, 'payments'>;

/**
 * Posts the lines of a bank's registry and reports on each. Lines that came before are passed over,
 * so a registry sent twice changes nothing; one that cannot be posted stops no other.
 */
export async function postBankPayments(
  db: Queryable,
  batch: Place,
  payments: readonly BankPayment[],
): Promise<readonly BankLine[]> {
  if (payments.length === 0) return [];
  const { billed, receiving } = await readPayers(db, batch, payments);
  const isPostable = ({ accountId }: BankPayment) =>
    billed.has(accountId) || receiving.has(accountId);
  const fresh = await insertBankPayments(db, batch.hromadaId, payments.filter(isPostable));
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
  return payments.map((payment): BankLine => {
    const { reference, accountId, paymentId } = payment;
    if (!isPostable(payment)) return { reference, outcome: 'nothing-received' };
    if (!fresh.has(paymentId)) return { reference, outcome: 'repeated' };
    return { reference, outcome: billed.has(accountId) ? 'posted' : 'before-first-bill' };
  });
}

/** Of the accounts that were paid for, those with a bill, and those that receive anything. */
async function readPayers(
  db: Queryable,
  { hromadaId, now }: Place,
  payments: readonly BankPayment[],
): Promise<{ readonly billed: ReadonlySet<bigint>; readonly receiving: ReadonlySet<bigint> }> {
  const accountIds = [...new Set(payments.map(({ accountId }) => accountId))];
  const bills = await readLastBills(db, hromadaId, accountIds, 1);
  const billed = new Set(bills.map(({ account_id }) => account_id));
  const others = accountIds.filter((accountId) => !billed.has(accountId));
  const received = await readReceivedServices(db, hromadaId, others, dayInKyiv(now));
  return { billed, receiving: new Set(received.map(({ account_id }) => account_id)) };
}
