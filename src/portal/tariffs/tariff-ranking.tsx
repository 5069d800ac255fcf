import type { Price } from '#kernel/price.ts';
import type { PublicTariff } from '#modules/settlements/index.ts';
import { Ranking } from '#ui/charts/ranking.tsx';
import { formatPrice } from '#ui/format/money.ts';
import { unitName } from '#ui/format/quantity.ts';
import type { JSX } from 'preact';
import type { TariffComparison } from './compare-tariffs.ts';
import { placeName } from '../territories/place.tsx';
import { sortTariffs } from './sort-tariffs.ts';
import { texts } from './texts.uk.ts';

/** A longer picture is cut in the middle: its ends tell the most. */
const rankedMax = 14;
const endMax = rankedMax / 2;

/** Who is dearest and who is cheapest; of meters with zones, the price of the whole day. */
export function TariffRanking(props: {
  readonly comparison: TariffComparison;
}): JSX.Element | null {
  const { comparison } = props;
  const wholeDay = comparison.tariffs.filter(({ zone }) => zone === 0);
  const sorted = sortTariffs(
    { ...comparison, tariffs: wholeDay.length > 0 ? wholeDay : comparison.tariffs },
    { by: 'price', direction: 'down' },
  );
  const [dearest, cheapest] = [sorted[0], sorted.at(-1)];
  if (dearest === undefined || cheapest === undefined) return null;
  const isCut = sorted.length > rankedMax;
  const shown = isCut ? [...sorted.slice(0, endMax), ...sorted.slice(-endMax)] : sorted;
  const median = sorted[Math.floor(sorted.length / 2)]?.grossPrice;
  const medianText = median === undefined ? '' : texts.rankingMedian(formatPrice(median));
  return (
    <Ranking<Price>
      id="tariffs-ranking"
      title={finding(comparison, sorted)}
      unit={texts.rankingUnit(unitName(dearest.unit))}
      note={`${isCut ? texts.rankingNoteEnds(endMax) : texts.rankingNoteAll} ${medianText}`}
      itemName={texts.place}
      format={formatPrice}
      items={shown.map((tariff) => ({
        label: labelOf(comparison, tariff),
        value: tariff.grossPrice,
        href: `/tariffs/${tariff.tariffId}`,
        comment: comparison.providers.get(tariff.providerId)?.shortName,
      }))}
      commentName={texts.provider}
    />
  );
}

function finding(comparison: TariffComparison, sorted: readonly PublicTariff[]): string {
  const [dearest, cheapest] = [sorted[0], sorted.at(-1)];
  if (dearest === undefined || cheapest === undefined) return '';
  const priceOf = ({ grossPrice }: PublicTariff) => formatPrice(grossPrice);
  if (sorted.length === 1) {
    return texts.rankingOne(labelOf(comparison, dearest), priceOf(dearest));
  }
  if (dearest.grossPrice === cheapest.grossPrice) return texts.rankingSame(priceOf(dearest));
  return texts.rankingTitle({
    dearest: labelOf(comparison, dearest),
    dearestPrice: priceOf(dearest),
    cheapest: labelOf(comparison, cheapest),
    cheapestPrice: priceOf(cheapest),
  });
}

function labelOf({ territories }: TariffComparison, { territoryId }: PublicTariff): string {
  const territory = territories.get(territoryId);
  return territory === undefined ? String(territoryId) : placeName(territory);
}
