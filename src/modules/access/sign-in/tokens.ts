import { createHash, randomBytes } from 'node:crypto';

const tokenBytes = 32;

/** 256 random bits, for an address or a cookie. */
export function newToken(): string {
  return randomBytes(tokenBytes).toString('base64url');
}

/** What is kept of a token: whoever reads the database cannot use it. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
