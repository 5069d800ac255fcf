import { ecdsaCurves, type HashOid, hashOids, signatureSuites } from './algorithm-oids.ts';
import { verifyDstu } from './dstu4145.ts';
import { rawEcdsaSignature } from './ecdsa-signature.ts';
import { CurveRefusedError, curveOfChoice, type DstuCurveChoice } from './explicit-curve.ts';
import { Gost34311 } from './gost34311.ts';
import { Kupyna } from './kupyna.ts';
import type { StreamingHash } from './streaming-hash.ts';

const rsaBitsMin = 2_048;
const rsaBitsMax = 8_192;
/** An exponent of 1 would let anything pass. */
const rsaExponentMin = 3n;

/** Names in WebCrypto, with octets of a hash. */
const webHashes: ReadonlyMap<string, { readonly name: string; readonly octets: number }> = new Map([
  [hashOids.sha1, { name: 'SHA-1', octets: 20 }],
  [hashOids.sha256, { name: 'SHA-256', octets: 32 }],
  [hashOids.sha384, { name: 'SHA-384', octets: 48 }],
  [hashOids.sha512, { name: 'SHA-512', octets: 64 }],
]);

/** A Ukrainian hash for a message in parts; undefined for others: WebCrypto takes a whole only. */
export function findStreamingHash(oid: string): StreamingHash | undefined {
  switch (oid) {
    case hashOids.gost34311:
      return new Gost34311();
    case hashOids.kupyna256:
      return new Kupyna(256);
    case hashOids.kupyna384:
      return new Kupyna(384);
    case hashOids.kupyna512:
      return new Kupyna(512);
    default:
      return undefined;
  }
}

/**
 * Hash by OID, or undefined when the OID names none. SHA-1 is here for names of keys and
 * certificates (OCSP); no signature is taken with it.
 */
export async function digestOf(oid: string, octets: Uint8Array): Promise<Uint8Array | undefined> {
  const hash = findStreamingHash(oid);
  if (hash !== undefined) return hash.update(octets).digest();
  const web = webHashes.get(oid);
  if (web === undefined) return undefined;
  return new Uint8Array(await globalThis.crypto.subtle.digest(web.name, plain(octets)));
}

/** The hash that a signature algorithm implies; undefined for RSASSA-PSS and what is unknown. */
export function hashOfSignature(algorithmOid: string): HashOid | undefined {
  return signatureSuites.get(algorithmOid)?.hashOid;
}

/** A public key, decoded from SubjectPublicKeyInfo. */
export type SignerKey =
  | {
      readonly kind: 'dstu';
      readonly curve: DstuCurveChoice;
      /** Content of the inner OCTET STRING: the point, compressed, little-endian. */
      readonly point: Uint8Array;
    }
  /** `curve` is its OID, `raw` the whole SubjectPublicKeyInfo in DER. */
  | { readonly kind: 'ec'; readonly curve: string; readonly raw: Uint8Array }
  | { readonly kind: 'rsa'; readonly raw: Uint8Array };

/** RSASSA-PSS-params, decoded, defaults filled in. */
export interface PssParameters {
  readonly hashOid: string;
  readonly maskHashOid: string;
  readonly saltOctets: number;
}

export interface SignatureClaim {
  /** Of the signature, not of the key. */
  readonly algorithmOid: string;
  readonly pss?: PssParameters | undefined;
  readonly key: SignerKey;
  /** What is signed, not hashed yet: DER of signed attributes, of a TBSCertificate, or content. */
  readonly message: Uint8Array;
  /** DSTU 4145: r and s themselves, out of any OCTET STRING. ECDSA: ECDSA-Sig-Value in DER. */
  readonly signature: Uint8Array;
}

/**
 * Whether the signature is of this key over this message. False for an unknown algorithm, a key of
 * another kind, a curve or key that is refused, malformed octets. Does not throw on what others
 * send.
 */
