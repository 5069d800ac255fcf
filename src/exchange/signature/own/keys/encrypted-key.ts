import * as encode from '../der/encode.ts';
import { DerError } from '../der/error.ts';
import { anything, sequence } from '../der/fields.ts';
import { readDer, type DerNode } from '../der/node.ts';
import { octets, oid, smallInteger } from '../der/values.ts';

/** EncryptedPrivateKeyInfo by PBES2 (RFC 8018): PBKDF2 with HMAC-SHA-256, AES-256-CBC. */
const oids = {
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  hmacSha256: '1.2.840.113549.2.9',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
} as const;

const iterationsNew = 600_000;
/** More would be an attack on the reader; fewer is no protection. */
const iterationsMax = 10_000_000;
const saltBytes = 16;
const ivBytes = 16;
const keyBits = 256;

/** Encrypts a PrivateKeyInfo by a password. */
export async function encryptKey(
  keyInfo: Uint8Array,
  password: string,
  iterations = iterationsNew,
): Promise<Uint8Array> {
  const salt = crypto.getRandomValues(new Uint8Array(saltBytes));
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const key = await deriveKey(password, { salt, iterations }, 'encrypt');
  const encrypted = await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, key, plain(keyInfo));
  const derivation = encode.sequence(
    encode.oid(oids.pbkdf2),
    encode.sequence(
      encode.octets(salt),
      encode.integer(iterations),
      encode.sequence(encode.oid(oids.hmacSha256), encode.nothing()),
    ),
  );
  const cipher = encode.sequence(encode.oid(oids.aes256Cbc), encode.octets(iv));
  const algorithm = encode.sequence(encode.oid(oids.pbes2), encode.sequence(derivation, cipher));
  return encode.sequence(algorithm, encode.octets(new Uint8Array(encrypted)));
}

/**
 * The PrivateKeyInfo inside; undefined when the password is another, since a wrong key and damage
 * cannot be told apart. Throws DerError for another form of encryption.
 */
export async function decryptKey(
  encrypted: Uint8Array,
  password: string,
): Promise<Uint8Array | undefined> {
  const { salt, iterations, iv, content } = readDerivation(readDer(encrypted));
  const key = await deriveKey(password, { salt, iterations }, 'decrypt');
  try {
    const opened = await crypto.subtle.decrypt(
      { name: 'AES-CBC', iv: plain(iv) },
      key,
      plain(content),
    );
    const keyInfo = new Uint8Array(opened);
    readDer(keyInfo);
    return keyInfo;
  } catch {
    return undefined;
  }
}

interface Derivation {
  readonly salt: Uint8Array;
  readonly iterations: number;
}

function readDerivation(node: DerNode): Derivation & { iv: Uint8Array; content: Uint8Array } {
  return sequence(node, (fields) => {
    const scheme = fields.required(anything);
    const content = fields.required(octets);
    return sequence(scheme, (parts) => {
      demandOid(parts.required(oid), oids.pbes2);
      return sequence(parts.required(anything), (both) => {
        const derivation = sequence(both.required(anything), (pbkdf2) => {
          demandOid(pbkdf2.required(oid), oids.pbkdf2);
          return sequence(pbkdf2.required(anything), (values) => {
            const salt = values.required(octets);
            const iterations = values.required(smallInteger);
            if (iterations < 1 || iterations > iterationsMax)
              throw new DerError('unexpected-value');
            sequence(values.required(anything), (prf) => {
              demandOid(prf.required(oid), oids.hmacSha256);
              prf.required(anything);
            });
            return { salt, iterations };
          });
        });
        const iv = sequence(both.required(anything), (cipher) => {
          demandOid(cipher.required(oid), oids.aes256Cbc);
          return cipher.required(octets);
        });
        return { ...derivation, iv, content };
      });
    });
  });
}

function demandOid(found: string, expected: string): void {
  if (found !== expected) throw new DerError('unexpected-value');
}

async function deriveKey(
  password: string,
  { salt, iterations }: Derivation,
  usage: 'encrypt' | 'decrypt',
): Promise<CryptoKey> {
  const secret = new TextEncoder().encode(password);
  const base = await crypto.subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt: plain(salt), iterations },
    base,
    { name: 'AES-CBC', length: keyBits },
    false,
    [usage],
  );
}

/** WebCrypto takes views of ordinary buffers only. */
function plain(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
