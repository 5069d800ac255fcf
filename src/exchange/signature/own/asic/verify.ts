import type { VerificationContext } from '../cms/context.ts';
import type { SignatureReport, Verdict } from '../cms/report.ts';
import { readSignedData } from '../cms/signed-data.ts';
import { verifySignature } from '../cms/verify.ts';
import { sameBytes } from '../der/bytes.ts';
import { DerError } from '../der/error.ts';
import { digest } from '../x509/primitives.ts';
import {
  folder,
  readAsic,
  type AsicContainer,
  type AsicKind,
  type AsicSignature,
} from './container.ts';
import type { AsicFault } from './fault.ts';
import { asicLimits } from './limits.ts';
import type { ZipFile } from './write-zip.ts';

/** What is wrong with a container beside what is wrong inside one of its signatures. */
export type AsicReason = AsicFault | 'file-changed' | 'file-missing' | 'file-not-covered';

export interface AsicSignatureReport {
  /** Name of the signature file. */
  readonly name: string;
  /** Of the signature and of all files it covers together. */
  readonly verdict: Verdict;
  readonly reasons: readonly AsicReason[];
  readonly signature: SignatureReport;
  /** Files whose contents it proves, if the signature itself is valid. */
  readonly covers: readonly string[];
  /** Files it names whose contents are others now. */
  readonly changed: readonly string[];
  /** Files it names that are not there. */
  readonly missing: readonly string[];
}

export interface CheckedFile extends ZipFile {
  /** Signature files, none of them invalid, that cover it. */
  readonly coveredBy: readonly string[];
}

export interface AsicReport {
  /** Valid only when every signature is and every file is covered by one. */
  readonly verdict: Verdict;
  readonly reasons: readonly AsicReason[];
  /** Undefined when the bytes are no container. */
  readonly kind: AsicKind | undefined;
  readonly files: readonly CheckedFile[];
  readonly signatures: readonly AsicSignatureReport[];
}

/**
 * Verifies every signature of a container and which files each covers. Never throws for what is in
 * it: what cannot be read is invalid, and so is a container with a file that nobody signed.
 */
export async function verifyAsic(
  bytes: Uint8Array,
  context: VerificationContext,
): Promise<AsicReport> {
  const reading = await readAsic(bytes);
  if (!reading.ok) return refused(reading.fault);
  const { container } = reading;
  const signers = container.signatures.reduce((sum, one) => sum + signersOf(one), 0);
  if (signers > asicLimits.signersMax) return refused('too-many-signers', container.kind);
  const digestOf = digestsOf(container);
  const signatures: AsicSignatureReport[] = [];
  for (const one of container.signatures) {
    signatures.push(await verifyOne(one, { container, digestOf, context }));
  }
  const files = container.files.map((file) => ({ ...file, coveredBy: coverOf(file, signatures) }));
  const isCovered = files.every(({ coveredBy }) => coveredBy.length > 0);
  return {
    verdict: isCovered ? together(signatures) : 'invalid',
    reasons: isCovered ? [] : ['file-not-covered'],
    kind: container.kind,
    files,
    signatures,
  };
}

function refused(fault: AsicFault, kind?: AsicKind): AsicReport {
  return { verdict: 'invalid', reasons: [fault], kind, files: [], signatures: [] };
}

/** How much work a signature is; one that cannot be read is none. */
function signersOf({ bytes }: AsicSignature): number {
  try {
    return readSignedData(bytes, { attributeOrder: 'as-signed' }).signers.length;
  } catch (error) {
    if (error instanceof DerError) return 0;
    throw error;
  }
}

function coverOf({ name }: ZipFile, signatures: readonly AsicSignatureReport[]): readonly string[] {
  return signatures
    .filter(({ verdict, covers }) => verdict !== 'invalid' && covers.includes(name))
    .map((signature) => signature.name);
}

function together(signatures: readonly AsicSignatureReport[]): Verdict {
  if (signatures.some(({ verdict }) => verdict === 'invalid')) return 'invalid';
  return signatures.every(({ verdict }) => verdict === 'valid') ? 'valid' : 'pending';
}

type DigestOf = (name: string, algorithm: string) => Promise<Uint8Array | undefined>;

/** Hashes each file once for each algorithm, however many manifests name it. */
function digestsOf({ files, signatures }: AsicContainer): DigestOf {
  const bytes = new Map([...files, ...signatures].map((file) => [file.name, file.bytes]));
  for (const { manifest } of signatures) {
    if (manifest !== undefined) bytes.set(manifest.name, manifest.bytes);
  }
  const known = new Map<string, Promise<Uint8Array | undefined>>();
  return async (name, algorithm) => {
    const file = bytes.get(name);
    if (file === undefined) return undefined;
    const key = `${algorithm} ${name}`;
    const found = known.get(key) ?? digest(algorithm, file);
    known.set(key, found);
    return found;
  };
}

interface Question {
  readonly container: AsicContainer;
  readonly digestOf: DigestOf;
  readonly context: VerificationContext;
}

async function verifyOne(
  one: AsicSignature,
  { container, digestOf, context }: Question,
): Promise<AsicSignatureReport> {
  const { name, bytes, manifest } = one;
  const payload = container.files.find((file) => !file.name.startsWith(folder));
  const content = manifest?.bytes ?? payload?.bytes;
  const signature = await verifySignature({
    ...context,
    signature: bytes,
    ...(content === undefined ? {} : { content }),
  });
  const found = await compare(one, payload, digestOf);
  const reasons: AsicReason[] = [];
  if (found.changed.length > 0) reasons.push('file-changed');
  if (found.missing.length > 0) reasons.push('file-missing');
  const verdict = reasons.length > 0 ? 'invalid' : signature.verdict;
  return { name, verdict, reasons, signature, ...found };
}

type Cover = Pick<AsicSignatureReport, 'covers' | 'changed' | 'missing'>;

async function compare(
  { manifest }: AsicSignature,
  payload: ZipFile | undefined,
  digestOf: DigestOf,
): Promise<Cover> {
  if (manifest === undefined) {
    return { covers: payload === undefined ? [] : [payload.name], changed: [], missing: [] };
  }
  const covers: string[] = [];
  const changed: string[] = [];
  const missing: string[] = [];
  for (const { name, algorithm, digest: told } of manifest.references) {
    const actual = await digestOf(name, algorithm);
    if (actual === undefined) missing.push(name);
    else (sameBytes(actual, told) ? covers : changed).push(name);
  }
  return { covers, changed, missing };
}
