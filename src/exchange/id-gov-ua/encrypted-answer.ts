import { SignatureTrouble, type SignatureProvider } from '#engine/signature/ports.ts';
import { err, ok, type Result } from '#kernel/result.ts';
import type { IdentityFailure } from '#modules/access/ports.ts';
import type { Clock } from '#platform/clock.ts';
import { z } from 'zod';
import { readJsonAnswer } from '../json-answer.ts';
import { readSignedData } from '#exchange/signature/own/cms/signed-data.ts';
import { DerError } from '#exchange/signature/own/der/error.ts';

/** How answers about people come: for our key alone, under the seal of the system's server. */
export interface AnswerEncryption {
  /** DER of the platform's certificate for agreement. */
  readonly certificate: Uint8Array;
  readonly signatures: Pick<SignatureProvider, 'open' | 'verify'>;
  /** Code of the body whose seal stands under answers. */
  readonly signerCode: string;
  readonly clock: Clock;
}

type Answer = Readonly<Record<string, unknown>>;

const answerCharsMax = 200_000;
const encrypted = z.object({ encryptedUserInfo: z.base64().min(1).max(answerCharsMax) });

/** The certificate as the system reads it: Base64 that is encoded for addresses twice. */
export function certificateField({ certificate }: AnswerEncryption): string {
  return encodeURIComponent(certificate.toBase64());
}

/**
 * Opens an answer and proves that the system's server sealed it. Encryption has no integrity of its
 * own and anybody has our certificate, so what is not sealed, or is not encrypted, is no answer.
 * @law 1039:10.1 1039:10.18
 */
export async function openAnswer(
  encryption: AnswerEncryption,
  answer: Answer,
): Promise<Result<Answer, IdentityFailure>> {
  const parsed = encrypted.safeParse(answer);
  if (!parsed.success) return err({ kind: 'malformed' });
  try {
    const envelope = Uint8Array.fromBase64(parsed.data.encryptedUserInfo);
    const signature = await encryption.signatures.open(envelope);
    return await readSealed(encryption, signature);
  } catch (error) {
    if (error instanceof DerError) return err({ kind: 'malformed' });
    if (!(error instanceof SignatureTrouble)) throw error;
    const isAway = error.code === 'unavailable' || error.code === 'no-key';
    return err(isAway ? { kind: 'unavailable', reason: error.code } : { kind: 'malformed' });
  }
}

async function readSealed(
  { signatures, signerCode, clock }: AnswerEncryption,
  signature: Uint8Array,
): Promise<Result<Answer, IdentityFailure>> {
  const { content } = readSignedData(signature);
  if (content === undefined) return err({ kind: 'malformed' });
  const receivedAt = clock.now();
  const policy = { kinds: ['seal'] } as const;
  const findings = await signatures.verify({ signature, content, receivedAt, policy });
  if (findings.verdict === 'pending') return err({ kind: 'unavailable', reason: 'seal-pending' });
  const [signer, ...others] = findings.signers;
  const isTheirs = others.length === 0 && signer?.identity?.edrpou === signerCode;
  if (findings.verdict !== 'valid' || !isTheirs) return err({ kind: 'malformed' });
  const user = readJsonAnswer(new TextDecoder().decode(content));
  return user === undefined ? err({ kind: 'malformed' }) : ok(user);
}
