import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { settleZone, type Standing, type ZoneReadings } from './settle-meter.ts';

const unit = 1_000_000n;
const digits = 5;

function at(value: bigint, takenOn: string) {
  return { value: value * unit, takenOn };
}

function billed(value: bigint, charged = 0n): Standing {
  return { ...at(value, '2026-09-30'), charged: charged * unit };
}

function settled(zone: ZoneReadings) {
  const { from, settled: before, measured } = settleZone(zone, digits);
  return {
    from: [from.value / unit, from.takenOn, from.charged / unit],
    settled: before / unit,
    measured: measured === undefined ? undefined : measured / unit,
  };
}

const october = (value: bigint) => at(value, '2026-10-31');
const november = (value: bigint) => at(value, '2026-11-30');

describe('a month is counted from what was billed', () => {
  test.each<[string, ZoneReadings, ReturnType<typeof settled>]>([
    [
      'the ordinary month',
      { standing: billed(177n), current: october(184n) },
      { from: [177n, '2026-09-30', 0n], settled: 0n, measured: 7n },
    ],
    [
      'no reading',
      { standing: billed(177n, 7n) },
      { from: [177n, '2026-09-30', 7n], settled: 0n, measured: undefined },
    ],
    [
      'a late reading, when the current one is there, is passed over',
      { standing: billed(177n, 7n), late: october(190n), current: november(197n) },
      { from: [177n, '2026-09-30', 7n], settled: 0n, measured: 20n },
    ],
    [
      'a late reading alone is stepped on',
      { standing: billed(177n, 7n), late: october(190n) },
      { from: [190n, '2026-10-31', 0n], settled: 6n, measured: undefined },
    ],
    [
      'a late reading that is lower is no reading',
      { standing: billed(177n, 7n), late: october(148n) },
      { from: [177n, '2026-09-30', 7n], settled: 0n, measured: undefined },
    ],
    [
      'a current reading that is lower is none either',
      { standing: billed(177n), current: october(148n) },
      { from: [177n, '2026-09-30', 0n], settled: 0n, measured: undefined },
    ],
    [
      'a reading corrected down since it was billed',
      { standing: billed(771n), corrected: 177n * unit, current: october(184n) },
      { from: [177n, '2026-09-30', 0n], settled: -594n, measured: 7n },
    ],
    [
      'one corrected down with no reading since',
      { standing: billed(771n, 7n), corrected: 177n * unit },
      { from: [177n, '2026-09-30', 7n], settled: -594n, measured: undefined },
    ],
    [
      'a dial that ran over is counted over the late reading',
      { standing: billed(85_000n, 7n), late: october(95_000n), current: november(3_000n) },
      { from: [95_000n, '2026-10-31', 0n], settled: 9_993n, measured: 8_000n },
    ],
  ])('%s', (_, zone, expected) => {
    expect(settled(zone)).toEqual(expected);
  });
});

/** What a month may do to a meter that turns on by `used` in it. */
const month = fc.record({
  used: fc.bigInt({ min: 0n, max: 30n }),
  reading: fc.constantFrom('read', 'missing', 'late', 'typo', 'typo-corrected'),
  estimate: fc.bigInt({ min: 0n, max: 40n }),
});

lawTest(
  ['2119:11.4'],
  'whatever is missing, late or wrong, in the end the meter is charged once',
  () => {
    fc.assert(
      fc.property(
        fc.array(month, { minLength: 1, maxLength: 12 }),
        fc.bigInt({ min: 0n, max: 99_999n }),
        (months, first) => {
          const scale = 10n ** BigInt(digits);
          let standing: Standing = { ...at(first, '2025-12-31'), charged: 0n };
          let late: ZoneReadings['late'];
          let corrected: bigint | undefined;
          let moved = first;
          let charged = 0n;
          const bill = (zone: ZoneReadings, estimate: bigint) => {
            const { from, settled: before, measured } = settleZone(zone, digits);
            const isRead = measured !== undefined && zone.current !== undefined;
            charged += before + (isRead ? measured - from.charged : estimate * unit);
            standing = isRead
              ? { ...zone.current, charged: 0n }
              : { ...from, charged: from.charged + estimate * unit };
          };
          for (const [index, { used, reading, estimate }] of months.entries()) {
            moved += used;
            const on = Temporal.PlainDate.from('2026-01-31').add({ months: index }).toString();
            const truth = at(moved % scale, on);
            const typo = { ...truth, value: (truth.value / unit / 2n) * unit };
            const shown = {
              read: truth,
              missing: undefined,
              late: undefined,
              typo,
              'typo-corrected': typo,
            };
            const current = shown[reading];
            bill({ standing, late, corrected, current }, estimate);
            late = reading === 'late' ? truth : late;
            corrected = undefined;
            if (reading.startsWith('typo') && standing.takenOn === on) corrected = truth.value;
            if (reading === 'typo-corrected') late = truth;
          }
          moved += 1n;
          bill({ standing, late, corrected, current: at(moved % scale, '2027-06-30') }, 0n);
          fc.pre(standing.charged === 0n && standing.takenOn === '2027-06-30');
          expect((charged - (moved - first) * unit) % (scale * unit)).toBe(0n);
        },
      ),
    );
  },
);

test('a month by the norm, read or not, changes nothing of the months beside it', () => {
  const anyUse = fc.record({
    daily: fc.bigInt({ min: 0n, max: 50n }),
    monthsByNorm: fc.integer({ min: 1, max: 6 }),
    isRead: fc.boolean(),
  });
  fc.assert(
    fc.property(anyUse, ({ daily, monthsByNorm, isRead }) => {
      const begins = Temporal.PlainDate.from('2026-01-31');
      const on = (day: Temporal.PlainDate) =>
        at(daily * BigInt(begins.until(day).days), day.toString());
      let standing: Standing = { ...on(begins), charged: 0n };
      let day = begins;
      for (let month = 1; month <= monthsByNorm; month += 1) {
        const next = begins.add({ months: month });
        const normDays = day.until(next).days;
        const current = isRead ? on(next) : undefined;
        const {
          from,
          settled: before,
          measured,
        } = settleZone({ standing, current, normDays }, digits);
        expect([before, measured ?? 0n]).toEqual([0n, 0n]);
        standing = current === undefined ? from : { ...current, charged: 0n };
        day = next;
      }
      const verified = day.add({ days: 30 });
      const { measured = -1n, from } = settleZone({ standing, current: on(verified) }, digits);
      const expected = daily * 30n * unit;
      expect(measured).toBe(expected);
      expect(from.charged).toBe(0n);
    }),
  );
});
