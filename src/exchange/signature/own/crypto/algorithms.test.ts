import { describe, expect, test } from 'vitest';
import { hashOids, rsaPssOid } from './algorithm-oids.ts';
import {
  digestOf,
  findStreamingHash,
  hashOfSignature,
  type SignatureClaim,
  type SignerKey,
  verifySignature,
} from './algorithms.ts';
import type { BinaryCurve } from './binary-curve.ts';
import { generatePrivateKey, publicKeyOf, signDstu } from './dstu4145.ts';
import { concatenate, octetsInOrder } from './octets.ts';
import { systemRandom } from './random.ts';
import { findStandardCurve } from './standard-curves.ts';

const { subtle } = globalThis.crypto;
const message = new TextEncoder().encode('message');

const ukrainian = '1.2.804.2.1.1.1.1';
const m257 = `${ukrainian}.3.1.1.2.6`;

async function dstuClaim(algorithmOid: string): Promise<SignatureClaim> {
  const curve = findStandardCurve(m257) as BinaryCurve;
  const privateKey = generatePrivateKey(curve);
  const digest = await digestOf(hashOfSignature(algorithmOid) ?? '', message);
  const signature = signDstu(curve, privateKey, digest ?? new Uint8Array());
  const point = publicKeyOf(curve, privateKey);
  const key: SignerKey = { kind: 'dstu', curve: { form: 'named', oid: m257 }, point };
  return { algorithmOid, key, message, signature };
}

/** ECDSA-Sig-Value of raw r and s. */
function derOf(raw: Uint8Array): Uint8Array {
  const numbers = [raw.subarray(0, raw.length / 2), raw.subarray(raw.length / 2)].map((half) => {
    const start = half.findIndex((octet) => octet !== 0);
    const digits = half.subarray(start);
    const content = (digits[0] ?? 0) >= 0x80 ? Uint8Array.of(0, ...digits) : digits;
    return Uint8Array.of(2, content.length, ...content);
  });
  const content = concatenate(...numbers);
  return Uint8Array.of(0x30, content.length, ...content);
}

async function ecdsaClaim(name: string, curve: string, hash: string): Promise<SignatureClaim> {
  const pair = await subtle.generateKey({ name: 'ECDSA', namedCurve: name }, true, ['sign']);
  const raw = new Uint8Array(await subtle.exportKey('spki', pair.publicKey));
  const signed = await subtle.sign({ name: 'ECDSA', hash }, pair.privateKey, message);
  const last = { 'SHA-256': 2, 'SHA-384': 3, 'SHA-512': 4 }[hash];
  return {
    algorithmOid: `1.2.840.10045.4.3.${last}`,
    key: { kind: 'ec', curve, raw },
    message,
    signature: derOf(new Uint8Array(signed)),
  };
}

interface RsaShape {
  readonly name: string;
  readonly modulusLength: number;
  readonly exponent: Uint8Array<ArrayBuffer>;
}

const usualExponent = Uint8Array.of(1, 0, 1);

async function rsaClaim({ name, modulusLength, exponent }: RsaShape): Promise<SignatureClaim> {
  const algorithm = { name, hash: 'SHA-256', modulusLength, publicExponent: exponent };
  const pair = await subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const raw = new Uint8Array(await subtle.exportKey('spki', pair.publicKey));
  const signed = await subtle.sign({ name, saltLength: 32 }, pair.privateKey, message);
  return {
    algorithmOid: name === 'RSA-PSS' ? rsaPssOid : '1.2.840.113549.1.1.11',
    pss: { hashOid: hashOids.sha256, maskHashOid: hashOids.sha256, saltOctets: 32 },
    key: { kind: 'rsa', raw },
    message,
    signature: new Uint8Array(signed),
  };
}

