import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { firstDay } from '#kernel/period.ts';
import { hromadaOf } from '../../account-id.ts';
import { minuteOf } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import { readBillStamp } from './bill.sql.ts';
import { billAddress, type BillAddress } from './find-bill.ts';

/**
 * Names the state of what a bill's page shows: the bills of the account, every movement of its
 * money since the bill, and the minute, for names and numbers that change seldom. Undefined when
 * there is no such bill.
 */
export const billStamp = defineQuery({
  id: 'bill-stamp',
  law: [law('1039:26.5.a.4')],
  audience: ['individual-consumer'],
  scope: { kind: 'account', key: ({ accountId }: BillAddress) => String(accountId) },
  input: billAddress,
  async handle({ db, now }: Reading, { accountId, period }): Promise<string | undefined> {
    const place = { hromadaId: hromadaOf(accountId), accountId };
    const stamp = await readBillStamp(queryableOf(db), place, firstDay(period));
    return stamp === undefined ? undefined : `${stamp} ${minuteOf(now)}`;
  },
});
