import { consumers } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { hromadaOfId } from '#modules/registry/index.ts';
import { dayInKyiv, midnightInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { accountIdSchema } from '../../account-id.ts';
import { readFirstPayment, readPaymentViews } from './payment-view.sql.ts';
import { briefFrom, type PaymentBrief } from './payment-view.ts';

export interface PaymentsOfYear {
  readonly year: number;
  /** From the first payment to this year, newest first. */
  readonly years: readonly number[];
  readonly payments: readonly PaymentBrief[];
}

const firstYear = 2000;
const lastYear = 2100;

const input = z.object({
  accountId: accountIdSchema,
  /** The present year when not given. */
  year: z.coerce.number().int().min(firstYear).max(lastYear).optional(),
});
type Input = z.infer<typeof input>;

/** Payments of an account for a year, each with how far it has come. */
export const listPayments = defineQuery({
  id: 'list-payments',
  law: [law('1039:19.3'), law('1039:10.12'), law('1039:26.5.g')],
  audience: consumers,
  scope: { kind: 'account', act: 'see', key: ({ accountId }: Input) => String(accountId) },
  input,
  async handle({ db, now }: Reading, given: Input): Promise<PaymentsOfYear> {
    const queryable = queryableOf(db);
    const account = { hromadaId: hromadaOfId(given.accountId), accountId: given.accountId };
    const thisYear = dayInKyiv(now).year;
    const first = await readFirstPayment(queryable, account);
    const oldest = first === null ? thisYear : dayInKyiv(first).year;
    const year = given.year ?? thisYear;
    const rows = await readPaymentViews(queryable, account, newYear(year), newYear(year + 1));
    return {
      year,
      years: Array.from({ length: thisYear - oldest + 1 }, (_, index) => thisYear - index),
      payments: rows.map(briefFrom),
    };
  },
});

/** The first instant of a year in Kyiv. */
function newYear(year: number): Temporal.Instant {
  return midnightInKyiv(Temporal.PlainDate.from({ year, month: 1, day: 1 }));
}
