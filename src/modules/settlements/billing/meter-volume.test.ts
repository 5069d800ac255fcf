import { describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { readMeter } from './meter-volume.ts';
import { meter, micro, smallRun, zone } from './fixtures/small-run.ts';

function kinds(read: ReturnType<typeof readMeter>): readonly string[] {
  return read.questions.map(({ kind }) => kind);
}

/** A meter last read at the end of this month. */
function lastRead(takenOn: string) {
  const before = { value: micro('120.5'), takenOn, source: 'consumer' };
  return meter({ zones: [zone(undefined, undefined, { previous: before })] });
}

describe('a meter with its readings', () => {
  lawTest(['2119:8.1'], 'is charged by their difference', () => {
    const read = readMeter(meter(), smallRun);
    expect(read).toMatchObject({ rule: 'metered', zones: [{ zone: 0, volume: 7_250_000n }] });
    expect(read.questions).toEqual([]);
    expect(read.inputs).toMatchObject({ previous: '120.5', current: '127.75', source: 'consumer' });
  });

  test('gives each zone of the day its volume', () => {
    const zones = [zone('1000', '1180', { zone: 1 }), zone('500', '595', { zone: 2 })];
    const read = readMeter(meter({ service: 'electricity-supply', zones }), smallRun);
    expect(read.zones).toEqual([
      { zone: 1, volume: micro('180') },
      { zone: 2, volume: micro('95') },
    ]);
    expect(read.inputs).toMatchObject({ 'previous.1': '1000', 'current.2': '595' });
  });

  test('that ran past its last digit counts on', () => {
    const read = readMeter(meter({ zones: [zone('99998.5', '2.5')] }), smallRun);
    expect(read.zones).toEqual([{ zone: 0, volume: micro('4') }]);
  });

  test('that shows ten times the usual asks and is charged', () => {
    const read = readMeter(meter({ zones: [zone('100', '172')] }), smallRun);
    expect(read.rule).toBe('metered');
    expect(kinds(read)).toEqual(['far-from-usual']);
  });

  test('that shows less than before asks and is charged by the average', () => {
    const read = readMeter(meter({ zones: [zone('120.5', '119')] }), smallRun);
    expect(read.zones).toEqual([{ zone: 0, volume: 7_185_000n }]);
    expect(kinds(read)).toEqual(['reading-lower', 'charged-by-average']);
  });
});

describe('a meter without a reading', () => {
  lawTest(['2119:11.4'], 'is charged by the average of the year, and it is said', () => {
    const read = readMeter(meter({ zones: [zone('120.5', undefined)] }), smallRun);
    expect(read).toMatchObject({
      rule: 'metered-average',
      zones: [{ zone: 0, volume: 7_185_000n }],
    });
    expect(kinds(read)).toEqual(['charged-by-average']);
  });

  lawTest(['2119:11.4'], 'after three months is no meter any more', () => {
    expect(readMeter(lastRead('2026-07-31'), smallRun).rule).toBe('metered-average');
    const read = readMeter(lastRead('2026-06-30'), smallRun);
    expect(read).toMatchObject({ rule: 'norm-after-three-months', zones: [] });
    expect(read.questions[0]?.details).toEqual({ why: 'too-long' });
  });

  test('and without a history is charged by the norm at once', () => {
    const history = { volume: micro('2'), days: 20 };
    const read = readMeter(meter({ zones: [zone('1', undefined, { history })] }), smallRun);
    expect(read.zones).toEqual([]);
    expect(read.questions[0]?.details).toEqual({ why: 'no-history' });
  });
});

describe('a reading that comes after a gap', () => {
  lawTest(['2119:11.4'], 'takes off what was charged in between', () => {
    const zones = [zone('120.5', '145', { chargedSince: micro('14.37') })];
    const read = readMeter(meter({ zones }), smallRun);
    expect(read.zones).toEqual([{ zone: 0, volume: micro('10.13') }]);
    expect(read.inputs).toMatchObject({ chargedSince: '14.37' });
  });

  lawTest(['2119:11.4'], 'and gives back what was charged too much', () => {
    const zones = [zone('120.5', '122.5', { chargedSince: micro('14.37') })];
    expect(readMeter(meter({ zones }), smallRun).zones[0]?.volume).toBe(-micro('12.37'));
  });
});

describe('verification', () => {
  test.each([
    ['2026-09-30', 'norm-after-three-months'],
    ['2026-10-01', 'metered'],
    ['2026-10-15', 'metered'],
  ])('until %s', (verifiedUntil, rule) => {
    expect(readMeter(meter({ verifiedUntil }), smallRun).rule).toBe(rule);
  });

  test('that has run out is said', () => {
    expect(kinds(readMeter(meter({ verifiedUntil: '2026-09-30' }), smallRun))).toEqual([
      'verification-expired',
    ]);
  });
});