const claims: readonly [string, () => Promise<SignatureClaim>][] = [
  ['DSTU 4145 with GOST 34.311', () => dstuClaim(`${ukrainian}.3.1.1`)],
  ['DSTU 4145 with Kupyna-256', () => dstuClaim(`${ukrainian}.3.6.1.1`)],
  ['DSTU 4145 with Kupyna-384', () => dstuClaim(`${ukrainian}.3.6.2.1`)],
  ['DSTU 4145 with Kupyna-512', () => dstuClaim(`${ukrainian}.3.6.3`)],
  ['ECDSA on P-256', () => ecdsaClaim('P-256', '1.2.840.10045.3.1.7', 'SHA-256')],
  ['ECDSA on P-384', () => ecdsaClaim('P-384', '1.3.132.0.34', 'SHA-384')],
  ['ECDSA on P-384 with SHA-512', () => ecdsaClaim('P-384', '1.3.132.0.34', 'SHA-512')],
  [
    'RSA, PKCS #1',
    () => rsaClaim({ name: 'RSASSA-PKCS1-v1_5', modulusLength: 2_048, exponent: usualExponent }),
  ],
  ['RSA, PSS', () => rsaClaim({ name: 'RSA-PSS', modulusLength: 2_048, exponent: usualExponent })],
];

describe.each(claims)('%s', (_name, make) => {
  test('a genuine signature is accepted, a changed one is not', async () => {
    const claim = await make();
    expect(await verifySignature(claim)).toBe(true);
    const signature = claim.signature.slice();
    signature[10] = (signature[10] as number) ^ 1;
    expect(await verifySignature({ ...claim, signature })).toBe(false);
    expect(await verifySignature({ ...claim, signature: claim.signature.slice(1) })).toBe(false);
    expect(await verifySignature({ ...claim, signature: new Uint8Array() })).toBe(false);
    expect(await verifySignature({ ...claim, message: message.slice(1) })).toBe(false);
  });

  test('another algorithm, a key of another kind and broken keys are refused', async () => {
    const claim = await make();
    for (const algorithmOid of ['', '1.2.3', '1.2.840.113549.1.1.5', `${ukrainian}.3.1.2`]) {
      expect(await verifySignature({ ...claim, algorithmOid })).toBe(false);
    }
    const raw = Uint8Array.of(0x30, 0);
    const keys: readonly SignerKey[] = [
      { kind: 'rsa', raw },
      { kind: 'ec', curve: '1.2.840.10045.3.1.7', raw },
      { kind: 'ec', curve: '1.3.132.0.35', raw },
      { kind: 'dstu', curve: { form: 'named', oid: '1.2.3' }, point: raw },
      { kind: 'dstu', curve: { form: 'named', oid: m257 }, point: raw },
    ];
    for (const key of keys) expect(await verifySignature({ ...claim, key })).toBe(false);
  });
});

test('weak RSA keys are refused', async () => {
  const shape = { name: 'RSASSA-PKCS1-v1_5', exponent: usualExponent };
  expect(await verifySignature(await rsaClaim({ ...shape, modulusLength: 1_024 }))).toBe(false);
});

test('PSS with SHA-1, another salt or two hashes is refused', async () => {
  const claim = await rsaClaim({ name: 'RSA-PSS', modulusLength: 2_048, exponent: usualExponent });
  const { sha1, sha256, sha384 } = hashOids;
  const parameters = [
    { hashOid: sha1, maskHashOid: sha1, saltOctets: 20 },
    { hashOid: sha256, maskHashOid: sha384, saltOctets: 32 },
    { hashOid: sha256, maskHashOid: sha256, saltOctets: 20 },
    { hashOid: '1.2.3', maskHashOid: '1.2.3', saltOctets: 32 },
    undefined,
  ];
  for (const pss of parameters) expect(await verifySignature({ ...claim, pss })).toBe(false);
});

test('a key on one curve is not taken for another', async () => {
  const claim = await ecdsaClaim('P-384', '1.2.840.10045.3.1.7', 'SHA-384');
  expect(await verifySignature(claim)).toBe(false);
});

test.each([
  [hashOids.sha1, 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  [hashOids.sha256, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [hashOids.gost34311, undefined],
  [hashOids.kupyna256, undefined],
  [hashOids.kupyna384, undefined],
  [hashOids.kupyna512, undefined],
])('hashes go by OID: %s', async (oid, expected) => {
  const octets = new TextEncoder().encode('abc');
  const hash = await digestOf(oid, octets);
  if (expected !== undefined) expect(hash).toEqual(octetsInOrder(expected));
  else expect(findStreamingHash(oid)?.update(octets).digest()).toEqual(hash);
});

test('what is no hash gives none', async () => {
  expect(await digestOf('1.2.3', systemRandom(3))).toBeUndefined();
  expect(findStreamingHash(hashOids.sha256)).toBeUndefined();
  expect(hashOfSignature(rsaPssOid)).toBeUndefined();
});
