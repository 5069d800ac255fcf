import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { createAuthority } from '#counterparts/certification-authority/authority.ts';
import { directServices } from '#counterparts/certification-authority/direct.ts';
import { playKey } from '#counterparts/certification-authority/keys.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { signContent } from '../cms/sign.ts';
import { verifySignature } from '../cms/verify.ts';
import { readKeyFile, writeKeyFile } from './key-file.ts';

const now = Temporal.Instant.from('2026-11-28T09:00:00Z');
const clock = { now: () => now };
const seed = 'key-file';
const password = 'Зразкова-2026';
const iterations = 1_000;
const content = new TextEncoder().encode('документ');

async function keyFile(hierarchy: 'dstu' | 'ecdsa') {
  const url = 'http://ca.example';
  const authority = await createAuthority({ hierarchy, seed, url, clock });
  const key = await playKey(seed, 'one', hierarchy === 'dstu' ? 'm257' : 'p256');
  const { certificate } = await authority.issue(people.official, { key });
  const certificates = [certificate, authority.authority.certificate];
  const file = await writeKeyFile({ certificates, keyInfo: key.keyInfo, password, iterations });
  return { authority, file };
}

test.each(['dstu', 'ecdsa'] as const)('a %s key signs from its file', async (hierarchy) => {
  const { authority, file } = await keyFile(hierarchy);
  const opened = await readKeyFile(file, password);
  if (!opened.ok) throw new Error(opened.fault);
  const { key, chain } = opened;
  const signature = await signContent({ key, content, chain });
  const report = await verifySignature({
    signature,
    trust: authority.trust,
    services: directServices(authority),
    receivedAt: now,
    now,
  });
  expect(report).toMatchObject({ verdict: 'valid', reasons: [] });
  expect(report.signers[0]?.identity?.edrpou).toBe(people.official.edrpou);
});

test('a wrong password, a file without a key and one without a certificate are told apart', async () => {
  const { file } = await keyFile('ecdsa');
  expect(await readKeyFile(file, 'інший')).toEqual({ ok: false, fault: 'password-wrong' });
  expect(await readKeyFile('чужий файл', password)).toEqual({ ok: false, fault: 'no-key' });
  const bare = file.slice(file.indexOf('-----BEGIN ENCRYPTED'));
  expect(await readKeyFile(bare, password)).toEqual({ ok: false, fault: 'no-certificate' });
  const broken = file.replace(/MII/, 'MIJ');
  expect(await readKeyFile(broken, password)).toMatchObject({ ok: false });
});

test('a key file of OpenSSL is opened too', async () => {
  const { file } = await keyFile('ecdsa');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: password,
  });
  const certificate = file.slice(0, file.indexOf('-----BEGIN ENCRYPTED'));
  const opened = await readKeyFile(`${certificate}${pem}`, password);
  expect(opened.ok).toBe(true);
});
