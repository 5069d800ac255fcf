import { kopiykas, type Money } from '#kernel/money.ts';
import type { Service } from '#kernel/service.ts';
import type { Account, Subject } from '#modules/registry/index.ts';
import type { PaymentRow } from '../payment.sql.ts';
import type { PaymentViewRow } from './payment-view.sql.ts';

/** What a receipt confirms for one service, in its provider's name (1039:10.13). */
export interface ReceiptPart {
  readonly service: Service;
  readonly provider: Subject;
  readonly amount: Money;
}

export interface Receipt {
  readonly number: string;
  readonly issuedAt: Temporal.Instant;
  readonly coverage: 'full' | 'partial' | 'advance';
  /** Σ is the payment's amount. */
  readonly parts: readonly ReceiptPart[];
}

/** A payment as the list of payments shows it. */
export interface PaymentBrief {
  readonly paymentId: string;
  readonly amount: Money;
  readonly channel: string;
  readonly state: PaymentRow['state'];
  readonly createdAt: Temporal.Instant;
  readonly settledAt: Temporal.Instant | null;
  /** When the money was shared over services and its receipt was given. */
  readonly postedAt: Temporal.Instant | null;
  readonly receiptNumber: string | null;
}

/** A payment with everything that its page shows. */
export interface Payment extends PaymentBrief {
  readonly account: Account;
  readonly orderId: string;
  readonly receipt: Receipt | null;
}

export function briefFrom(row: PaymentViewRow): PaymentBrief {
  return {
    paymentId: row.payment_id,
    amount: kopiykas(row.amount),
    channel: row.channel,
    state: row.state,
    createdAt: row.created_at,
    settledAt: row.settled_at,
    postedAt: row.issued_at,
    receiptNumber: row.receipt_number,
  };
}
