import { beforeAll, describe, expect, test } from 'vitest';
import type { HierarchyKind } from '#counterparts/certification-authority/authority.ts';
import { signCertificate, signingKeyOf } from '#counterparts/certification-authority/issue.ts';
import type { Credential } from '#counterparts/certification-authority/issue.ts';
import { playKey } from '#counterparts/certification-authority/keys.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { openPlay, playTime, type Play } from '#counterparts/certification-authority/play.ts';
import { nameOf, keyUsageExtension } from '#counterparts/certification-authority/profile.ts';
import { concatBytes } from '../der/bytes.ts';
import * as encode from '../der/encode.ts';
import { readDer } from '../der/node.ts';
import { encodeExtension } from '../x509/ocsp-request.ts';
import { extensionOids } from '../x509/oids.ts';
import { encodeSignedData, partsOf, withUnsigned } from './build.ts';
import { attributeOids, contentOids } from './oids.ts';
import type { Reason, SignatureReport, Verdict } from './report.ts';
import { addSignature, signContent } from './sign.ts';
import { readSignedData } from './signed-data.ts';
import { upgradeToT, upgradeToXL } from './upgrade.ts';
import { verifySignature, type Verification } from './verify.ts';

const content = new TextEncoder().encode('document');

/** Verdict and reasons of a container or else of its first signer. */
function outcome(report: SignatureReport): readonly [Verdict, ...Reason[]] {
  return [report.verdict, ...report.reasons, ...(report.signers[0]?.reasons ?? [])];
}

