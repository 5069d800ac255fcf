import { beforeEach, describe, expect, test } from 'vitest';
import { signCertificate, signingKeyOf } from '#counterparts/certification-authority/issue.ts';
import type { Credential } from '#counterparts/certification-authority/issue.ts';
import { playKey } from '#counterparts/certification-authority/keys.ts';
import { encodeSingle, signAnswer } from '#counterparts/certification-authority/ocsp.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { openPlay, playTime, type Play } from '#counterparts/certification-authority/play.ts';
import {
  keyUsageExtension,
  nameOf,
  noCheckExtension,
  purposeExtension,
} from '#counterparts/certification-authority/profile.ts';
import { encodeRevocationList } from '#counterparts/certification-authority/revocation-list.ts';
import * as encode from '../der/encode.ts';
import { encodeCertificateId } from '../x509/certificate-id.ts';
import type { Certificate } from '../x509/certificate.ts';
import { readRevocationList, type RevocationList } from '../x509/crl.ts';
import { encodeExtension } from '../x509/ocsp-request.ts';
import { digestOids, purposeOids } from '../x509/oids.ts';
import { encodeSignedData, partsOf, withUnsigned } from './build.ts';
import { attributeOids } from './oids.ts';
import { encodeRevocationValues } from './revocation-values.ts';
import { signContent } from './sign.ts';
import { readSignedData } from './signed-data.ts';
import { upgradeToT, upgradeToXL } from './upgrade.ts';
import { verifySignature, type Verification } from './verify.ts';

const content = new TextEncoder().encode('document');
const responderPurposes = [
  keyUsageExtension('digitalSignature'),
  purposeExtension(purposeOids.ocspSigning),
];
const ago = (minutes: number): Temporal.Instant => playTime.subtract({ minutes });

let play: Play;
let signer: Credential;
let signature: Uint8Array;
beforeEach(async () => {
  play = await openPlay('ecdsa');
  signer = await play.authority.issue(people.person);
  signature = await signContent({ key: signingKeyOf(signer), content });
});

interface DelegateOptions {
  readonly name?: string;
  readonly notAfter?: Temporal.Instant;
  readonly noCheck?: boolean;
}

/** A responder that the authority did delegate. */
async function delegate({
  name = 'Delegate',
  notAfter = playTime.add({ hours: 1 }),
  noCheck = false,
}: DelegateOptions = {}): Promise<Credential> {
  const { authority } = play.authority;
  const key = await playKey('status', name, 'p256');
  const certificate = await signCertificate(
    {
      serialNumber: Uint8Array.of(0x51, name.length),
      issuer: authority.certificate.subject.raw,
      subject: nameOf({ commonName: name }),
      notBefore: playTime.subtract({ hours: 240 }),
      notAfter,
      spki: key.spki,
      extensions: [...responderPurposes, ...(noCheck ? [noCheckExtension()] : [])],
    },
    authority.key,
  );
  return { certificate, key };
}

interface AnswerOptions {
  readonly responder: Credential;
  readonly of?: Certificate;
  readonly producedAt?: Temporal.Instant;
  readonly thisUpdate?: Temporal.Instant;
  readonly revokedAt?: Temporal.Instant;
}

/** What a responder says of a certificate: good unless revoked. */
async function answerOf({
  responder,
  of = signer.certificate,
  producedAt = playTime,
  thisUpdate = producedAt,
  revokedAt,
}: AnswerOptions): Promise<Uint8Array> {
  const issuer = play.authority.authority.certificate;
  const id = await encodeCertificateId({ certificate: of, issuer }, digestOids.sha256);
  const revoked = revokedAt === undefined ? undefined : { at: revokedAt, reason: 1 };
  const nextUpdate = thisUpdate.add({ minutes: 5 });
  const singles = [encodeSingle({ id, thisUpdate, nextUpdate, revoked })];
  return signAnswer({ responder, producedAt, singles });
}

/** The signature with answers put inside. */
function withAnswers(...answers: readonly Uint8Array[]): Uint8Array {
  const data = readSignedData(signature);
  const values = [encodeRevocationValues(answers)];
  const attribute = { type: attributeOids.revocationValues, values };
  const signers = data.signers.map(({ node }) => withUnsigned(node, [attribute]));
  return encodeSignedData({ ...partsOf(data), signers });
}

