import { describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { judgeReading, readingSpan, type KnownReadings, type NewReading } from './judge-reading.ts';

function day(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text);
}

const unit = 1_000_000n;
const numbers = { farFromUsualTimes: 3n, historyMonths: 12, historyDaysMin: 30 };
const reading: NewReading = {
  value: 103n * unit,
  takenOn: day('2026-10-31'),
  span: readingSpan(day('2026-11-02')),
  meter: { digits: 5, installedOn: day('2020-05-01'), removedOn: null },
};
/** About 0.1 a day. */
const known: KnownReadings = {
  before: { value: 100n * unit, takenOn: day('2026-09-30') },
  same: undefined,
  laterOn: undefined,
  first: { value: 64n * unit, takenOn: day('2025-10-05') },
};

function stored(value: bigint, revision = 1) {
  const enteredAt = Temporal.Instant.from('2026-10-31T09:00:00Z');
  return { value, revision, enteredBy: 'person:1:individual-consumer:-', enteredAt };
}

describe('a reading is', () => {
  test('good when it is like those before it', () => {
    expect(judgeReading(reading, known, numbers)).toEqual({
      kind: 'good',
      revision: 1,
      questions: [],
    });
  });

  test('no new one when the day has the very value', () => {
    const same = stored(103n * unit, 2);
    expect(judgeReading(reading, { ...known, same }, numbers)).toEqual({
      kind: 'repeated',
      stored: same,
    });
  });

  test('a new revision when the day has another value, held against the reading before', () => {
    const same = stored(500n * unit, 2);
    expect(judgeReading(reading, { ...known, same }, numbers)).toEqual({
      kind: 'good',
      revision: 3,
      questions: [],
    });
  });

  lawTest(['1039:19.4'], 'refused when it cannot be one, with the reason', () => {
    const refusals: [Partial<NewReading>, Partial<KnownReadings>, string][] = [
      [{ takenOn: day('2026-11-03') }, {}, 'in-future'],
      [{}, { laterOn: day('2026-11-01') }, 'before-last'],
      [{ value: 100_000n * unit }, {}, 'too-many-digits'],
      [{ takenOn: day('2020-04-30') }, { before: undefined }, 'before-installed'],
      [
        {
          takenOn: day('2023-11-01'),
          meter: { digits: 5, installedOn: day('2020-01-01'), removedOn: null },
        },
        { before: undefined },
        'too-old',
      ],
      [
        { meter: { digits: 5, installedOn: day('2020-05-01'), removedOn: day('2026-10-30') } },
        {},
        'meter-removed',
      ],
    ];
    for (const [change, around, refusal] of refusals) {
      const verdict = judgeReading({ ...reading, ...change }, { ...known, ...around }, numbers);
      expect(verdict).toEqual({ kind: 'refused', refusal });
    }
  });

  test('asked about when it is far from the usual of the year', () => {
    const verdict = judgeReading({ ...reading, value: 200n * unit }, known, numbers);
    expect(verdict).toMatchObject({ kind: 'good', questions: ['far-from-usual'] });
  });

  test.each([
    ['without a history', { first: undefined }],
    ['with a history of one reading', { first: known.before }],
    ['with a history of less than a month', { first: { value: unit, takenOn: day('2026-09-02') } }],
    ['with a meter that went back', { first: { value: 900n * unit, takenOn: day('2025-11-01') } }],
  ])('not held against a usual %s', (_, change) => {
    const verdict = judgeReading(
      { ...reading, value: 900n * unit },
      { ...known, ...change },
      numbers,
    );
    expect(verdict).toMatchObject({ kind: 'good', questions: [] });
  });

  test('the first of its meter when nothing is known', () => {
    const nothing = { before: undefined, same: undefined, laterOn: undefined, first: undefined };
    expect(judgeReading(reading, nothing, numbers)).toMatchObject({ kind: 'good', revision: 1 });
  });
});
