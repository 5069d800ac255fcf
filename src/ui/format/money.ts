import { divideHalfUp, type Money, negateMoney } from '#kernel/money.ts';
import { type Price, priceDecimals } from '#kernel/price.ts';
import type { Unit } from '#kernel/quantity.ts';
import { formatScaled, withUnit } from './number.ts';
import { hryvniaShort, largeNumbers, unitNames } from './texts.uk.ts';

const kopiykaDecimals = 2;
const kopiykasPerHryvnia = 100n;
const priceDecimalsMin = 2;

/** "1 234,56" with non-breaking spaces; the minus is a real one: "−61 204,90". */
export function formatMoney(money: Money): string {
  return formatScaled(money, { decimals: kopiykaDecimals });
}

/** "1 234,56" and the short name of the hryvnia. */
export function formatMoneyWithUnit(money: Money): string {
  return withUnit(formatMoney(money), hryvniaShort);
}

/** With its sign always written, for changes: "+1 187,00", "−206,34", "0,00". */
export function formatMoneyChange(money: Money): string {
  return money > 0n ? `+${formatMoney(money)}` : formatMoney(money);
}

/** Whole hryvnias, half up, for charts only: a bill always shows kopiykas. */
export function formatHryvnias(money: Money): string {
  return formatScaled(divideHalfUp(money, kopiykasPerHryvnia), { decimals: 0 });
}

/** Whole hryvnias with the sign always written, for charts. */
export function formatHryvniasChange(money: Money): string {
  return money > 0n ? `+${formatHryvnias(money)}` : formatHryvnias(money);
}

/** A large sum for a heading: one decimal of millions or thousands; below a thousand whole. */
export function formatMoneyLarge(money: Money): string {
  const size = money < 0n ? negateMoney(money) : money;
  const step = largeSteps.find(({ hryvnias }) => size >= hryvnias * kopiykasPerHryvnia);
  if (step === undefined) return withUnit(formatHryvnias(money), hryvniaShort);
  const tenths = divideHalfUp(money * 10n, step.hryvnias * kopiykasPerHryvnia);
  return withUnit(withUnit(formatScaled(tenths, { decimals: 1 }), step.name), hryvniaShort);
}

const largeSteps = [
  { hryvnias: 1_000_000_000n, name: largeNumbers.billion },
  { hryvnias: 1_000_000n, name: largeNumbers.million },
  { hryvnias: 1_000n, name: largeNumbers.thousand },
] as const;

/** A tariff: at least two decimals, at most five: "1 654,41", "16,164". */
export function formatPrice(price: Price): string {
  return formatScaled(price, { decimals: priceDecimals, minDecimals: priceDecimalsMin });
}

/** "1 654,41" hryvnias per unit. */
export function formatPriceWithUnit(price: Price, unit: Unit): string {
  return withUnit(formatPrice(price), `${hryvniaShort}/${unitNames[unit]}`);
}
