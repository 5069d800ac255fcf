import { expect, test } from 'vitest';
import type { MeterFacts } from '../ports.ts';
import { chooseMeter } from './choose-meter.ts';
import { parseDate, type ParsedLine } from './parse-line.ts';

const day = parseDate('31.10.2026') ?? Temporal.PlainDate.from('1970-01-01');

function meter(change: Partial<MeterFacts> = {}): MeterFacts {
  return {
    hromadaId: 7,
    meterId: 1n,
    accountId: 2n,
    service: 'cold-water',
    serial: 'W-1',
    digits: 5,
    decimals: 3,
    zones: 1,
    installedOn: day.subtract({ years: 3 }),
    removedOn: null,
    ...change,
  };
}

function choose(zone: ParsedLine['zone'], ...candidates: readonly MeterFacts[]) {
  const line = { zone, takenOn: day } as ParsedLine;
  const chosen = chooseMeter(line, candidates);
  return typeof chosen === 'string' ? chosen : `${chosen.meter.meterId}:${chosen.zone}`;
}

test('the meter that stood there on the day', () => {
  const removed = meter({ meterId: 3n, removedOn: day.subtract({ days: 1 }) });
  const later = meter({ meterId: 4n, installedOn: day.add({ days: 1 }) });
  expect(choose(null)).toBe('meter-not-found');
  expect(choose(null, meter())).toBe('1:0');
  expect(choose(null, removed)).toBe('3:0');
  expect(choose(null, removed, meter(), later)).toBe('1:0');
  expect(choose(null, removed, later)).toBe('3:0');
  expect(choose(null, meter(), meter({ meterId: 5n }))).toBe('several-meters');
  // On the day of the replacement both stood there.
  expect(choose(null, meter({ removedOn: day }), meter({ installedOn: day }))).toBe(
    'several-meters',
  );
});

test.each([
  [1, null, '1:0'],
  [1, 0, '1:0'],
  [1, 'whole', '1:0'],
  [1, 1, 'no-such-zone'],
  [1, 'day', 'no-such-zone'],
  [2, null, 'zone-missing'],
  [2, 1, '1:1'],
  [2, 'day', '1:1'],
  [2, 'night', '1:2'],
  [2, 'peak', 'no-such-zone'],
  [2, 'whole', 'no-such-zone'],
  [2, 0, 'no-such-zone'],
  [2, 3, 'no-such-zone'],
  [3, 'peak', '1:1'],
  [3, 'half-peak', '1:2'],
  [3, 'night', '1:3'],
  [3, 'day', 'no-such-zone'],
] as const)('of %i zones %s is %s', (zones, zone, expected) => {
  expect(choose(zone, meter({ zones }))).toBe(expected);
});
