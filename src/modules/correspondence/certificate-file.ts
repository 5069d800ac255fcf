/** What somebody gives in place of a certificate. */
export type CertificateFile =
  | { readonly ok: true; readonly certificate: Uint8Array }
  | { readonly ok: false; readonly fault: 'certificate-missing' | 'private-key-sent' };

const pem = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/;

/** The first certificate of a PEM file, or the bytes as they are: what they are shows later. */
export function readCertificateFile(bytes: Buffer | undefined): CertificateFile {
  if (bytes === undefined || bytes.length === 0) return { ok: false, fault: 'certificate-missing' };
  const text = bytes.toString('latin1');
  // Nobody's key may come here, not even under its password.
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    return { ok: false, fault: 'private-key-sent' };
  }
  const block = pem.exec(text)?.[1];
  const certificate = block === undefined ? bytes : Buffer.from(block, 'base64');
  return { ok: true, certificate: Uint8Array.from(certificate) };
}
