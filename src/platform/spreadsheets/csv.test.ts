import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { csvLine, decimalCell } from './csv.ts';

function cell(text: string): string {
  return csvLine([text]).slice(0, -2);
}

describe('a CSV file', () => {
  test('parts cells by semicolons, decimals by commas, and ends each line', () => {
    expect(csvLine(['Тепло', decimalCell(-123_456n, 2)])).toBe('Тепло;-1234,56\r\n');
    expect(csvLine([null, 5])).toBe(';5\r\n');
  });

  test.each([
    ['a;b', '"a;b"'],
    ['КП «Тепло» "Місто"', '"КП «Тепло» ""Місто"""'],
    ['два\nрядки', '"два\nрядки"'],
  ])('quotes what would break a line: %s', (text, written) => {
    expect(cell(text)).toBe(written);
  });

  lawTest(['1039:23.2'], 'holds no formula, whatever somebody called themselves', () => {
    const formulas = ['=1+1', '+380', '-2+3', '@SUM(A1)', '\t=1', ' =1', '＝1'];
    for (const text of formulas) expect(cell(text).replace(/^"/, '')).toBe(`'${text}`);
    for (const number of ['-5', '-5,25', '12,5', '0']) expect(cell(number)).toBe(number);
  });

  test('no text at all comes out as the beginning of a formula', () => {
    assert(
      property(string(), (text) => {
        expect(cell(text).replace(/^"/, '')).not.toMatch(/^[=+@]|^-(?!\d+(?:,\d+)?$)/);
      }),
    );
  });
});
