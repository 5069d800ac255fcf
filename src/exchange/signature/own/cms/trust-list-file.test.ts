import { beforeAll, expect, test } from 'vitest';
import type { HierarchyKind } from '#counterparts/certification-authority/authority.ts';
import { signingKeyOf } from '#counterparts/certification-authority/issue.ts';
import { openPlay, playTime, type Play } from '#counterparts/certification-authority/play.ts';
import { encodeTrustList } from '#counterparts/certification-authority/trust-list.ts';
import { fingerprintOf } from '../x509/fingerprint.ts';
import { signContent } from './sign.ts';
import { readTrustListFile } from './trust-list-file.ts';

let play: Play;
let pinned: ReadonlySet<string>;
beforeAll(async () => {
  play = await openPlay('ecdsa');
  pinned = new Set([await fingerprintOf(play.authority.root.certificate)]);
});

const hierarchies: readonly HierarchyKind[] = ['ecdsa', 'dstu'];
test.each(hierarchies)('a list of %s that the pin signed is read', async (hierarchy) => {
  const { authority } = await openPlay(hierarchy);
  const file = await encodeTrustList(authority);
  const pins = new Set([await fingerprintOf(authority.root.certificate)]);
  const reading = await readTrustListFile({ file, pinned: pins, now: playTime });
  expect(reading).toMatchObject({ ok: true, list: { issuedAt: playTime } });
  const services = reading.ok ? reading.list.services : [];
  expect(services.map(({ type }) => type)).toEqual(['ca', 'ca', 'tsp', 'ocsp']);
  expect(services.map(({ certificate }) => certificate.raw)).toEqual(
    authority.services.map(({ certificate }) => certificate.raw),
  );
});

test('a list of another signer, changed, expired or outdated is refused', async () => {
  const file = await encodeTrustList(play.authority);
  const question = { file, pinned, now: playTime };
  const later = playTime.add({ hours: 24 * 31 });
  const knownNumber = playTime.epochMilliseconds / 1_000 + 1;
  const readings = await Promise.all([
    readTrustListFile({ ...question, pinned: new Set() }),
    readTrustListFile({ ...question, now: later }),
    readTrustListFile({ ...question, knownNumber }),
    readTrustListFile({ ...question, file: await encodeTrustList(play.authority, 'changed') }),
    readTrustListFile({ ...question, file: await encodeTrustList(play.authority, 'other-signer') }),
    readTrustListFile({ ...question, file: Uint8Array.of(0x30, 0) }),
  ]);
  expect(readings.map((reading) => (reading.ok ? 'ok' : reading.fault))).toEqual([
    'list-signer-unknown',
    'list-expired',
    'list-older-than-known',
    'list-signature-wrong',
    'list-signature-wrong',
    'list-malformed',
  ]);
});

test.each([
  '',
  '[]',
  'null',
  '{"format":"zhkp-trust-list-1","number":1,"services":[]}',
  '{"format":"other","number":1,"services":[]}',
  '{"format":"zhkp-trust-list-1","number":1,"issuedAt":"x","nextUpdate":"x","services":[]}',
])('signed content %s is no list', async (json) => {
  const content = new TextEncoder().encode(json);
  const file = await signContent({ key: signingKeyOf(play.authority.root), content });
  const reading = await readTrustListFile({ file, pinned, now: playTime });
  expect(reading).toEqual({ ok: false, fault: 'list-malformed' });
});
