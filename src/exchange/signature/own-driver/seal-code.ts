import { readPem } from '#exchange/signature/own/keys/pem.ts';
import { readCertificate } from '#exchange/signature/own/x509/certificate.ts';
import { readIdentity } from '#exchange/signature/own/x509/identity.ts';

/** DER of the first certificate that a key file holds. */
export function certificateIn(keyFile: string): Uint8Array | undefined {
  return readPem(keyFile).find(({ label }) => label === 'CERTIFICATE')?.bytes;
}

/** The code of the body whose seal a key file holds; undefined when it names none. */
export function sealCodeOf(keyFile: string): string | undefined {
  const certificate = certificateIn(keyFile);
  if (certificate === undefined) return undefined;
  const reading = readIdentity(readCertificate(certificate), { isQualified: false });
  return reading.ok ? reading.identity.edrpou : undefined;
}
