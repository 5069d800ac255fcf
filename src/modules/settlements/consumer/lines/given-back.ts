import { kopiykas, parseHryvnias, type Money } from '#kernel/money.ts';
import type { Period } from '#kernel/period.ts';
import type { Price } from '#kernel/price.ts';
import type { Unit } from '#kernel/quantity.ts';
import { formatMoneyWithUnit, formatPriceWithUnit } from '#ui/format/money.ts';
import { formatQuantity } from '#ui/format/quantity.ts';
import { formatPeriod } from '#ui/format/time.ts';
import type { TracePart } from '../../rules/trace.ts';
import type { ChargeLine, ExplainedInput } from './line.ts';
import { texts } from './texts.uk.ts';

/** Volume taken off that no month had charged stands in a line at no price. */
export function isUncharged({ volume, price }: TracePart): boolean {
  return price === '0' && BigInt(volume) < 0n;
}

/** Money of the months given back that acts had taken off before. */
export function returnedBefore({ inputs }: ChargeLine): Money {
  return parseHryvnias(inputs['returnedBefore'] ?? '0') ?? kopiykas(0n);
}

/** What is given back of earlier months, each at the price that it was charged by (2119:11.4). */
export function givenBackRows(line: ChargeLine, unit: Unit): readonly ExplainedInput[] {
  const rows = line.parts.flatMap((part): ExplainedInput[] => {
    const value = formatQuantity(BigInt(part.volume), unit);
    if (isUncharged(part)) {
      return [{ label: texts.uncharged, value, source: texts.unchargedSource }];
    }
    if (part.period === undefined) return [];
    const price = formatPriceWithUnit(BigInt(part.price) as Price, unit);
    const label = texts.givenBack(formatPeriod(part.period as Period));
    return [{ label, value, source: texts.givenBackPrice(price), clause: '2119:11.4' }];
  });
  const returned = returnedBefore(line);
  if (returned === 0n) return rows;
  return [...rows, { label: texts.returnedBefore, value: formatMoneyWithUnit(returned) }];
}
