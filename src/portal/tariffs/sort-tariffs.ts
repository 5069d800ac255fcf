import type { PublicTariff } from '#modules/settlements/index.ts';
import type { TariffComparison } from './compare-tariffs.ts';

export interface TariffOrder {
  readonly by: 'price' | 'place' | 'provider';
  readonly direction: 'up' | 'down';
}

const ukrainian = new Intl.Collator('uk');

export function readOrder(by: string | undefined, direction: string | undefined): TariffOrder {
  return {
    by: by === 'place' || by === 'provider' ? by : 'price',
    direction: direction === 'down' ? 'down' : 'up',
  };
}

/** In the order asked for; names by the Ukrainian alphabet, equal ones by price. */
export function sortTariffs(
  { tariffs, providers, territories }: TariffComparison,
  { by, direction }: TariffOrder,
): readonly PublicTariff[] {
  const byPrice = (a: PublicTariff, b: PublicTariff) => Number(a.grossPrice - b.grossPrice);
  const nameOf = (tariff: PublicTariff) =>
    by === 'place'
      ? (territories.get(tariff.territoryId)?.name ?? '')
      : (providers.get(tariff.providerId)?.shortName ?? '');
  const sorted = tariffs.toSorted((a, b) =>
    by === 'price' ? byPrice(a, b) : ukrainian.compare(nameOf(a), nameOf(b)) || byPrice(a, b),
  );
  return direction === 'up' ? sorted : sorted.reverse();
}
