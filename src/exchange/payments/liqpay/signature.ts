import { createHash, timingSafeEqual } from 'node:crypto';

/** `sha1` signs version 3 of the protocol, `sha3-256` version 7. */
export const liqPayHashes = ['sha1', 'sha3-256'] as const;
export type LiqPayHash = (typeof liqPayHashes)[number];

export interface SigningKey {
  readonly privateKey: string;
  readonly hash: LiqPayHash;
}

/** base64(hash(key + data + key)), as the gateway's documentation lays down. */
export function signatureOf(data: string, key: SigningKey): string {
  return createHash(key.hash)
    .update(key.privateKey + data + key.privateKey)
    .digest('base64');
}

/** Compares in a time that does not tell how much of the signature was right. */
export function isSignedBy(data: string, signature: string, key: SigningKey): boolean {
  const expected = Buffer.from(signatureOf(data, key));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
