import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { services } from '#kernel/service.ts';
import { lawTest } from '#test/law-test.ts';
import { columnNames, headingKey, type ColumnName, type Columns } from './columns.ts';
import { isRefused, lineParser, parseDate } from './parse-line.ts';
import type { Cell } from './sheet-row.ts';
import { columnSpellings, serviceSpellings, zoneSpellings } from './texts.uk.ts';

const columns = Object.fromEntries(
  columnNames.map((name, index) => [name, index]),
) as unknown as Columns;

function read(change: Partial<Record<ColumnName, Cell>>) {
  const line: Record<ColumnName, Cell> = {
    account: '0012',
    service: 'Газ',
    serial: '',
    meter: '',
    zone: '',
    date: '31.10.2026',
    value: '5,25',
    ...change,
  };
  return lineParser(columns)({ line: 7, cells: columnNames.map((name) => line[name]) });
}

describe('a line', () => {
  test('says which meter showed what, when', () => {
    expect(read({})).toMatchObject({
      name: { account: '0012', service: 'gas-supply', serial: null },
      zone: null,
      value: 5_250_000n,
    });
  });

  test.each([
    [{ serial: 'W-1' }, { account: '0012', service: 'gas-supply', serial: 'W-1' }],
    [
      { account: '', service: '', serial: 'W-1' },
      { account: null, service: null, serial: 'W-1' },
    ],
    [
      { account: 12, service: null, meter: 'газ' },
      { account: '12', service: 'gas-supply' },
    ],
    [
      { service: '', meter: 'W-1' },
      { account: '0012', service: null, serial: 'W-1' },
    ],
    [{ service: 'cold-water' }, { service: 'cold-water' }],
  ])('with %o names %o', (change, name) => {
    expect(read(change)).toMatchObject({ name });
  });

  lawTest(['1039:19.4'], 'that says less is refused with the reason', () => {
    const answers: [Partial<Record<ColumnName, Cell>>, string][] = [
      [{ account: '' }, 'no-meter-named'],
      [{ service: '' }, 'no-meter-named'],
      [{ service: 'Прання' }, 'unknown-service'],
      [{ zone: '4' }, 'bad-zone'],
      [{ zone: 'ранок' }, 'bad-zone'],
      [{ date: '' }, 'bad-date'],
      [{ date: 5 }, 'bad-date'],
      [{ date: 1e9 }, 'bad-date'],
      [{ value: '' }, 'bad-value'],
      [{ value: -1 }, 'bad-value'],
      [{ value: 1e21 }, 'bad-value'],
      [{ value: '1,1234567' }, 'bad-value'],
      [{ value: { fault: 'formula' } }, 'formula'],
      [{ zone: { fault: 'cell-error' } }, 'cell-error'],
    ];
    for (const [change, reason] of answers) {
      expect([change, read(change)]).toMatchObject([change, { line: 7, reason }]);
    }
  });

  test('is quoted by its known columns alone, and not at length', () => {
    const parse = lineParser({ ...columns, account: 1 });
    const refused = parse({ line: 2, cells: ['Таємний Іван', 'x'.repeat(500)] });
    expect(isRefused(refused) && refused.excerpt).toBe('x'.repeat(200));
  });
});

describe('a day', () => {
  test.each([
    ['31.10.2026', '2026-10-31'],
    ['1.2.2026', '2026-02-01'],
    ['31/10/26', '2026-10-31'],
    ['31-10-2026', '2026-10-31'],
    ['2026-10-31', '2026-10-31'],
    ['31.10.2026 00:00', '2026-10-31'],
    ['2026-10-31T23:59:59.999', '2026-10-31'],
    ['29.02.2028', '2028-02-29'],
  ])('%s', (text, expected) => {
    expect(parseDate(text)?.toString()).toBe(expected);
  });

  test.each(['', '31.11.2026', '29.02.2026', '00.10.2026', '10.00.2026', '13.13.2026', 'жовтень'])(
    '%o is none',
    (text) => {
      expect(parseDate(text)).toBeUndefined();
    },
  );

  test('of a spreadsheet is counted from its own beginning', () => {
    expect(read({ date: 46_326 })).toMatchObject({ takenOn: parseDate('31.10.2026') });
    expect(read({ date: 46_326.99 })).toMatchObject({ takenOn: parseDate('31.10.2026') });
  });
});

test('reading a line never fails, whatever its cells', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.double(),
    fc.constant(null),
    fc.constant({ fault: 'formula' as const }),
  );
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 9 }), (cells) => {
      const line = lineParser(columns)({ line: 1, cells });
      expect(isRefused(line) || line.value >= 0n).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test('no two spellings mean different things', () => {
  for (const spellings of [columnSpellings, serviceSpellings, zoneSpellings]) {
    const keys = Object.values(spellings).flatMap((list) =>
      Array.from(new Set(list.map(headingKey))),
    );
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).not.toContain('');
  }
  const serviceKeys = services.map(headingKey);
  expect(new Set(serviceKeys).size).toBe(services.length);
});
