import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { meteredVolume } from './metered-volume.ts';

const unit = 1_000_000n;

lawTest(['2119:8.1'], 'the volume is what the meter showed since the last reading', () => {
  expect(meteredVolume(120_500_000n, 127_750_000n, 5)).toEqual({
    kind: 'volume',
    volume: 7_250_000n,
    rolledOver: false,
  });
  expect(meteredVolume(5n * unit, 5n * unit, 5)).toMatchObject({ kind: 'volume', volume: 0n });
});

test.each([
  ['99998 to 4', 99_998n, 4n, { kind: 'volume', volume: 6n * unit, rolledOver: true }],
  [
    '90000 to 10000',
    90_000n,
    10_000n,
    { kind: 'volume', volume: 20_000n * unit, rolledOver: true },
  ],
  ['89999 to 4', 89_999n, 4n, { kind: 'lower' }],
  ['99998 to 10001', 99_998n, 10_001n, { kind: 'lower' }],
  ['127 to 120', 127n, 120n, { kind: 'lower' }],
])('a meter of five digits from %s', (_, previous, current, expected) => {
  expect(meteredVolume(previous * unit, current * unit, 5)).toEqual(expected);
});

test('a volume is never negative nor more than the scale', () => {
  const digits = fc.integer({ min: 3, max: 9 });
  const value = fc.bigInt({ min: 0n, max: 999_999_999_999_999n });
  fc.assert(
    fc.property(digits, value, value, (count, first, second) => {
      const scale = 10n ** BigInt(count) * unit;
      const measured = meteredVolume(first % scale, second % scale, count);
      if (measured.kind === 'lower') return;
      expect(measured.volume).toBeGreaterThanOrEqual(0n);
      expect(measured.volume).toBeLessThan(scale);
    }),
  );
});
