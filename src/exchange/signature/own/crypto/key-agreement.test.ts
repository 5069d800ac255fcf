import { describe, expect, test } from 'vitest';
import type { BinaryCurve } from './binary-curve.ts';
import { generatePrivateKey, publicKeyOf } from './dstu4145.ts';
import { gost89, Oracle } from '#test/signature/jkurwa.ts';
import { agreeOnKey } from './key-agreement.ts';
import { secretMultipleX } from './ladder.ts';
import { decompressPoint } from './point-octets.ts';
import { systemRandom } from './random.ts';
import { findStandardCurve, standardCurveOids } from './standard-curves.ts';

const prefix = '1.2.804.2.1.1.1.1.3.1.1.2.';
const curves = standardCurveOids.map((oid) => findStandardCurve(oid) as BinaryCurve);
const m257 = findStandardCurve(`${prefix}6`) as BinaryCurve;

test.each(curves)('both sides come to one key on $oid', (curve) => {
  const [first, second] = [generatePrivateKey(curve), generatePrivateKey(curve)];
  const [firstPublic, secondPublic] = [publicKeyOf(curve, first), publicKeyOf(curve, second)];
  for (const keyingMaterial of [undefined, systemRandom(64)]) {
    const ours = agreeOnKey({ curve, privateKey: first, publicKey: secondPublic, keyingMaterial });
    const theirs = agreeOnKey({
      curve,
      privateKey: second,
      publicKey: firstPublic,
      keyingMaterial,
    });
    expect(ours).toHaveLength(32);
    expect(theirs).toEqual(ours);
    const other = { curve, privateKey: first, publicKey: secondPublic };
    expect(agreeOnKey({ ...other, keyingMaterial: systemRandom(64) })).not.toEqual(ours);
  }
});

/** Its multiplication by the cofactor goes wrong for private keys near the order. */
const bitsOfSmallKeys = { 6: 250n, 9: 425n } as const;

/**
 * A private key whose secret with the public one has no two leading zero octets: of those it takes
 * one away only, UAPKI and we all.
 */
function privateKeyWith(curve: BinaryCurve, publicKey: Uint8Array): bigint {
  for (;;) {
    const key = generatePrivateKey(curve);
    const point = decompressPoint(curve, publicKey);
    if (point === undefined) throw new RangeError('no public key');
    const scalar = (key * BigInt(curve.cofactor)) % curve.order;
    const octets = curve.field.toOctets(secretMultipleX(curve, { scalar, point }, systemRandom));
    if (octets.at(-1) !== 0 || octets.at(-2) !== 0) return key;
  }
}

test.each([
  ['DSTU_PB_257', 6],
  ['DSTU_PB_431', 9],
] as const)('the key is that of the independent implementation on %s', (name, number) => {
  const curve = findStandardCurve(`${prefix}${number}`) as BinaryCurve;
  const oracle = new Oracle(name, curve.scalarOctets, curve.order);
  for (let count = 0; count < 12; count += 1) {
    const theirs = generatePrivateKey(curve) >> (BigInt(curve.orderBits) - bitsOfSmallKeys[number]);
    const ours = privateKeyWith(curve, publicKeyOf(curve, theirs));
    const keyingMaterial = count % 2 === 0 ? systemRandom(64) : undefined;
    const expected = oracle
      .privateKey(theirs)
      .sharedKey(
        oracle.privateKey(ours).pub(),
        keyingMaterial && Buffer.from(keyingMaterial),
        (x) => gost89.kdf(x),
      );
    const publicKey = publicKeyOf(curve, theirs);
    expect(agreeOnKey({ curve, privateKey: ours, publicKey, keyingMaterial })).toEqual(
      Uint8Array.from(expected),
    );
  }
});

describe('hostile input', () => {
  const privateKey = generatePrivateKey(m257);

  test('a public key that is none gives no key', () => {
    const keys = [
      ...[0, 1, 32, 34].map((length) => new Uint8Array(length)),
      new Uint8Array(33),
      new Uint8Array(33).fill(0xff),
    ];
    for (const publicKey of keys) {
      expect(agreeOnKey({ curve: m257, privateKey, publicKey })).toBeUndefined();
    }
  });

  test('points outside the group of the base point give no key', () => {
    let refused = 0;
    for (let count = 0; count < 64; count += 1) {
      const publicKey = systemRandom(33);
      publicKey[32] = (publicKey[32] as number) & 1;
      if (agreeOnKey({ curve: m257, privateKey, publicKey }) === undefined) refused += 1;
    }
    // Half of the octets are no points, and half of the points are outside.
    expect(refused).toBeGreaterThan(24);
  });

  test('private keys and material out of range are defects of the caller', () => {
    const publicKey = publicKeyOf(m257, privateKey);
    expect(() => agreeOnKey({ curve: m257, privateKey: 0n, publicKey })).toThrow(RangeError);
    const keyingMaterial = new Uint8Array(65);
    expect(() => agreeOnKey({ curve: m257, privateKey, publicKey, keyingMaterial })).toThrow(
      RangeError,
    );
  });
});
