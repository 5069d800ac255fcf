import { consumers } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { addPeriods, firstDay, period as toPeriod, periodOf } from '#kernel/period.ts';
import { findAccount } from '#modules/registry/index.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { accountIdSchema } from '../../account-id.ts';
import type { Bill } from './bill.ts';
import { readBills } from './bill.sql.ts';
import { composeBill } from './compose-bill.ts';

/** How far back a debt is followed to its months. */
const debtMonthsMax = 36;

const periodSchema = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .transform(toPeriod);

export const billAddress = z.object({ accountId: accountIdSchema, period: periodSchema });
export type BillAddress = z.infer<typeof billAddress>;

/** A bill with everything that explains it; undefined when there is none for the month. */
export const findBill = defineQuery({
  id: 'find-bill',
  law: [
    law('2119:8.3'),
    law('1039:15.1'),
    law('1039:26.5.a.4'),
    law('1039:26.5.a.5'),
    law('1039:10.5'),
  ],
  audience: consumers,
  scope: { kind: 'account', act: 'see', key: ({ accountId }: BillAddress) => String(accountId) },
  input: billAddress,
  async handle(
    { db, now }: Reading,
    { accountId, period }: BillAddress,
  ): Promise<Bill | undefined> {
    const account = await findAccount(db, accountId);
    if (account === undefined) return undefined;
    const bills = await readBills(
      queryableOf(db),
      account,
      firstDay(addPeriods(period, -debtMonthsMax)),
      firstDay(period),
    );
    const [row, ...past] = bills;
    if (row === undefined || periodOf(row.period) !== period) return undefined;
    return composeBill(db, { account, period, row, past, now });
  },
});
