import { consumers } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { kopiykas } from '#kernel/money.ts';
import { periodOf } from '#kernel/period.ts';
import { findAccount, findAccountMeters, type Account } from '#modules/registry/index.ts';
import { dayInKyiv, midnightInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { accountIdSchema } from '../../account-id.ts';
import { readPaymentViews } from '../../payments/pages/payment-view.sql.ts';
import { briefFrom } from '../../payments/pages/payment-view.ts';
import { readBilledSpan, readBills } from '../bills/bill.sql.ts';
import { readShownReadings } from '../readings/readings.sql.ts';
import { sortEvents, type HistoryEvent } from './events.ts';
import { readCorrections } from './history.sql.ts';

export interface History {
  readonly account: Account;
  readonly year: number;
  /** From the first bill to this year, newest first. */
  readonly years: readonly number[];
  /** Newest first. */
  readonly events: readonly HistoryEvent[];
}

const firstYear = 2000;
const lastYear = 2100;

const input = z.object({
  accountId: accountIdSchema,
  /** The present year when not given. */
  year: z.coerce.number().int().min(firstYear).max(lastYear).optional(),
});
type Input = z.infer<typeof input>;

/** What happened to an account in a year: readings, bills, payments, corrections (1039:26.5.g). */
export const findHistory = defineQuery({
  id: 'find-history',
  law: [law('1039:26.5.g'), law('1039:10.5')],
  audience: consumers,
  scope: { kind: 'account', act: 'see', key: ({ accountId }: Input) => String(accountId) },
  input,
  async handle({ db, now }: Reading, given: Input): Promise<History | undefined> {
    const account = await findAccount(db, given.accountId);
    if (account === undefined) return undefined;
    const queryable = queryableOf(db);
    const thisYear = dayInKyiv(now).year;
    const year = given.year ?? thisYear;
    const { oldest } = await readBilledSpan(queryable, account);
    const first = oldest?.year ?? thisYear;
    const days = {
      from: Temporal.PlainDate.from({ year, month: 1, day: 1 }),
      to: Temporal.PlainDate.from({ year: year + 1, month: 1, day: 1 }),
    };
    return {
      account,
      year,
      years: Array.from({ length: thisYear - first + 1 }, (_, index) => thisYear - index),
      events: sortEvents([
        ...(await billEvents(queryable, account, days)),
        ...(await paymentEvents(queryable, account, days)),
        ...(await readingEvents(queryable, account, days)),
        ...(await correctionEvents(queryable, account, days)),
      ]),
    };
  },
});

interface Days {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
}

/** A bill is of the year in which it was made, not of the month it charges. */
async function billEvents(
  db: Queryable,
  account: Account,
  { from, to }: Days,
): Promise<readonly HistoryEvent[]> {
  const bills = await readBills(db, account, from.subtract({ months: 2 }), to);
  return bills.flatMap(({ period, issued_at: at, due }): HistoryEvent[] =>
    dayInKyiv(at).year === from.year
      ? [{ kind: 'bill', at, period: periodOf(period), due: kopiykas(due) }]
      : [],
  );
}

async function paymentEvents(
  db: Queryable,
  account: Account,
  { from, to }: Days,
): Promise<readonly HistoryEvent[]> {
  const rows = await readPaymentViews(db, account, midnightInKyiv(from), midnightInKyiv(to));
  return rows.map((row) => ({
    kind: 'payment',
    at: row.created_at,
    payment: briefFrom(row),
  }));
}

async function readingEvents(
  db: Queryable,
  account: Account,
  days: Days,
): Promise<readonly HistoryEvent[]> {
  const found = await findAccountMeters(db, account.accountId, days.from);
  const meters = new Map(found?.meters.map((meter) => [meter.meterId, meter]));
  const rows = await readShownReadings(db, account.hromadaId, [...meters.keys()], days);
  return rows.flatMap((row): HistoryEvent[] => {
    const meter = meters.get(row.meter_id);
    if (meter === undefined) return [];
    const { service, serial, zones } = meter;
    return [
      {
        kind: 'reading',
        at: row.entered_at,
        service,
        serial,
        zones,
        zone: row.zone,
        value: row.value,
        source: row.source,
      },
    ];
  });
}

async function correctionEvents(
  db: Queryable,
  account: Account,
  { from, to }: Days,
): Promise<readonly HistoryEvent[]> {
  const rows = await readCorrections(db, account, from, to);
  return rows.map(({ service, amount, posted_at: at }) => ({
    kind: 'correction',
    at,
    service,
    amount: kopiykas(amount),
  }));
}
