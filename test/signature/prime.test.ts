import { expect, test } from 'vitest';
import { isProbablyPrime, powerModulo } from './prime.ts';
import { randomScalar } from '#exchange/signature/own/crypto/random.ts';

test('primes pass', () => {
  for (const prime of [5n, 7n, 65_537n, (1n << 127n) - 1n, (1n << 255n) - 19n]) {
    expect(isProbablyPrime(prime)).toBe(true);
  }
});

test('composite numbers fail, also those that deceive fixed bases', () => {
  const carmichael = [561n, 41_041n, 825_265n, 321_197_185n];
  // Strong pseudoprime to the bases 2 … 37 (Sorenson and Webster).
  const deceiver = 3_317_044_064_679_887_385_961_981n;
  const others = [0n, 1n, 4n, 9n, -7n, ((1n << 127n) - 1n) * ((1n << 89n) - 1n)];
  for (const composite of [...carmichael, deceiver, ...others]) {
    expect(isProbablyPrime(composite)).toBe(false);
  }
});

test('powers are those of multiplication', () => {
  expect(powerModulo(3n, 5n, 1_000n)).toBe(243n);
  expect(powerModulo(2n, 10n, 1_000n)).toBe(24n);
});

test('random numbers out of range are drawn again, not reduced', () => {
  const draws = [0xff, 0, 0x0b, 0x0a];
  const random = () => Uint8Array.of(draws.shift() ?? 0);
  expect(randomScalar(11n, random)).toBe(10n);
  expect(draws).toHaveLength(0);
  expect(() => randomScalar(11n, () => Uint8Array.of(0))).toThrow('no number in range');
});

test('random numbers are spread evenly over the range', () => {
  const counts = new Map<bigint, number>();
  for (let draw = 0; draw < 4_000; draw += 1) {
    const scalar = randomScalar(5n);
    counts.set(scalar, (counts.get(scalar) ?? 0) + 1);
  }
  expect(new Set(counts.keys())).toEqual(new Set([1n, 2n, 3n, 4n]));
  for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(200);
});
