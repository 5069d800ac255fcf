import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { exponential, stream, type Random } from './random.ts';

const drawn = 20_000;

function draw<T>(random: Random, next: (random: Random) => T, count = drawn): T[] {
  return Array.from({ length: count }, () => next(random));
}

function share<T>(values: readonly T[], counts: (value: T) => boolean): number {
  return values.filter(counts).length / values.length;
}

test('the numbers of a stream are the same on every machine', () => {
  const random = stream(1039, 'building', 'UA05029900000099001', 17);
  expect(draw(random, (r) => r.uint32(), 4)).toEqual([
    490028009, 144981408, 1511301835, 3153163842,
  ]);
});

test('equal keys make equal streams, and every part of a key counts', () => {
  const first = (...keys: (string | number | bigint)[]) => stream(1, ...keys).uint32();
  expect(first('building', 17)).toBe(first('building', 17));
  const variants = [
    stream(2, 'building', 17).uint32(),
    first('building', 18),
    first('house', 17),
    first('building', 17 + 2 ** 32),
    first('building', '17'),
    first('build', 'ing', 17),
    first('buildin', 'g17'),
    first(17, 'building'),
  ];
  expect(new Set([first('building', 17), ...variants]).size).toBe(variants.length + 1);
});

test('a number and a bigint of the same value are the same key', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (id) => {
      expect(stream(1, id).uint32()).toBe(stream(1, BigInt(id)).uint32());
    }),
  );
});

test('a key that is not whole is refused', () => {
  expect(() => stream(0.5)).toThrow(RangeError);
  expect(() => stream(1, Number.NaN)).toThrow(RangeError);
});

test('neighbouring keys make independent first numbers', () => {
  const firsts = Array.from({ length: drawn }, (_, id) => stream(7, 'meter', id).fraction());
  const mean = firsts.reduce((sum, value) => sum + value, 0) / drawn;
  expect(mean).toBeGreaterThan(0.49);
  expect(mean).toBeLessThan(0.51);
  expect(share(firsts, (value) => value < 0.01)).toBeCloseTo(0.01, 2);
});

test('integers reach both ends and nothing beyond', () => {
  fc.assert(
    fc.property(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 12 }), (min, span) => {
      const values = draw(stream(3, min, span), (r) => r.integer(min, min + span), 1000);
      expect(Math.min(...values)).toBe(min);
      expect(Math.max(...values)).toBe(min + span);
    }),
  );
});

test('the normal has mean 0, deviation 1 and its usual tails', () => {
  const values = draw(stream(5, 'normal'), (r) => r.normal());
  const mean = values.reduce((sum, value) => sum + value, 0) / drawn;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn;
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.abs(variance - 1)).toBeLessThan(0.04);
  expect(share(values, (value) => Math.abs(value) < 1)).toBeCloseTo(0.683, 1);
});

test('half of a log-normal lies below its median', () => {
  const values = draw(stream(5, 'log-normal'), (r) => r.logNormal(36, 1));
  expect(Math.abs(share(values, (value) => value < 36) - 0.5)).toBeLessThan(0.015);
  expect(Math.max(...values)).toBeGreaterThan(600);
});

test('choices come by their weights', () => {
  const choices = [
    { value: 'often', weight: 72 },
    { value: 'seldom', weight: 28 },
    { value: 'never', weight: 0 },
  ];
  const values = draw(stream(5, 'weights'), (r) => r.weighted(choices));
  expect(Math.abs(share(values, (value) => value === 'often') - 0.72)).toBeLessThan(0.015);
  expect(values).not.toContain('never');
  expect(() => stream(1).pick([])).toThrow(RangeError);
  expect(() => stream(1).weighted([])).toThrow(RangeError);
});

test('the exponential agrees with the library to twelve digits', () => {
  fc.assert(
    fc.property(fc.double({ min: -10, max: 10, noNaN: true }), (x) => {
      expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(1e-12);
    }),
  );
});
