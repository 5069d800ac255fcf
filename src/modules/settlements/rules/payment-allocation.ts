import { distributeByLargestRemainder, type Money } from '#kernel/money.ts';

/** What is owed for a service by a month's bill. */
export interface OpenItem {
  readonly period: string;
  readonly service: string;
  readonly providerId: bigint;
  readonly amount: Money;
}

export interface AllocatedPart {
  readonly service: string;
  readonly providerId: bigint;
  readonly amount: Money;
}

/**
 * Spreads a payment over services: the oldest month first, inside a month by what each service is
 * owed (parameter `payment.allocation`, default principal of the oldest bill first; 2189:9, CC 534
 * where a contract says so). What is left when all is paid is an advance, spread like the newest
 * month. Σ of parts equals the payment. Throws RangeError when there is nothing to go by.
 * @law 2189:9
 */
export function allocatePayment(
  payment: Money,
  items: readonly OpenItem[],
  advanceWeights: readonly OpenItem[],
): readonly AllocatedPart[] {
  let left: bigint = payment;
  const parts = new Map<string, { service: string; providerId: bigint; amount: bigint }>();
  const put = (share: readonly bigint[], among: readonly OpenItem[]) => {
    for (const [index, item] of among.entries()) {
      const key = `${item.service}:${item.providerId}`;
      const part = parts.get(key) ?? {
        service: item.service,
        providerId: item.providerId,
        amount: 0n,
      };
      part.amount += share[index] ?? 0n;
      parts.set(key, part);
    }
  };
  const periods = [...new Set(items.map(({ period }) => period))].sort();
  for (const period of periods) {
    if (left === 0n) break;
    const owed = items.filter((item) => item.period === period && item.amount > 0n);
    const total = owed.reduce((sum, { amount }) => sum + amount, 0n);
    if (total === 0n) continue;
    const now = left < total ? left : total;
    put(
      distributeByLargestRemainder(
        now,
        owed.map(({ amount }) => amount),
      ),
      owed,
    );
    left -= now;
  }
  if (left > 0n) {
    const weights = advanceWeights.map(({ amount }) => (amount > 0n ? amount : 0n));
    const usable = weights.some((weight) => weight > 0n) ? weights : weights.map(() => 1n);
    put(distributeByLargestRemainder(left, usable), advanceWeights);
  }
  return [...parts.values()]
    .filter(({ amount }) => amount > 0n)
    .map(({ service, providerId, amount }) => ({ service, providerId, amount: amount as Money }));
}
