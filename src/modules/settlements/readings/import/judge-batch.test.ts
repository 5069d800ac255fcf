import { describe, expect, test } from 'vitest';
import type { KnownReadings } from '../judge-reading.ts';
import { readingSpan } from '../judge-reading.ts';
import type { MeterFacts } from '../ports.ts';
import { judgeBatch, type BatchRules, type PlacedLine } from './judge-batch.ts';
import type { ParsedLine } from './parse-line.ts';

function day(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text);
}

const unit = 1_000_000n;
const rules: BatchRules = {
  span: readingSpan(day('2026-10-31')),
  numbers: { farFromUsualTimes: 3n, historyMonths: 12, historyDaysMin: 30 },
  enteredBy: 'import:1',
  enteredAt: Temporal.Instant.from('2026-10-31T20:00:00Z'),
};
const nothing: KnownReadings = {
  before: undefined,
  same: undefined,
  laterOn: undefined,
  first: undefined,
};
const meter: MeterFacts = {
  hromadaId: 7,
  meterId: 1n,
  accountId: 2n,
  service: 'cold-water',
  serial: 'W-1',
  digits: 5,
  decimals: 3,
  zones: 1,
  installedOn: day('2020-01-01'),
  removedOn: null,
};

function line(takenOn: string, value: bigint, zone = 0): PlacedLine {
  const parsed = { takenOn: day(takenOn), value } as ParsedLine;
  return { parsed, meter, zone };
}

function judge(...lines: readonly PlacedLine[]) {
  const known = lines.map(() => nothing);
  const { good, refused, repeated } = judgeBatch(lines, known, rules);
  return {
    good: good.map(({ row }) => [row.takenOn.toString(), row.revision, row.value / unit]),
    refused: refused.map(({ reason }) => reason),
    repeated,
  };
}

describe('lines of one meter in one batch', () => {
  test('see those above them as stored', () => {
    expect(
      judge(
        line('2026-09-30', 5n * unit),
        line('2026-10-31', 9n * unit),
        line('2026-10-31', 9n * unit),
        line('2026-09-30', 5n * unit),
        line('2026-10-31', 8n * unit),
        line('2026-10-15', 7n * unit),
      ),
    ).toEqual({
      good: [
        ['2026-09-30', 1, 5n],
        ['2026-10-31', 1, 9n],
      ],
      refused: ['contradicts-earlier-line', 'before-last'],
      repeated: 2,
    });
  });

  test('a fall between two of them is refused', () => {
    const { refused } = judge(line('2026-09-30', 9n * unit), line('2026-10-31', 5n * unit));
    expect(refused).toEqual(['lower']);
  });

  test('zones do not disturb each other', () => {
    const lines = [line('2026-10-31', 9n * unit, 1), line('2026-10-31', 5n * unit, 2)];
    expect(judge(...lines).good).toHaveLength(2);
  });

  test('a line that was refused is not seen by those below', () => {
    const { good, refused } = judge(
      line('2026-10-31', 100_000n * unit),
      line('2026-10-31', 5n * unit),
    );
    expect([good.length, refused]).toEqual([1, ['too-many-digits']]);
  });
});

describe('a line beside what is stored', () => {
  const same = {
    value: 9n * unit,
    revision: 2,
    enteredAt: rules.enteredAt,
  };

  test.each([
    ['of somebody else is a new revision', 'person:1', 8n, [3]],
    ['of the same file contradicts it', 'import:1', 8n, ['contradicts-earlier-line']],
    ['of the same file and value is known', 'import:1', 9n, []],
  ] as const)('%s', (_, enteredBy, value, revisionOrReason) => {
    const known = { ...nothing, same: { ...same, enteredBy } };
    const { good, refused } = judgeBatch([line('2026-10-31', value * unit)], [known], rules);
    const outcome = [
      ...good.map(({ row }) => row.revision),
      ...refused.map(({ reason }) => reason),
    ];
    expect(outcome).toEqual(revisionOrReason);
  });

  test('finer than the dial is refused', () => {
    expect(judge(line('2026-10-31', 1n)).refused).toEqual(['too-many-decimals']);
  });
});
