import { toHex } from '../der/bytes.ts';
import { digestOids } from './oids.ts';
import { digest } from './primitives.ts';
import type { Certificate } from './certificate.ts';

const known = new WeakMap<Certificate, Promise<string>>();

/** SHA-256 of the whole certificate: the only name that caches and trust lists know it by. */
export function fingerprintOf(certificate: Certificate): Promise<string> {
  const found = known.get(certificate);
  if (found !== undefined) return found;
  const made = fingerprint(certificate.raw);
  known.set(certificate, made);
  return made;
}

async function fingerprint(raw: Uint8Array): Promise<string> {
  const hash = await digest(digestOids.sha256, raw);
  if (hash === undefined) throw new Error('SHA-256 is missing');
  return toHex(hash);
}
