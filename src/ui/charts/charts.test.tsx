import { kopiykas, type Money } from '#kernel/money.ts';
import { addPeriods, period } from '#kernel/period.ts';
import { assert, bigInt, array, property } from 'fast-check';
import { existsSync, readFileSync } from 'node:fs';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { labelLines } from './geometry.ts';
import { MonthBars } from './month-bars.tsx';
import { type RegionCode, isRegionCode, regionName, regionTiles } from './regions.ts';
import { StackedBars } from './stacked-bars.tsx';
import { niceBounds, TileMap } from './tile-map.tsx';
import { Waterfall, waterfallBlocks, type WaterfallProps } from './waterfall.tsx';

const html = (node: VNode): string => renderToString(node);
const format = (value: bigint): string => String(value);

describe('the map of tiles', () => {
  test('shows all 27 regions, Crimea and Sevastopol among them, each on a place of its own', () => {
    const codes = regionTiles.map(({ code }) => code);
    expect(new Set(codes).size).toBe(27);
    expect(codes).toEqual(expect.arrayContaining(['UA01', 'UA85', 'UA80', 'UA14', 'UA44']));
    expect(new Set(regionTiles.map(({ row, column }) => `${row}:${column}`)).size).toBe(27);
  });

  const registerFile = new URL('../../../../shared/data/katottg-upper-levels.csv', import.meta.url);
  test.skipIf(!existsSync(registerFile))(
    'has exactly the regions of the register of territories (skipped without ../shared)',
    () => {
      const rows = readFileSync(registerFile, 'utf8').split('\n');
      const regions = rows
        .map((row) => row.split(','))
        .filter(([, parent, category]) => parent === '' && (category === 'O' || category === 'K'));
      expect(new Set(regions.map(([code]) => code?.slice(0, 4)))).toEqual(
        new Set(regionTiles.map(({ code }) => code)),
      );
      for (const [code = '', , , name = ''] of regions) {
        expect(regionName(code.slice(0, 4) as RegionCode)).toContain(name);
      }
    },
  );

  /** Land borders; the Crimea and Sevastopol, Kyiv and its region included. */
  const borders =
    '07-46 07-56 46-56 46-61 46-26 46-21 21-26 26-61 26-73 61-56 61-68 61-73 68-56 68-18 68-05 ' +
    '68-73 73-05 56-18 18-05 18-32 05-32 05-71 05-35 05-51 32-80 32-74 32-53 32-71 74-59 74-53 ' +
    '59-53 59-63 53-71 53-35 53-12 53-63 71-35 35-51 35-48 35-12 51-48 48-12 48-65 65-12 65-23 ' +
    '65-01 12-23 12-63 12-14 23-14 63-14 63-44 14-44 01-85';
  /** What a grid of 27 tiles cannot keep. */
  const stretched = new Set([
    '80-53',
    '73-51',
    '71-48',
    '35-65',
    '80-74',
    '80-71',
    '65-85',
    '48-85',
  ]);

  test('neighbours on the grid are neighbours on the land', () => {
    const pairs = regionTiles.flatMap((tile) =>
      regionTiles
        .filter(
          ({ row, column }) =>
            (row === tile.row && column === tile.column + 1) ||
            (row === tile.row + 1 && column === tile.column),
        )
        .map(({ code }) => [tile.code.slice(2), code.slice(2)] as const),
    );
    expect(pairs.length).toBeGreaterThan(35);
    const odd = pairs.filter(
      ([a, b]) =>
        !borders.includes(`${a}-${b}`) &&
        !borders.includes(`${b}-${a}`) &&
        !stretched.has(`${a}-${b}`) &&
        !stretched.has(`${b}-${a}`),
    );
    expect(odd).toEqual([]);
  });

  test('a region without data says so and invents nothing', () => {
    const page = html(
      <TileMap
        id="m"
        title="T"
        unit="%"
        values={new Map<RegionCode, number>([['UA05', 96]])}
        format={(value) => `${value} %`}
        hrefOf={(code) => `/regions/${code}`}
      />,
    );
    expect(page).toContain('Вінницька область: 96 %');
    expect(page).toContain('Автономна Республіка Крим: немає даних');
    expect(page.match(/class="tile [^"]*tile-none/g)).toHaveLength(26);
    expect(page.match(/href="\/regions\/UA01"/g)).toHaveLength(2);
  });

  test.each([
    [
      [84, 97, 90, 88],
      [85, 90, 95],
    ],
    [[5, 5, 5], []],
    [[], []],
  ])('bounds of %j are round and inside', (values, bounds) => {
    expect(niceBounds(values)).toEqual(bounds);
  });

  test('there are never more than four bounds', () => {
    assert(
      property(array(bigInt({ min: -1_000n, max: 100_000n }), { minLength: 1 }), (values) => {
        expect(niceBounds(values.map(Number)).length).toBeLessThanOrEqual(4);
      }),
    );
  });

  test('knows a code of a region from anything else', () => {
    expect(isRegionCode('UA85')).toBe(true);
    expect(isRegionCode('UA99')).toBe(false);
    expect(isRegionCode('toString')).toBe(false);
  });
});

