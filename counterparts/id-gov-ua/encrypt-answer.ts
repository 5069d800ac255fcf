import { seal } from '#exchange/signature/own/cms/envelope.ts';
import { signContent, type SigningKey } from '#exchange/signature/own/cms/sign.ts';
import { fromBase64, toBase64 } from '#exchange/signature/own/der/bytes.ts';
import { readCertificate } from '#exchange/signature/own/x509/certificate.ts';
import type { IdGovUaFaults } from './office.ts';

/** Keys of the system's server. */
export interface AnswerKeys {
  readonly seal: SigningKey;
  /** Of another body, to seal by when told to. */
  readonly otherSeal: SigningKey;
}

/**
 * The answer under the server's seal, encrypted for the certificate of the client. The certificate
 * comes encoded for addresses twice: once of it the form has undone. Throws for anything else.
 */
export async function encryptAnswer(
  keys: AnswerKeys,
  answer: Readonly<Record<string, unknown>>,
  { cert, faults }: { readonly cert: string; readonly faults: IdGovUaFaults },
): Promise<{ readonly encryptedUserInfo: string }> {
  if (/[+/=]/.test(cert)) throw new RangeError('the certificate is encoded once only');
  const certificate = readCertificate(fromBase64(decodeURIComponent(cert)));
  const content = new TextEncoder().encode(JSON.stringify(answer));
  const key = faults.wrongSigner === true ? keys.otherSeal : keys.seal;
  const inside = faults.unsigned === true ? content : await signContent({ key, content });
  const envelope = await seal({ content: inside, recipients: [certificate] });
  return { encryptedUserInfo: toBase64(envelope) };
}
