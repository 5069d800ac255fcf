import { err, ok, refuse, type Refusal, type Result } from '#kernel/result.ts';
import { encodeText, type QrEncoding } from './encoding.ts';
import { fieldsOf, formatRules, type QrFormat } from './fields.ts';
import { purposeLengthMax, refusalOf, shorterPurposes, type QrPayment } from './payment.ts';

export const linkLengthMax = 507;

export interface QrLink {
  readonly link: string;
  readonly encoding: QrEncoding;
  /** As it stands in the QR: the given one, or a shortened one. */
  readonly purpose: string;
}

/**
 * Makes the link of a payment QR by resolution of the National Bank of 19.08.2025 No 97 (act
 * `nbu-97`). Status of the layout: UNVERIFIED. It follows public implementations; separators and
 * encodings are to be compared with the text of the resolution and tried with banks' applications.
 *
 * When the link would be longer than allowed, the more compact encoding is tried, then the purpose
 * is shortened; the account number always stays. The hryvnia sign in the middle, obligatory for
 * both formats, is drawn by whoever draws the code. Refuses what no QR can carry.
 */
export function buildQrLink(payment: QrPayment, format: QrFormat): Result<QrLink, Refusal> {
  const refusal = refusalOf(payment);
  if (refusal !== undefined) return err(refusal);
  for (const purpose of shorterPurposes(payment.purpose, payment.accountNumber)) {
    if (purpose.length > purposeLengthMax) continue;
    for (const encoding of formatRules[format].encodings) {
      const link = linkOf({ ...payment, purpose }, format, encoding);
      if (link !== undefined && link.length <= linkLengthMax)
        return ok({ link, encoding, purpose });
    }
  }
  return err(refuse('qr-does-not-fit'));
}

function linkOf(payment: QrPayment, format: QrFormat, encoding: QrEncoding): string | undefined {
  const { lineEnd, linkPrefix } = formatRules[format];
  const bytes = encodeText(fieldsOf(payment, format, encoding).join(lineEnd), encoding);
  return bytes === undefined ? undefined : linkPrefix + bytes.toString('base64url');
}
