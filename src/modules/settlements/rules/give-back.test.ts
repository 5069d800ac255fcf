import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addPeriods, period } from '#kernel/period.ts';
import { divideHalfUp, kopiykas } from '#kernel/money.ts';
import { lawTest } from '#test/law-test.ts';
import { giveBack, type GivenBack, type PastCharge } from './give-back.ts';
import { perKopiyka } from './price-by-day.ts';
import type { TracePart } from './trace.ts';

const micro = 1_000_000n;
const uah = 100_000n;
const first = period('2026-01');

function part(volume: bigint, price: bigint, zone = 0): TracePart {
  return { tariff: String(price), zone, days: 30, volume: String(volume), price: String(price) };
}

function valueOf(parts: readonly TracePart[]): bigint {
  return parts.reduce((sum, { volume, price }) => sum + BigInt(volume) * BigInt(price), 0n);
}

function month(number: number, parts: readonly TracePart[], corrected = 0n): PastCharge {
  const amount = kopiykas(divideHalfUp(valueOf(parts), perKopiyka));
  return { period: addPeriods(first, number), amount, corrected: kopiykas(corrected), parts };
}

function moneyOf({ parts, returnedBefore }: GivenBack): bigint {
  return divideHalfUp(valueOf(parts) + returnedBefore * perKopiyka, perKopiyka);
}

const shown = ({ parts }: GivenBack) =>
  parts.map(({ period: of, volume, price, zone }) => [of, BigInt(volume), BigInt(price), zone]);

describe('what was charged too much', () => {
  const past = [month(0, [part(10n * micro, 20n * uah)]), month(1, [part(6n * micro, 30n * uah)])];

  lawTest(['2119:11.4'], 'is taken off the newest months, each at its own price', () => {
    const given = giveBack([{ zone: 0, volume: -8n * micro }], past);
    expect(shown(given)).toEqual([
      ['2026-02', -6n * micro, 30n * uah, 0],
      ['2026-01', -2n * micro, 20n * uah, 0],
    ]);
    expect(moneyOf(given)).toBe(-220_00n);
    expect(given).toMatchObject({ uncharged: 0n, returnedBefore: 0n });
  });

  test('is not taken twice: what an earlier month gave back does not stand', () => {
    const gaveBack = month(2, giveBack([{ zone: 0, volume: -7n * micro }], past).parts);
    const given = giveBack([{ zone: 0, volume: -2n * micro }], [...past, gaveBack]);
    expect(shown(given)).toEqual([['2026-01', -2n * micro, 20n * uah, 0]]);
  });

  test('beyond all that was charged is volume without money', () => {
    const given = giveBack([{ zone: 0, volume: -20n * micro }], past);
    expect(given.uncharged).toBe(-4n * micro);
    expect(moneyOf(given)).toBe(-380_00n);
  });

  test('and taken off by an act since is not given a second time', () => {
    const acted = [past[0] ?? month(0, []), month(1, [part(6n * micro, 30n * uah)], -100_00n)];
    const given = giveBack([{ zone: 0, volume: -6n * micro }], acted);
    expect(given.returnedBefore).toBe(100_00n);
    expect(moneyOf(given)).toBe(-80_00n);
    // A part of the month that the act left standing is given whole.
    expect(moneyOf(giveBack([{ zone: 0, volume: -2n * micro }], acted))).toBe(-60_00n);
  });

  test('of the night is taken off the night, and of a norm off either', () => {
    const zones = [month(0, [part(5n * micro, 4n * uah, 1), part(5n * micro, 2n * uah, 2)])];
    expect(shown(giveBack([{ zone: 2, volume: -micro }], zones))).toEqual([
      ['2026-01', -micro, 2n * uah, 2],
    ]);
    const byNorm = [...zones, month(1, [part(3n * micro, 3n * uah)])];
    expect(shown(giveBack([{ zone: 1, volume: -4n * micro }], byNorm))).toEqual([
      ['2026-02', -3n * micro, 3n * uah, 0],
      ['2026-01', -micro, 4n * uah, 1],
    ]);
  });
});

describe('whatever is charged and given back', () => {
  const step = fc.record({
    zone: fc.constantFrom(0, 1, 2),
    volume: fc.bigInt({ min: -30_000_000n, max: 30_000_000n }),
    price: fc.bigInt({ min: 1n, max: 9_999_999n }),
    act: fc.bigInt({ min: 0n, max: 40_00n }),
  });

  function runMonths(
    steps: readonly { zone: number; volume: bigint; price: bigint; act: bigint }[],
  ) {
    const past: PastCharge[] = [];
    const charged: bigint[] = [];
    for (const [number, { zone, volume, price, act }] of steps.entries()) {
      if (volume >= 0n) {
        const billed = month(number, [part(volume, price, zone)]);
        const most = billed.amount < act ? billed.amount : act;
        past.push({ ...billed, corrected: kopiykas(-most) });
        charged.push(billed.amount - most);
        continue;
      }
      const given = giveBack([{ zone, volume }], past);
      const back = -given.parts.reduce((sum, one) => sum + BigInt(one.volume), given.uncharged);
      expect(back).toBe(-volume);
      expect(moneyOf(given)).toBeLessThanOrEqual(0n);
      const amount = kopiykas(moneyOf(given));
      const period = addPeriods(first, number);
      past.push({ period, amount, corrected: kopiykas(0n), parts: given.parts });
      charged.push(amount);
    }
    return charged;
  }

  test('volume is whole, no money is given that was not taken, twice is the same', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        const charged = runMonths(steps);
        let total = 0n;
        for (const amount of charged) {
          total += amount;
          expect(total).toBeGreaterThanOrEqual(0n);
        }
        expect(runMonths(steps)).toEqual(charged);
      }),
    );
  });

  test('all of it given back is all of the money', () => {
    const positive = fc.array(
      fc.record({
        volume: fc.bigInt({ min: 1n, max: 30_000_000n }),
        price: fc.bigInt({ min: 1n, max: 9_999_999n }),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(positive, (months) => {
        const past = months.map(({ volume, price }, number) =>
          month(number, [part(volume, price)]),
        );
        const all = months.reduce((sum, { volume }) => sum + volume, 0n);
        const given = moneyOf(giveBack([{ zone: 0, volume: -all }], past));
        const taken = past.reduce((sum, { amount }) => sum + amount, 0n);
        // Each month is rounded once and so is the give-back.
        expect(taken + given).toBeLessThanOrEqual(BigInt(months.length));
        expect(taken + given).toBeGreaterThanOrEqual(0n);
      }),
    );
  });
});