// What an existing library was found to take (protocols.md §1.5), each for both kinds of keys.
describe.each<HierarchyKind>(['ecdsa', 'dstu'])('with keys of the hierarchy %s', (hierarchy) => {
  let play: Play;
  let victim: Credential;
  let genuine: Uint8Array;
  const kind = hierarchy === 'dstu' ? 'm257' : 'p256';

  beforeAll(async () => {
    play = await openPlay(hierarchy);
    victim = await play.authority.issue(people.official);
    genuine = await signContent({ key: signingKeyOf(victim), content, claimedAt: playTime });
  });

  async function verify(signature: Uint8Array, change: Partial<Verification> = {}) {
    return outcome(await verifySignature({ ...play.context(), signature, ...change }));
  }

  test('1. a forged certificate with the key id of a victim just seen is refused', async () => {
    const cache = new Set<string>();
    expect(await verify(genuine, { cache })).toEqual(['valid']);
    expect(cache.size).toBeGreaterThan(0);
    const key = await playKey('attacker', 'key', kind);
    const victimKeyId = victim.certificate.extensions.subjectKeyIdentifier ?? new Uint8Array();
    const forged = await signCertificate(
      {
        serialNumber: Uint8Array.of(0x11, 0x22),
        issuer: victim.certificate.issuer.raw,
        subject: nameOf(people.official),
        notBefore: victim.certificate.notBefore,
        notAfter: victim.certificate.notAfter,
        spki: key.spki,
        extensions: [
          encodeExtension(extensionOids.subjectKeyIdentifier, encode.octets(victimKeyId)),
          keyUsageExtension('digitalSignature', 'nonRepudiation'),
        ],
      },
      key,
    );
    const signature = await signContent({
      key: signingKeyOf({ certificate: forged, key }),
      content,
    });
    expect(await verify(signature, { cache })).toEqual(['invalid', 'certificate-signature-wrong']);
  });

  test('2. an expired certificate does not come to life by a claimed time', async () => {
    const expired = await play.authority.issue(people.person, {
      notAfter: playTime.subtract({ hours: 1 }),
    });
    const signature = await signContent({
      key: signingKeyOf(expired),
      content,
      claimedAt: playTime.subtract({ hours: 48 }),
    });
    expect(await verify(signature)).toEqual(['invalid', 'certificate-expired']);
  });

  test('2. a certificate not yet valid, neither', async () => {
    const early = await play.authority.issue(people.person, {
      notBefore: playTime.add({ hours: 1 }),
    });
    const signature = await signContent({ key: signingKeyOf(early), content });
    expect(await verify(signature)).toEqual(['invalid', 'certificate-not-yet-valid']);
  });

  test('3. every single bit turned over in a small signature is noticed', async () => {
    const verdicts = new Set<Verdict>();
    let examined = 0;
    for (let at = 0; at < genuine.length; at += 7) {
      const damaged = genuine.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0x10;
      verdicts.add((await verify(damaged))[0]);
      examined += 1;
    }
    expect(examined).toBeGreaterThan(147);
    expect([...verdicts]).toEqual(['invalid']);
  });

  test('4. another certificate of the same key and number does not stand in', async () => {
    const { certificate, key } = victim;
    const other = await signCertificate(
      {
        serialNumber: encode.integerOfHex(certificate.serialNumber).subarray(2),
        issuer: certificate.issuer.raw,
        subject: nameOf({ ...people.official, title: 'President' }),
        notBefore: certificate.notBefore,
        notAfter: certificate.notAfter,
        spki: key.spki,
        extensions: [keyUsageExtension('digitalSignature', 'nonRepudiation')],
      },
      play.authority.authority.key,
    );
    const data = readSignedData(genuine);
    const swapped = encodeSignedData({ ...partsOf(data), certificates: [other.raw] });
    expect(await verify(swapped)).toEqual(['invalid', 'signing-certificate-differs']);
  });

  test('4. without the hash of the certificate in signed attributes it is refused', async () => {
    const [signer] = readSignedData(genuine).signers;
    const attributes = signer?.signed?.attributes;
    const kept = [attributeOids.contentType, attributeOids.messageDigest].map((type) =>
      encode.sequence(
        encode.oid(type),
        encode.setOf(...(attributes?.get(type) ?? []).map(({ raw }) => raw)),
      ),
    );
    const signature = await resign(genuine, encode.setOf(...kept), victim);
    expect(await verify(signature)).toEqual(['invalid', 'signing-certificate-missing']);
  });

  test('5. a co-signature that is wrong makes the whole invalid, wherever it stands', async () => {
    const second = await play.authority.issue(people.person);
    const key = signingKeyOf(second);
    const wrong = { ...key, sign: (await playKey('attacker', 'key', kind)).sign };
    const signature = await addSignature({ key: wrong, signature: genuine });
    const report = await verifySignature({ ...play.context(), signature });
    expect(report.verdict).toBe('invalid');
    const verdicts = report.signers.map(({ verdict }) => verdict);
    expect(new Set(verdicts)).toEqual(new Set(['invalid', 'valid']));
  });

  test('7. a certificate that is not for signing documents does not sign them', async () => {
    const agreement = await play.authority.issue(people.person, { agreement: true });
    const { ocsp, timeStamping, authority } = play.authority;
    for (const credential of [agreement, ocsp, timeStamping, authority]) {
      const signature = await signContent({ key: signingKeyOf(credential), content });
      const [verdict, ...reasons] = await verify(signature);
      expect(verdict).toBe('invalid');
      expect(reasons).toContain('key-usage-wrong');
    }
  });

  test('a stamp moved from another signature is no stamp', async () => {
    const context = play.context();
    const { services } = context;
    if (services === undefined) throw new Error('no services');
    const again = await signContent({ key: signingKeyOf(victim), content });
    const stamped = await upgradeToT({ ...context, services, signature: again });
    if (!stamped.ok) throw new Error('not stamped');
    const [from] = readSignedData(stamped.signature).signers;
    const token = from?.unsigned.get(attributeOids.signatureTimeStamp)?.[0];
    const data = readSignedData(genuine);
    const [to] = data.signers;
    if (token === undefined || to === undefined) throw new Error('no stamp');
    const attribute = { type: attributeOids.signatureTimeStamp, values: [token.raw] };
    const moved = encodeSignedData({
      ...partsOf(data),
      signers: [withUnsigned(to.node, [attribute])],
    });
    expect(await verify(moved)).toEqual(['invalid', 'timestamp-imprint-wrong']);
  });

  test('a stamp of the past made by a key of one’s own is no stamp', async () => {
    const other = await openPlay(hierarchy, 'attacker');
    other.now = playTime.subtract({ hours: 24 * 30 });
    const { services, ...context } = other.context();
    if (services === undefined) throw new Error('no services');
    const trust = { services: [...context.trust.services, ...play.authority.trust.services] };
    const stamped = await upgradeToT({ ...context, services, trust, signature: genuine });
    if (!stamped.ok) throw new Error('not stamped');
    expect(await verify(stamped.signature)).toEqual(['invalid', 'timestamp-authority-untrusted']);
  });

  test('a key revoked before the stamp does not sign; one revoked after it did', async () => {
    const thief = await play.authority.issue(people.person);
    const signature = await signContent({ key: signingKeyOf(thief), content });
    const context = play.context();
    const { services } = context;
    if (services === undefined) throw new Error('no services');
    const stamped = await upgradeToT({ ...context, services, signature });
    if (!stamped.ok) throw new Error('not stamped');
    const { serialNumber } = thief.certificate;
    play.authority.revoked.set(serialNumber, { at: playTime.add({ hours: 1 }), reason: 1 });
    const later = playTime.add({ hours: 2 });
    play.now = later;
    const after = await verifySignature({ ...play.context(), signature: stamped.signature });
    expect(after).toMatchObject({
      verdict: 'valid',
      signers: [{ warnings: ['certificate-revoked-later'] }],
    });
    expect(await verify(signature)).toEqual(['invalid', 'certificate-revoked']);
    play.authority.revoked.set(serialNumber, { at: playTime.subtract({ hours: 1 }), reason: 1 });
    expect(await verify(stamped.signature)).toEqual(['invalid', 'certificate-revoked']);
    play.now = playTime;
  });

  test('a stamper whose key was stolen proves no time, one that left does', async () => {
    const another = await openPlay(hierarchy);
    const signer = await another.authority.issue(people.person);
    const signature = await signContent({ key: signingKeyOf(signer), content });
    const context = another.context();
    const { services } = context;
    if (services === undefined) throw new Error('no services');
    const stamped = await upgradeToT({ ...context, services, signature });
    if (!stamped.ok) throw new Error('not stamped');
    const { serialNumber } = another.authority.timeStamping.certificate;
    another.now = playTime.add({ hours: 2 });
    const outcomes = [];
    for (const reason of [1, 5]) {
      another.authority.revoked.set(serialNumber, { at: playTime.add({ hours: 1 }), reason });
      const verification = { ...another.context(), signature: stamped.signature };
      outcomes.push(outcome(await verifySignature(verification)));
    }
    expect(outcomes).toEqual([['invalid', 'timestamp-authority-revoked'], ['valid']]);
  });

  test('an answer of before the revocation does not prove a signature of after it', async () => {
    const thief = await play.authority.issue(people.person);
    const context = play.context();
    const { services } = context;
    if (services === undefined) throw new Error('no services');
    const early = await signContent({ key: signingKeyOf(thief), content });
    const long = await upgradeToXL({ ...context, services, signature: early });
    if (!long.ok) throw new Error('not upgraded');
    const [proved] = readSignedData(long.signature).signers;
    const values = proved?.unsigned.get(attributeOids.revocationValues)?.[0];
    if (values === undefined) throw new Error('no values');
    // Later the key is stolen, and the old answer is put into a new signature.
    play.now = playTime.add({ hours: 48 });
    const stolen = await signContent({ key: signingKeyOf(thief), content });
    const stamped = await upgradeToT({ ...play.context(), services, signature: stolen });
    if (!stamped.ok) throw new Error('not stamped');
    const data = readSignedData(stamped.signature);
    const attribute = { type: attributeOids.revocationValues, values: [values.raw] };
    const signers = data.signers.map(({ node }) => withUnsigned(node, [attribute]));
    const replayed = encodeSignedData({ ...partsOf(data), signers });
    const { trust } = context;
    const offline = { trust, receivedAt: play.now, now: play.now, signature: replayed };
    expect(outcome(await verifySignature(offline))).toEqual([
      'pending',
      'ocsp-older-than-signature',
      'revocation-not-asked',
    ]);
    play.now = playTime;
  });

  test('an attribute that occurs twice, or in two values, is refused', async () => {
    const [signer] = readSignedData(genuine).signers;
    const attributes = readDer(signer?.signed?.encoded ?? new Uint8Array()).children();
    const raws = attributes.map(({ raw }) => raw);
    const digestAttribute = raws.find((_, at) => {
      const type = attributes[at]?.children()[0]?.raw ?? new Uint8Array();
      return type.join() === encode.oid(attributeOids.messageDigest).join();
    });
    if (digestAttribute === undefined) throw new Error('no digest');
    const other = encode.sequence(
      encode.oid(attributeOids.messageDigest),
      encode.setOf(encode.octets(new Uint8Array(32))),
    );
    const twice = await resign(genuine, encode.setOf(...raws, other), victim);
    expect(await verify(twice)).toEqual(['invalid', 'malformed']);
    const inTwoValues = encode.sequence(
      encode.oid(attributeOids.messageDigest),
      encode.setOf(encode.octets(new Uint8Array(32)), encode.octets(new Uint8Array(32).fill(1))),
    );
    const rest = raws.filter((raw) => raw !== digestAttribute);
    const double = await resign(genuine, encode.setOf(...rest, inTwoValues), victim);
    expect(await verify(double)).toEqual(['invalid', 'malformed']);
  });

  test('signed attributes out of order are refused, unless taken as signed', async () => {
    const [signer] = readSignedData(genuine).signers;
    const raws = readDer(signer?.signed?.encoded ?? new Uint8Array())
      .children()
      .map(({ raw }) => raw);
    const unsorted = encode.element(0x31, concatBytes(...raws.reverse()));
    const signature = await resign(genuine, unsorted, victim);
    expect(await verify(signature)).toEqual(['invalid', 'malformed']);
    expect(await verify(signature, { attributeOrder: 'as-signed' })).toEqual(['valid']);
  });

  test('a signed structure of another kind is no signed document', async () => {
    const key = signingKeyOf(victim);
    const contentType = contentOids.timeStampInfo;
    const signature = await signContent({ key, content, contentType });
    expect((await verify(signature)).slice(0, 2)).toEqual(['invalid', 'content-type-wrong']);
  });

  test('bytes after the end are refused', async () => {
    expect(await verify(concatBytes(genuine, Uint8Array.of(0)))).toEqual(['invalid', 'malformed']);
  });
});

/** The same container with other signed attributes, genuinely signed. */
async function resign(
  signature: Uint8Array,
  attributes: Uint8Array,
  { key }: Credential,
): Promise<Uint8Array> {
  const data = readSignedData(signature);
  const [signer] = data.signers;
  if (signer === undefined) throw new Error('no signer');
  const [version, id, digestAlgorithm, , signatureAlgorithm] = signer.node.children();
  const resigned = encode.sequence(
    version?.raw,
    id?.raw,
    digestAlgorithm?.raw,
    encode.implicit(0, attributes),
    signatureAlgorithm?.raw,
    encode.octets(await key.sign(attributes)),
  );
  return encodeSignedData({ ...partsOf(data), signers: [resigned] });
}
