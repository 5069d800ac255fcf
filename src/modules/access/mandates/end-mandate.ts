import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { beyondReach } from '#platform/reach.ts';
import { endMandateSessions } from '#platform/sessions/sessions.sql.ts';
import { z } from 'zod';
import { findMandate, moveMandate } from './mandates.sql.ts';

const input = z.object({
  mandateId: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt),
});

/**
 * Either side ends a mandate at once, without reasons and without a signature: sessions under it
 * end in the same moment.
 * @law 1039:20.11
 */
export const endMandate = defineCommand({
  id: 'access.end-mandate',
  law: [law('1039:20.11'), law('1039:25')],
  audience: ['individual-consumer'],
  scope: { kind: 'self' },
  input,
  auditSubject: ({ mandateId }) => `mandate:${mandateId}`,
  async handle(
    { tx, principal, now }: Execution,
    { mandateId }: z.infer<typeof input>,
  ): Promise<{ readonly trusteeId: bigint } | Refusal> {
    const db = queryableOf(tx);
    const mandate = await findMandate(db, { mandateId });
    const { personId } = principal;
    const isGrantor = mandate?.grantorId === personId;
    if (mandate === undefined || !(isGrantor || mandate.trusteeId === personId)) {
      return refuse('no-such-mandate');
    }
    const wasOffered = mandate.state === 'offered';
    const moved = await moveMandate(db, {
      ...{ mandateId, now, from: ['offered', 'active'] },
      to: wasOffered && !isGrantor ? 'declined' : 'revoked',
      by: isGrantor ? 'grantor' : 'trustee',
    });
    if (!moved) return refuse('no-such-mandate');
    await beyondReach(tx, 'sessions of the trustee end with the mandate', (every) =>
      endMandateSessions(every, mandateId),
    );
    return { trusteeId: mandate.trusteeId };
  },
});
