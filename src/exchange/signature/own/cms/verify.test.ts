import { beforeAll, describe, expect, test } from 'vitest';
import type { HierarchyKind } from '#counterparts/certification-authority/authority.ts';
import { signingKeyOf, type Credential } from '#counterparts/certification-authority/issue.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { openPlay, playTime, type Play } from '#counterparts/certification-authority/play.ts';
import { signDstu } from '../crypto/dstu4145.ts';
import { kupyna256, kupyna384, kupyna512 } from '../crypto/kupyna.ts';
import { findStandardCurve } from '../crypto/standard-curves.ts';
import { curveOids, digestOids, signatureOids } from '../x509/oids.ts';
import { digest } from '../x509/primitives.ts';
import type { SignaturePolicy } from './report.ts';
import { addSignature, signContent } from './sign.ts';
import { readSignedData } from './signed-data.ts';
import { upgradeToT, upgradeToXL } from './upgrade.ts';
import { verifySignature } from './verify.ts';

const content = new TextEncoder().encode('document 17, version 3, act: approve');
const other = new TextEncoder().encode('document 17, version 4, act: approve');

describe.each<HierarchyKind>(['ecdsa', 'dstu'])('a signature of the hierarchy %s', (hierarchy) => {
  let play: Play;
  let official: Credential;
  let person: Credential;
  beforeAll(async () => {
    play = await openPlay(hierarchy);
    official = await play.authority.issue(people.official);
    person = await play.authority.issue(people.person);
  });

  test('attached, gives back its document and who signed it', async () => {
    const signature = await signContent({ key: signingKeyOf(official), content });
    const report = await verifySignature({ ...play.context(), signature });
    expect(report).toMatchObject({ verdict: 'valid', reasons: [] });
    expect(report.content).toEqual(content);
    expect(report.signers).toMatchObject([
      {
        verdict: 'valid',
        reasons: [],
        warnings: [],
        level: 'BES',
        identity: {
          kind: 'official',
          qualification: 'qualified',
          rnokpp: people.official.rnokpp,
          edrpou: people.official.edrpou,
          organization: people.official.organization,
        },
        time: { at: playTime, source: 'receipt' },
        revocation: { source: 'online-ocsp' },
      },
    ]);
  });

  test('detached, is verified with the document, with its digest, and not without', async () => {
    const key = signingKeyOf(person);
    const contentDigest = (oid: string) => digest(oid, content);
    const signature = await signContent({ key, digest: contentDigest });
    const verdicts = [];
    for (const given of [{ content }, { content: contentDigest }, {}, { content: other }]) {
      const report = await verifySignature({ ...play.context(), signature, ...given });
      verdicts.push([report.verdict, ...(report.signers[0]?.reasons ?? [])]);
    }
    expect(verdicts).toEqual([
      ['valid'],
      ['valid'],
      ['invalid', 'content-missing'],
      ['invalid', 'content-changed'],
    ]);
  });

  test('attached to one document is not taken for another given beside it', async () => {
    const signature = await signContent({ key: signingKeyOf(person), content });
    const same = await verifySignature({ ...play.context(), signature, content });
    expect(same.verdict).toBe('valid');
    const report = await verifySignature({ ...play.context(), signature, content: other });
    expect(report).toMatchObject({ verdict: 'invalid', reasons: ['content-differs'] });
  });

  test('of two signers tells both, whoever was first', async () => {
    for (const [first, second] of [
      [official, person],
      [person, official],
    ] as const) {
      const one = await signContent({ key: signingKeyOf(first), content });
      const both = await addSignature({ key: signingKeyOf(second), signature: one });
      const report = await verifySignature({ ...play.context(), signature: both });
      expect(report.verdict).toBe('valid');
      const kinds = report.signers.map(({ identity }) => identity?.kind);
      expect(new Set(kinds)).toEqual(new Set(['official', 'person']));
      expect(kinds).toHaveLength(2);
    }
  });

  test('grows from BES to T to X-L, and X-L needs nobody ten years later', async () => {
    const signature = await signContent({
      key: signingKeyOf(official),
      digest: (oid) => digest(oid, content),
      chain: [play.authority.authority.certificate],
    });
    const context = play.context();
    const services = context.services;
    if (services === undefined) throw new Error('no services');
    const stamped = await upgradeToT({ ...context, services, signature, content });
    const long = await upgradeToXL({ ...context, services, signature, content });
    if (!stamped.ok || !long.ok) throw new Error('not upgraded');
    const later = playTime.add({ hours: 24 * 365 * 10 });
    const offline = { trust: context.trust, receivedAt: later, now: later, content };
    const t = await verifySignature({ ...context, content, signature: stamped.signature });
    expect(t.signers).toMatchObject([
      { verdict: 'valid', level: 'T', time: { at: playTime, source: 'timestamp' } },
    ]);
    const waiting = await verifySignature({ ...offline, signature: stamped.signature });
    expect(waiting.signers).toMatchObject([
      { verdict: 'pending', level: 'T', reasons: ['revocation-not-asked'] },
    ]);
    const xl = await verifySignature({ ...offline, signature: long.signature });
    expect(xl.signers).toMatchObject([
      {
        verdict: 'valid',
        level: 'XL',
        warnings: [],
        time: { at: playTime, source: 'timestamp' },
        revocation: { source: 'embedded-ocsp' },
      },
    ]);
  });

  test('of an authority that the root answers for is good until the root revokes it', async () => {
    const { authority, services } = play.authority;
    const chain = [authority.certificate];
    const signature = await signContent({ key: signingKeyOf(official), content, chain });
    const trust = { services: services.slice(0, 1) };
    const verification = { ...play.context(), trust, signature };
    const report = await verifySignature(verification);
    expect(report.verdict).toBe('valid');
    expect(report.signers[0]?.path).toHaveLength(3);
    expect(report.signers[0]?.revocation.answers).toHaveLength(2);
    const { serialNumber } = authority.certificate;
    play.authority.revoked.set(serialNumber, { at: playTime.subtract({ hours: 1 }), reason: 2 });
    const revoked = await verifySignature(verification);
    play.authority.revoked.delete(serialNumber);
    expect(revoked.signers).toMatchObject([
      { verdict: 'invalid', reasons: ['certificate-revoked'] },
    ]);
  });

  test('is measured by what the receiver asks for', async () => {
    const seal = await play.authority.issue(people.seal, { inDevice: false });
    const signature = await signContent({ key: signingKeyOf(seal), content });
    const verify = async (policy: SignaturePolicy) => {
      const report = await verifySignature({ ...play.context(), signature, policy });
      return report.signers.map(({ verdict, reasons }) => [verdict, ...reasons]);
    };
    expect(await verify({ kinds: ['seal'] })).toEqual([['valid']]);
    expect(await verify({ qualifications: ['advanced-on-qualified'] })).toEqual([['valid']]);
    expect(await verify({ kinds: ['person', 'official'] })).toEqual([
      ['invalid', 'kind-not-accepted'],
    ]);
    expect(await verify({ qualifications: ['qualified'], levelMin: 'T' })).toEqual([
      ['invalid', 'level-not-accepted', 'qualification-not-accepted'],
    ]);
  });
});