async function outcome(answers: readonly Uint8Array[], change: Partial<Verification> = {}) {
  const { trust, now, receivedAt } = play.context();
  const verification = { trust, now, receivedAt, signature: withAnswers(...answers), ...change };
  const report = await verifySignature(verification);
  return [report.verdict, ...(report.signers[0]?.reasons ?? [])].slice(0, 2);
}

async function listOf(...revoked: readonly Certificate[]): Promise<readonly RevocationList[]> {
  for (const { serialNumber } of revoked) {
    play.authority.revoked.set(serialNumber, { at: ago(60), reason: 1 });
  }
  return [readRevocationList(await encodeRevocationList(play.authority))];
}

describe('an answer inside', () => {
  test.each<[string, Omit<AnswerOptions, 'responder'>, DelegateOptions, string]>([
    ['of an expired delegate', {}, { notAfter: ago(60) }, 'ocsp-responder-unknown'],
    [
      'of an expired delegate who dates back the answer and not what it tells',
      { producedAt: ago(90), thisUpdate: playTime },
      { notAfter: ago(60) },
      'ocsp-from-the-future',
    ],
    [
      'that was no longer fresh when it was given',
      { thisUpdate: ago(20) },
      { noCheck: true },
      'ocsp-stale',
    ],
    ['of a delegate of whom nothing is known', {}, {}, 'ocsp-responder-unchecked'],
  ])('%s proves nothing', async (_, answer, options, fault) => {
    const responder = await delegate(options);
    expect(await outcome([await answerOf({ responder, ...answer })])).toEqual(['pending', fault]);
  });

  test('of a delegate who bears that the status is not to be asked, counts', async () => {
    const responder = await delegate({ noCheck: true });
    expect(await outcome([await answerOf({ responder })])).toEqual(['valid']);
  });

  test('of a delegate counts when the issuer or its list says that it is good', async () => {
    const responder = await delegate();
    const answer = await answerOf({ responder });
    const { authority } = play.authority;
    const ofIssuer = await answerOf({ responder: authority, of: responder.certificate });
    expect(await outcome([answer, ofIssuer])).toEqual(['valid']);
    expect(await outcome([ofIssuer, answer])).toEqual(['valid']);
    expect(await outcome([answer], { lists: await listOf() })).toEqual(['valid']);
  });

  test.each([false, true])(
    'of a delegate that the issuer revoked proves nothing, no check asked: %s',
    async (noCheck) => {
      const responder = await delegate({ noCheck });
      const answer = await answerOf({ responder });
      const expected = ['pending', 'ocsp-responder-revoked'];
      const ofIssuer = await answerOf({
        responder: play.authority.authority,
        of: responder.certificate,
        revokedAt: ago(60),
      });
      expect(await outcome([answer, ofIssuer])).toEqual(expected);
      const lists = await listOf(responder.certificate);
      const listed = await outcome([await answerOf({ responder })], { lists });
      // The list proves of the signer what the answer does not.
      expect(listed).toEqual(['valid']);
      const receivedAt = playTime.add({ hours: 1 });
      const late = { lists, receivedAt, now: receivedAt };
      const told = await answerOf({ responder, producedAt: receivedAt });
      expect((await outcome([told], late))[0]).toBe('pending');
    },
  );

  test('of delegates who vouch for themselves or for each other proves nothing', async () => {
    const [one, two] = [await delegate({ name: 'One' }), await delegate({ name: 'Other' })];
    const expected = ['pending', 'ocsp-responder-unchecked'];
    const answer = await answerOf({ responder: one });
    const ofItself = await answerOf({ responder: one, of: one.certificate });
    expect(await outcome([answer, ofItself])).toEqual(expected);
    const ofOne = await answerOf({ responder: two, of: one.certificate });
    const ofTwo = await answerOf({ responder: one, of: two.certificate });
    expect(await outcome([answer, ofOne, ofTwo])).toEqual(expected);
  });

  test.each([59, 60])('said %i s before the signature counts', async (seconds) => {
    const producedAt = playTime.subtract({ seconds });
    const answer = await answerOf({ responder: play.authority.ocsp, producedAt });
    expect(await outcome([answer])).toEqual(['valid']);
  });

  test('said 61 s before it does not', async () => {
    const producedAt = playTime.subtract({ seconds: 61 });
    const answer = await answerOf({ responder: play.authority.ocsp, producedAt });
    expect(await outcome([answer])).toEqual(['pending', 'ocsp-older-than-signature']);
  });
});

