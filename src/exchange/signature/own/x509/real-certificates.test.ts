import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { curveOfChoice } from '../crypto/explicit-curve.ts';
import { readCertificate, type Certificate } from './certificate.ts';
import { firstOf, nameText } from './names.ts';
import { curveOids, nameOids } from './oids.ts';
import { findPath } from './path.ts';
import type { TrustList } from './trust-list.ts';
import { Work } from './work.ts';

// Public certificates of Ukrainian authorities that the independent library tests itself with.
const library = createRequire(import.meta.url).resolve('jkurwa/package.json');
const folder = join(dirname(library), 'test/data');

function real(name: string): Certificate {
  return readCertificate(Uint8Array.from(readFileSync(join(folder, name))));
}

const root = real('CZOROOT.cer');
const trust: TrustList = {
  services: [
    {
      type: 'ca',
      provider: 'root',
      name: 'root',
      qualified: true,
      certificate: root,
      from: root.notBefore,
      until: undefined,
    },
  ],
};

test('the central authority of 2012 writes its curve out, and its number is read', () => {
  expect(root.publicKey).toMatchObject({ kind: 'dstu', curve: { form: 'explicit' } });
  expect(root.publicKey.kind === 'dstu' && root.publicKey.curve).toMatchObject({
    curve: { m: 431, ks: [1, 3, 5], a: 1 },
  });
  expect(firstOf(root.subject, nameOids.serialNumber)).toBe('UA-00015622-2012');
  expect(root.extensions.qualified.isQualified).toBe(true);
});

test('an authority of 2015 has a path to that root while valid, and none later', async () => {
  const certificate = real('CA-Justice.cer');
  const question = { certificate, others: [], trust, work: new Work() };
  const in2017 = await findPath({ ...question, at: Temporal.Instant.from('2017-01-01T00:00:00Z') });
  expect(in2017).toEqual({ ok: true, path: [certificate, root] });
  const in2021 = await findPath({ ...question, at: Temporal.Instant.from('2021-01-01T00:00:00Z') });
  expect(in2021).toEqual({ ok: false, fault: 'certificate-expired' });
});

test('the tax service names its code in the directory attributes, and where to ask', () => {
  const { extensions, publicKey } = real('SFS_1.cer');
  expect(publicKey).toMatchObject({ kind: 'dstu', curve: { form: 'explicit', curve: { m: 257 } } });
  expect(publicKey.kind === 'dstu' && curveOfChoice(publicKey.curve).oid).toBe(curveOids.m257);
  expect(extensions.directory).toEqual([
    { type: '1.2.804.2.1.1.1.11.1.4.2.1', values: ['39292197'] },
  ]);
  expect(extensions.addresses).toMatchObject({
    ocsp: ['http://acskidd.gov.ua/services/ocsp/'],
    timeStamping: ['http://acskidd.gov.ua/services/tsp/'],
  });
});

test('an authority with a P-256 key names its code as an organisation does', () => {
  const certificate = real('CA-Justice-ECDSA-261217.cer');
  expect(certificate.publicKey).toMatchObject({ kind: 'ec', curve: '1.2.840.10045.3.1.7' });
  expect(firstOf(certificate.subject, nameOids.organizationIdentifier)).toBe('NTRUA-39787008');
  expect(nameText(certificate.subject)).toContain('C=UA, L=Kyiv, organizationIdentifier=NTRUA-');
  expect(certificate.extensions.basicConstraints).toEqual({ isAuthority: true, pathLengthMax: 0 });
});
