import { beforeAll, describe, expect, test } from 'vitest';
import { signCertificate, signingKeyOf } from '#counterparts/certification-authority/issue.ts';
import type { Credential } from '#counterparts/certification-authority/issue.ts';
import { playKey } from '#counterparts/certification-authority/keys.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { openPlay, playTime, type Play } from '#counterparts/certification-authority/play.ts';
import {
  addressExtensions,
  keyUsageExtension,
  nameOf,
} from '#counterparts/certification-authority/profile.ts';
import * as encode from '../der/encode.ts';
import { constructedContext } from '../der/tags.ts';
import { encodeSignedData, partsOf } from './build.ts';
import { attributeOids } from './oids.ts';
import { signContent } from './sign.ts';
import { readSignedData } from './signed-data.ts';
import { encodeTimeStampResponse, readTimeStampResponse } from './timestamp-info.ts';
import { upgradeToT, upgradeToXL } from './upgrade.ts';

const content = new TextEncoder().encode('document');

let play: Play;
let signer: Credential;
let signature: Uint8Array;
beforeAll(async () => {
  play = await openPlay('ecdsa');
  signer = await play.authority.issue(people.person);
  signature = await signContent({ key: signingKeyOf(signer), content });
});

/** The play's services, with all addresses noted down that are asked. */
function watched() {
  const { services, ...context } = play.context();
  if (services === undefined) throw new Error('no services');
  const asked: string[] = [];
  return {
    asked,
    context: {
      ...context,
      services: {
        fetchOcsp(url: string, request: Uint8Array) {
          asked.push(url);
          return services.fetchOcsp(url, request);
        },
        fetchTimestamp(url: string, request: Uint8Array) {
          asked.push(url);
          return services.fetchTimestamp(url, request);
        },
      },
    },
  };
}

/** A certificate that says of itself what it likes, by a key of its own. */
async function selfMade(serialNumber: Uint8Array): Promise<Credential> {
  const key = await playKey('upgrade', 'self-made', 'p256');
  const certificate = await signCertificate(
    {
      serialNumber,
      issuer: play.authority.authority.certificate.subject.raw,
      subject: nameOf(people.person),
      notBefore: playTime.subtract({ hours: 1 }),
      notAfter: playTime.add({ hours: 1 }),
      spki: key.spki,
      extensions: [
        keyUsageExtension('digitalSignature', 'nonRepudiation'),
        ...addressExtensions('http://inside.example'),
      ],
    },
    key,
  );
  return { certificate, key };
}

describe('an upgrade asks nobody whom a certificate names before it is proved', () => {
  test('of a signer without a path', async () => {
    const made = await selfMade(Uint8Array.of(0x31));
    const forged = await signContent({ key: signingKeyOf(made), content });
    const { asked, context } = watched();
    for (const upgrade of [upgradeToT, upgradeToXL]) {
      expect(await upgrade({ ...context, signature: forged })).toMatchObject({
        ok: false,
        fault: 'not-valid',
        report: { signers: [{ reasons: ['certificate-signature-wrong'] }] },
      });
    }
    expect(asked).toEqual([]);
  });

  test('of a certificate with the number of the signer’s, put before it', async () => {
    const { serialNumber } = signer.certificate;
    const made = await selfMade(encode.integerOfHex(serialNumber).subarray(2));
    const parts = partsOf(readSignedData(signature));
    const certificates = [made.certificate.raw, ...parts.certificates];
    const { asked, context } = watched();
    const mixed = encodeSignedData({ ...parts, certificates });
    expect(await upgradeToT({ ...context, signature: mixed })).toMatchObject({ ok: true });
    expect(asked).toEqual([`${play.authority.options.url}/tsp`]);
  });
});

describe('an upgrade throws nothing for what others send', () => {
  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a text', content],
    ['an indefinite length', Uint8Array.of(0x30, 0x80, 0, 0)],
  ])('in place of a signature: %s', async (_, bytes) => {
    const { context } = watched();
    for (const upgrade of [upgradeToT, upgradeToXL]) {
      expect(await upgrade({ ...context, signature: bytes })).toMatchObject({
        ok: false,
        fault: 'not-valid',
        report: { reasons: ['malformed'] },
      });
    }
  });

  test('in a stamp: an attribute of two values', async () => {
    const { context } = watched();
    const fetchTimestamp = async (url: string, request: Uint8Array): Promise<Uint8Array> => {
      const response = readTimeStampResponse(await context.services.fetchTimestamp(url, request));
      if (!response.ok) throw new Error('refused');
      return encodeTimeStampResponse({ token: withTwoDigests(response.token) });
    };
    const services = { ...context.services, fetchTimestamp };
    expect(await upgradeToT({ ...context, services, signature })).toEqual({
      ok: false,
      fault: 'timestamp-malformed',
    });
  });
});

function withTwoDigests(token: Uint8Array): Uint8Array {
  const data = readSignedData(token);
  const [stamper] = data.signers;
  if (stamper?.signed === undefined) throw new Error('no stamper');
  const twice = encode.sequence(
    encode.oid(attributeOids.messageDigest),
    encode.setOf(encode.octets(new Uint8Array(32)), encode.octets(new Uint8Array(32).fill(1))),
  );
  const type = encode.oid(attributeOids.contentType);
  const [value] = stamper.signed.attributes.get(attributeOids.contentType) ?? [];
  const attributes = encode.setOf(encode.sequence(type, encode.setOf(value?.raw)), twice);
  const parts = stamper.node
    .children()
    .map(({ tag, raw }) => (tag === constructedContext(0) ? encode.implicit(0, attributes) : raw));
  return encodeSignedData({ ...partsOf(data), signers: [encode.sequence(...parts)] });
}
