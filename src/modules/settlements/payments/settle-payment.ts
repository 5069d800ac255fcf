import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { kopiykas } from '#kernel/money.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { getAccountPlace } from '#modules/registry/index.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { Execution } from '#platform/operations.ts';
import { z } from 'zod';
import {
  insertNotice,
  lockPaymentByOrder,
  setPaymentState,
  type PaymentRow,
} from './payment.sql.ts';
import { postPayments } from './post-payments.ts';
import { takeBackPayment } from './take-back-payment.ts';

const input = z.object({
  orderId: z.string().max(128),
  state: z.enum(['paid', 'failed', 'refunded', 'pending']),
  amount: z.bigint(),
  reference: z.string().max(128),
  status: z.string().max(64),
  /** SHA-256 of the message, so that repeated ones can be told from new ones. */
  digest: z.string().length(64),
});

type Report = z.infer<typeof input>;

export type Settlement = {
  readonly verdict: 'posted' | 'taken-back' | 'noted' | 'repeated';
  readonly paymentId: string;
};

/**
 * Where a payment may go from each state: a late "pending" after "paid" changes nothing, and what
 * is final stays so. Money that went back before it was heard of is not posted by a late report.
 */
const nextStates: Readonly<Record<PaymentRow['state'], readonly Report['state'][]>> = {
  created: ['pending', 'paid', 'failed', 'refunded'],
  pending: ['paid', 'failed', 'refunded'],
  failed: ['paid', 'refunded'],
  paid: ['refunded'],
  refunded: [],
};

/** States that move money; a report of one must name the sum of the order. */
const movesMoney: ReadonlySet<Report['state']> = new Set(['paid', 'refunded']);

/**
 * Takes a verified report of a gateway about one of our orders. The sum is compared with the order
 * and never taken from the message; a paid order is posted once, however often it is reported, and
 * one that the gateway took back is taken back line by line (1039:10.13).
 */
export const settlePayment = defineCommand({
  id: 'settle-payment',
  law: [law('1039:10.13'), law('1039:15.2'), law('1039:10.11')],
  audience: ['system'],
  scope: { kind: 'public' },
  input,
  auditSubject: ({ orderId }) => `order:${orderId}`,
  async handle({ tx, now }: Execution, report: Report): Promise<Settlement | Refusal> {
    const db = queryableOf(tx);
    const payment = await lockPaymentByOrder(db, report.orderId);
    if (payment === undefined) return refuse('unknown-order');
    if (movesMoney.has(report.state) && report.amount !== payment.amount) {
      return refuse('wrong-amount', law('1039:15.2'), { paymentId: payment.payment_id });
    }
    const note = (verdict: string) =>
      insertNotice(db, {
        paymentId: payment.payment_id,
        verdict,
        status: report.status,
        digest: report.digest,
        now,
      });
    if (!nextStates[payment.state].includes(report.state)) {
      await note('repeated');
      return { verdict: 'repeated', paymentId: payment.payment_id };
    }
    await setPaymentState(db, {
      paymentId: payment.payment_id,
      state: report.state,
      reference: report.reference,
      now,
    });
    const verdict = await moveMoney(db, payment, { state: report.state, now });
    await note(verdict);
    return { verdict, paymentId: payment.payment_id };
  },
});

async function moveMoney(
  db: Queryable,
  payment: PaymentRow,
  { state, now }: { readonly state: Report['state']; readonly now: Temporal.Instant },
): Promise<Settlement['verdict']> {
  if (!movesMoney.has(state)) return 'noted';
  const place = await getAccountPlace(db, payment.account_id);
  const where = {
    hromadaId: payment.hromada_id,
    billerId: place.billerId,
    buildingIds: [place.buildingId],
    now,
  };
  const moved = {
    paymentId: payment.payment_id,
    accountId: payment.account_id,
    amount: kopiykas(payment.amount),
    arrivedAt: now,
  };
  if (state === 'refunded') {
    if (payment.state !== 'paid') return 'noted';
    await takeBackPayment(db, where, moved);
    return 'taken-back';
  }
  await postPayments(db, { ...where, payments: [moved] });
  return 'posted';
}
