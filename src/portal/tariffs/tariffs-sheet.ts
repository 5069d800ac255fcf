import { priceDecimals } from '#kernel/price.ts';
import type { Sheet } from '#platform/spreadsheets/sheet.ts';
import { unitName } from '#ui/format/quantity.ts';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import type { TariffComparison } from './compare-tariffs.ts';
import { sortTariffs, type TariffOrder } from './sort-tariffs.ts';
import { partText } from './tariffs-table.tsx';
import { texts } from './texts.uk.ts';

/** Compared tariffs to download, all of them. */
export function tariffsSheet(comparison: TariffComparison, order: TariffOrder): Sheet {
  const { providers, territories } = comparison;
  return {
    title: texts.sheetTitle,
    headings: [
      texts.service,
      texts.part,
      texts.code,
      texts.place,
      texts.provider,
      texts.unit,
      texts.netPrice,
      texts.vatPercent,
      texts.grossPrice,
      texts.validFrom,
      texts.validThrough,
      texts.authority,
      texts.decisionNumber,
      texts.decisionDate,
    ],
    rows: sortTariffs(comparison, order).map((tariff) => [
      serviceName(tariff.service, 'full'),
      partText(tariff),
      territories.get(tariff.territoryId)?.code ?? null,
      territories.get(tariff.territoryId)?.fullName ?? null,
      providers.get(tariff.providerId)?.shortName ?? null,
      unitName(tariff.unit),
      { scaled: tariff.netPrice, decimals: priceDecimals },
      tariff.vatPercent,
      { scaled: tariff.grossPrice, decimals: priceDecimals },
      tariff.valid.from,
      tariff.valid.to?.subtract({ days: 1 }) ?? null,
      tariff.decision.authority,
      tariff.decision.number,
      tariff.decision.date,
    ]),
  };
}
