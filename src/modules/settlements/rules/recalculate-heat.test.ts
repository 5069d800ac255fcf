import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { recalculateHeat, type RecalculatedPremises } from './recalculate-heat.ts';

function flat(key: bigint, change: Partial<RecalculatedPremises> = {}): RecalculatedPremises {
  return { key, area: 50_00n, heating: 'central', isMetered: false, correction: 0n, ...change };
}

const late = { isMetered: true, correction: 1_200_000n };

lawTest(
  ['2119:11.4'],
  'what one flat is charged more, those without meters are charged less',
  () => {
    const flats = [
      flat(1n, late),
      flat(2n),
      flat(3n, { area: 100_00n }),
      flat(4n, { isMetered: true }),
    ];
    expect(recalculateHeat(flats)).toEqual(
      new Map([
        [1n, 1_200_000n],
        [2n, -400_000n],
        [3n, -800_000n],
      ]),
    );
  },
);

test('where each has a meter, all others share it', () => {
  const flats = [flat(1n, late), flat(2n, { isMetered: true }), flat(3n, { heating: 'own' })];
  expect(recalculateHeat(flats)).toEqual(
    new Map([
      [1n, 1_200_000n],
      [2n, -1_200_000n],
    ]),
  );
});

test('a flat alone had the whole heat anyway', () => {
  expect(recalculateHeat([flat(1n, late)])).toEqual(new Map());
  expect(recalculateHeat([flat(1n), flat(2n)])).toEqual(new Map());
});

test('nothing is lost or added', () => {
  const flats = fc.array(
    fc.record({
      area: fc.bigInt({ min: 0n, max: 200_00n }),
      heating: fc.constantFrom('central', 'own'),
      isMetered: fc.boolean(),
      correction: fc.bigInt({ min: -(10n ** 7n), max: 10n ** 7n }),
    }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(flats, (parts) => {
      const changes = recalculateHeat(parts.map((part, index) => flat(BigInt(index), part)));
      expect([...changes.values()].reduce((sum, change) => sum + change, 0n)).toBe(0n);
    }),
  );
});
