import { signingKeyOf, type Credential } from '#counterparts/certification-authority/issue.ts';
import { encodeManifest } from '#exchange/signature/own/asic/manifest.ts';
import {
  signatureNameOf,
  writeAsicE,
  writeAsicS,
  type AsicFile,
} from '#exchange/signature/own/asic/write.ts';
import { signContent } from '#exchange/signature/own/cms/sign.ts';
import { digestOids } from '#exchange/signature/own/x509/oids.ts';
import { digest } from '#exchange/signature/own/x509/primitives.ts';

const claimedAt = Temporal.Instant.from('2026-11-20T09:30:00Z');

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Detached CAdES-BES over these bytes. */
export async function signDetached(content: Uint8Array, signer: Credential): Promise<Uint8Array> {
  return signContent({
    key: signingKeyOf(signer),
    digest: (oid) => digest(oid, content),
    claimedAt,
  });
}

export async function signAttached(content: Uint8Array, signer: Credential): Promise<Uint8Array> {
  return signContent({ key: signingKeyOf(signer), content, claimedAt });
}

export interface SigningSlot {
  readonly signer: Credential;
  /** Names of the files it covers; all when left out. */
  readonly covers?: readonly string[];
  /** What is done to a signature after it is made: a stamp, answers. */
  readonly finish?: (signature: Uint8Array, manifest: Uint8Array) => Promise<Uint8Array>;
}

/** A container whose slots are signed by these people, slot 1 first. */
export async function signedContainer(
  files: readonly AsicFile[],
  slots: readonly SigningSlot[],
): Promise<Uint8Array> {
  const signatures = [];
  for (const [index, { signer, covers, finish }] of slots.entries()) {
    const number = index + 1;
    const covered = files.filter(({ name }) => covers?.includes(name) ?? true);
    const manifest = encodeManifest({
      signatureName: signatureNameOf(number),
      files: await Promise.all(covered.map(hashed)),
    });
    const made = await signDetached(manifest, signer);
    const signature = finish === undefined ? made : await finish(made, manifest);
    signatures.push({ manifest, signature, number });
  }
  return writeAsicE({ files, signatures });
}

async function hashed({ name, mediaType, bytes }: AsicFile) {
  const sha256 = await digest(digestOids.sha256, bytes);
  if (sha256 === undefined) throw new Error('no SHA-256');
  return { name, mediaType, sha256 };
}

export async function simpleContainer(
  file: { readonly name: string; readonly bytes: Uint8Array },
  signer: Credential,
): Promise<Uint8Array> {
  return writeAsicS({ file, signature: await signDetached(file.bytes, signer) });
}

/** The files of a document as the platform gives it out. */
export const documentFiles: readonly AsicFile[] = [
  {
    name: 'document.html',
    mediaType: 'text/html',
    bytes: utf8('<!doctype html><title>Договір</title><p>Договір про постачання тепла</p>'),
  },
  {
    name: 'document.json',
    mediaType: 'application/json',
    bytes: utf8(
      JSON.stringify({
        format: 'zhkp-document/1',
        document: '0f5f7a2e-9f0e-4d53-8d5c-0d3a6f3e9b11',
        version: 1,
        kind: 'contract',
        title: 'Договір про надання послуги з постачання теплової енергії',
        parties: [
          { slot: 1, act: 'submit' },
          { slot: 2, act: 'approve' },
        ],
      }),
    ),
  },
  { name: 'додаток.txt', mediaType: 'text/plain', bytes: utf8('Перелік будинків') },
];
