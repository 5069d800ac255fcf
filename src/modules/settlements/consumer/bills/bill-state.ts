import { kopiykas, zeroMoney, type Money } from '#kernel/money.ts';
import { parseAccountNumber, parseIban } from '#kernel/identifiers.ts';
import { formatMonth } from '#ui/format/time.ts';
import type { CodePayment } from '../../ports.ts';
import type { Bill } from './bill.ts';
import { texts } from './texts.uk.ts';

/** Whether a bill is still to be paid. `past`: a newer bill has taken its debt over. */
export type BillState = 'open' | 'partly-paid' | 'paid' | 'past';

type Owed = Pick<Bill, 'period' | 'newest' | 'dueNow' | 'totals' | 'correctedSince'>;

/** What acts have changed since is no payment: a bill is partly paid only by money. */
export function billState(bill: Owed): BillState {
  if (bill.period !== bill.newest) return 'past';
  if (bill.dueNow <= 0n) return 'paid';
  return bill.dueNow < bill.totals.due + bill.correctedSince ? 'partly-paid' : 'open';
}

/** What the largest figure says: the rest of the newest bill, or what an older one asked for. */
export function amountToPay(bill: Owed): Money {
  const amount = billState(bill) === 'past' ? bill.totals.due : bill.dueNow;
  return amount > 0n ? kopiykas(amount) : zeroMoney;
}

/**
 * What the payment code carries: all that is due, to who formed the bill, with the account number
 * in its purpose (nbu-97). Undefined when nothing is due or the details are not whole.
 */
export function codePayment(bill: Bill): CodePayment | undefined {
  const { biller, account } = bill;
  const amount = amountToPay(bill);
  if (billState(bill) === 'past' || amount === 0n) return undefined;
  const iban = parseIban(biller.iban ?? '');
  const accountNumber = parseAccountNumber(account.number);
  if (!iban.ok || !accountNumber.ok || biller.edrpou === null) return undefined;
  return {
    recipient: biller.shortName,
    iban: iban.value,
    recipientCode: biller.edrpou,
    amount,
    accountNumber: accountNumber.value,
    purpose: texts.purpose(account.number, formatMonth(bill.period), bill.period.slice(0, 4)),
  };
}
