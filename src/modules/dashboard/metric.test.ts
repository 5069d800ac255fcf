import { kopiykas } from '#kernel/money.ts';
import type { MonthSums } from '#modules/settlements/index.ts';
import type { Territory } from '#modules/registry/index.ts';
import { describe, expect, test } from 'vitest';
import { changeText, levelChange } from './figures.tsx';
import { formatMetric, metricOf, shortFormatOf } from './metric.ts';
import { mapFinding } from './region-map.tsx';

/** Tests are written with ordinary spaces; pages get non-breaking ones. */
const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');

function sums(charged: bigint, paid: bigint, debt = charged - paid): MonthSums {
  return {
    accounts: 100n,
    charged: kopiykas(charged),
    corrected: kopiykas(0),
    paid: kopiykas(paid),
    debt: kopiykas(debt),
  };
}

function region(name: string, of: MonthSums) {
  const step = { territoryId: 1, code: 'UA05', category: 'O', name, hromadaType: null } as const;
  const territory: Territory = { ...step, fullName: `${name} область`, path: [step] };
  return { ...of, territory };
}

describe('a metric', () => {
  test('is a level in tenths of a percent or a sum in kopiykas', () => {
    expect(metricOf('level', sums(200_00n, 187_00n))).toBe(935);
    expect(metricOf('level', sums(0n, 187_00n))).toBeNull();
    expect(metricOf('debt', sums(200_00n, 187_00n))).toBe(13_00);
    expect(plain(formatMetric('level', 935))).toBe('93,5 %');
    expect(plain(formatMetric('level', 900))).toBe('90 %');
    expect(plain(formatMetric('charged', 775_546_476))).toBe('7,8 млн грн');
  });

  test('fits a tile in four characters, all tiles in one unit', () => {
    const { unit, format } = shortFormatOf('charged', [120_000_000, 98_765_432_100]);
    expect(unit).toBe('млн грн');
    expect([120_000_000, 98_765_432_100].map(format)).toEqual(['1,2', '988']);
    expect([1_234, 18_470].map(shortFormatOf('level', []).format)).toEqual(['123%', '>999']);
  });

  test('changes by percents, a level by points', () => {
    const [now, before] = [sums(110_00n, 99_00n), sums(100_00n, 95_00n)];
    expect(plain(changeText('charged', now, before))).toBe('+10,0 %');
    expect(plain(changeText('level', now, before))).toBe('−5,0 в. п.');
    expect(changeText('charged', now, sums(0n, 0n))).toBeUndefined();
    expect(levelChange(null, 900)).toBeUndefined();
  });
});

test('the title of the map says what it shows', () => {
  const regions = [
    region('Перша', sums(100_00n, 95_00n, 500_00n)),
    region('Друга', sums(100_00n, 80_00n, 900_00n)),
  ];
  expect(mapFinding('level', regions)).toBe('У 1 з 2 регіонів рівень оплати 90 % і вище');
  expect(plain(mapFinding('debt', regions))).toBe('Найбільший борг: Друга область, 900 грн');
  expect(mapFinding('paid', [])).toBe('Даних за цей місяць немає');
});
