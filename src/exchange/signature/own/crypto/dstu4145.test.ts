import { describe, expect, test } from 'vitest';
import { BinaryCurve } from './binary-curve.ts';
import {
  generatePrivateKey,
  publicKeyOf,
  readDstuPublicKey,
  signDstu,
  signWithNonce,
  verifyDstu,
  verifyWithKey,
} from './dstu4145.ts';
import { nonceOf } from './nonce.ts';
import { concatenate, octetsOfHex, octetsOfNumber } from './octets.ts';
import { systemRandom } from './random.ts';
import { findStandardCurve, standardCurveOids } from './standard-curves.ts';

const prefix = '1.2.804.2.1.1.1.1.3.1.1.2.';
const curves = standardCurveOids.map((oid) => findStandardCurve(oid) as BinaryCurve);
const m257 = findStandardCurve(`${prefix}6`) as BinaryCurve;

/** DSTU 4145-2002, annex B: the smallest curve with another base point. */
function exampleCurve(): BinaryCurve {
  const { field, a, b, order } = findStandardCurve(`${prefix}0`) as BinaryCurve;
  const base = {
    x: field.fromOctets(octetsOfHex('72d867f93a93ac27df9ff01affe74885c8c540420')),
    y: field.fromOctets(octetsOfHex('0224a9c3947852b97c5599d5f4ab81122adc3fd9b')),
  };
  return new BinaryCurve({ field, a, b, order, base });
}

const example = {
  digest: octetsOfHex('09c9c44277910c9aaee486883a2eb95b7180166ddf73532eeb76edaef52247ff'),
  privateKey: 0x183f60fdf7951ff47d67193f8d073790c1c9b5a3en,
  nonce: 0x1025e40bd97db012b7a1d79de8e12932d247f61c6n,
  r: 0x274ea2c0caa014a0d80a424f59ade7a93068d08a7n,
  s: 0x2100d86957331832b8e8c230f5bd6a332b3615acan,
};

test('the example of the standard comes out (DSTU 4145-2002, annex B)', () => {
  const curve = exampleCurve();
  const { digest, privateKey, nonce, r, s } = example;
  const publicKey = publicKeyOf(curve, privateKey);
  // x of the example's public key; the lowest bit of the octets is not of x.
  const x = 0x57de7fde023ff929cb6ac785ce4b79cf64abdc2dan;
  expect(publicKey.subarray(1)).toEqual(octetsOfNumber(x, 21).subarray(1));
  const signature = signWithNonce(curve, { privateKey, nonce, random: systemRandom }, digest);
  expect(signature).toEqual(concatenate(octetsOfNumber(r, 21), octetsOfNumber(s, 21)));
  expect(verifyDstu(curve, publicKey, digest, signature as Uint8Array)).toBe(true);
});

describe.each(curves)('on $oid', (curve) => {
  const privateKey = generatePrivateKey(curve);
  const publicKey = publicKeyOf(curve, privateKey);

  test.each([32, 48, 64])('a signature of %i octets of hash is genuine', (length) => {
    const digest = systemRandom(length);
    const signature = signDstu(curve, privateKey, digest);
    expect(signature).toHaveLength(2 * curve.scalarOctets);
    expect(verifyDstu(curve, publicKey, digest, signature)).toBe(true);
  });

  test('one bit changed anywhere spoils it', () => {
    const digest = systemRandom(32);
    const signature = signDstu(curve, privateKey, digest);
    const parts = { publicKey, digest, signature };
    for (const part of ['publicKey', 'digest', 'signature'] as const) {
      for (let bit = part === 'digest' ? 3 : 0; bit < 8 * parts[part].length; bit += 29) {
        // Bits of a hash above the field are not signed.
        if (part === 'digest' && bit >= curve.field.degree) break;
        const changed = parts[part].slice();
        changed[bit >>> 3] = (changed[bit >>> 3] as number) ^ (1 << (bit & 7));
        const mutant = { ...parts, [part]: changed };
        expect(verifyDstu(curve, mutant.publicKey, mutant.digest, mutant.signature)).toBe(false);
      }
    }
  });
});

test('a hash of zeros is signed as one', () => {
  const privateKey = generatePrivateKey(m257);
  const publicKey = publicKeyOf(m257, privateKey);
  const signature = signDstu(m257, privateKey, new Uint8Array(32));
  expect(verifyDstu(m257, publicKey, new Uint8Array(32), signature)).toBe(true);
  const one = new Uint8Array(32);
  one[0] = 1;
  expect(verifyDstu(m257, publicKey, one, signature)).toBe(true);
  one[0] = 2;
  expect(verifyDstu(m257, publicKey, one, signature)).toBe(false);
});

test('a key read once verifies many signatures', () => {
  const privateKey = generatePrivateKey(m257);
  const key = readDstuPublicKey(m257, publicKeyOf(m257, privateKey));
  for (let count = 0; count < 5; count += 1) {
    const digest = systemRandom(32);
    const signature = signDstu(m257, privateKey, digest);
    expect(key !== undefined && verifyWithKey(key, digest, signature)).toBe(true);
    expect(key !== undefined && verifyWithKey(key, systemRandom(32), signature)).toBe(false);
  }
});

