import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HierarchyKind } from '#counterparts/certification-authority/authority.ts';
import type { AuthorityFaults } from '#counterparts/certification-authority/faults.ts';
import { signingKeyOf } from '#counterparts/certification-authority/issue.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { openPlay, playTime, type Play } from '#counterparts/certification-authority/play.ts';
import { encodeRevocationList } from '#counterparts/certification-authority/revocation-list.ts';
import { readRevocationList } from '../x509/crl.ts';
import type { Reason, Verdict } from './report.ts';
import { signContent } from './sign.ts';
import { upgradeToT } from './upgrade.ts';
import { verifySignature, type Verification } from './verify.ts';

const content = new TextEncoder().encode('document');

describe.each<HierarchyKind>(['ecdsa', 'dstu'])('of the hierarchy %s', (hierarchy) => {
  let play: Play;
  let signature: Uint8Array;
  let serialNumber: string;
  beforeAll(async () => {
    play = await openPlay(hierarchy);
    const signer = await play.authority.issue(people.official);
    ({ serialNumber } = signer.certificate);
    signature = await signContent({ key: signingKeyOf(signer), content });
  });
  beforeEach(() => {
    play.faults = {};
    play.now = playTime;
    play.authority.revoked.clear();
  });

  async function verify(change: Partial<Verification> = {}) {
    const report = await verifySignature({ ...play.context(), signature, ...change });
    const [signer] = report.signers;
    return [report.verdict, ...(signer?.reasons ?? []), signer?.revocation.source];
  }

  test.each<[AuthorityFaults['ocsp'], Verdict, Reason]>([
    ['revoked', 'invalid', 'certificate-revoked'],
    ['unknown', 'invalid', 'certificate-unknown-to-responder'],
    ['stale', 'pending', 'ocsp-stale'],
    ['from-the-future', 'pending', 'ocsp-from-the-future'],
    ['wrong-nonce', 'pending', 'ocsp-nonce-wrong'],
    ['no-nonce', 'pending', 'ocsp-nonce-wrong'],
    ['other-certificate', 'pending', 'ocsp-other-certificate'],
    ['other-signer', 'pending', 'ocsp-signature-wrong'],
    ['try-later', 'pending', 'ocsp-try-later'],
    ['malformed', 'pending', 'ocsp-malformed'],
    ['dead', 'pending', 'ocsp-unreachable'],
  ])('a responder that is %s makes a signature %s: %s', async (ocsp, verdict, reason) => {
    play.faults = { ocsp };
    expect((await verify()).slice(0, 2)).toEqual([verdict, reason]);
    play.faults = {};
    expect(await verify()).toEqual(['valid', 'online-ocsp']);
  });

  test.each<[AuthorityFaults['tsp'], string]>([
    ['wrong-imprint', 'timestamp-imprint-wrong'],
    ['wrong-nonce', 'timestamp-nonce-wrong'],
    ['other-signer', 'timestamp-signature-wrong'],
    ['from-the-future', 'timestamp-from-the-future'],
    ['refused', 'timestamp-refused'],
    ['malformed', 'timestamp-malformed'],
    ['dead', 'timestamp-unreachable'],
  ])('a stamp of an authority that is %s is not put in: %s', async (tsp, fault) => {
    play.faults = { tsp };
    const context = play.context();
    const { services } = context;
    if (services === undefined) throw new Error('no services');
    expect(await upgradeToT({ ...context, services, signature })).toEqual({ ok: false, fault });
  });

  test('clocks may differ by a minute and not by two', async () => {
    const ahead = play.now.add({ seconds: 59 });
    expect((await verify({ now: ahead, receivedAt: play.now }))[0]).toBe('valid');
    const behind = play.now.subtract({ seconds: 59 });
    expect((await verify({ now: behind, receivedAt: behind }))[0]).toBe('valid');
    const farBehind = play.now.subtract({ seconds: 121 });
    expect(await verify({ now: farBehind, receivedAt: farBehind })).toEqual([
      'pending',
      'ocsp-from-the-future',
      'none',
    ]);
  });

  describe('a revocation list', () => {
    const list = async (fault?: AuthorityFaults['crl']) => [
      readRevocationList(await encodeRevocationList(play.authority, fault)),
    ];
    const dead = () => {
      play.faults = { ocsp: 'dead' };
    };

    test('of after the signature stands in for a dead responder', async () => {
      const receivedAt = play.now.subtract({ hours: 1 });
      const lists = await list();
      dead();
      expect(await verify({ receivedAt, lists })).toEqual(['valid', 'crl']);
    });

    test('of before the signature leaves it pending', async () => {
      const lists = await list('stale');
      dead();
      expect(await verify({ lists })).toEqual([
        'pending',
        'crl-older-than-signature',
        'ocsp-unreachable',
        'none',
      ]);
    });

    test('of whatever age that names the certificate makes it revoked', async () => {
      const at = play.now.subtract({ hours: 24 * 40 });
      play.authority.revoked.set(serialNumber, { at, reason: 1 });
      const lists = await list('stale');
      dead();
      expect(await verify({ lists })).toEqual(['invalid', 'certificate-revoked', 'crl']);
    });

    test('that somebody else signed counts for nothing', async () => {
      const receivedAt = play.now.subtract({ hours: 1 });
      const lists = await list('other-signer');
      dead();
      expect((await verify({ receivedAt, lists })).slice(0, 3)).toEqual([
        'pending',
        'ocsp-unreachable',
        'crl-signature-wrong',
      ]);
    });
  });
});
