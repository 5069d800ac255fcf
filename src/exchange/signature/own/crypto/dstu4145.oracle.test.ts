import { describe, expect, test } from 'vitest';
import type { BinaryCurve } from './binary-curve.ts';
import { generatePrivateKey, publicKeyOf, signDstu, verifyDstu } from './dstu4145.ts';
import { gost34311 } from './gost34311.ts';
import { Oracle } from '#test/signature/jkurwa.ts';
import { systemRandom } from './random.ts';
import { findStandardCurve } from './standard-curves.ts';

/** It verifies 15 to 50 signatures a second. */
const timeoutMs = 120_000;
const messageOctetsMax = 300;

describe.each([
  ['DSTU_PB_257', '6', 940],
  ['DSTU_PB_431', '9', 60],
] as const)('with the independent implementation on %s', (name, number, messages) => {
  const curve = findStandardCurve(`1.2.804.2.1.1.1.1.3.1.1.2.${number}`) as BinaryCurve;
  const oracle = new Oracle(name, curve.scalarOctets, curve.order);
  const privateKey = generatePrivateKey(curve);
  const publicKey = publicKeyOf(curve, privateKey);
  const oracleKey = oracle.privateKey(privateKey);
  const oraclePublicKey = oracleKey.pub();

  test('the public key is the same', () => {
    const compressed = Uint8Array.from(oraclePublicKey.compress()).reverse();
    expect(compressed.slice(0, publicKey.length)).toEqual(publicKey);
  });

  test(
    `each accepts what the other signs: ${messages} random messages`,
    () => {
      let ours = 0;
      let theirs = 0;
      for (let count = 0; count < messages; count += 1) {
        const digest = gost34311(systemRandom(count % messageOctetsMax));
        const signature = signDstu(curve, privateKey, digest);
        if (oracle.verify(oraclePublicKey, digest, signature)) ours += 1;
        if (verifyDstu(curve, publicKey, digest, oracle.sign(oracleKey, digest))) theirs += 1;
      }
      expect({ ours, theirs }).toEqual({ ours: messages, theirs: messages });
    },
    timeoutMs,
  );
});
