import { beforeAll, describe, expect, test } from 'vitest';
import {
  answerStatus,
  encodeSingle,
  signAnswer,
} from '#counterparts/certification-authority/ocsp.ts';
import type { Credential } from '#counterparts/certification-authority/issue.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { openPlay, playTime, type Play } from '#counterparts/certification-authority/play.ts';
import { encodeRevocationList } from '#counterparts/certification-authority/revocation-list.ts';
import * as encode from '../der/encode.ts';
import { DerError } from '../der/error.ts';
import { mutantsOf } from '../cms/mutants.ts';
import { encodeCertificateId } from './certificate-id.ts';
import { checkRevocationList } from './crl-check.ts';
import { readRevocationList } from './crl.ts';
import { createLinkCache } from './link-cache.ts';
import { checkOcspAnswer, faultOfFreshness } from './ocsp-check.ts';
import { encodeExtension, encodeOcspRequest, readOcspRequest } from './ocsp-request.ts';
import { readOcspAnswer, readOcspResponse, type OcspAnswer } from './ocsp-response.ts';
import { digestOids, extensionOids } from './oids.ts';
import { Work } from './work.ts';

const mutantsExamined = 3_000;
const entriesRead = 30_000;
const timeoutMs = 60_000;
const nonce = Uint8Array.from({ length: 32 }, (_, at) => at);

let play: Play;
let user: Credential;
beforeAll(async () => {
  play = await openPlay('ecdsa');
  user = await play.authority.issue(people.person);
});

function issued() {
  return { certificate: user.certificate, issuer: play.authority.authority.certificate };
}

async function answerBytes(): Promise<Uint8Array> {
  return answerStatus(play.authority, await encodeOcspRequest(issued(), nonce));
}

function answerIn(bytes: Uint8Array): OcspAnswer {
  const response = readOcspResponse(bytes);
  if (!response.ok) throw new Error(response.refusal);
  return response.answer;
}

describe('certificate status', () => {
  test('is asked of one certificate with a nonce', async () => {
    const request = readOcspRequest(await encodeOcspRequest(issued(), nonce));
    expect(request.nonce).toEqual(nonce);
    expect(request.ids.map(({ serialNumber }) => serialNumber)).toEqual([
      user.certificate.serialNumber,
    ]);
  });

  test('is told by an answer that is fresh for a while and no longer', async () => {
    const answer = answerIn(await answerBytes());
    const { trust } = play.authority;
    const check = await checkOcspAnswer({ ...issued(), answer, trust, work: new Work() });
    expect(check).toMatchObject({ ok: true, response: { status: { status: 'good' } } });
    if (!check.ok) return;
    const faultAt = (now: Temporal.Instant) =>
      faultOfFreshness(answer, check.response, { now, nonce });
    expect(faultAt(playTime)).toBeUndefined();
    expect(faultAt(playTime.add({ minutes: 5, seconds: 59 }))).toBeUndefined();
    expect(faultAt(playTime.add({ minutes: 6, seconds: 1 }))).toBe('ocsp-stale');
    expect(faultAt(playTime.subtract({ seconds: 60 }))).toBeUndefined();
    expect(faultAt(playTime.subtract({ seconds: 61 }))).toBe('ocsp-from-the-future');
  });

  test.each([
    [4, 16, true],
    [5, 1, false],
    [1, 17, false],
  ])('is read with %i certificates and %i responses: %s', async (many, responses, isRead) => {
    const id = await encodeCertificateId(issued(), digestOids.sha256);
    const times = { thisUpdate: playTime, nextUpdate: playTime };
    const answer = await signAnswer({
      responder: play.authority.ocsp,
      producedAt: playTime,
      singles: Array.from({ length: responses }, () => encodeSingle({ id, ...times })),
      certificates: Array.from({ length: many }, () => play.authority.ocsp.certificate),
    });
    const read = () => readOcspAnswer(answer);
    if (isRead) expect(read().certificates).toHaveLength(many);
    else expect(read).toThrow('too-many-elements');
  });

  test('of mutants of an answer none is taken', async () => {
    const bytes = await answerBytes();
    const { trust } = play.authority;
    const original = answerIn(bytes);
    let examined = 0;
    const wrong = [];
    for (const { bytes: mutant, mutation } of mutantsOf(bytes, {
      count: mutantsExamined,
      seed: 11,
    })) {
      examined += 1;
      const answer = findAnswer(mutant);
      if (answer === undefined) continue;
      const check = await checkOcspAnswer({ ...issued(), answer, trust, work: new Work() });
      // The certificate of the responder comes outside of what is signed; it may be there twice.
      const isSame = original.signed.join() === answer.signed.join();
      if (check.ok && !isSame) wrong.push(mutation);
    }
    expect({ wrong, examined }).toEqual({ wrong: [], examined: mutantsExamined });
  });
});

