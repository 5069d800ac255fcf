import { beforeAll, describe, expect, test } from 'vitest';
import { signCertificate, signingKeyOf } from '#counterparts/certification-authority/issue.ts';
import type { Credential } from '#counterparts/certification-authority/issue.ts';
import { playKey } from '#counterparts/certification-authority/keys.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { openPlay, playTime, type Play } from '#counterparts/certification-authority/play.ts';
import {
  authorityExtension,
  keyUsageExtension,
  nameOf,
} from '#counterparts/certification-authority/profile.ts';
import * as encode from '../der/encode.ts';
import { encodeAlgorithm } from '../x509/algorithm.ts';
import type { Certificate } from '../x509/certificate.ts';
import { digestOids } from '../x509/oids.ts';
import { encodeSignedData, partsOf, withUnsigned } from './build.ts';
import { attributeOids } from './oids.ts';
import { addSignature, signContent } from './sign.ts';
import { readSignedData } from './signed-data.ts';
import { upgradeToXL } from './upgrade.ts';
import { verifySignature } from './verify.ts';

const content = new TextEncoder().encode('document');
const signersMany = 16;
const signersUsual = 4;

let play: Play;
let signer: Credential;
let signature: Uint8Array;
beforeAll(async () => {
  play = await openPlay('dstu');
  signer = await play.authority.issue(people.person);
  signature = await signContent({ key: signingKeyOf(signer), content });
});

async function outcome(bytes: Uint8Array) {
  const report = await verifySignature({ ...play.context(), signature: bytes });
  return [report.verdict, ...report.reasons, ...(report.signers[0]?.reasons ?? [])];
}

function withAttribute(type: string, value: Uint8Array): Uint8Array {
  const data = readSignedData(signature);
  const signers = data.signers.map(({ node }) => withUnsigned(node, [{ type, values: [value] }]));
  return encodeSignedData({ ...partsOf(data), signers });
}

/** Somebody, and authorities of nobody's with the issuer's name, each with another key. */
async function crowd(
  commonName: string,
  size: number,
): Promise<readonly [Credential, ...Credential[]]> {
  const name = nameOf({ commonName });
  const issue = async (at: number, authority: boolean): Promise<Credential> => {
    const key = await playKey('work', `${commonName} ${at}`, 'm431');
    const certificate = await signCertificate(
      {
        serialNumber: Uint8Array.of(1 + at),
        issuer: name,
        subject: name,
        notBefore: playTime.subtract({ hours: 1 }),
        notAfter: playTime.add({ hours: 1 }),
        spki: key.spki,
        extensions: authority
          ? [authorityExtension(), keyUsageExtension('keyCertSign')]
          : [keyUsageExtension('digitalSignature', 'nonRepudiation')],
      },
      key,
    );
    return { key, certificate };
  };
  const others = Array.from({ length: size }, (_, at) => issue(1 + at, true));
  return [await issue(0, false), ...(await Promise.all(others))];
}