describe('with Kupyna in place of GOST 34.311', () => {
  test.each([
    ['256', kupyna256, digestOids.kupyna256, signatureOids.dstuWithKupyna256],
    ['384', kupyna384, digestOids.kupyna384, signatureOids.dstuWithKupyna384],
    ['512', kupyna512, digestOids.kupyna512, signatureOids.dstuWithKupyna512],
  ])('of %s bits a signature is valid', async (_, hash, digestOid, signatureAlgorithm) => {
    const play = await openPlay('dstu');
    const { certificate, key } = await play.authority.issue(people.person);
    const curve = findStandardCurve(curveOids.m257);
    if (curve === undefined || key.privateKey === undefined) throw new Error('no key');
    const { privateKey } = key;
    const signature = await signContent({
      key: {
        certificate,
        digest: digestOid,
        signatureAlgorithm,
        sign: (message) => Promise.resolve(signDstu(curve, privateKey, hash(message))),
      },
      content,
    });
    const report = await verifySignature({ ...play.context(), signature });
    expect(report.verdict).toBe('valid');
    const [signer] = readSignedData(signature).signers;
    expect(signer?.digestAlgorithm.oid).toBe(digestOid);
  });
});

describe('what cannot be read', () => {
  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['text', content],
    ['an indefinite length', Uint8Array.of(0x30, 0x80, 0, 0)],
    ['a length of 2^31', Uint8Array.of(0x30, 0x84, 0x80, 0, 0, 0)],
  ])('%s is invalid and has no signers', async (_, signature) => {
    const play = await openPlay('ecdsa');
    const report = await verifySignature({ ...play.context(), signature });
    expect(report).toEqual({
      verdict: 'invalid',
      reasons: ['malformed'],
      signers: [],
      content: undefined,
    });
  });
});
