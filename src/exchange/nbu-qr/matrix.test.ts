import { expect, test } from 'vitest';
import { linkLengthMax } from './link.ts';
import { qrMatrix } from './matrix.ts';

const bill = `https://qr.bank.gov.ua/${'QkNECjAwMwox0Yhu'.repeat(15)}`;

const versionOfSize = (size: number) => (size - 17) / 4;

test.each([
  ['a short link is drawn in version 10', 'https://bank.gov.ua/qr/QkNE', 10],
  ['a bill', bill, 12],
  ['the longest link', bill.padEnd(linkLengthMax, 'a'), 18],
])('%s', (_title, link, version) => {
  const { size } = qrMatrix(link);
  expect(versionOfSize(size)).toBe(version);
});

test('the three corner squares stand where a scanner looks for them', () => {
  const matrix = qrMatrix(bill);
  const { size } = matrix;
  const corner = (top: number, left: number) =>
    Array.from({ length: 7 }, (_, row) =>
      Array.from({ length: 7 }, (_, column) =>
        matrix.isDark(top + row, left + column) ? '#' : '.',
      ).join(''),
    );
  const square = ['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######'];
  expect(corner(0, 0)).toEqual(square);
  expect(corner(0, size - 7)).toEqual(square);
  expect(corner(size - 7, 0)).toEqual(square);
  expect(corner(size - 7, size - 7)).not.toEqual(square);
});

test('a link longer than allowed is a defect', () => {
  expect(() => qrMatrix('x'.repeat(linkLengthMax + 1))).toThrow(RangeError);
});
