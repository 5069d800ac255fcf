import { beforeAll, describe, expect, test } from 'vitest';
import type { HierarchyKind } from '#counterparts/certification-authority/authority.ts';
import { signCertificate, type Credential } from '#counterparts/certification-authority/issue.ts';
import type { CertificateRequest } from '#counterparts/certification-authority/issue.ts';
import { playKey } from '#counterparts/certification-authority/keys.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { openPlay, playTime, type Play } from '#counterparts/certification-authority/play.ts';
import {
  authorityExtension,
  keyUsageExtension,
  nameOf,
} from '#counterparts/certification-authority/profile.ts';
import * as encode from '../der/encode.ts';
import type { Certificate } from './certificate.ts';
import { encodeExtension } from './ocsp-request.ts';
import { extensionOids } from './oids.ts';
import { findPath, type PathFault } from './path.ts';
import type { TrustList } from './trust-list.ts';
import { Work } from './work.ts';

const from = Temporal.Instant.from('2025-01-01T00:00:00Z');
const to = Temporal.Instant.from('2035-01-01T00:00:00Z');
const signing = keyUsageExtension('digitalSignature', 'nonRepudiation');
const issuing = keyUsageExtension('keyCertSign', 'crlSign');

describe.each<HierarchyKind>(['ecdsa', 'dstu'])('a path in the hierarchy %s', (hierarchy) => {
  let play: Play;
  let user: Credential;
  /** A trust list with the root only: the authority must come along. */
  let rootOnly: TrustList;
  beforeAll(async () => {
    play = await openPlay(hierarchy);
    user = await play.authority.issue(people.person);
    rootOnly = { services: play.authority.services.slice(0, 1) };
  });

  async function issueBy(
    issuer: Credential,
    change: Partial<CertificateRequest> & { readonly name?: string },
  ): Promise<Credential> {
    const { name = 'Somebody', ...request } = change;
    const key = await playKey('path', name, hierarchy === 'dstu' ? 'm257' : 'p256');
    const certificate = await signCertificate(
      {
        serialNumber: Uint8Array.of(0x10, name.length),
        issuer: issuer.certificate.subject.raw,
        subject: nameOf({ commonName: name }),
        notBefore: from,
        notAfter: to,
        spki: key.spki,
        extensions: [signing],
        ...request,
      },
      issuer.key,
    );
    return { certificate, key };
  }

  async function fault(
    certificate: Certificate,
    others: readonly Certificate[],
    trust = rootOnly,
  ): Promise<PathFault | readonly Certificate[]> {
    const found = await findPath({ certificate, others, trust, at: playTime, work: new Work() });
    return found.ok ? found.path : found.fault;
  }

  test('leads through an authority that came along to the pinned root', async () => {
    const { root, authority } = play.authority;
    const path = await fault(user.certificate, [authority.certificate, user.certificate]);
    expect(path).toEqual([user.certificate, authority.certificate, root.certificate]);
  });

  test('leads nowhere without it, or when nothing is trusted', async () => {
    const { root, authority } = play.authority;
    expect(await fault(user.certificate, [])).toBe('issuer-unknown');
    const others = [authority.certificate, root.certificate];
    expect(await fault(user.certificate, others, { services: [] })).toBe('issuer-unknown');
  });

  test('does not lead through a user who issues certificates', async () => {
    const issued = await issueBy(user, {});
    const others = [user.certificate, play.authority.authority.certificate];
    expect(await fault(issued.certificate, others)).toBe('issuer-not-authority');
  });

  test('does not lead through an authority whose key may not sign certificates', async () => {
    const half = await issueBy(play.authority.root, {
      name: 'Half authority',
      extensions: [authorityExtension(), signing],
    });
    const issued = await issueBy(half, {});
    expect(await fault(issued.certificate, [half.certificate])).toBe('issuer-not-authority');
  });

  test('is not longer than an authority allows below itself', async () => {
    const { authority } = play.authority;
    const below = await issueBy(authority, {
      name: 'Authority below',
      extensions: [authorityExtension(), issuing],
    });
    const issued = await issueBy(below, {});
    const others = [below.certificate, authority.certificate];
    expect(await fault(issued.certificate, others)).toBe('path-too-long');
  });

  test('ends after six certificates, however many there are', async () => {
    const chain = [play.authority.root];
    for (let depth = 0; depth < 7; depth += 1) {
      chain.push(
        await issueBy(chain[depth] ?? play.authority.root, {
          name: `Authority ${'x'.repeat(depth)}`,
          extensions: [authorityExtension(), issuing],
        }),
      );
    }
    const certificates = chain.slice(1).map(({ certificate }) => certificate);
    const [, , , last, , , tooFar] = certificates;
    if (last === undefined || tooFar === undefined) throw new Error('a short chain');
    expect(await fault(last, certificates)).toHaveLength(5);
    expect(await fault(tooFar, certificates)).toBe('path-too-long');
  });

  test('two authorities that issued to each other do not make it endless', async () => {
    const one = await issueBy(user, { name: 'One', extensions: [authorityExtension(), issuing] });
    const two = await issueBy(one, { name: 'Two', extensions: [authorityExtension(), issuing] });
    const back = await signCertificate(
      {
        serialNumber: Uint8Array.of(0x77),
        issuer: two.certificate.subject.raw,
        subject: one.certificate.subject.raw,
        notBefore: from,
        notAfter: to,
        spki: one.key.spki,
        extensions: [authorityExtension(), issuing],
      },
      two.key,
    );
    const issued = await issueBy(one, { name: 'Lost' });
    const others = [back, two.certificate, one.certificate];
    expect(typeof (await fault(issued.certificate, others))).toBe('string');
  });

  test('forty authorities of one name and key neither hang it nor fill its memory', async () => {
    const key = await playKey('path', 'Crowd', hierarchy === 'dstu' ? 'm257' : 'p256');
    const name = nameOf({ commonName: 'Crowd' });
    const crowd: Certificate[] = [];
    for (let at = 1; at <= 40; at += 1) {
      crowd.push(
        await signCertificate(
          {
            serialNumber: Uint8Array.of(at),
            issuer: name,
            subject: name,
            notBefore: from,
            notAfter: to,
            spki: key.spki,
            extensions: [authorityExtension(), issuing],
          },
          key,
        ),
      );
    }
    const [certificate, ...others] = crowd;
    if (certificate === undefined) throw new Error('no crowd');
    const links = new Set<string>();
    let asked = 0;
    const cache = {
      has: () => (asked += 1) > 0,
      add: (link: string) => links.add(link),
    };
    const found = await findPath({
      certificate,
      others,
      trust: rootOnly,
      at: playTime,
      work: new Work(),
      cache,
    });
    expect(found).toEqual({ ok: false, fault: 'path-too-long' });
    expect(asked).toBeLessThanOrEqual(200);
    expect(links.size).toBe(0);
  });

  test('refuses critical extensions that nobody here understands', async () => {
    const nameConstraints = encodeExtension('2.5.29.30', encode.sequence(), { critical: true });
    const strange = await play.authority.issue(people.person, { extensions: [nameConstraints] });
    expect(await fault(strange.certificate, [], play.authority.trust)).toBe(
      'certificate-critical-extension',
    );
  });

  test.each([true, false])(
    'refuses an authority with name constraints, which nobody here applies, critical: %s',
    async (critical) => {
      const permitted = encode.implicit(0, encode.sequence(encode.sequence(encode.sequence())));
      const constraints = encodeExtension(
        extensionOids.nameConstraints,
        encode.sequence(permitted),
        { critical },
      );
      const bound = await issueBy(play.authority.root, {
        name: 'Bound authority',
        extensions: [authorityExtension(), issuing, constraints],
      });
      const issued = await issueBy(bound, { name: 'Free' });
      expect(await fault(issued.certificate, [bound.certificate])).toBe(
        'certificate-critical-extension',
      );
    },
  );

  test('refuses a certificate that its issuer did not sign', async () => {
    const { authority } = play.authority;
    const forged = await issueBy(
      { certificate: authority.certificate, key: user.key },
      { name: 'Forged' },
    );
    expect(await fault(forged.certificate, [], play.authority.trust)).toBe(
      'certificate-signature-wrong',
    );
  });

  test('refuses an authority of the root’s name that somebody made', async () => {
    const { root } = play.authority;
    const key = await playKey('path', 'Pretender', hierarchy === 'dstu' ? 'm257' : 'p256');
    const pretender = await signCertificate(
      {
        serialNumber: Uint8Array.of(0x42),
        issuer: root.certificate.subject.raw,
        subject: root.certificate.subject.raw,
        notBefore: from,
        notAfter: to,
        spki: key.spki,
        extensions: [authorityExtension(), issuing],
      },
      key,
    );
    const issued = await issueBy({ certificate: pretender, key }, { name: 'Victim' });
    expect(await fault(issued.certificate, [pretender])).toBe('certificate-signature-wrong');
  });

  test('ends at a service only while the list trusts it', async () => {
    const { certificate } = play.authority.authority;
    const until = playTime.subtract({ hours: 1 });
    const service = { provider: 'play', name: 'withdrawn', qualified: true, certificate };
    const withdrawn: TrustList = { services: [{ type: 'ca', ...service, from, until }] };
    expect(await fault(user.certificate, [], withdrawn)).toBe('issuer-unknown');
    const before = await findPath({
      certificate: user.certificate,
      others: [],
      trust: withdrawn,
      at: until,
      work: new Work(),
    });
    expect(before.ok).toBe(true);
  });

  test('an issuer that has expired issues nothing', async () => {
    const old = await issueBy(play.authority.root, {
      name: 'Old authority',
      notAfter: playTime.subtract({ hours: 1 }),
      extensions: [authorityExtension(), issuing],
    });
    const issued = await issueBy(old, { name: 'Late' });
    expect(await fault(issued.certificate, [old.certificate])).toBe('issuer-not-valid');
  });
});
