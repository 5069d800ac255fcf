import type { SigningKey } from '../cms/sign.ts';
import { DerError } from '../der/error.ts';
import { readCertificate, type Certificate } from '../x509/certificate.ts';
import { decryptKey, encryptKey } from './encrypted-key.ts';
import { encodePem, readPem } from './pem.ts';
import { readPrivateKey, signingKeyOf, type PrivateKey } from './private-key.ts';

/**
 * A key file: certificates and a private key under a password, all in PEM. What the demonstration
 * signer and the platform's own seal use; a person's real key stays in the state's widget.
 */
export type KeyFileFault = 'no-key' | 'no-certificate' | 'password-wrong' | 'malformed';

export type KeyFileReading =
  | {
      readonly ok: true;
      readonly key: SigningKey;
      readonly privateKey: PrivateKey;
      /** Certificates of authorities that lie beside the signer's own. */
      readonly chain: readonly Certificate[];
    }
  | { readonly ok: false; readonly fault: KeyFileFault };

const labels = { certificate: 'CERTIFICATE', key: 'ENCRYPTED PRIVATE KEY' } as const;

export interface NewKeyFile {
  /** The signer's own first, then those of authorities. */
  readonly certificates: readonly Certificate[];
  /** PrivateKeyInfo. */
  readonly keyInfo: Uint8Array;
  readonly password: string;
  /** Rounds of PBKDF2, where the usual number is too slow: for tests. */
  readonly iterations?: number;
}

/** Writes a key file. */
export async function writeKeyFile(file: NewKeyFile): Promise<string> {
  const encrypted = await encryptKey(file.keyInfo, file.password, file.iterations);
  return encodePem([
    ...file.certificates.map(({ raw }) => ({ label: labels.certificate, bytes: raw })),
    { label: labels.key, bytes: encrypted },
  ]);
}

/** Opens a key file. Whatever the file is, the answer is a key or a fault. */
export async function readKeyFile(text: string, password: string): Promise<KeyFileReading> {
  const blocks = readPem(text);
  const encrypted = blocks.find(({ label }) => label === labels.key);
  if (encrypted === undefined) return { ok: false, fault: 'no-key' };
  try {
    const [certificate, ...chain] = blocks
      .filter(({ label }) => label === labels.certificate)
      .map(({ bytes }) => readCertificate(bytes));
    if (certificate === undefined) return { ok: false, fault: 'no-certificate' };
    const info = await decryptKey(encrypted.bytes, password);
    if (info === undefined) return { ok: false, fault: 'password-wrong' };
    const privateKey = readPrivateKey(info);
    return { ok: true, key: await signingKeyOf(certificate, privateKey), privateKey, chain };
  } catch (error) {
    if (error instanceof DerError) return { ok: false, fault: 'malformed' };
    throw error;
  }
}
