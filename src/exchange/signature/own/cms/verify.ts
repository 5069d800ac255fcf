import { DerError } from '../der/error.ts';
import { sameBytes } from '../der/bytes.ts';
import { digest } from '../x509/primitives.ts';
import type { VerificationContext } from './context.ts';
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
  const given = givenDigest(verification.content);
  const contentDigest = remembered(
    data.content === undefined ? given : digestOfBytes(data.content),
  );
  const signers: SignerReport[] = [];
  for (const signer of data.signers) {
    signers.push(await reportSigner({ data, signer, contentDigest }, verification));
  }
  const reasons = await faultsOfContent(data, given);
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

function givenDigest(content: Verification['content']): ContentDigest {
  if (content === undefined) return () => Promise.resolve(undefined);
  return content instanceof Uint8Array ? digestOfBytes(content) : content;
}

function digestOfBytes(content: Uint8Array): ContentDigest {
  return (oid) => digest(oid, content);
}

/** Hashes a document once for each algorithm, however many signers there are. */
function remembered(of: ContentDigest): ContentDigest {
  const known = new Map<string, Promise<Uint8Array | undefined>>();
  return (oid) => {
    const found = known.get(oid) ?? of(oid);
    known.set(oid, found);
    return found;
  };
}

/**
 * What is signed must be a document, not a time stamp or another structure that only looks signed
 * as one; and a document given beside a signature that holds one must be the one it holds.
 */
async function faultsOfContent(
  { content, contentType, digestAlgorithms }: SignedData,
  given: ContentDigest,
): Promise<readonly Reason[]> {
  if (contentType !== contentOids.data) return ['content-type-wrong'];
  if (content === undefined) return [];
  for (const oid of digestAlgorithms) {
    const beside = await given(oid);
    if (beside === undefined) continue;
    const inside = await digest(oid, content);
    if (inside === undefined || !sameBytes(inside, beside)) return ['content-differs'];
  }
  return [];
}