describe('the waterfall', () => {
  const bill = (changes: readonly bigint[], to: bigint): WaterfallProps<Money> => ({
    id: 'w',
    title: 'T',
    unit: 'грн',
    from: { label: 'a', value: kopiykas(1_000n) },
    parts: changes.map((change, index) => ({ label: String(index), change: kopiykas(change) })),
    to: { label: 'b', value: kopiykas(to) },
    format,
    formatChange: format,
  });

  test('goes from one sum to the other through every cause', () => {
    const blocks = waterfallBlocks(bill([500n, 0n, -200n], 1_300n));
    expect(blocks.map(({ look, low, high }) => [look, low, high])).toEqual([
      ['from', 0, 1_000],
      ['more', 1_000, 1_500],
      ['same', 1_500, 1_500],
      ['less', 1_300, 1_500],
      ['to', 0, 1_300],
    ]);
  });

  test('refuses causes that do not add up to the kopiyka', () => {
    expect(() => html(<Waterfall {...bill([500n, -200n], 1_301n)} />)).toThrow(RangeError);
  });
});

describe('bars by month', () => {
  const months = Array.from({ length: 13 }, (_, index) => ({
    period: addPeriods(period('2025-11'), index),
    value: index === 5 ? null : kopiykas(BigInt(index) * 10_000n),
  }));
  const page = html(
    <MonthBars id="b" title="T" unit="грн" months={months} format={format} formatTick={String} />,
  );

  test('last year is light and striped, the month of the page stands out', () => {
    expect(page.match(/bar-past/g)).toHaveLength(2 * 2);
    expect(page.match(/bar-now/g)).toHaveLength(2);
  });

  test('an unknown month is no zero, neither in the picture nor in the table', () => {
    expect(page).toContain('квітень 2026\u00a0р. немає даних');
    expect(page).toContain('<th scope="row">квітень 2026\u00a0р.</th>');
    expect(page.match(/немає даних/g)).toHaveLength(2 + 1 + 1);
  });

  test('both drawings say all their figures to readers', () => {
    expect(page.match(/role="img" aria-label="T\. листопад 2025/g)).toHaveLength(2);
  });
});

test('parts of a stacked bar must be its whole', () => {
  const draw = (total: bigint): string =>
    html(
      <StackedBars
        id="s"
        title="T"
        unit="грн"
        barName="b"
        series={[
          { key: 'x', label: 'x' },
          { key: 'y', label: 'y' },
        ]}
        stacks={[{ label: 'q', parts: [1n, 2n], total }]}
        format={format}
        formatTick={String}
      />,
    );
  expect(draw(3n)).toContain('<figure');
  expect(() => draw(4n)).toThrow(RangeError);
});

test.each([
  ['Тариф', ['Тариф']],
  ['Перерахунок за дні', ['Перерахунок', 'за дні']],
  ['Івано-Франківська', ['Івано-', 'Франківська']],
  ['Надзвичайнодовгеслово', ['Надзвичайнодовгеслово']],
])('the label %s is cut into lines %j', (label, lines) => {
  expect(labelLines(label, 12)).toEqual(lines);
});

test('no drawing has a bar of negative size, even for negative sums', () => {
  const page = html(
    <MonthBars
      id="n"
      title="T"
      unit="грн"
      months={[-5n, 7n].map((value, index) => ({
        period: addPeriods(period('2026-10'), index),
        value: kopiykas(value),
      }))}
      format={format}
      formatTick={String}
    />,
  );
  expect(page).not.toMatch(/(?:width|height)="-/);
});
