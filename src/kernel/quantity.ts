/** What can be measured and charged for. */
export type Unit = 'm3' | 'kWh' | 'Gcal' | 'm2' | 'person' | 'month' | 'MJ';

/** An amount of a service in millionths of its unit: 12.345 m³ is `{ micro: 12345000n }`. */
export interface Quantity {
  readonly micro: bigint;
  readonly unit: Unit;
}

/** Decimals that a reading, a norm or a distributed share of the unit is kept and shown with. */
export const unitDecimals: Readonly<Record<Unit, number>> = {
  m3: 3,
  kWh: 3,
  Gcal: 6,
  m2: 2,
  person: 6,
  month: 0,
  MJ: 3,
};

const microDecimals = 6;
const decimalTextLengthMax = 64;
// The database keeps scaled values as signed 64-bit integers.
const scaledMax = 2n ** 63n - 1n;

// Spaces may only separate groups of three digits, so that "12 5" is a slip and not 125.
const decimalPattern = /^([-\u2212]?)(\d+|\d{1,3}(?: \d{3})+)(?:[.,](\d+))?$/;
const digitGroupSpaces = /[\u00a0\u2009\u202f]/g;

/**
 * Reads a decimal written by a person ("1 234,5", "1234.50", "−7") as an integer scaled by
 * 10^decimals. Returns undefined when the text is no number, has more decimals than asked for
 * (even zeros) or does not fit a signed 64-bit integer.
 */
export function parseDecimal(text: string, decimals: number): bigint | undefined {
  if (text.length > decimalTextLengthMax) return undefined;
  const match = decimalPattern.exec(text.replace(digitGroupSpaces, ' ').trim());
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  if (fraction.length > decimals) return undefined;
  const scaled = BigInt(whole.replaceAll(' ', '') + fraction.padEnd(decimals, '0'));
  if (scaled > scaledMax) return undefined;
  return sign === '' ? scaled : -scaled;
}

/**
 * Writes a scaled integer as a plain decimal with a dot: `formatDecimal(12340n, 3)` is "12.34".
 * Trailing zeros are cut down to `minDecimals` (0 when not given). The inverse of `parseDecimal`.
 */
export function formatDecimal(scaled: bigint, decimals: number, minDecimals = 0): string {
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals);
  const kept = fraction.replace(/0+$/, '').padEnd(minDecimals, '0');
  return `${scaled < 0n ? '-' : ''}${whole}${kept === '' ? '' : `.${kept}`}`;
}

/** Makes a quantity from "12.345" or "12,345". RangeError unless a number of ≤ 6 decimals. */
export function quantity(text: string, unit: Unit): Quantity {
  const micro = parseDecimal(text, microDecimals);
  if (micro === undefined) throw new RangeError(`not a quantity in ${unit}: "${text}"`);
  return { micro, unit };
}
