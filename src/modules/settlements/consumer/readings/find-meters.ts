import { consumers } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { findAccount } from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { accountIdSchema } from '../../account-id.ts';
import type { OwnMeters } from './meters.ts';
import { readOwnMeters } from './read-meters.ts';

const monthsShown = 6;

const input = z.object({ accountId: accountIdSchema });
type Input = z.infer<typeof input>;

/** My meters with their latest readings and the days on which readings are taken. */
export const findOwnMeters = defineQuery({
  id: 'find-own-meters',
  law: [law('1039:19.7'), law('1039:26.5.g')],
  audience: consumers,
  scope: { kind: 'account', act: 'see', key: ({ accountId }: Input) => String(accountId) },
  input,
  async handle({ db, now }: Reading, { accountId }: Input): Promise<OwnMeters | undefined> {
    const account = await findAccount(db, accountId);
    if (account === undefined) return undefined;
    return readOwnMeters(db, account, dayInKyiv(now), monthsShown);
  },
});
