import { distributeByLargestRemainder } from '#kernel/money.ts';

export interface RecalculatedPremises {
  readonly key: bigint;
  /** Hundredths of a square metre. */
  readonly area: bigint;
  readonly heating: 'central' | 'own';
  /** Whether the month is charged by a meter of the premises themselves. */
  readonly isMetered: boolean;
  /** What the flat's meter showed for earlier months beyond what was charged then, or below it. */
  readonly correction: bigint;
}

/**
 * Heat of past months found to be another flat's (2119:11.4: when readings resume, the consumer and
 * all consumers of the building are recalculated). What one flat is charged more the others are
 * charged less, by area: those without meters, who took the rest of those months; all others with
 * central heat where each has one. Σ is zero, so the month's own heat stays shared out whole. A
 * flat alone in its building has nobody to share with and had the whole heat anyway.
 */
export function recalculateHeat(
  premises: readonly RecalculatedPremises[],
): ReadonlyMap<bigint, bigint> {
  const changes = new Map<bigint, bigint>();
  const add = (key: bigint, volume: bigint) => changes.set(key, (changes.get(key) ?? 0n) + volume);
  for (const one of premises) {
    if (one.correction === 0n) continue;
    const others = premises.filter(
      ({ key, heating, area }) => key !== one.key && heating === 'central' && area > 0n,
    );
    const unmetered = others.filter(({ isMetered }) => !isMetered);
    const takers = unmetered.length > 0 ? unmetered : others;
    if (takers.length === 0) continue;
    const parts = distributeByLargestRemainder(
      -one.correction,
      takers.map(({ area }) => area),
    );
    add(one.key, one.correction);
    for (const [index, taker] of takers.entries()) add(taker.key, parts[index] ?? 0n);
  }
  return changes;
}
