import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { z } from 'zod';
import { insertNotice } from './payment.sql.ts';

const digestLength = 64;
const statusLengthMax = 64;

const input = z.object({
  /** Null when the message names no order of ours. */
  paymentId: z.uuid().nullable(),
  /** Why the message moved no money: `forged`, `malformed`, `wrong-amount`, … */
  verdict: z.string().regex(/^[a-z][a-z-]{0,40}$/),
  status: z.string().max(statusLengthMax).nullable(),
  digest: z.string().length(digestLength),
});
type Notice = z.infer<typeof input>;

/** Keeps a gateway's message that changed nothing, with the reason (1039:75). */
export const recordPaymentNotice = defineCommand({
  id: 'record-payment-notice',
  law: [law('1039:75'), law('1039:10.11')],
  audience: ['system'],
  scope: { kind: 'public' },
  input,
  auditSubject: ({ digest }) => `payment-notice:${digest}`,
  async handle({ tx, now }: Execution, notice: Notice): Promise<{ readonly kept: true }> {
    await insertNotice(queryableOf(tx), { ...notice, now });
    return { kept: true };
  },
});
