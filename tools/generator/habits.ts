import { kopiykas, type Money } from '#kernel/money.ts';
import { firstDay, nextPeriod, type Period } from '#kernel/period.ts';
import { stream, type Random, type Weighted } from './random.ts';

export type PayingHabit = 'in-full-on-time' | 'late' | 'partly' | 'never';

export interface HabitOwner {
  readonly seed: number;
  readonly accountId: bigint;
}

export interface BillToPay extends HabitOwner {
  /** The month that was charged; its bill is paid in the months after. */
  readonly period: Period;
  readonly dueKopiykas: bigint;
}

export interface PlannedPayment {
  readonly amount: Money;
  readonly onDay: Temporal.PlainDate;
}

/** Shares of habits in per cent. */
export const habitShares: readonly Weighted<PayingHabit>[] = [
  { value: 'in-full-on-time', weight: 72 },
  { value: 'late', weight: 14 },
  { value: 'partly', weight: 9 },
  { value: 'never', weight: 5 },
];

/**
 * Days after the first one of the next month. On time is by the 20th, the day that contracts
 * usually set; late is up to 60 days after it.
 */
const payingDays = {
  'in-full-on-time': { min: 3, max: 19 },
  late: { min: 20, max: 79 },
  partly: { min: 3, max: 27 },
} as const;

const partPercentMin = 30;
const partPercentMax = 80;
const kopiykasPerHryvnia = 100n;

/** How this account pays, for ever the same. */
export function habitOf({ seed, accountId }: HabitOwner): PayingHabit {
  return stream(seed, 'habit', accountId).weighted(habitShares);
}

/** What the holder pays for a bill and when; undefined when nothing is due or nothing is paid. */
export function paymentFor(bill: BillToPay): PlannedPayment | undefined {
  const habit = habitOf(bill);
  if (bill.dueKopiykas <= 0n || habit === 'never') return undefined;
  const random = stream(bill.seed, 'payment', bill.accountId, bill.period);
  const { min, max } = payingDays[habit];
  const onDay = firstDay(nextPeriod(bill.period)).add({ days: random.integer(min, max) });
  const amount = habit === 'partly' ? partOf(bill.dueKopiykas, random) : bill.dueKopiykas;
  return { amount: kopiykas(amount), onDay };
}

/** People who pay in part pay whole hryvnias. */
function partOf(due: bigint, random: Random): bigint {
  const percent = BigInt(random.integer(partPercentMin, partPercentMax));
  const hryvnias = (due * percent) / (100n * kopiykasPerHryvnia);
  return hryvnias === 0n ? due : hryvnias * kopiykasPerHryvnia;
}
