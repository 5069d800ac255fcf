/** Contrast of two colours as WCAG 2 defines it, and what the tokens file says of each colour. */

export type Scheme = 'light' | 'dark';

const channelThreshold = 0.040_45;
const luminanceWeights = [0.2126, 0.7152, 0.0722] as const;
const glare = 0.05;

/** 1 to 21. Takes six-digit hexadecimal colours; throws RangeError for any other writing. */
export function contrast(first: string, second: string): number {
  const [darker, lighter] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return ((lighter ?? 0) + glare) / ((darker ?? 0) + glare);
}

function luminance(colour: string): number {
  const channels = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour)?.slice(1);
  if (channels === undefined) throw new RangeError(`not a six-digit colour: ${colour}`);
  return channels
    .map((channel) => linear(Number.parseInt(channel, 16) / 255))
    .reduce((sum, value, index) => sum + value * (luminanceWeights[index] ?? 0), 0);
}

function linear(value: number): number {
  return value <= channelThreshold ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** Reads `--name: light-dark(#…, #…);` pairs out of a style sheet. */
export function readColourTokens(css: string): Record<Scheme, ReadonlyMap<string, string>> {
  const pairs = [...css.matchAll(/--([\w-]+):\s*light-dark\((#[\da-f]{6}),\s*(#[\da-f]{6})\)/g)];
  const column = (index: number): ReadonlyMap<string, string> =>
    new Map(pairs.map((pair) => [pair[1] ?? '', pair[index] ?? '']));
  return { light: column(2), dark: column(3) };
}
