import { beforeAll, describe, expect, test } from 'vitest';
import type { Authority } from '#counterparts/certification-authority/authority.ts';
import { directServices } from '#counterparts/certification-authority/direct.ts';
import { signCertificate, signingKeyOf } from '#counterparts/certification-authority/issue.ts';
import type { Credential } from '#counterparts/certification-authority/issue.ts';
import { playKey } from '#counterparts/certification-authority/keys.ts';
import { answerStatus } from '#counterparts/certification-authority/ocsp.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { openPlay, playTime, type Play } from '#counterparts/certification-authority/play.ts';
import {
  addressExtensions,
  keyUsageExtension,
  nameOf,
  noCheckExtension,
  purposeExtension,
} from '#counterparts/certification-authority/profile.ts';
import * as encode from '../der/encode.ts';
import { encodeExtension, readOcspRequest } from '../x509/ocsp-request.ts';
import { extensionOids, purposeOids } from '../x509/oids.ts';
import type { TrustedService } from '../x509/trust-list.ts';
import { signContent } from './sign.ts';
import { upgradeToT } from './upgrade.ts';
import { verifySignature } from './verify.ts';

const signing = keyUsageExtension('digitalSignature', 'nonRepudiation');
const { ocspSigning, timeStamping } = purposeOids;
const twoPurposes = encodeExtension(
  extensionOids.extendedKeyUsage,
  encode.sequence(encode.oid(timeStamping), encode.oid(ocspSigning)),
  { critical: true },
);

let play: Play;
let signature: Uint8Array;
beforeAll(async () => {
  play = await openPlay('ecdsa');
  const signer = await play.authority.issue(people.person);
  signature = await signContent({ key: signingKeyOf(signer), content: Uint8Array.of(1) });
});

interface ServiceCertificate {
  readonly extensions: readonly Uint8Array[];
  readonly issuer?: Credential;
  readonly notAfter?: Temporal.Instant;
}

async function service({
  extensions,
  issuer = play.authority.authority,
  notAfter = playTime.add({ hours: 1 }),
}: ServiceCertificate): Promise<Credential> {
  const key = await playKey('service', 'key', 'p256');
  const certificate = await signCertificate(
    {
      serialNumber: Uint8Array.of(0x33),
      issuer: issuer.certificate.subject.raw,
      subject: nameOf({ commonName: 'A service' }),
      notBefore: playTime.subtract({ hours: 1 }),
      notAfter,
      spki: key.spki,
      extensions,
    },
    issuer.key,
  );
  return { certificate, key };
}

/** The same authority with other services. */
function contextOf(change: Partial<Authority>) {
  const services = directServices({ ...play.authority, ...change });
  return { ...play.context(), services, signature };
}

describe('certificate status is told', () => {
  async function reason(certificate: ServiceCertificate): Promise<string> {
    const ocsp = await service(certificate);
    const report = await verifySignature(contextOf({ ocsp }));
    return report.signers[0]?.reasons[0] ?? report.verdict;
  }

  test('by one whom the issuer delegated', async () => {
    const extensions = [signing, purposeExtension(ocspSigning), noCheckExtension()];
    expect(await reason({ extensions })).toBe('valid');
  });

  test.each(['issuer', 'delegate'] as const)(
    'by a delegate whose own status, asked for, the %s tells',
    async (teller) => {
      const address = addressExtensions(play.authority.options.url);
      const extensions = [signing, purposeExtension(ocspSigning), ...address];
      const ocsp = await service({ extensions });
      const { serialNumber } = ocsp.certificate;
      const issued = new Set([...play.authority.issued, serialNumber]);
      const byDelegate = { ...play.authority, issued, ocsp };
      const byIssuer = { ...byDelegate, ocsp: play.authority.authority };
      const { services, ...context } = contextOf({});
      const fetchOcsp = (_url: string, request: Uint8Array) => {
        const isOfDelegate = readOcspRequest(request).ids[0]?.serialNumber === serialNumber;
        return answerStatus(isOfDelegate && teller === 'issuer' ? byIssuer : byDelegate, request);
      };
      const verification = { ...context, services: { ...services, fetchOcsp } };
      const report = await verifySignature(verification);
      const expected = teller === 'issuer' ? [] : ['ocsp-responder-unchecked'];
      expect(report.signers[0]?.reasons).toEqual(expected);
    },
  );

  test('by the issuer itself', async () => {
    const { authority } = play.authority;
    expect((await verifySignature(contextOf({ ocsp: authority }))).verdict).toBe('valid');
  });

  test.each<[string, ServiceCertificate]>([
    ['a certificate without the purpose', { extensions: [signing] }],
    [
      'a certificate with another purpose',
      { extensions: [signing, purposeExtension(timeStamping)] },
    ],
    [
      'a certificate for agreement on keys',
      { extensions: [keyUsageExtension('keyAgreement'), purposeExtension(ocspSigning)] },
    ],
    [
      'an expired certificate',
      {
        extensions: [signing, purposeExtension(ocspSigning)],
        notAfter: playTime.subtract({ minutes: 5 }),
      },
    ],
  ])('not by %s', async (_, certificate) => {
    expect(await reason(certificate)).toBe('ocsp-responder-unknown');
  });

  test('not by a delegate of another authority', async () => {
    const extensions = [signing, purposeExtension(ocspSigning)];
    const issuer = play.authority.root;
    expect(await reason({ extensions, issuer })).toBe('ocsp-responder-unknown');
  });

  test.each([
    ['Play trust services', 'valid'],
    ['Play root', 'pending'],
    ['Another provider', 'pending'],
  ])('by one of another authority, listed with %s: %s', async (provider, verdict) => {
    const extensions = [signing, purposeExtension(ocspSigning)];
    const ocsp = await service({ extensions, issuer: play.authority.root });
    const { certificate } = ocsp;
    const listed: TrustedService = {
      type: 'ocsp',
      provider,
      name: 'status',
      qualified: true,
      certificate,
      from: certificate.notBefore,
      until: undefined,
    };
    const trust = { services: [...play.authority.trust.services, listed] };
    const report = await verifySignature({ ...contextOf({ ocsp }), trust });
    expect(report.verdict).toBe(verdict);
  });
});

describe('time is stamped', () => {
  async function outcome(certificate: ServiceCertificate): Promise<string> {
    const stamped = await upgradeToT(contextOf({ timeStamping: await service(certificate) }));
    return stamped.ok ? 'stamped' : stamped.fault;
  }

  test('by a certificate for that and nothing else, marked critical', async () => {
    expect(await outcome({ extensions: [signing, purposeExtension(timeStamping)] })).toBe(
      'stamped',
    );
  });

  test.each<[string, ServiceCertificate, string]>([
    ['without the purpose', { extensions: [signing] }, 'timestamp-purpose-wrong'],
    [
      'whose purpose is not critical',
      { extensions: [signing, purposeExtension(timeStamping, { critical: false })] },
      'timestamp-purpose-wrong',
    ],
    ['with two purposes', { extensions: [signing, twoPurposes] }, 'timestamp-purpose-wrong'],
    [
      'that has expired',
      {
        extensions: [signing, purposeExtension(timeStamping)],
        notAfter: playTime.subtract({ minutes: 5 }),
      },
      'timestamp-authority-untrusted',
    ],
  ])('not by a certificate %s', async (_, certificate, fault) => {
    expect(await outcome(certificate)).toBe(fault);
  });
});