describe('nonces', () => {
  const privateKey = generatePrivateKey(m257);
  const digest = systemRandom(32);
  const stuck = (length: number) => new Uint8Array(length).fill(7);

  test('a stuck random source gives each digest and each key another nonce', () => {
    const nonces = [
      nonceOf(m257, privateKey, digest, stuck),
      nonceOf(m257, privateKey, systemRandom(32), stuck),
      nonceOf(m257, privateKey ^ 1n, digest, stuck),
    ];
    expect(new Set(nonces).size).toBe(3);
    expect(nonceOf(m257, privateKey, digest, stuck)).toBe(nonces[0]);
  });

  test('a good one gives the same message another each time', () => {
    const [first, second] = [1, 2].map(() => signDstu(m257, privateKey, digest));
    expect(first).not.toEqual(second);
  });

  test.each(curves)('they fill the range of $oid evenly', (curve) => {
    const count = 400;
    const key = generatePrivateKey(curve);
    const nonces = Array.from({ length: count }, () => nonceOf(curve, key, digest, systemRandom));
    expect(nonces.every((nonce) => nonce > 0n && nonce < curve.order)).toBe(true);
    const inUpperHalf = nonces.filter((nonce) => nonce > curve.order / 2n).length;
    expect(Math.abs(inUpperHalf - count / 2)).toBeLessThan(70);
  });
});

/** Turned round, one key of 128 is still inside the field and may be a key itself: no such. */
function privateKeyOfOneWay(): bigint {
  for (;;) {
    const privateKey = generatePrivateKey(m257);
    const [lowest = 0] = publicKeyOf(m257, privateKey);
    if (lowest > 1) return privateKey;
  }
}

describe('hostile input is refused without an exception', () => {
  const privateKey = privateKeyOfOneWay();
  const publicKey = publicKeyOf(m257, privateKey);
  const digest = systemRandom(32);
  const signature = signDstu(m257, privateKey, digest);
  const size = m257.scalarOctets;
  const r = signature.subarray(0, size);
  const s = signature.subarray(size);
  const order = octetsOfNumber(m257.order, size);

  const signatures: readonly [string, Uint8Array][] = [
    ['empty', new Uint8Array()],
    ['of odd length', signature.subarray(1)],
    ['short', signature.subarray(2)],
    ['long', concatenate(signature, Uint8Array.of(0, 0))],
    ['with each half long', concatenate(r, Uint8Array.of(0), s, Uint8Array.of(0))],
    ['inside an OCTET STRING', concatenate(Uint8Array.of(4, 64), signature)],
    ['huge', new Uint8Array(1_000_000)],
    ['of zeros', new Uint8Array(2 * size)],
    ['with r = 0', concatenate(new Uint8Array(size), s)],
    ['with s = 0', concatenate(r, new Uint8Array(size))],
    ['with r = n', concatenate(order, s)],
    ['with s = n', concatenate(r, order)],
    ['of ones', new Uint8Array(2 * size).fill(0xff)],
    ['with halves exchanged', concatenate(s, r)],
    ['big-endian', concatenate(r.toReversed(), s.toReversed())],
  ];

  test.each(signatures)('a signature %s', (_name, mutant) => {
    expect(verifyDstu(m257, publicKey, digest, mutant)).toBe(false);
  });

  test('r and s of the same value modulo n, but not below it', () => {
    // n is short of 2^256 by half, so that some numbers fit twice.
    for (let count = 0; count < 20; count += 1) {
      const made = signDstu(m257, privateKey, digest);
      const larger = [made.subarray(0, size), made.subarray(size)].map((half) =>
        octetsOfNumber(BigInt(`0x${half.toReversed().toHex()}`) + m257.order, size),
      );
      const [largerR, largerS] = larger as [Uint8Array, Uint8Array];
      const mutants = [
        concatenate(largerR, made.subarray(size)),
        concatenate(made.subarray(0, size), largerS),
      ];
      for (const mutant of mutants) {
        expect(verifyDstu(m257, publicKey, digest, mutant)).toBe(false);
      }
    }
  });

  const keys: readonly [string, Uint8Array][] = [
    ['empty', new Uint8Array()],
    ['short', publicKey.subarray(1)],
    ['long', concatenate(publicKey, Uint8Array.of(0))],
    ['of zeros, as the point of order two is written', new Uint8Array(33)],
    ['of one, the other form of that', Uint8Array.of(1, ...new Uint8Array(32))],
    ['above the field', new Uint8Array(33).fill(0xff)],
    ['inside an OCTET STRING', concatenate(Uint8Array.of(4, 33), publicKey)],
    ['big-endian', publicKey.toReversed()],
  ];

  test.each(keys)('a key %s', (_name, mutant) => {
    expect(verifyDstu(m257, mutant, digest, signature)).toBe(false);
    expect(readDstuPublicKey(m257, mutant)).toBeUndefined();
  });

  test('hashes of another length', () => {
    for (const length of [0, 1, 20, 31, 33, 65, 100_000]) {
      expect(verifyDstu(m257, publicKey, new Uint8Array(length), signature)).toBe(false);
      expect(() => signDstu(m257, privateKey, new Uint8Array(length))).toThrow(RangeError);
    }
  });

  test('random octets of the right lengths', () => {
    for (let count = 0; count < 50; count += 1) {
      const mutant = systemRandom(2 * size);
      mutant[size - 1] = (mutant[size - 1] as number) & 0x7f;
      mutant[2 * size - 1] = (mutant[2 * size - 1] as number) & 0x7f;
      const key = systemRandom(33);
      key[32] = (key[32] as number) & 1;
      expect(verifyDstu(m257, publicKey, digest, mutant)).toBe(false);
      expect(verifyDstu(m257, key, digest, signature)).toBe(false);
    }
  });

  test('a private key out of range', () => {
    for (const key of [0n, -1n, m257.order, m257.order + 1n]) {
      expect(() => signDstu(m257, key, digest)).toThrow(RangeError);
      expect(() => publicKeyOf(m257, key)).toThrow(RangeError);
    }
  });
});
