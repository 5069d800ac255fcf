import { DerError } from '../der/error.ts';
import { sameBytes } from '../der/bytes.ts';
import { digest } from '../x509/primitives.ts';
import { Work, WorkExceededError } from '../x509/work.ts';
import type { VerificationContext } from './context.ts';
import { contentDigestsMax } from './limits.ts';
import { contentOids } from './oids.ts';
import type { Reason, SignatureReport, SignerReport } from './report.ts';
import type { ContentDigest } from './signer-check.ts';
import { readSignedData, type SignedData } from './signed-data.ts';
import { reportSigner } from './verify-signer.ts';

export interface Verification extends VerificationContext {
  /** DER of a ContentInfo with a SignedData. */
  readonly signature: Uint8Array;
  /** The document, or its digests where it is too long to hold. */
  readonly content?: Uint8Array | ContentDigest;
}

/**
 * Verifies every signer of a CMS / CAdES signature. Never throws for what is in the signature: what
 * cannot be read is invalid, what cannot be found out is pending.
 */
export async function verifySignature(verification: Verification): Promise<SignatureReport> {
  const data = read(verification);
  if (data === undefined) return whole('malformed', undefined);
  if (data.signers.length === 0) return whole('no-signers', data.content);
  try {
    return await verifyAll(data, verification);
  } catch (error) {
    if (error instanceof WorkExceededError) return whole('too-much-work', data.content);
    throw error;
  }
}

async function verifyAll(data: SignedData, verification: Verification): Promise<SignatureReport> {
  const contentDigest = remembered(digestOf(data.content ?? verification.content));
  const work = new Work();
  work.read(verification.signature.length - (data.content?.length ?? 0));
  const signers: SignerReport[] = [];
  for (const signer of data.signers) {
    signers.push(await reportSigner({ data, signer, contentDigest, work }, verification));
  }
  const reasons = [
    ...(await faultsOfContent(data, verification.content, contentDigest)),
    ...faultsOfSigners(signers),
  ];
  return { verdict: together(signers, reasons), reasons, signers, content: data.content };
}

function read({ signature, attributeOrder = 'canonical' }: Verification): SignedData | undefined {
  try {
    return readSignedData(signature, { attributeOrder });
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

function whole(reason: Reason, content: Uint8Array | undefined): SignatureReport {
  return { verdict: 'invalid', reasons: [reason], signers: [], content };
}

function together(
  signers: readonly SignerReport[],
  reasons: readonly Reason[],
): SignatureReport['verdict'] {
  if (reasons.length > 0) return 'invalid';
  if (signers.some(({ verdict }) => verdict === 'invalid')) return 'invalid';
  return signers.every(({ verdict }) => verdict === 'valid') ? 'valid' : 'pending';
}

function digestOf(content: Verification['content']): ContentDigest {
  if (content === undefined) return () => Promise.resolve(undefined);
  return content instanceof Uint8Array ? (oid) => digest(oid, content) : content;
}

/** Hashes a document once for each algorithm, however many signers there are. */
function remembered(of: ContentDigest): ContentDigest {
  const known = new Map<string, Promise<Uint8Array | undefined>>();
  return (oid) => {
    const found = known.get(oid);
    if (found !== undefined) return found;
    // A document may be long, so that its hashes are counted and not paid for.
    if (known.size >= contentDigestsMax) throw new WorkExceededError();
    const made = of(oid);
    known.set(oid, made);
    return made;
  };
}

/** Two signatures by one certificate are of one signer, however it is named. */
function faultsOfSigners(signers: readonly SignerReport[]): readonly Reason[] {
  const certificates = signers.flatMap(({ certificate }) => certificate?.raw ?? []);
  const isTwice = certificates.some((one, at) =>
    certificates.slice(0, at).some((earlier) => sameBytes(earlier, one)),
  );
  return isTwice ? ['signer-twice'] : [];
}

/**
 * What is signed must be a document, not a time stamp or another structure that only looks signed
 * as one; and a document given beside a signature that holds one must be the one it holds: compared
 * by at least one digest that a signer uses, never left uncompared.
 */
async function faultsOfContent(
  { content: inside, contentType, signers }: SignedData,
  beside: Verification['content'],
  insideDigest: ContentDigest,
): Promise<readonly Reason[]> {
  if (contentType !== contentOids.data) return ['content-type-wrong'];
  if (inside === undefined || beside === undefined) return [];
  if (beside instanceof Uint8Array) return sameBytes(inside, beside) ? [] : ['content-differs'];
  let compared = 0;
  for (const oid of new Set(signers.map(({ digestAlgorithm }) => digestAlgorithm.oid))) {
    const [own, theirs] = [await insideDigest(oid), await beside(oid)];
    if (own === undefined || theirs === undefined) continue;
    if (!sameBytes(own, theirs)) return ['content-differs'];
    compared += 1;
  }
  return compared > 0 ? [] : ['content-missing'];
}
