import { type Unit, unitDecimals } from '#kernel/quantity.ts';
import { formatScaled, withUnit } from './number.ts';
import { unitNames } from './texts.uk.ts';

const microDecimals = 6;

/** "12,345" and the unit: zeros at the end are cut, so 12.500000 is "12,5". */
export function formatQuantity(micro: bigint, unit: Unit): string {
  const text = formatScaled(micro, { decimals: microDecimals, minDecimals: 0 });
  return withUnit(text, unitNames[unit]);
}

/** The number alone with all decimals of its unit, for columns: "0,129103", "12,500". */
export function formatQuantityColumn(micro: bigint, unit: Unit): string {
  return formatScaled(micro, { decimals: microDecimals, minDecimals: unitDecimals[unit] });
}

/** The short name of the unit. */
export function unitName(unit: Unit): string {
  return unitNames[unit];
}
