import { beforeAll, describe, expect, test } from 'vitest';
import type { HierarchyKind } from '#counterparts/certification-authority/authority.ts';
import { signingKeyOf, type Credential } from '#counterparts/certification-authority/issue.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { openPlay, type Play } from '#counterparts/certification-authority/play.ts';
import {
  documentFiles,
  signDetached,
  signedContainer,
  simpleContainer,
  utf8,
} from '#test/signature/signed-container.ts';
import { addSignature } from '../cms/sign.ts';
import { digest } from '../x509/primitives.ts';
import { readZip } from './read-zip.ts';
import { asicLimits } from './limits.ts';
import { encodeManifest } from './manifest.ts';
import { verifyAsic } from './verify.ts';
import { manifestNameOf, signatureNameOf, writeAsicE } from './write.ts';
import { writeZip, type ZipFile } from './write-zip.ts';

const first = signatureNameOf(1);
const second = signatureNameOf(2);
const names = documentFiles.map(({ name }) => name);

describe.each<HierarchyKind>(['ecdsa', 'dstu'])('a container signed by %s', (hierarchy) => {
  let play: Play;
  let official: Credential;
  let person: Credential;
  let seal: Credential;
  beforeAll(async () => {
    play = await openPlay(hierarchy);
    official = await play.authority.issue(people.official);
    person = await play.authority.issue(people.person);
    seal = await play.authority.issue(people.seal);
  });

  test('tells who signed which files', async () => {
    const bytes = await signedContainer(documentFiles, [{ signer: official }, { signer: person }]);
    const report = await verifyAsic(bytes, play.context());
    expect(report).toMatchObject({ verdict: 'valid', kind: 'asic-e', reasons: [] });
    expect(report.files.map(({ name, coveredBy }) => [name, coveredBy])).toEqual(
      names.map((name) => [name, [first, second]]),
    );
    expect(
      report.signatures.map(({ name, covers, signature }) => [
        name,
        covers,
        signature.signers.map(({ identity }) => identity?.kind),
      ]),
    ).toEqual([
      [first, names, ['official']],
      [second, names, ['person']],
    ]);
  });

  test('of one file, too', async () => {
    const bytes = await simpleContainer({ name: 'bill.pdf', bytes: utf8('%PDF') }, seal);
    const report = await verifyAsic(bytes, play.context());
    expect(report).toMatchObject({ verdict: 'valid', kind: 'asic-s' });
    expect(report.files).toMatchObject([
      { name: 'bill.pdf', coveredBy: ['META-INF/signature.p7s'] },
    ]);
  });

  test('with its record of registration under a seal', async () => {
    const record = {
      name: 'META-INF/registration.json',
      mediaType: 'application/json',
      bytes: utf8('{"number":"17/2026"}'),
    };
    const files = [...documentFiles, record];
    const bytes = await signedContainer(files, [
      { signer: official, covers: names },
      { signer: seal, covers: [record.name] },
    ]);
    const report = await verifyAsic(bytes, play.context());
    expect(report.verdict).toBe('valid');
    expect(report.files.at(-1)).toMatchObject({ name: record.name, coveredBy: [second] });
  });
});