describe('work that a container asks for is bounded', () => {
  test('by made-up authorities of whom any may have issued', async () => {
    const chainOf = (of: readonly Credential[]): readonly Certificate[] =>
      of.map(({ certificate }) => certificate);
    const [liar, ...others] = await crowd('Crowd', 12);
    const chain = chainOf(others);
    const made = await signContent({ key: signingKeyOf(liar), content, chain });
    expect(await outcome(made)).toEqual(['invalid', 'certificate-signature-wrong']);
    const [another, ...more] = await crowd('Mob', 12);
    const key = signingKeyOf(another);
    const both = await addSignature({ key, signature: made, chain: chainOf(more) });
    expect(await outcome(both)).toEqual(['invalid', 'too-much-work']);
  });

  test.each([
    [64, 'issuer-unknown'],
    [65, 'malformed'],
  ])('by %i certificates that come along', async (count, reason) => {
    const certificate = signer.certificate.raw;
    const data = readSignedData(signature);
    const copies = Array.from({ length: count }, (_, at): Uint8Array => {
      const copy = certificate.slice();
      copy[copy.length - 1] = at;
      copy[copy.length - 2] = 0xff;
      return copy;
    });
    copies.splice(0, 1, certificate);
    const { trust: _, ...context } = play.context();
    const report = await verifySignature({
      ...context,
      trust: { services: [] },
      signature: encodeSignedData({ ...partsOf(data), certificates: copies }),
    });
    expect([...report.reasons, ...(report.signers[0]?.reasons ?? [])]).toEqual([reason]);
  });

  test.each([
    [1_024, 'signature-wrong'],
    [1_025, 'malformed'],
  ])('by a signature value of %i bytes', async (length, reason) => {
    const data = readSignedData(signature);
    const [first] = data.signers;
    const parts = first?.node.children().map(({ raw }) => raw) ?? [];
    parts[parts.length - 1] = encode.octets(new Uint8Array(length));
    const made = encodeSignedData({ ...partsOf(data), signers: [encode.sequence(...parts)] });
    expect(await outcome(made)).toEqual(['invalid', reason]);
  });

  describe('by references', () => {
    const { sha256, gost34311 } = digestOids;
    const reference = (oid: string): Uint8Array =>
      encode.sequence(
        encode.sequence(encodeAlgorithm(oid, true), encode.octets(new Uint8Array(32))),
      );
    const many = (length: number, oid: string = gost34311): Uint8Array =>
      encode.sequenceOf(Array.from({ length }, () => reference(oid)));

    test.each<[string, Uint8Array, readonly string[]]>([
      ['as many as certificates may be', many(64), ['valid']],
      ['more than certificates may be', many(65, sha256), ['invalid', 'malformed']],
      ['thousands', many(10_000), ['invalid', 'too-much-work']],
    ])('%s', async (_, value, expected) => {
      expect(await outcome(withAttribute(attributeOids.certificateRefs, value))).toEqual(expected);
    });
  });

  test('by more algorithms of digest than one document is hashed by', async () => {
    const data = readSignedData(signature);
    const { gost34311, kupyna256, kupyna384, kupyna512 } = digestOids;
    const oids = [gost34311, kupyna256, kupyna384, kupyna512];
    const suites = ['3.1.1', '3.6.1', '3.6.2', '3.6.3'];
    const parts = data.signers[0]?.node.children().map(({ raw }) => raw) ?? [];
    const signers = oids.map((oid, at) => {
      const changed = parts.slice();
      changed[2] = encodeAlgorithm(oid, true);
      changed[4] = encodeAlgorithm(`1.2.804.2.1.1.1.1.${suites[at] ?? ''}`);
      changed[5] = encode.octets(Uint8Array.of(at));
      return encode.sequence(...changed);
    });
    const made = (count: number) =>
      encodeSignedData({ ...partsOf(data), digests: oids, signers: signers.slice(0, count) });
    expect((await outcome(made(3)))[1]).not.toBe('too-much-work');
    expect(await outcome(made(4))).toEqual(['invalid', 'too-much-work']);
  });
});

test('work that a long signature of several signers asks for is within bounds', async () => {
  const context = play.context();
  const { services } = context;
  if (services === undefined) throw new Error('no services');
  const sign = async (count: number): Promise<Uint8Array> => {
    let signed = signature;
    for (let at = 1; at < count; at += 1) {
      const key = signingKeyOf(await play.authority.issue(people.official));
      signed = await addSignature({ key, signature: signed });
    }
    return signed;
  };
  const several = await sign(signersUsual);
  const long = await upgradeToXL({ ...context, services, signature: several });
  if (!long.ok) throw new Error(long.fault);
  const { trust, now, receivedAt } = context;
  const offline = await verifySignature({ trust, now, receivedAt, signature: long.signature });
  expect(offline.verdict).toBe('valid');
  expect(offline.signers.map(({ level }) => level)).toEqual(
    Array.from({ length: signersUsual }, () => 'XL'),
  );
  const many = await verifySignature({ ...context, signature: await sign(signersMany) });
  expect([many.verdict, ...many.reasons]).toEqual(['invalid', 'too-much-work']);
});
