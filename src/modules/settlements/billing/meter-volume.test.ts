import { describe, expect, test } from 'vitest';
import { period } from '#kernel/period.ts';
import { lawTest } from '#test/law-test.ts';
import { readMeter, type MeterVolume } from './meter-volume.ts';
import type { MeterInput, RunContext, ZoneInput } from './model.ts';
import { meter, micro, seasonRules, smallRules, smallRun, zone } from './fixtures/small-run.ts';

function read(input: Partial<MeterInput>, rules = smallRules, run = smallRun): MeterVolume {
  return readMeter(meter(input), rules, run);
}

function kinds({ questions }: MeterVolume): readonly string[] {
  return questions.map(({ kind }) => kind);
}

function volumes({ zones }: MeterVolume): readonly bigint[] {
  return zones.map(({ volume }) => volume);
}

/** Where the first zone stands after the month: value, day, charged beyond it. */
function after({ standings: [first] }: MeterVolume): readonly unknown[] {
  return first === undefined ? [] : [first.value, first.takenOn, first.charged];
}

function remarked(remark: string): ZoneInput {
  const { current, ...plain } = zone('100', '172');
  return { ...plain, current: current && { ...current, remark } };
}

describe('a meter with its readings', () => {
  lawTest(['2119:8.1'], 'is charged by their difference', () => {
    const october = read({});
    expect(october).toMatchObject({ rule: 'metered', zones: [{ zone: 0, volume: 7_250_000n }] });
    expect(october.questions).toEqual([]);
    expect(october.inputs).toEqual({
      meter: '1000',
      previous: '120.5',
      previousOn: '2026-09-30',
      current: '127.75',
      currentOn: '2026-10-31',
      source: 'consumer',
    });
    expect(after(october)).toEqual([micro('127.75'), '2026-10-31', 0n]);
  });

  test('gives each zone of the day its volume', () => {
    const zones = [zone('1000', '1180', { zone: 1 }), zone('500', '595', { zone: 2 })];
    const october = read({ service: 'electricity-supply', zones });
    expect(volumes(october)).toEqual([micro('180'), micro('95')]);
    expect(october.inputs).toMatchObject({ 'previous.1': '1000', 'current.2': '595' });
    expect(october.standings.map(({ zone: number }) => number)).toEqual([1, 2]);
  });

  test('that ran past its last digit counts on', () => {
    expect(volumes(read({ zones: [zone('99998.5', '2.5')] }))).toEqual([micro('4')]);
  });

  test.each([
    ['far-from-usual', ['far-from-usual']],
    ['far-from-usual,digits-swapped', ['far-from-usual', 'digits-swapped']],
    ['rollover', ['rolled-over']],
    ['zero', ['nothing-used']],
  ])('is charged, and what its checks asked is asked again: %s', (remark, expected) => {
    const october = read({ zones: [remarked(remark)] });
    expect(october.rule).toBe('metered');
    expect(kinds(october)).toEqual(expected);
    expect(october.questions[0]?.details).toMatchObject({ previous: '100', current: '172' });
  });

  test('that shows less than before asks, is charged by the average and stands where it stood', () => {
    const october = read({ zones: [zone('120.5', '119')] });
    expect(volumes(october)).toEqual([7_185_000n]);
    expect(kinds(october)).toEqual(['reading-lower', 'charged-by-average']);
    expect(after(october)).toEqual([micro('120.5'), '2026-09-30', 7_185_000n]);
  });

  test('of one zone only is not read at all', () => {
    const zones = [zone('1000', '1180', { zone: 1 }), zone('500', undefined, { zone: 2 })];
    const october = read({ zones });
    expect(october.rule).toBe('metered-average');
    expect(october.standings.map(({ value }) => value)).toEqual([micro('1000'), micro('500')]);
  });
});

