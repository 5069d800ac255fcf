import { kopiykas, type Money, negateMoney, subtractMoney, zeroMoney } from '#kernel/money.ts';
import { addPeriods, type Period, period } from '#kernel/period.ts';
import type { Service } from '#kernel/service.ts';

/** Invented figures of one bill, for the examples. */
export interface SampleLine {
  readonly service: Service;
  readonly charged: Money;
  readonly recalculated: Money;
  readonly due: Money;
}

const line = (service: Service, charged: bigint, recalculated = 0n): SampleLine => ({
  service,
  charged: kopiykas(charged),
  recalculated: negateMoney(kopiykas(recalculated)),
  due: subtractMoney(kopiykas(charged), kopiykas(recalculated)),
});

export const billLines: readonly SampleLine[] = [
  line('heat', 309_514n, 20_634n),
  line('hot-water', 31_325n),
  line('cold-water', 19_397n),
  line('sewerage', 17_064n),
  line('management', 43_200n),
  line('waste', 10_404n),
];

export const nothing = zeroMoney;
const monthNow = period('2026-11');
const monthFirst = period('2025-11');

const monthSums = [
  3_598, 4_210, 4_490, 4_260, 3_725, 2_226, 1_170, 1_112, 1_095, 1_104, 1_150, 2_980,
];

/** Thirteen months; one in the past is not known. */
export const billMonths: readonly { readonly period: Period; readonly value: Money | null }[] = [
  ...monthSums.map((hryvnias, index) => ({
    period: addPeriods(monthFirst, index),
    value: index === 7 ? null : kopiykas(hryvnias * 100),
  })),
  { period: monthNow, value: kopiykas(410_270n) },
];
