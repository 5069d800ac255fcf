import { consumers } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { kopiykas, type Money } from '#kernel/money.ts';
import { periodOf, type Period } from '#kernel/period.ts';
import { hromadaOfId } from '#modules/registry/index.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { accountIdSchema } from '../../account-id.ts';
import { readBilledSpan, readBills } from './bill.sql.ts';

/** A bill as a line of the list. */
export interface BillBrief {
  readonly period: Period;
  readonly dueOn: Temporal.PlainDate;
  readonly opening: Money;
  readonly charged: Money;
  readonly paid: Money;
  readonly due: Money;
}

export interface BillsOfYear {
  readonly year: number;
  /** Every year that has a bill, newest first. */
  readonly years: readonly number[];
  /** Newest first. */
  readonly bills: readonly BillBrief[];
}

const firstYear = 2000;
const lastYear = 2100;

const input = z.object({
  accountId: accountIdSchema,
  /** The newest year when not given. */
  year: z.coerce.number().int().min(firstYear).max(lastYear).optional(),
});
type Input = z.infer<typeof input>;

/** The bills of an account for a year; undefined when it has none at all. */
export const listBills = defineQuery({
  id: 'list-bills',
  law: [law('1039:15.1'), law('1039:10.5')],
  audience: consumers,
  scope: { kind: 'account', act: 'see', key: ({ accountId }: Input) => String(accountId) },
  input,
  async handle({ db }: Reading, given: Input): Promise<BillsOfYear | undefined> {
    const account = { hromadaId: hromadaOfId(given.accountId), accountId: given.accountId };
    const { oldest, newest } = await readBilledSpan(queryableOf(db), account);
    if (oldest === null || newest === null) return undefined;
    const year = given.year ?? newest.year;
    const rows = await readBills(
      queryableOf(db),
      account,
      Temporal.PlainDate.from({ year, month: 1, day: 1 }),
      Temporal.PlainDate.from({ year, month: 12, day: 1 }),
    );
    return {
      year,
      years: Array.from(
        { length: newest.year - oldest.year + 1 },
        (_, index) => newest.year - index,
      ),
      bills: rows.map((row) => ({
        period: periodOf(row.period),
        dueOn: row.due_on,
        opening: kopiykas(row.opening),
        charged: kopiykas(row.charged + row.corrected),
        paid: kopiykas(row.paid),
        due: kopiykas(row.due),
      })),
    };
  },
});