describe('a meter without a reading', () => {
  lawTest(['2119:11.4'], 'is charged by the average of the year, and it is said', () => {
    const october = read({ zones: [zone('120.5', undefined)] });
    expect(october).toMatchObject({ rule: 'metered-average', zones: [{ volume: 7_185_000n }] });
    expect(kinds(october)).toEqual(['charged-by-average']);
    expect(october.inputs).toMatchObject({ historyDays: '365', method: 'last-months' });
    expect(october.parameters).toBe(smallRules.parameters);
  });

  lawTest(['2119:11.4'], 'after three months is no meter any more', () => {
    const last = (billedOn: string) => read({ zones: [zone('120.5', undefined, { billedOn })] });
    expect(last('2026-07-31').rule).toBe('metered-average');
    const october = last('2026-06-30');
    expect(october).toMatchObject({ rule: 'norm-after-three-months', zones: [], normZone: 0 });
    expect(october.questions[0]?.details).toEqual({ why: 'too-long' });
  });

  test.each([
    ['a short history', [{ method: 'last-months', volume: micro('2'), days: 20 }]],
    ['no history', []],
  ] as const)('and with %s is charged by the norm at once', (_, histories) => {
    const october = read({ zones: [zone('1', undefined, { histories })] });
    expect(october.zones).toEqual([]);
    expect(october.questions[0]?.details).toEqual({ why: 'no-history' });
  });

  test('and never read before begins with its first reading, by the norm', () => {
    const october = read({ zones: [zone(undefined, '3.2')] });
    expect(october).toMatchObject({ rule: 'norm-after-three-months', normZone: undefined });
    expect(after(october)).toEqual([micro('3.2'), '2026-10-31', 0n]);
    expect(read({ zones: [zone(undefined, undefined)] }).standings).toEqual([]);
  });

  test('and taken away in the month is estimated for the days it was there', () => {
    const october = read({ removedOn: '2026-10-11', zones: [zone('120.5', undefined)] });
    // 84.6 m³ of 365 days for ten days.
    expect(volumes(october)).toEqual([2_318_000n]);
    expect(october.days).toBe(10);
  });

  test('because it was taken away with its last reading billed has nothing more to show', () => {
    const removed = {
      removedOn: '2026-10-02',
      zones: [zone('9', undefined, { billedOn: '2026-10-02' })],
    };
    const october = read(removed, smallRules, { ...smallRun, readingDaysAfter: 5 });
    expect(october).toMatchObject({ rule: 'metered', zones: [{ volume: 0n }], questions: [] });
  });
});

describe('heat without a reading', () => {
  const winter = { method: 'heating-season', volume: micro('12'), days: 212 } as const;
  const histories = [winter, { method: 'this-season', volume: micro('4'), days: 61 }] as const;
  const heat = (run: RunContext, billedOn: string) =>
    read(
      { service: 'heat', zones: [zone('50', undefined, { histories, billedOn })] },
      seasonRules,
      run,
    );

  lawTest(['2119:11.4'], 'is charged by the average of the last heating season', () => {
    const october = heat(smallRun, '2026-09-30');
    expect(volumes(october)).toEqual([1_754_717n]);
    expect(october.inputs).toMatchObject({ method: 'heating-season', historyDays: '212' });
  });

  lawTest(['2119:11.4'], 'counts the three months among those with supply', () => {
    expect(heat(smallRun, '2026-04-30').rule).toBe('metered-average');
    expect(heat(smallRun, '2026-01-31').rule).toBe('norm-after-three-months');
  });

  test('is not estimated in summer', () => {
    const july = { ...smallRun, period: period('2026-07') };
    expect(volumes(heat(july, '2026-04-30'))).toEqual([0n]);
  });

  test('without a last season falls back on what there is of this one', () => {
    const zones = [zone('50', undefined, { histories: histories.slice(1) })];
    expect(read({ service: 'heat', zones }, seasonRules).inputs).toMatchObject({
      method: 'this-season',
    });
  });
});