/** The answer in bytes, or undefined where there is none to be read. */
function findAnswer(bytes: Uint8Array): OcspAnswer | undefined {
  try {
    const response = readOcspResponse(bytes);
    return response.ok ? response.answer : undefined;
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

describe('a revocation list', () => {
  test('has a number, and names what was revoked with when and why', async () => {
    play.authority.revoked.set('0a0b', { at: playTime, reason: 1 });
    const list = readRevocationList(await encodeRevocationList(play.authority));
    expect(list.number).toBe(BigInt(playTime.epochMilliseconds / 1_000));
    expect(list.revoked().get('0a0b')).toMatchObject({ at: playTime, reason: 1 });
    const check = await checkRevocationList({ ...issued(), list, now: playTime, work: new Work() });
    expect(check).toEqual({ ok: true, revocation: undefined });
  });

  const point = (...parts: readonly Uint8Array[]): Uint8Array =>
    encodeExtension(extensionOids.issuingDistributionPoint, encode.sequence(...parts), {
      critical: true,
    });
  const flag = (number: number): Uint8Array => encode.implicit(number, encode.boolean(true));
  const address = encode.implicit(6, encode.ia5('http://authority.example/part-1.crl'));
  const reasons = encode.implicit(3, encode.namedBits(1));
  const delta = encodeExtension(extensionOids.deltaCrlIndicator, encode.integer(1), {
    critical: true,
  });

  test.each<[string, Uint8Array]>([
    ['of a distribution point', point(encode.explicit(0, encode.explicit(0, address)))],
    ['of users only', point(flag(1))],
    ['of authorities only', point(flag(2))],
    ['of some reasons only', point(reasons)],
    ['of other issuers too', point(flag(4))],
    ['of attributes only', point(flag(5))],
    ['with a distribution point that says nothing', point()],
    ['of changes only', delta],
  ])('%s decides nothing', async (_, extension) => {
    const bytes = await encodeRevocationList(play.authority, undefined, [extension]);
    const list = readRevocationList(bytes);
    const check = await checkRevocationList({ ...issued(), list, now: playTime, work: new Work() });
    expect(check).toEqual({ ok: false, fault: 'crl-not-complete' });
  });

  test('of another issuer, or of tomorrow, decides nothing', async () => {
    const list = readRevocationList(await encodeRevocationList(play.authority));
    const issuer = play.authority.root.certificate;
    const others = await checkRevocationList({
      ...issued(),
      issuer,
      list,
      now: playTime,
      work: new Work(),
    });
    expect(others).toEqual({ ok: false, fault: 'crl-other-issuer' });
    const now = playTime.subtract({ hours: 24 });
    const early = await checkRevocationList({ ...issued(), list, now, work: new Work() });
    expect(early).toEqual({ ok: false, fault: 'crl-from-the-future' });
  });

  test(
    'with tens of thousands of entries is read',
    async () => {
      for (let at = 0; at < entriesRead; at += 1) {
        const serial = (0x40_00_00_00 + at).toString(16);
        play.authority.revoked.set(serial, { at: playTime, reason: 4 });
      }
      const list = readRevocationList(await encodeRevocationList(play.authority));
      play.authority.revoked.clear();
      expect(list.revoked().size).toBeGreaterThanOrEqual(entriesRead);
      expect(() => readRevocationList(encode.sequence())).toThrow(DerError);
    },
    timeoutMs,
  );
});

test('the memory of links is bounded: the oldest go first', () => {
  const cache = createLinkCache(2);
  for (const link of ['a', 'b', 'c']) cache.add(link);
  expect(['a', 'b', 'c'].map((link) => cache.has(link))).toEqual([false, true, true]);
});
