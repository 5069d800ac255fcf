import { expect, test } from 'vitest';
import { mannWhitney } from './mann-whitney.ts';

const upTo = (count: number, from = 1) => Array.from({ length: count }, (_, at) => from + at);

test.each([
  ['one sample beside itself', upTo(20), upTo(20), { share: 0.5, p: 1 }],
  ['all the same', [1, 1, 1], [1, 1], { share: 0.5, p: 1 }],
  ['all of the first above', upTo(20, 21), upTo(20), { share: 1, p: 6.3e-8 }],
  ['all of the first below', upTo(20), upTo(20, 21), { share: 0, p: 6.3e-8 }],
  // U is 15 of 25, its standard error √(25 · 11 / 12), so z is 0.522.
  ['a few', [1.1, 2.2, 3.3, 4.4, 5.5], [0.9, 2.0, 3.1, 4.2, 5.3], { share: 0.6, p: 0.6015 }],
])('%s', (_, first, second, expected) => {
  const found = mannWhitney(first, second);
  expect(found.share).toBeCloseTo(expected.share, 6);
  expect(found.p / expected.p).toBeCloseTo(1, 1);
});
