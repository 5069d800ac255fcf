import type { Clock } from '#platform/clock.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { Operations } from '#platform/operations.ts';
import { kopiykas } from '#kernel/money.ts';
import type { PaymentGateway } from '../ports.ts';
import { findPaidOrders, findUnsettledOrders, type AskedOrder } from './payment.sql.ts';
import { digestOf, takeReport } from './take-report.ts';

export const pollPaymentsTask = 'poll-payments';
export const pollPaymentsCron = '* * * * *';

/** A payer gets so long to pay before the gateway is asked. */
const askAfterMinutes = 15;
/** An order that the gateway has never heard of by then was left by its payer. */
const unknownFailsAfterHours = 24;
/** Asked each minute while this young, then this seldom; what stays open needs a person. */
const oftenMinutes = 60;
const seldomMinutes = 60;
const askForHours = 24 * 7;
const ordersPerPollMax = 100;
/** A paid order is asked about so many days later: what is taken back is taken back by then. */
const askPaidAfterDays = [1, 3, 7, 14, 30];
/** What our own record says of an order that was never paid. */
const abandonedStatus = 'unknown-order';

export interface PollParts {
  readonly db: Queryable;
  readonly operations: Operations;
  readonly gateway: PaymentGateway;
  readonly clock: Clock;
}

/**
 * Asks the gateway about orders whose report did not come, and settles them the same way as a
 * report would (1039:15.2); then about paid ones, whose reversal may have been told in vain. A
 * gateway that does not answer is asked again later: nothing is taken for failed on its silence.
 */
export async function pollPayments(parts: PollParts): Promise<void> {
  const now = parts.clock.now();
  const orders = await findUnsettledOrders(
    parts.db,
    {
      now,
      since: now.subtract({ hours: askForHours }),
      before: now.subtract({ minutes: askAfterMinutes }),
      oftenMinutes,
      seldomMinutes,
    },
    ordersPerPollMax,
  );
  const paid = await findPaidOrders(parts.db, now, askPaidAfterDays, ordersPerPollMax);
  for (const order of [...orders, ...paid]) {
    if (!(await pollOrder(parts, order, now))) return;
  }
}

/** Whether the gateway answered; when it did not, the other orders wait for the next minute. */
async function pollOrder(
  { gateway, operations }: PollParts,
  order: AskedOrder,
  now: Temporal.Instant,
): Promise<boolean> {
  const { orderId } = order;
  const answer = await gateway.askStatus(orderId);
  if (answer.ok) {
    const { state, amount, gatewayStatus } = answer.value;
    if (state === order.state) return true;
    const digest = digestOf(`${orderId} ${state} ${amount} ${gatewayStatus}`);
    await takeReport(operations, answer.value, digest);
    return true;
  }
  if (answer.error.kind === 'unavailable') return false;
  if (order.state === 'paid') return true;
  const abandoned = now.subtract({ hours: unknownFailsAfterHours });
  const isOld = Temporal.Instant.compare(order.createdAt, abandoned) < 0;
  if (answer.error.kind === 'unknown-order' && isOld) {
    await takeReport(
      operations,
      {
        orderId,
        state: 'failed',
        amount: kopiykas(order.amount),
        gatewayReference: '',
        gatewayStatus: abandonedStatus,
      },
      digestOf(`${orderId} ${abandonedStatus}`),
    );
  }
  return true;
}
