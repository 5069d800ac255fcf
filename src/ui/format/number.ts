import { formatDecimal } from '#kernel/quantity.ts';
import { nonBreakingSpace } from './unbroken.ts';

const minusSign = '\u2212';
const groupBoundary = /\B(?=(?:\d{3})+$)/g;

export interface DecimalLook {
  /** How many decimals the scaled integer carries. */
  readonly decimals: number;
  /** Zeros at the end are cut down to this many decimals; all are kept when not given. */
  readonly minDecimals?: number | undefined;
}

/** A scaled integer in Ukrainian writing: 123456n with 2 decimals is "1 234,56". */
export function formatScaled(scaled: bigint, look: DecimalLook): string {
  const plain = formatDecimal(scaled, look.decimals, look.minDecimals ?? look.decimals);
  const [whole = '', fraction] = plain.replace('-', '').split('.');
  const grouped = whole.replace(groupBoundary, nonBreakingSpace);
  const sign = scaled < 0n ? minusSign : '';
  return `${sign}${grouped}${fraction === undefined ? '' : `,${fraction}`}`;
}

/** A whole count: 1234567 is "1 234 567". Throws RangeError when not an integer. */
export function formatCount(count: number | bigint): string {
  return formatScaled(BigInt(count), { decimals: 0 });
}

/** A ratio or indicator that isn't money, rounded to `decimals`: 93.44 with 1 is "93,4". */
export function formatNumber(value: number, decimals = 0): string {
  const scaled = Math.round(value * 10 ** decimals);
  return formatScaled(BigInt(scaled), { decimals });
}

/** A percentage given in percent: 93.4 with one decimal is "93,4 %". */
export function formatPercent(percent: number, decimals = 0): string {
  return `${formatNumber(percent, decimals)}${nonBreakingSpace}%`;
}

/** A change with its sign always written: "+38 %", "−3 %", "0 %". */
export function formatPercentChange(percent: number, decimals = 0): string {
  const text = formatPercent(percent, decimals);
  return Math.round(percent * 10 ** decimals) > 0 ? `+${text}` : text;
}

/** Joins a number and its unit so that a line never breaks between them. */
export function withUnit(text: string, unit: string): string {
  return `${text}${nonBreakingSpace}${unit}`;
}
