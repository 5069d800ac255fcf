import {
  type RandomSource,
  randomScalar,
  systemRandom,
} from '#exchange/signature/own/crypto/random.ts';

/** A composite number passes one round with a chance of at most 1/4, whoever chose it. */
const rounds = 16;

/** Whether an odd number above 3 is prime, by Miller and Rabin with random bases. */
export function isProbablyPrime(value: bigint, random: RandomSource = systemRandom): boolean {
  if (value < 5n || (value & 1n) === 0n) return false;
  let odd = value - 1n;
  let twos = 0;
  while ((odd & 1n) === 0n) {
    odd >>= 1n;
    twos += 1;
  }
  for (let round = 0; round < rounds; round += 1) {
    if (provesComposite(value, randomScalar(value, random), odd, twos)) return false;
  }
  return true;
}

function provesComposite(value: bigint, base: bigint, odd: bigint, twos: number): boolean {
  let power = powerModulo(base, odd, value);
  if (power === 1n || power === value - 1n) return false;
  for (let step = 1; step < twos; step += 1) {
    power = (power * power) % value;
    if (power === value - 1n) return false;
  }
  return true;
}

export function powerModulo(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let power = 1n;
  for (const bit of exponent.toString(2)) {
    power = (power * power) % modulus;
    if (bit === '1') power = (power * base) % modulus;
  }
  return power;
}
