import { divideHalfUp } from '#kernel/money.ts';

const microDecimals = 6;

/** Rounds a volume in millionths to the decimals its unit is kept with, half up. */
export function roundToDecimals(micro: bigint, decimals: number): bigint {
  if (decimals >= microDecimals) return micro;
  const step = 10n ** BigInt(microDecimals - decimals);
  return divideHalfUp(micro, step) * step;
}
