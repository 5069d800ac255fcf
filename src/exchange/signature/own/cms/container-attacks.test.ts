import { beforeAll, describe, expect, test } from 'vitest';
import { signingKeyOf, type Credential } from '#counterparts/certification-authority/issue.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { openPlay, playTime, type Play } from '#counterparts/certification-authority/play.ts';
import * as encode from '../der/encode.ts';
import type { DerNode } from '../der/node.ts';
import { encodeAlgorithm } from '../x509/algorithm.ts';
import { encodeExtension } from '../x509/ocsp-request.ts';
import { digestOids, extensionOids, purposeOids } from '../x509/oids.ts';
import { digest } from '../x509/primitives.ts';
import { encodeAttributes, encodeSignedData, partsOf, type NewAttribute } from './build.ts';
import { attributeOids, contentOids } from './oids.ts';
import { addSignature, signContent } from './sign.ts';
import { readSignedData } from './signed-data.ts';
import { verifySignature, type Verification } from './verify.ts';

const content = new TextEncoder().encode('document');
const other = new TextEncoder().encode('another');

let play: Play;
let signer: Credential;
let signature: Uint8Array;
beforeAll(async () => {
  play = await openPlay('ecdsa');
  signer = await play.authority.issue(people.person);
  signature = await signContent({ key: signingKeyOf(signer), content });
});

async function outcome(change: Partial<Verification>) {
  const report = await verifySignature({ ...play.context(), signature, ...change });
  return [report.verdict, ...report.reasons];
}

describe('a document beside a signature that holds one', () => {
  const knowing =
    (document: Uint8Array, ...oids: readonly string[]) =>
    (oid: string) =>
      oids.includes(oid) ? digest(oid, document) : Promise.resolve(undefined);
  const { sha256, sha512, gost34311 } = digestOids;

  test.each<[string, NonNullable<Verification['content']>, readonly string[]]>([
    ['the same', content, ['valid']],
    ['another', other, ['invalid', 'content-differs']],
    ['the digest of the same', knowing(content, sha256), ['valid']],
    ['the digest of another', knowing(other, sha256), ['invalid', 'content-differs']],
    [
      'digests of another by other algorithms',
      knowing(other, sha512, gost34311),
      ['invalid', 'content-missing'],
    ],
    [
      'digests of the same by other algorithms',
      knowing(content, sha512),
      ['invalid', 'content-missing'],
    ],
    ['no digest at all', knowing(content), ['invalid', 'content-missing']],
  ])('may not be left uncompared: %s', async (_, beside, expected) => {
    expect(await outcome({ content: beside })).toEqual(expected);
  });
});

describe('one signature is not counted as two', () => {
  /** A SignerInfo that says the same, with its certificate named by the key. */
  function namedByKey(signer: DerNode, keyIdentifier: Uint8Array): Uint8Array {
    const [, , ...rest] = signer.children();
    const id = encode.implicit(0, encode.octets(keyIdentifier));
    return encode.sequence(encode.integer(3), id, ...rest.map(({ raw }) => raw));
  }

  test('when its signer is named in both ways', async () => {
    const data = readSignedData(signature);
    const [first] = data.signers;
    const { subjectKeyIdentifier } = signer.certificate.extensions;
    if (first === undefined || subjectKeyIdentifier === undefined) throw new Error('no signer');
    const signers = [first.node.raw, namedByKey(first.node, subjectKeyIdentifier)];
    const twice = encodeSignedData({ ...partsOf(data), version: 3, signers });
    expect(await outcome({ signature: twice })).toEqual(['invalid', 'malformed']);
  });

  test('when one signs twice, at another time or in another name of the signer', async () => {
    const key = signingKeyOf(signer);
    const again = await addSignature({ key, signature, claimedAt: playTime });
    expect(await outcome({ signature: again })).toEqual(['invalid', 'signer-twice']);
    const data = readSignedData(again);
    const [first, second] = data.signers;
    const { subjectKeyIdentifier } = signer.certificate.extensions;
    if (first === undefined || second === undefined || subjectKeyIdentifier === undefined) {
      throw new Error('no signers');
    }
    const signers = [first.node.raw, namedByKey(second.node, subjectKeyIdentifier)];
    const renamed = encodeSignedData({ ...partsOf(data), version: 3, signers });
    expect(await outcome({ signature: renamed })).toEqual(['invalid', 'signer-twice']);
  });

  test('and two who sign are two', async () => {
    const second = await play.authority.issue(people.official);
    const both = await addSignature({ key: signingKeyOf(second), signature });
    expect(await outcome({ signature: both })).toEqual(['valid']);
  });
});

