import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { questionReading, refuseReading, type ReadingFacts } from './reading-checks.ts';

function day(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text);
}

const unit = 1_000_000n;
/** Three cubic metres in thirty days is what this household uses. */
const facts: ReadingFacts = {
  value: 1_237n * unit,
  takenOn: day('2026-10-31'),
  today: day('2026-10-31'),
  digits: 5,
  removedOn: null,
  previous: { value: 1_234n * unit, takenOn: day('2026-10-01') },
  usualPerDay: unit / 10n,
  farFromUsualTimes: 3n,
};

describe('what is no reading at all', () => {
  lawTest(['1039:19.4'], 'an ordinary reading is neither refused nor questioned', () => {
    expect(refuseReading(facts)).toBeUndefined();
    expect(questionReading(facts)).toEqual([]);
  });

  test.each([
    ['in-future', { takenOn: day('2026-11-01') }],
    ['before-last', { takenOn: day('2026-09-30') }],
    ['too-many-digits', { value: 100_000n * unit }],
    ['meter-removed', { removedOn: day('2026-10-30') }],
  ] as const)('%s', (refusal, change) => {
    expect(refuseReading({ ...facts, ...change })).toBe(refusal);
  });

  test.each([
    ['on the day of the last one', { takenOn: day('2026-10-01') }],
    ['the largest the dial can show', { value: 99_999_999_999n }],
    ['on the day the meter was taken off', { removedOn: day('2026-10-31') }],
    ['the first ever', { previous: undefined }],
  ] as const)('but %s is one', (_, change) => {
    expect(refuseReading({ ...facts, ...change })).toBeUndefined();
  });
});

describe('what is asked about', () => {
  test.each([
    ['lower than before', { value: 1_233n * unit }, ['lower']],
    ['lower, and no exchange explains it', { value: 1_035n * unit }, ['lower']],
    ['the same again', { value: 1_234n * unit }, ['zero']],
    ['three times the usual', { value: 1_243n * unit }, []],
    ['more than three times', { value: 1_244n * unit }, ['far-from-usual']],
    ['1273 for 1237', { value: 1_273n * unit }, ['far-from-usual', 'digits-swapped']],
    ['2134 for 1234', { value: 2_134n * unit }, ['far-from-usual', 'digits-swapped']],
    ['0124 for 1024', { value: 124n * unit, previous: at(1_023n) }, ['lower', 'digits-swapped']],
    ['past the last digit', { value: 2n * unit, previous: at(99_999n) }, ['rollover']],
    ['nothing usual known', { value: 9_999n * unit, usualPerDay: null }, []],
    ['nothing used before', { value: 1_235n * unit, usualPerDay: 0n }, []],
    ['nothing before', { previous: undefined }, []],
  ] as const)('%s', (_, change, expected) => {
    expect(questionReading({ ...facts, ...change })).toEqual(expected);
  });

  function at(value: bigint) {
    return { value: value * unit, takenOn: day('2026-10-01') };
  }
});

test('asking never fails, whatever comes', () => {
  const value = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 18n });
  const date = fc
    .integer({ min: -40_000, max: 40_000 })
    .map((days) => day('2026-01-01').add({ days }));
  const someFacts = fc.record({
    value,
    takenOn: date,
    today: date,
    digits: fc.integer({ min: 1, max: 9 }),
    removedOn: fc.option(date),
    previous: fc.option(fc.record({ value, takenOn: date }), { nil: undefined }),
    usualPerDay: fc.option(value),
    farFromUsualTimes: fc.bigInt({ min: 0n, max: 100n }),
  });
  fc.assert(
    fc.property(someFacts, (one) => {
      expect(Array.isArray(questionReading(one))).toBe(true);
      refuseReading(one);
    }),
    { numRuns: 2_000 },
  );
});
