export type MeteredVolume =
  | { readonly kind: 'volume'; readonly volume: bigint; readonly rolledOver: boolean }
  | { readonly kind: 'lower' };

const microPerUnit = 1_000_000n;

/**
 * Volume between two values. A meter that ran past its last digit starts anew from zero: that is
 * taken for a rollover only when the old value stood in the last tenth of the scale and the new one
 * in the first; any other fall is not a volume.
 */
export function meteredVolume(previous: bigint, current: bigint, digits: number): MeteredVolume {
  if (current >= previous) {
    return { kind: 'volume', volume: current - previous, rolledOver: false };
  }
  const capacity = 10n ** BigInt(digits) * microPerUnit;
  const ranOver = previous * 10n >= capacity * 9n && current * 10n <= capacity;
  if (!ranOver) return { kind: 'lower' };
  return { kind: 'volume', volume: capacity - previous + current, rolledOver: true };
}
