import { expect, test } from 'vitest';
import { dialDigits } from './meter-dial.tsx';

test.each([
  [{ digits: 5, decimals: 3, value: 481_170_000n }, '00481', '170'],
  [{ digits: 6, decimals: 0, value: 175_576_000_000n }, '175576', ''],
  [{ digits: 5, decimals: 3, value: 0n }, '00000', '000'],
  [{ digits: 3, decimals: 1, value: 1_234_500_000n }, '234', '5'],
])('%o shows %s and %s', (props, whole, fraction) => {
  expect(dialDigits(props)).toEqual({ whole, fraction });
});
