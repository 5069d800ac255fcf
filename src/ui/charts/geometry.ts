import { scaleLinear } from 'd3-scale';

/** What a chart can show. Geometry alone turns it into a floating number; labels never do. */
export type Amount = number | bigint;

export interface LinearScale {
  (value: number): number;
  ticks(count: number): number[];
}

const tickCount = 4;

/**
 * A scale from zero (or the lowest negative) to the highest value, rounded to a nice end.
 * `range` goes from the place of the lowest value to the place of the highest.
 */
export function valueScale(
  values: readonly number[],
  range: readonly [number, number],
): LinearScale {
  return scaleLinear().domain(domainOf(values)).range(range).nice(tickCount);
}

/** A scale over the values alone, both ends rounded: for lines, where only the change matters. */
export function spanScale(
  values: readonly number[],
  range: readonly [number, number],
): LinearScale {
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  if (values.length === 0 || lowest === highest) return valueScale(values, range);
  return scaleLinear().domain([lowest, highest]).range(range).nice(tickCount);
}

/** A scale from zero without a rounded end, for drawings that have no axis. */
export function bareScale(
  values: readonly number[],
  range: readonly [number, number],
): LinearScale {
  return scaleLinear().domain(domainOf(values)).range(range);
}

function domainOf(values: readonly number[]): readonly [number, number] {
  const lowest = Math.min(0, ...values);
  const highest = Math.max(0, ...values);
  return lowest === highest ? [0, 1] : [lowest, highest];
}

/** Ticks of the axis that are whole in the unit shown. */
export function axisTicks(scale: LinearScale): readonly number[] {
  return scale.ticks(tickCount);
}

/** Charts are drawn in percents across and pixels down: text never shrinks with the screen. */
export function percent(value: number): string {
  return `${Math.round(value * 100) / 100}%`;
}

/** From the smaller of two places to the larger: a bar may go either way from zero. */
export function span(a: number, b: number): { readonly from: number; readonly length: number } {
  return { from: Math.min(a, b), length: Math.abs(a - b) };
}

export function pixels(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Cuts a label into at most two lines of about equal length, at a space or a hyphen. */
export function labelLines(label: string, lengthMax: number): readonly string[] {
  if (label.length <= lengthMax) return [label];
  const breaks = [...label.matchAll(/[\s-]/g)].map((match) => match.index + 1);
  const middle = label.length / 2;
  const cut = breaks.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
  if (cut === undefined) return [label];
  return [label.slice(0, cut).trim(), label.slice(cut).trim()];
}
