import type { DocumentContent } from '#engine/documents/content/content.ts';
import { formatPrice, formatPriceWithUnit } from '#ui/format/money.ts';
import { formatPercent } from '#ui/format/number.ts';
import { formatDate, formatDateRange } from '#ui/format/time.ts';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { componentNames, texts as tariffTexts, zoneNames } from '../provider/tariffs/texts.uk.ts';
import type { ProviderTariff } from '../provider/tariffs/tariffs.ts';
import { texts } from './texts.uk.ts';

const words = texts.tariff;

/** A tariff with its decision and structure, as an official signs that they are so entered. */
export function tariffContent(found: ProviderTariff): DocumentContent {
  const { tariff, parts, providerName, territoryName } = found;
  const { decision } = tariff;
  const name = `${serviceName(tariff.service, 'full')}, ${componentNames[tariff.component]}`;
  return {
    title: words.title(name, formatDate(tariff.valid.from)),
    subtitle: tariffTexts.decisionLine(
      decision.authority,
      decision.number,
      formatDate(decision.date),
    ),
    blocks: [
      {
        kind: 'facts',
        rows: [
          { label: texts.receipt.provider, value: providerName },
          { label: tariffTexts.territory, value: territoryName },
          ...(tariff.zone === 0
            ? []
            : [{ label: tariffTexts.zone, value: zoneNames[tariff.zone] ?? '' }]),
          {
            label: tariffTexts.netPrice,
            value: formatPriceWithUnit(tariff.netPrice, tariff.unit),
          },
          { label: tariffTexts.vat, value: formatPercent(tariff.vatPercent) },
          { label: tariffTexts.price, value: formatPriceWithUnit(tariff.grossPrice, tariff.unit) },
          { label: tariffTexts.valid, value: formatDateRange(tariff.valid) },
        ],
      },
      ...(parts.length === 0
        ? []
        : [
            {
              kind: 'table' as const,
              caption: words.structure,
              columns: [
                { title: words.item, align: 'start' as const },
                { title: words.price, align: 'end' as const },
              ],
              rows: parts.map(({ title, netPrice }) => [title, formatPrice(netPrice)]),
              total: [texts.bill.total, formatPrice(tariff.netPrice)],
            },
          ]),
    ],
  };
}
