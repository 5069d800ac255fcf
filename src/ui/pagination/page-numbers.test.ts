import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { pageNumbers } from './page-numbers.ts';

test.each([
  [1, 1, [1]],
  [1, 5, [1, 2, 'gap', 5]],
  [3, 5, [1, 2, 3, 4, 5]],
  [5, 9, [1, 'gap', 4, 5, 6, 'gap', 9]],
  [4, 9, [1, 2, 3, 4, 5, 'gap', 9]],
  [9, 9, [1, 'gap', 8, 9]],
])('page %d of %d', (current, last, marks) => {
  expect(pageNumbers(current, last)).toEqual(marks);
});

test('first, current and last are always there, in order, and the list stays short', () => {
  assert(
    property(integer({ min: 1, max: 500 }), integer({ min: 0, max: 500 }), (current, more) => {
      const last = current + more;
      const marks = pageNumbers(current, last);
      const pages = marks.filter((mark) => mark !== 'gap');
      expect(pages).toEqual(expect.arrayContaining([1, current, last]));
      expect(pages).toEqual([...new Set(pages)].sort((a, b) => a - b));
      expect(marks.length).toBeLessThanOrEqual(7);
    }),
  );
});
