import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { readHouseAccounts } from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { z } from 'zod';
import { connectAccounts, markConnected } from './houses.sql.ts';

const input = z.object({ documentId: z.bigint() });

/**
 * Both sides have signed: the association reaches every account of the house that the biller forms
 * bills for. Done twice, it is done once; what was ended meanwhile stays ended.
 * @law 1039:20.9
 */
export const connectHouse = defineCommand({
  id: 'access.connect-house',
  law: [law('1039:20.9'), law('1039:25')],
  audience: ['system'],
  scope: { kind: 'self' },
  input,
  auditSubject: ({ documentId }) => `document:${documentId}`,
  async handle(
    { tx, now }: Execution,
    { documentId }: z.infer<typeof input>,
  ): Promise<{ readonly accounts: number }> {
    const db = queryableOf(tx);
    const house = await markConnected(db, documentId, now);
    if (house === undefined) return { accounts: 0 };
    const accounts = await readHouseAccounts(db, house, house.billerId);
    await connectAccounts(db, house.subjectId, accounts, dayInKyiv(now));
    return { accounts: accounts.length };
  },
});
