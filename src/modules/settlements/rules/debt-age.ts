import type { Money } from '#kernel/money.ts';

/** Upper bounds in months since the bill; the last bucket is open. */
export const ageBuckets = ['month', 'quarter', 'year', 'older'] as const;
export type AgeBucket = (typeof ageBuckets)[number];

const monthsBelow: Readonly<Record<AgeBucket, number>> = {
  month: 1,
  quarter: 3,
  year: 12,
  older: Number.POSITIVE_INFINITY,
};

/**
 * Says how old a debt is: payments cover the oldest bills first, so what is owed now is what the
 * newest months charged. `charged` starts with the newest month.
 */
export function debtByAge(
  debt: Money,
  charged: readonly Money[],
): Readonly<Record<AgeBucket, Money>> {
  const ages: Record<AgeBucket, bigint> = { month: 0n, quarter: 0n, year: 0n, older: 0n };
  let left: bigint = debt > 0n ? debt : 0n;
  for (const [age, amount] of charged.entries()) {
    if (left === 0n) break;
    const part = amount < left ? amount : left;
    if (part <= 0n) continue;
    ages[bucketOf(age)] += part;
    left -= part;
  }
  ages.older += left;
  return ages as Record<AgeBucket, Money>;
}

function bucketOf(ageMonths: number): AgeBucket {
  return ageBuckets.find((bucket) => ageMonths < monthsBelow[bucket]) ?? 'older';
}

/**
 * The months that a debt is made of, newest first, with what is still open of each. What is older
 * than all of them stands with the oldest.
 */
export function openMonths(
  debt: Money,
  charged: readonly { readonly period: string; readonly amount: Money }[],
): readonly { readonly period: string; readonly amount: Money }[] {
  const open: { period: string; amount: Money }[] = [];
  let left: bigint = debt > 0n ? debt : 0n;
  for (const { period, amount } of charged) {
    if (left === 0n) break;
    const part = amount < left ? amount : left;
    if (part <= 0n) continue;
    open.push({ period, amount: part as Money });
    left -= part;
  }
  const oldest = charged.at(-1);
  if (left === 0n || oldest === undefined) return open;
  const last = open.at(-1);
  const already = last?.period === oldest.period ? last.amount : 0n;
  const before = already === 0n ? open : open.slice(0, -1);
  return [...before, { period: oldest.period, amount: (already + left) as Money }];
}
