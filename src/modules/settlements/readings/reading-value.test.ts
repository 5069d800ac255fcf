import { describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { parseReadingValue } from './reading-value.ts';

describe('what people copy off a dial of three decimals', () => {
  test.each([
    ['123', 123_000_000n],
    ['00123', 123_000_000n],
    ['123,456', 123_456_000n],
    ['123.456', 123_456_000n],
    ['00123,4560000', 123_456_000n],
    ['123,000', 123_000_000n],
    ['1 234,5', 1_234_500_000n],
    [' 7 ', 7_000_000n],
    ['0', 0n],
    ['0,0', 0n],
    ['120', 120_000_000n],
  ])('%o', (text, value) => {
    expect(parseReadingValue(text, 3)).toEqual({ ok: true, value });
  });

  lawTest(['1039:19.4'], 'what is no number of the dial is answered by what is wrong', () => {
    const faults = [
      '',
      ' ',
      ',',
      '-5',
      '12a',
      '12,3,4',
      '1e5',
      '12 5',
      '=1+1',
      '²',
      '9'.repeat(30),
    ];
    for (const text of faults) {
      expect([text, parseReadingValue(text, 3)]).toEqual([
        text,
        { ok: false, error: 'not-a-number' },
      ]);
    }
    expect(parseReadingValue('1,2345', 3)).toEqual({ ok: false, error: 'too-many-decimals' });
    expect(parseReadingValue('1,5', 0)).toEqual({ ok: false, error: 'too-many-decimals' });
  });
});
