import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysInside, period } from '#kernel/period.ts';
import { price } from '#kernel/price.ts';
import { lawTest } from '#test/law-test.ts';
import { tariffsByDay, type DatedTariff } from './tariffs-by-day.ts';

const october = period('2026-10');
const day = (text: string) => Temporal.PlainDate.from(text);

function tariff(id: number, distance: number, from: string, to?: string): DatedTariff {
  return {
    tariffId: BigInt(id),
    price: price(`${id}.00`),
    vatPercent: 20n,
    distance,
    valid: { from: day(from), to: to === undefined ? null : day(to) },
  };
}

const wide = tariff(1, 2, '2026-01-01');
const days = (tariffs: readonly DatedTariff[]) =>
  tariffsByDay(tariffs, october).map((slice) => [slice.tariffId, slice.days]);

describe('a tariff of a narrower territory', () => {
  lawTest(['2189:9'], 'prices its own days and leaves the others to the wider one', () => {
    const cases: readonly (readonly [DatedTariff, readonly (readonly [bigint, number])[]])[] = [
      [
        tariff(2, 0, '2026-10-16'),
        [
          [1n, 15],
          [2n, 16],
        ],
      ],
      [
        tariff(2, 0, '2026-05-01', '2026-10-11'),
        [
          [2n, 10],
          [1n, 21],
        ],
      ],
      [
        tariff(2, 0, '2026-10-06', '2026-10-11'),
        [
          [2n, 5],
          [1n, 26],
        ],
      ],
      [tariff(2, 0, '2026-10-01'), [[2n, 31]]],
      [tariff(2, 0, '2026-11-01'), [[1n, 31]]],
    ];
    for (const [narrow, expected] of cases) {
      expect(days([wide, narrow])).toEqual(expected);
      expect(days([narrow, wide])).toEqual(expected);
    }
  });

  test('is hidden by a still narrower one', () => {
    const tariffs = [wide, tariff(2, 1, '2026-10-11'), tariff(3, 0, '2026-10-21')];
    expect(days(tariffs)).toEqual([
      [1n, 10],
      [2n, 10],
      [3n, 11],
    ]);
  });
});

test('days that nothing prices are in no slice', () => {
  expect(days([tariff(2, 0, '2026-10-30')])).toEqual([[2n, 2]]);
  expect(days([])).toEqual([]);
});

test('each day is priced once, whatever is in force', () => {
  const dated = fc.record({
    distance: fc.integer({ min: 0, max: 3 }),
    from: fc.integer({ min: -40, max: 40 }),
    length: fc.integer({ min: 1, max: 60 }),
  });
  fc.assert(
    fc.property(fc.array(dated, { maxLength: 6 }), (list) => {
      const tariffs = list.map(({ distance, from, length }, index) => {
        const begins = day('2026-10-01').add({ days: from });
        const ends = begins.add({ days: length }).toString();
        return tariff(index + 1, distance, begins.toString(), ends);
      });
      const slices = tariffsByDay(tariffs, october);
      const sum = slices.reduce((total, slice) => total + slice.days, 0);
      const alone = tariffs.map(({ valid }) => daysInside(october, valid));
      expect(sum).toBeLessThanOrEqual(31);
      expect(sum).toBeGreaterThanOrEqual(Math.max(0, ...alone));
    }),
  );
});
