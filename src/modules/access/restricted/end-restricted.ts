import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import type { z } from 'zod';
import { oneRestricted } from './decide-restricted.ts';
import { endOpening, findRestricted } from './restricted.sql.ts';
import { tellAfterwardsTask } from './tell-consumers.ts';

/**
 * The owner closes at once what they opened; consumers who could not be told yet are told now.
 * @law 1039:95
 */
export const endRestricted = defineCommand({
  id: 'access.end-restricted',
  law: [law('1039:93'), law('1039:95')],
  audience: ['owner'],
  scope: { kind: 'platform', key: () => 'restricted-requests' },
  input: oneRestricted,
  auditSubject: ({ restrictedId }) => `restricted-request:${restrictedId}`,
  async handle(
    execution: Execution,
    { restrictedId }: z.infer<typeof oneRestricted>,
  ): Promise<{ readonly ended: true } | Refusal> {
    const { tx, now } = execution;
    const db = queryableOf(tx);
    const requestId = BigInt(restrictedId);
    if (!(await endOpening(db, requestId, now))) return refuse('nothing-open');
    const request = await findRestricted(db, { requestId });
    if (request?.isTold === false) {
      await execution.enqueue(
        tellAfterwardsTask,
        { requestId },
        { key: `${tellAfterwardsTask}:${requestId}` },
      );
    }
    return { ended: true };
  },
});