describe('"good" inside does not stand against "revoked"', () => {
  const revoked = ['invalid', 'certificate-revoked'];

  test('in another answer, before it or after', async () => {
    const { ocsp } = play.authority;
    const good = await answerOf({ responder: ocsp });
    const bad = await answerOf({ responder: ocsp, producedAt: ago(5), revokedAt: ago(5) });
    expect(await outcome([good, bad])).toEqual(revoked);
    expect(await outcome([bad, good])).toEqual(revoked);
  });

  test('of the responder that is asked, or of a list', async () => {
    const good = await answerOf({ responder: play.authority.ocsp });
    const { services } = play.context();
    if (services === undefined) throw new Error('no services');
    expect(await outcome([good], { services })).toEqual(['valid']);
    const lists = await listOf(signer.certificate);
    expect(await outcome([good], { services })).toEqual(revoked);
    expect(await outcome([good], { lists })).toEqual(revoked);
  });

  test('but does when nobody answers, or when it was revoked afterwards', async () => {
    const good = await answerOf({ responder: play.authority.ocsp });
    play.faults = { ocsp: 'dead' };
    expect((await outcome([good], play.context()))[0]).toBe('valid');
    const later = { revokedAt: playTime.add({ seconds: 1 }) };
    const bad = await answerOf({ responder: play.authority.ocsp, ...later });
    expect((await outcome([good, bad]))[0]).toBe('valid');
  });
});

test('a list of the receiver’s own may be longer than one inside', async () => {
  const long = encodeExtension('2.999.1', encode.octets(new Uint8Array(2_000_000)));
  const bytes = await encodeRevocationList(play.authority, undefined, [long]);
  expect(await outcome([], { lists: [readRevocationList(bytes)] })).toEqual(['valid']);
});

describe('a time stamper in the trust list', () => {
  /** Stamped by a listed stamper, whose key is revoked for a reason two hours later. */
  async function stampedThenRevoked(reason: number) {
    const context = { ...play.context(), trust: { services: play.authority.services } };
    const { services } = context;
    if (services === undefined) throw new Error('no services');
    const stamped = await upgradeToT({ ...context, services, signature });
    const long = await upgradeToXL({ ...context, services, signature });
    if (!stamped.ok || !long.ok) throw new Error('not stamped');
    const { serialNumber } = play.authority.timeStamping.certificate;
    play.authority.revoked.set(serialNumber, { at: playTime.add({ hours: 1 }), reason });
    play.now = playTime.add({ hours: 2 });
    return { stamped: stamped.signature, long: long.signature, trust: context.trust };
  }

  test.each<[string, number, readonly string[]]>([
    ['whose key was stolen proves no time', 1, ['invalid', 'timestamp-authority-revoked']],
    ['that ended its work still does', 5, ['valid']],
  ])('%s', async (_, reason, expected) => {
    const { stamped, long, trust } = await stampedThenRevoked(reason);
    for (const bytes of [stamped, long]) {
      const report = await verifySignature({ ...play.context(), trust, signature: bytes });
      expect([report.verdict, ...(report.signers[0]?.reasons ?? [])]).toEqual(expected);
    }
  });

  test('is asked about, or answers inside must tell', async () => {
    const { stamped, long, trust } = await stampedThenRevoked(5);
    const offline = { trust, now: playTime, receivedAt: playTime };
    const verdicts = [];
    for (const bytes of [stamped, long]) {
      verdicts.push((await verifySignature({ ...offline, signature: bytes })).verdict);
    }
    expect(verdicts).toEqual(['pending', 'valid']);
  });

  test('whose issuer is not known leaves the signature pending', async () => {
    const other = await openPlay('ecdsa', 'another');
    const { services } = other.context();
    if (services === undefined) throw new Error('no services');
    const stampers = other.authority.services.filter(({ type }) => type === 'tsp');
    const trust = { services: [...play.authority.trust.services, ...stampers] };
    const context = { ...play.context(), trust, signature };
    const stamped = await upgradeToT({ ...context, services });
    if (!stamped.ok) throw new Error('not stamped');
    const report = await verifySignature({ ...context, signature: stamped.signature });
    expect(report.signers).toMatchObject([
      { verdict: 'pending', reasons: ['timestamp-authority-unchecked'] },
    ]);
  });
});