describe('the container announces digests', () => {
  const announcing = (...digests: readonly Uint8Array[]): Uint8Array => {
    const data = readSignedData(signature);
    const body = data.node.children().map(({ raw }) => raw);
    body[1] = encode.setOf(...digests);
    const oid = encode.oid(contentOids.signedData);
    return encode.sequence(oid, encode.explicit(0, encode.sequence(...body)));
  };
  const { sha256, sha512 } = digestOids;
  const algorithm = (oid: string, withNull = true): Uint8Array => encodeAlgorithm(oid, withNull);
  const many = Array.from({ length: 8 }, (_, at) => algorithm(`2.999.${at + 1}`));

  test.each<[string, readonly Uint8Array[], readonly string[]]>([
    ['two', [algorithm(sha256), algorithm(sha512)], ['valid']],
    ['eight', [algorithm(sha256), ...many.slice(1)], ['valid']],
    ['nine', [algorithm(sha256), ...many], ['invalid', 'malformed']],
    ['one twice', [algorithm(sha256), algorithm(sha256)], ['invalid', 'malformed']],
    ['one in both forms', [algorithm(sha256), algorithm(sha256, false)], ['invalid', 'malformed']],
  ])('%s', async (_, digests, expected) => {
    expect(await outcome({ signature: announcing(...digests) })).toEqual(expected);
  });

  test('and a document is hashed once for each, however many signers there are', async () => {
    const second = await play.authority.issue(people.official);
    const both = await addSignature({ key: signingKeyOf(second), signature });
    const asked: string[] = [];
    const knowing = (oid: string) => {
      asked.push(oid);
      return digest(oid, content);
    };
    expect(await outcome({ signature: both, content: knowing })).toEqual(['valid']);
    expect(asked).toEqual([sha256]);
  });
});

describe('a certificate that says what it is for signs documents', () => {
  const { any, emailProtection, documentSigning, timeStamping, ukrainianSeal } = purposeOids;
  const [serverAuth, clientAuth] = ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'];

  test.each<[string, readonly string[], readonly string[]]>([
    ['for anything', [any], []],
    ['for documents', [documentSigning], []],
    ['for mail', [emailProtection], []],
    ['for mail and for clients', [clientAuth, emailProtection], []],
    ['not for servers', [serverAuth], ['key-usage-wrong']],
    ['not for clients', [clientAuth], ['key-usage-wrong']],
    ['not for what nobody knows', ['2.999.1'], ['key-usage-wrong']],
    ['not for time stamps beside', [documentSigning, timeStamping], ['key-usage-wrong']],
    ['not as a seal of a person', [ukrainianSeal], ['kind-disagrees']],
  ])('%s', async (_, purposes, reasons) => {
    const value = encode.sequence(...purposes.map((oid) => encode.oid(oid)));
    const extensions = [encodeExtension(extensionOids.extendedKeyUsage, value)];
    const { certificate, key } = await play.authority.issue(people.person, {
      extensions,
      qualified: false,
    });
    const made = await signContent({ key: signingKeyOf({ certificate, key }), content });
    const report = await verifySignature({ ...play.context(), signature: made });
    expect(report.signers[0]?.reasons).toEqual(reasons);
  });
});

describe('a signer names the certificate', () => {
  /** Signed anew with the certificate named in this way, and in no other. */
  async function naming(...attributes: readonly NewAttribute[]): Promise<Uint8Array> {
    const data = readSignedData(signature);
    const [first] = data.signers;
    const kept = [attributeOids.contentType, attributeOids.messageDigest].map((type) => ({
      type,
      values: (first?.signed?.attributes.get(type) ?? []).map(({ raw }) => raw),
    }));
    const signed = encodeAttributes([...kept, ...attributes]);
    const parts = first?.node.children().map(({ raw }) => raw) ?? [];
    parts[3] = encode.implicit(0, signed);
    parts[5] = encode.octets(await signer.key.sign(signed));
    return encodeSignedData({ ...partsOf(data), signers: [encode.sequence(...parts)] });
  }

  async function hashed(oid: string): Promise<Uint8Array> {
    const hash = await digest(oid, signer.certificate.raw);
    if (hash === undefined) throw new Error('no hash');
    return encode.octets(hash);
  }

  const { signingCertificate, signingCertificateV2 } = attributeOids;
  const first = (id: Uint8Array): readonly Uint8Array[] => [encode.sequence(encode.sequence(id))];

  test('by SHA-256, with SHA-1 beside or without', async () => {
    const old = {
      type: signingCertificate,
      values: first(encode.sequence(await hashed(digestOids.sha1))),
    };
    const young = {
      type: signingCertificateV2,
      values: first(encode.sequence(await hashed(digestOids.sha256))),
    };
    expect(await outcome({ signature: await naming(young) })).toEqual(['valid']);
    expect(await outcome({ signature: await naming(old, young) })).toEqual(['valid']);
  });

  test('not by SHA-1 alone, in either version', async () => {
    const hash = await hashed(digestOids.sha1);
    const old = { type: signingCertificate, values: first(encode.sequence(hash)) };
    const young = {
      type: signingCertificateV2,
      values: first(encode.sequence(encodeAlgorithm(digestOids.sha1, true), hash)),
    };
    for (const attributes of [[old], [young], [old, young]]) {
      const report = await verifySignature({
        ...play.context(),
        signature: await naming(...attributes),
      });
      expect(report.signers[0]?.reasons).toEqual(['signing-certificate-missing']);
    }
  });
});
