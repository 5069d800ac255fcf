import { consumers } from '#kernel/role.ts';
import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { kopiykas, parseHryvnias, type Money } from '#kernel/money.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { actorKey } from '#platform/principal.ts';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { accountIdSchema, hromadaOf } from '../account-id.ts';
import { texts } from './texts.uk.ts';
import { insertPayment } from './payment.sql.ts';
import { readStandings, type Standing } from './post-payments.ts';

/** Cards are not charged for less; more than this is a slip of the keyboard. */
const amountMin = kopiykas(100n);
const amountMax = kopiykas(100_000_000n);

/** A sum as a person writes it; what is no sum is a fault of the field. */
export const amountSchema = z
  .string()
  .max(20, texts.amountWrong)
  .transform((text, context) => {
    const amount = parseHryvnias(text);
    if (amount !== undefined) return amount;
    context.addIssue({ code: 'custom', message: texts.amountWrong });
    return z.NEVER;
  });

/** Why a sum may not be paid for an account; undefined when it may. */
export function refuseAmount(amount: Money, standing: Standing | undefined): Refusal | undefined {
  // A payment is shared over the services of a bill: without one it could not be posted.
  if (standing === undefined || standing.weights.length === 0) return refuse('no-bill-yet');
  if (amount < amountMin) return refuse('amount-too-small');
  return amount > amountMax ? refuse('amount-too-large') : undefined;
}

export interface StartedPayment {
  readonly paymentId: string;
  readonly orderId: string;
  readonly amount: bigint;
}

const input = z.object({ accountId: accountIdSchema, amount: amountSchema });

/** Opens an order at the gateway's side; money moves only when the gateway confirms it. */
export const startPayment = defineCommand({
  id: 'start-payment',
  law: [law('1039:15.2'), law('1039:19.3'), law('1039:10.12')],
  audience: consumers,
  scope: {
    kind: 'account',
    act: 'pay',
    key: ({ accountId }: z.infer<typeof input>) => String(accountId),
  },
  input,
  auditSubject: ({ accountId }) => `account:${accountId}`,
  async handle(
    { tx, principal, now }: Execution,
    { accountId, amount },
  ): Promise<StartedPayment | Refusal> {
    const db = queryableOf(tx);
    const hromadaId = hromadaOf(accountId);
    const standings = await readStandings(db, hromadaId, [accountId], now);
    const refusal = refuseAmount(amount, standings.get(accountId));
    if (refusal !== undefined) return refusal;
    const paymentId = randomUUID();
    const orderId = `zhkp-${paymentId}`;
    await insertPayment(db, {
      payment_id: paymentId,
      hromada_id: hromadaId,
      account_id: accountId,
      order_id: orderId,
      amount,
      period: dayInKyiv(now).with({ day: 1 }),
      channel: 'gateway',
      createdBy: actorKey(principal),
      now,
    });
    return { paymentId, orderId, amount };
  },
});
