import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { parseHryvnias } from '#kernel/money.ts';
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

/** Cards are not charged for less; more than this is a slip of the keyboard. */
const amountMin = 100n;
const amountMax = 100_000_000n;

export interface StartedPayment {
  readonly paymentId: string;
  readonly orderId: string;
  readonly amount: bigint;
}

const input = z.object({
  accountId: accountIdSchema,
  amount: z
    .string()
    .max(20, texts.amountWrong)
    .transform((text, context) => {
      const amount = parseHryvnias(text);
      if (amount !== undefined) return amount;
      context.addIssue({ code: 'custom', message: texts.amountWrong });
      return z.NEVER;
    }),
});

/** Opens an order at the gateway's side; money moves only when the gateway confirms it. */
export const startPayment = defineCommand({
  id: 'start-payment',
  law: [law('1039:15.2'), law('1039:19.3'), law('1039:10.12')],
  audience: ['individual-consumer'],
  scope: { kind: 'account', key: ({ accountId }: z.infer<typeof input>) => String(accountId) },
  input,
  auditSubject: ({ accountId }) => `account:${accountId}`,
  async handle(
    { tx, principal, now }: Execution,
    { accountId, amount },
  ): Promise<StartedPayment | Refusal> {
    if (amount < amountMin) return refuse('amount-too-small');
    if (amount > amountMax) return refuse('amount-too-large');
    const paymentId = randomUUID();
    const orderId = `zhkp-${paymentId}`;
    await insertPayment(queryableOf(tx), {
      payment_id: paymentId,
      hromada_id: hromadaOf(accountId),
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
