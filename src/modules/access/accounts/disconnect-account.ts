import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { z } from 'zod';
import { endLink } from './account-links.sql.ts';

const input = z.object({
  accountId: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt),
});

/** A consumer gives an account up: sold, moved out. Mandates on it end with the link. */
export const disconnectAccount = defineCommand({
  id: 'access.disconnect-account',
  law: [law('1039:25'), law('1039:19.2')],
  audience: ['individual-consumer'],
  scope: {
    kind: 'account',
    act: 'contract',
    key: ({ accountId }: z.infer<typeof input>) => String(accountId),
  },
  input,
  auditSubject: ({ accountId }) => `account:${accountId}`,
  async handle(
    { tx, principal, now }: Execution,
    { accountId }: z.infer<typeof input>,
  ): Promise<{ readonly accountId: bigint } | Refusal> {
    const { personId } = principal;
    if (personId === null) return refuse('nobody');
    const ended = await endLink(queryableOf(tx), { personId, accountId }, { now });
    return ended ? { accountId } : refuse('not-connected');
  },
});
