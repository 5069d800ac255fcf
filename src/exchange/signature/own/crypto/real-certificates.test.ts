import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { verifyDstu } from './dstu4145.ts';
import { curveOfChoice, type ExplicitParameters } from './explicit-curve.ts';
import { gost34311 } from './gost34311.ts';
import { octetsInOrder } from './octets.ts';

/**
 * Certificates of the central certification authority and of the authority of the Ministry of
 * Justice, from the tests of jkurwa. What is read of them is found by its form, without decoding:
 * curve parameters, then the key in an OCTET STRING in a BIT STRING; the signature likewise, last.
 */
const folder = new URL(
  './test/data/',
  `file://${createRequire(import.meta.url).resolve('jkurwa/package.json')}`,
);

function certificate(name: string): {
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
} {
  const der = Uint8Array.from(readFileSync(new URL(name, folder)));
  // SEQUENCE of over 255 octets, in it SEQUENCE of over 255 octets: what is signed.
  const length = ((der[6] as number) << 8) | (der[7] as number);
  return { signed: der.subarray(4, 8 + length), signature: der.subarray(-108) };
}

/** Content of the OCTET STRING of `length` octets after the place where `before` is found. */
function octetsAfter(der: Uint8Array, before: Uint8Array, length: number): Uint8Array {
  const text = der.toHex();
  const header = `04${length.toString(16)}`;
  const at = text.indexOf(header, text.indexOf(before.toHex()) + 2 * before.length);
  return der.subarray(at / 2 + 2, at / 2 + 2 + length);
}

const root = certificate('CZOROOT.cer');
const order = octetsInOrder(
  '3fffffffffffffffffffffffffffffffffffffffffffffffffffff' +
    'ba3175458009a8c0a724f02f81aa8a1fcbaf80d90c7a95110504cf',
);
const pentanomial = Uint8Array.of(0x02, 0x01, 0x01, 0x02, 0x01, 0x03, 0x02, 0x01, 0x05);

const parameters: ExplicitParameters = {
  m: 431,
  ks: [1, 3, 5],
  a: 1,
  b: octetsAfter(root.signed, pentanomial, 54),
  order: BigInt(`0x${order.toHex()}`),
  basePoint: octetsAfter(root.signed, order, 54),
};
const key = octetsAfter(root.signed, Uint8Array.of(0x03, 0x39, 0x00), 54);

test('the root writes out the parameters of the largest standard curve', () => {
  expect(curveOfChoice({ form: 'explicit', curve: parameters }).oid).toBe(
    '1.2.804.2.1.1.1.1.3.1.1.2.9',
  );
});

test.each(['CZOROOT.cer', 'CA-Justice.cer'])('the root has signed %s', (name) => {
  const { signed, signature } = certificate(name);
  const curve = curveOfChoice({ form: 'explicit', curve: parameters });
  expect(verifyDstu(curve, key, gost34311(signed), signature)).toBe(true);
  const changed = signed.slice();
  changed[100] = (changed[100] as number) ^ 1;
  expect(verifyDstu(curve, key, gost34311(changed), signature)).toBe(false);
});
