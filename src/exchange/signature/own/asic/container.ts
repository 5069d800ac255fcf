import { AsicError, demand, type AsicFault } from './fault.ts';
import { asicLimits } from './limits.ts';
import { readManifest, type Manifest } from './manifest.ts';
import { readZip, type UnpackedFile } from './read-zip.ts';
import type { ZipFile } from './write-zip.ts';
import { decodeText } from './zip-entries.ts';

export type AsicKind = 'asic-s' | 'asic-e';

export interface AsicSignature {
  /** Name of its file in the container. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What it covers; undefined in a simple container, where it covers the one file itself. */
  readonly manifest: (Manifest & ZipFile) | undefined;
}

/** A container as its bytes say; nothing is verified yet. */
export interface AsicContainer {
  readonly kind: AsicKind;
  /** All but the type, the manifests and the signatures. */
  readonly files: readonly ZipFile[];
  readonly signatures: readonly AsicSignature[];
}

export type AsicReading =
  | { readonly ok: true; readonly container: AsicContainer }
  | { readonly ok: false; readonly fault: AsicFault };

export const mediaTypes: Readonly<Record<AsicKind, string>> = {
  'asic-s': 'application/vnd.etsi.asic-s+zip',
  'asic-e': 'application/vnd.etsi.asic-e+zip',
};
export const typeName = 'mimetype';
export const folder = 'META-INF/';
export const simpleSignatureName = `${folder}signature.p7s`;

export function isSignatureName(name: string): boolean {
  return /^META-INF\/[^/]*signature[^/]*\.p7s$/i.test(name);
}

export function isManifestName(name: string): boolean {
  return /^META-INF\/ASiCManifest[^/]*\.xml$/i.test(name);
}

/** ASiC-S or ASiC-E with CAdES (ETSI EN 319 162-1, 4.3 and 4.4), read strictly. */
export async function readAsic(bytes: Uint8Array): Promise<AsicReading> {
  try {
    return { ok: true, container: await read(bytes) };
  } catch (error) {
    if (error instanceof AsicError) return { ok: false, fault: error.fault };
    throw error;
  }
}

async function read(bytes: Uint8Array): Promise<AsicContainer> {
  const [type, ...entries] = await readZip(bytes);
  demand(type?.name === typeName && type.isPlain, 'mimetype-missing');
  const kind = kindOf(type);
  const signatures = entries.filter(({ name }) => isSignatureName(name));
  const hasXades = entries.some(({ name }) => /^META-INF\/[^/]*signatures[^/]*\.xml$/i.test(name));
  demand(!hasXades, 'xades-not-supported');
  demand(signatures.length > 0, 'signature-missing');
  demand(signatures.length <= asicLimits.signatureFilesMax, 'too-many-signatures');
  const isSmall = signatures.every((one) => one.bytes.length <= asicLimits.signatureBytesMax);
  demand(isSmall, 'signature-too-large');
  const rest = entries.filter(({ name }) => !isSignatureName(name));
  return kind === 'asic-s' ? simple(rest, signatures) : extended(rest, signatures);
}

function kindOf({ bytes }: UnpackedFile): AsicKind {
  const written = decodeText(bytes);
  if (written === mediaTypes['asic-s']) return 'asic-s';
  demand(written === mediaTypes['asic-e'], 'mimetype-unknown');
  return 'asic-e';
}

function simple(files: readonly ZipFile[], signatures: readonly ZipFile[]): AsicContainer {
  const payload = files.filter(({ name }) => !name.startsWith(folder));
  demand(payload.length === 1 && signatures.length === 1, 'payload-not-one');
  return {
    kind: 'asic-s',
    files,
    signatures: signatures.map((one) => ({ ...one, manifest: undefined })),
  };
}

function extended(rest: readonly ZipFile[], signatures: readonly ZipFile[]): AsicContainer {
  const manifests = rest
    .filter(({ name }) => isManifestName(name))
    .map((file) => ({ ...file, ...readManifest(file.bytes) }));
  const known = new Set(signatures.map(({ name }) => name));
  const isSigned = manifests.every(({ signatureName }) => known.has(signatureName));
  demand(isSigned, 'manifest-without-signature');
  const own = new Map(manifests.map((manifest) => [manifest.signatureName, manifest]));
  demand(own.size === manifests.length, 'signature-in-two-manifests');
  return {
    kind: 'asic-e',
    files: rest.filter(({ name }) => !isManifestName(name)),
    signatures: signatures.map(({ name, bytes }) => {
      const manifest = own.get(name);
      demand(manifest !== undefined, 'signature-without-manifest');
      return { name, bytes, manifest };
    }),
  };
}