describe('a reading that comes after a gap', () => {
  lawTest(['2119:11.4'], 'takes off what was charged in between', () => {
    const october = read({ zones: [zone('120.5', '145', { charged: '14.37' })] });
    expect(volumes(october)).toEqual([micro('10.13')]);
    expect(october.inputs).toMatchObject({ chargedSince: '14.37' });
    expect(after(october)).toEqual([micro('145'), '2026-10-31', 0n]);
  });

  lawTest(['2119:11.4'], 'and gives back what was charged too much', () => {
    const october = read({ zones: [zone('120.5', '122.5', { charged: '14.37' })] });
    expect(volumes(october)).toEqual([-micro('12.37')]);
  });

  test('too late for its own month is counted with the next one, read or not', () => {
    const late = { value: micro('190'), takenOn: '2026-09-30' };
    const unread = zone('177', undefined, { charged: '7', billedOn: '2026-08-31', late });
    const october = read({ zones: [unread] });
    expect(volumes(october)).toEqual([micro('6') + 7_185_000n]);
    expect(october.inputs).toMatchObject({ settled: '6', monthsBefore: '0' });
    expect(after(october)).toEqual([micro('190'), '2026-09-30', 7_185_000n]);
    const known = zone('177', '197', { charged: '7', billedOn: '2026-08-31', late });
    expect(volumes(read({ zones: [known] }))).toEqual([micro('13')]);
  });

  test('corrected after it was billed gives back the difference', () => {
    const october = read({ zones: [zone('771', '184', { corrected: micro('177') })] });
    expect(volumes(october)).toEqual([micro('7') - micro('594')]);
    expect(october.inputs).toMatchObject({ previous: '177', settled: '-594' });
  });
});

describe('verification', () => {
  test.each([
    ['2026-09-30', 'norm-after-three-months'],
    ['2026-10-01', 'metered'],
    ['2026-10-15', 'metered'],
  ])('until %s', (verifiedUntil, rule) => {
    expect(read({ verifiedUntil }).rule).toBe(rule);
  });

  test('that has run out is said, and a reading moves the meter on with nothing to take off', () => {
    const october = read({ verifiedUntil: '2026-09-30' });
    expect(kinds(october)).toEqual(['verification-expired']);
    expect(october.normZone).toBeUndefined();
    expect(after(october)).toEqual([micro('127.75'), '2026-10-31', 0n]);
  });

  const expired = { verifiedUntil: '2026-09-30' };

  test('that has run out leaves a meter without a reading where it stood, with its days noted', () => {
    const october = read({ ...expired, zones: [zone('120.5', undefined)] });
    expect(october).toMatchObject({ zones: [], normZone: undefined });
    expect(october.standings).toMatchObject([{ value: micro('120.5'), charged: 0n, normDays: 31 }]);
  });

  lawTest(
    ['2119:11.4'],
    'that is renewed counts the days with it: for the others the norm is final',
    () => {
      const billed = { ...zone('100', '161'), standing: standingOf('100', '2026-08-31', 30) };
      const october = read({ zones: [billed] });
      // 61 m³ in 61 days, thirty of which were September's.
      expect(volumes(october)).toEqual([micro('31')]);
      expect(october.inputs).toMatchObject({ normDays: '30' });
      expect(october.standings[0]).not.toHaveProperty('normDays');
    },
  );

  test('that has run out lets a reading settle the days before', () => {
    const estimated = zone('100', '161', { charged: '20', billedOn: '2026-08-31' });
    expect(volumes(read({ ...expired, zones: [estimated] }))).toEqual([micro('30') - micro('20')]);
    const late = { value: micro('130'), takenOn: '2026-09-30' };
    const unread = zone('100', undefined, { charged: '20', billedOn: '2026-08-31', late });
    expect(volumes(read({ ...expired, zones: [unread] }))).toEqual([micro('10')]);
  });

  function standingOf(value: string, takenOn: string, normDays: number) {
    return { value: micro(value), takenOn, charged: 0n, normDays };
  }
});
