import * as encode from '#exchange/signature/own/der/encode.ts';
import { readCertificate, type Certificate } from '#exchange/signature/own/x509/certificate.ts';
import type { SigningKey } from '#exchange/signature/own/cms/sign.ts';
import { algorithmOf, type PlayKey } from './keys.ts';

/** A certificate with the key that belongs to it. */
export interface Credential {
  readonly certificate: Certificate;
  readonly key: PlayKey;
}

export interface CertificateRequest {
  readonly serialNumber: Uint8Array;
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly notBefore: Temporal.Instant;
  readonly notAfter: Temporal.Instant;
  readonly spki: Uint8Array;
  readonly extensions: readonly (Uint8Array | undefined)[];
}

const version3 = 2;

/** Signs whatever it is asked to, right or wrong: tests need both. */
export async function signCertificate(
  request: CertificateRequest,
  signer: PlayKey,
): Promise<Certificate> {
  const signed = encode.sequence(
    encode.explicit(0, encode.integer(version3)),
    encode.unsignedInteger(request.serialNumber),
    algorithmOf(signer),
    request.issuer,
    encode.sequence(encode.time(request.notBefore), encode.time(request.notAfter)),
    request.subject,
    request.spki,
    encode.explicit(3, encode.sequence(...request.extensions)),
  );
  const signature = await signer.signWrapped(signed);
  return readCertificate(encode.sequence(signed, algorithmOf(signer), encode.bits(signature)));
}

/** A credential as one who signs documents holds it. */
export function signingKeyOf({ certificate, key }: Credential): SigningKey {
  return {
    certificate,
    digest: key.digest,
    signatureAlgorithm: key.signatureAlgorithm,
    sign: (message) => key.sign(message),
  };
}