export async function verifySignature(claim: SignatureClaim): Promise<boolean> {
  const suite = signatureSuites.get(claim.algorithmOid);
  switch (suite?.scheme) {
    case 'dstu4145':
      return isGenuineDstu(claim, suite.hashOid);
    case 'ecdsa':
      return isGenuineEcdsa(claim, suite.hashOid);
    case 'rsa-pkcs1':
      return isGenuineRsa(claim, { name: 'RSASSA-PKCS1-v1_5' }, suite.hashOid);
    case 'rsa-pss':
      return isGenuinePss(claim);
    case undefined:
      return false;
  }
}

async function isGenuineDstu(
  { key, message, signature }: SignatureClaim,
  hashOid: string | undefined,
): Promise<boolean> {
  if (key.kind !== 'dstu' || hashOid === undefined) return false;
  const digest = await digestOf(hashOid, message);
  if (digest === undefined) return false;
  try {
    return verifyDstu(curveOfChoice(key.curve), key.point, digest, signature);
  } catch (error) {
    if (error instanceof CurveRefusedError) return false;
    throw error;
  }
}

async function isGenuineEcdsa(
  { key, message, signature }: SignatureClaim,
  hashOid: string | undefined,
): Promise<boolean> {
  if (key.kind !== 'ec') return false;
  const curve = ecdsaCurves.get(key.curve);
  const hash = webHashes.get(hashOid ?? '')?.name;
  if (curve === undefined || hash === undefined) return false;
  const raw = rawEcdsaSignature(signature, curve.size);
  if (raw === undefined) return false;
  const imported = await importKey(key.raw, { name: 'ECDSA', namedCurve: curve.name });
  if (imported === undefined) return false;
  const { subtle } = globalThis.crypto;
  return subtle.verify({ name: 'ECDSA', hash }, imported, plain(raw), plain(message));
}

async function isGenuinePss(claim: SignatureClaim): Promise<boolean> {
  const { pss } = claim;
  // A salt as long as the hash and one hash for both purposes: what all in practice sign with.
  if (pss === undefined || pss.hashOid !== pss.maskHashOid || pss.hashOid === hashOids.sha1) {
    return false;
  }
  if (webHashes.get(pss.hashOid)?.octets !== pss.saltOctets) return false;
  return isGenuineRsa(claim, { name: 'RSA-PSS', saltLength: pss.saltOctets }, pss.hashOid);
}

async function isGenuineRsa(
  { key, message, signature }: SignatureClaim,
  algorithm: { readonly name: string; readonly saltLength?: number },
  hashOid: string | undefined,
): Promise<boolean> {
  if (key.kind !== 'rsa') return false;
  const hash = webHashes.get(hashOid ?? '')?.name;
  if (hash === undefined) return false;
  const imported = await importKey(key.raw, { name: algorithm.name, hash });
  if (imported === undefined || !isStrongRsa(imported)) return false;
  const { subtle } = globalThis.crypto;
  return subtle.verify({ ...algorithm }, imported, plain(signature), plain(message));
}

function isStrongRsa({ algorithm }: CryptoKey): boolean {
  const { modulusLength, publicExponent } = algorithm as RsaHashedKeyAlgorithm;
  const exponent = publicExponent.reduce((value, octet) => value * 256n + BigInt(octet), 0n);
  return modulusLength >= rsaBitsMin && modulusLength <= rsaBitsMax && exponent >= rsaExponentMin;
}

/** Undefined for octets that hold no such key: WebCrypto throws a DOMException then. */
async function importKey(
  raw: Uint8Array,
  algorithm: { readonly name: string; readonly namedCurve?: string; readonly hash?: string },
): Promise<CryptoKey | undefined> {
  try {
    const { subtle } = globalThis.crypto;
    return await subtle.importKey('spki', plain(raw), algorithm, false, ['verify']);
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

/** A copy whose memory no other thread shares, as WebCrypto wants it. */
function plain(octets: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(octets);
}
