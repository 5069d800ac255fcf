import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { suppliers } from '#kernel/role.ts';
import { readHouseAccounts } from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { beyondReach } from '#platform/reach.ts';
import { z } from 'zod';
import { disconnectAccounts, markEnded } from './houses.sql.ts';

const input = z.object({
  houseId: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt),
});

/**
 * Either side ends what an association sees of a house, at once and without reasons.
 * @law 1039:20.9 1039:25
 */
export const endHouse = defineCommand({
  id: 'access.end-house',
  law: [law('1039:20.9'), law('1039:25')],
  audience: ['collective-consumer', ...suppliers],
  scope: { kind: 'self' },
  input,
  auditSubject: ({ houseId }) => `house:${houseId}`,
  async handle(
    { tx, principal, now }: Execution,
    { houseId }: z.infer<typeof input>,
  ): Promise<{ readonly ended: true } | Refusal> {
    const db = queryableOf(tx);
    const { subjectId } = principal;
    if (subjectId === null) return refuse('nobody');
    const house = await markEnded(db, { houseId, by: subjectId, now });
    if (house === undefined) return refuse('no-such-house');
    await beyondReach(tx, 'a house is given up with all of its accounts', async (every) => {
      const accounts = await readHouseAccounts(every, house, house.billerId);
      await disconnectAccounts(every, house.subjectId, accounts, dayInKyiv(now));
    });
    return { ended: true };
  },
});