describe('a container that was changed', () => {
  let play: Play;
  let signer: Credential;
  let genuine: readonly ZipFile[];
  beforeAll(async () => {
    play = await openPlay('ecdsa');
    signer = await play.authority.issue(people.official);
    genuine = await readZip(await signedContainer(documentFiles, [{ signer }]));
  });
  const verify = (files: readonly ZipFile[]) => verifyAsic(writeZip(files), play.context());
  const replaced = (name: string, bytes: Uint8Array) =>
    genuine.map((file) => (file.name === name ? { name, bytes } : file));
  const without = (name: string) => genuine.filter((file) => file.name !== name);

  test('in a file, is invalid and says which', async () => {
    const report = await verify(replaced('document.html', utf8('<p>other</p>')));
    expect(report).toMatchObject({ verdict: 'invalid', reasons: ['file-not-covered'] });
    expect(report.signatures).toMatchObject([
      { verdict: 'invalid', reasons: ['file-changed'], changed: ['document.html'] },
    ]);
    expect(report.files.every(({ coveredBy }) => coveredBy.length === 0)).toBe(true);
  });

  test('by taking a file away, is invalid and says which', async () => {
    const report = await verify(without('document.html'));
    expect(report.signatures).toMatchObject([
      { verdict: 'invalid', reasons: ['file-missing'], missing: ['document.html'] },
    ]);
  });

  test.each(['evil.html', 'META-INF/registration.json', 'META-INF/container.xml'])(
    'by putting %s in, is invalid, though the signature is not',
    async (name) => {
      const report = await verify([...genuine, { name, bytes: utf8('evil') }]);
      expect(report).toMatchObject({ verdict: 'invalid', reasons: ['file-not-covered'] });
      expect(report.signatures).toMatchObject([{ verdict: 'valid' }]);
      expect(report.files.filter(({ coveredBy }) => coveredBy.length === 0)).toMatchObject([
        { name },
      ]);
    },
  );

  test('in its manifest, is invalid', async () => {
    const manifest = encodeManifest({
      signatureName: first,
      files: [{ name: 'document.html', mediaType: 'text/html', sha256: new Uint8Array(32) }],
    });
    const report = await verify(replaced(manifestNameOf(1), manifest));
    expect(report.signatures[0]?.signature.signers[0]?.reasons).toEqual(['content-changed']);
  });

  test('so that two signatures stand in each other’s place, is invalid', async () => {
    const two = await readZip(await signedContainer(documentFiles, [{ signer }, { signer }]));
    const swap = new Map([
      [first, second],
      [second, first],
    ]);
    const swapped = two.map(({ name, bytes }) => ({ name: swap.get(name) ?? name, bytes }));
    expect((await verify(swapped)).verdict).toBe('invalid');
  });

  test.each([
    ['no manifest', () => without(manifestNameOf(1)), 'signature-without-manifest'],
    ['no signature', () => without(first), 'signature-missing'],
    ['no type', () => without('mimetype'), 'mimetype-missing'],
    ['its type elsewhere', () => genuine.toReversed(), 'mimetype-missing'],
    ['another type', () => replaced('mimetype', utf8('application/zip')), 'mimetype-unknown'],
    [
      'a type that says one file',
      () => replaced('mimetype', utf8('application/vnd.etsi.asic-s+zip')),
      'payload-not-one',
    ],
    [
      'two manifests of one signature',
      () => [
        ...genuine,
        ...genuine
          .filter(({ name }) => name === manifestNameOf(1))
          .map(({ bytes }) => ({ name: manifestNameOf(2), bytes })),
      ],
      'signature-in-two-manifests',
    ],
    [
      'a manifest of no signature',
      () => [
        ...genuine,
        {
          name: manifestNameOf(2),
          bytes: encodeManifest({
            signatureName: second,
            files: [{ name: 'a', mediaType: 'a/b', sha256: new Uint8Array(32) }],
          }),
        },
      ],
      'manifest-without-signature',
    ],
    [
      'a signature in XML',
      () => [...genuine, { name: 'META-INF/signatures001.xml', bytes: utf8('<a/>') }],
      'xades-not-supported',
    ],
    [
      'a signature that is too large',
      () => replaced(first, new Uint8Array(asicLimits.signatureBytesMax + 1)),
      'signature-too-large',
    ],
    [
      'more signatures than are read',
      () => [
        ...genuine,
        ...Array.from({ length: asicLimits.signatureFilesMax }, (_, at) => ({
          name: signatureNameOf(at + 2),
          bytes: utf8('a'),
        })),
      ],
      'too-many-signatures',
    ],
  ])('to have %s, is no container', async (_, files, fault) => {
    expect(await verify(files())).toMatchObject({ verdict: 'invalid', reasons: [fault] });
  });

  test('to make us work, is refused before any work', async () => {
    const manifest = genuine.find(({ name }) => name === manifestNameOf(1))?.bytes ?? utf8('');
    const many = await play.authority.issue(people.seal);
    let signature = await signDetached(manifest, signer);
    for (let count = 1; count < 12; count += 1) {
      signature = await addSignature({
        signature,
        key: signingKeyOf(many),
        digest: (oid) => digest(oid, manifest),
      });
    }
    const signatures = [1, 2, 3].map((number) => ({
      manifest: encodeManifest({
        signatureName: signatureNameOf(number),
        files: [{ name: 'a', mediaType: 'a/b', sha256: new Uint8Array(32) }],
      }),
      signature,
      number,
    }));
    const bytes = writeAsicE({
      files: [{ name: 'a', mediaType: 'a/b', bytes: utf8('a') }],
      signatures,
    });
    expect((await verifyAsic(bytes, play.context())).reasons).toEqual(['too-many-signers']);
  });
});

test('a container is not written with names that a reader would refuse', () => {
  const bytes = utf8('a');
  for (const name of ['mimetype', 'MimeType', first, manifestNameOf(7), '../a', 'a'.repeat(256)]) {
    const files = [{ name, mediaType: 'a/b', bytes }];
    expect(() => writeAsicE({ files, signatures: [] })).toThrow(RangeError);
  }
  expect(() => signatureNameOf(0)).toThrow(RangeError);
});
