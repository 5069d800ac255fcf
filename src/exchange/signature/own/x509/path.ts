import { sameBytes } from '../der/bytes.ts';
import { isValidAt, type Certificate } from './certificate.ts';
import { fingerprintOf } from './fingerprint.ts';
import { isStrongKey } from './strength.ts';
import { findSuite } from './algorithm.ts';
import { authoritiesNamed, type TrustList } from './trust-list.ts';
import type { Work } from './work.ts';

/** Certificates from the one in question to a trusted authority. */
export type Path = readonly [Certificate, ...Certificate[]];

export type PathFault =
  | 'certificate-not-yet-valid'
  | 'certificate-expired'
  | 'certificate-critical-extension'
  | 'certificate-weak'
  | 'certificate-signature-wrong'
  | 'issuer-unknown'
  | 'issuer-not-authority'
  | 'issuer-not-valid'
  | 'path-too-long';

export type PathReading =
  | { readonly ok: true; readonly path: Path }
  | { readonly ok: false; readonly fault: PathFault };

/**
 * Remembers which certificate was found to be signed by which, both named by the SHA-256 of their
 * every byte. Never by key identifiers or names: those are for the forger to choose.
 */
export interface LinkCache {
  has(link: string): boolean;
  add(link: string): unknown;
}

export interface PathQuestion {
  readonly certificate: Certificate;
  /** Certificates that came along, of authorities perhaps; nothing is believed of them. */
  readonly others: readonly Certificate[];
  readonly trust: TrustList;
  readonly at: Temporal.Instant;
  readonly work: Work;
  readonly cache?: LinkCache;
}

/** Certificates in a path; Ukrainian ones have two or three. */
const pathLengthMax = 6;
/** Signatures checked for one path: bounds the work that a crafted heap of certificates makes. */
const signatureChecksMax = 10;
/** Pairs of certificates looked at, remembered ones too: certificates of one name and key could
 * all have issued each other. */
const linksTriedMax = 200;

interface Search extends PathQuestion {
  checksLeft: number;
  linksLeft: number;
  /** The fault that came nearest to a trusted authority. */
  nearest: { readonly depth: number; readonly fault: PathFault };
}

/**
 * Finds a path to a trusted authority in which every certificate is valid at `at`, signed by the
 * next and every issuer is one (RFC 5280 §6.1, without name constraints and policy mapping: a
 * certificate with those marked critical is refused).
 */
export async function findPath(question: PathQuestion): Promise<PathReading> {
  const search: Search = {
    ...question,
    checksLeft: signatureChecksMax,
    linksLeft: linksTriedMax,
    nearest: { depth: -1, fault: 'issuer-unknown' },
  };
  const path = await extend(search, [question.certificate]);
  if (path === undefined) return { ok: false, fault: search.nearest.fault };
  // Only what led to a trusted authority is remembered: a forger fills no memory.
  for (const [at, child] of path.entries()) {
    const issuer = path[at + 1];
    if (issuer !== undefined) question.cache?.add(await linkOf(child, issuer));
  }
  return { ok: true, path };
}

async function linkOf(child: Certificate, issuer: Certificate): Promise<string> {
  return `${await fingerprintOf(child)}<${await fingerprintOf(issuer)}`;
}

async function extend(search: Search, path: Path): Promise<Path | undefined> {
  const last = path.at(-1) ?? path[0];
  const fault = faultOfCertificate(last, search.at);
  if (fault !== undefined) {
    note(search, path, path.length === 1 ? fault : blame(fault));
    return undefined;
  }
  const anchors = authoritiesNamed(search.trust, last.issuer, search.at);
  for (const anchor of anchors) {
    if (await isLink(search, path, anchor)) return [...path, anchor];
  }
  if (path.length >= pathLengthMax - 1) {
    note(search, path, 'path-too-long');
    return undefined;
  }
  for (const candidate of candidatesFor(search, path, last)) {
    if (!(await isLink(search, path, candidate))) continue;
    const found = await extend(search, [...path, candidate]);
    if (found !== undefined) return found;
  }
  note(search, path, 'issuer-unknown');
  return undefined;
}

function note(search: Search, path: Path, fault: PathFault): void {
  // The first fault at a depth is kept: "issuer unknown" comes after what explains it.
  if (path.length > search.nearest.depth) search.nearest = { depth: path.length, fault };
}

/** What is wrong with a certificate of an issuer, seen from below. */
function blame(fault: PathFault): PathFault {
  return fault === 'certificate-expired' || fault === 'certificate-not-yet-valid'
    ? 'issuer-not-valid'
    : fault;
}

function candidatesFor(
  { others }: Search,
  path: Path,
  { issuer }: Certificate,
): readonly Certificate[] {
  return others.filter(
    (candidate) =>
      sameBytes(candidate.subject.raw, issuer.raw) &&
      !path.some(({ raw }) => sameBytes(raw, candidate.raw)),
  );
}

/** What is wrong with a certificate by itself at an instant. */
export function faultOfCertificate(
  certificate: Certificate,
  at: Temporal.Instant,
): PathFault | undefined {
  if (certificate.extensions.unknownCritical.length > 0) return 'certificate-critical-extension';
  if (!isStrongKey(certificate.publicKey)) return 'certificate-weak';
  if (findSuite(certificate.signatureAlgorithm) === undefined) return 'certificate-weak';
  if (isValidAt(certificate, at)) return undefined;
  const isEarly = Temporal.Instant.compare(at, certificate.notBefore) < 0;
  return isEarly ? 'certificate-not-yet-valid' : 'certificate-expired';
}

/** Whether `issuer` may issue and did issue the last certificate of a path. */
async function isLink(search: Search, path: Path, issuer: Certificate): Promise<boolean> {
  const child = path.at(-1) ?? path[0];
  if (search.linksLeft <= 0) return false;
  search.linksLeft -= 1;
  const fault = faultOfIssuer(issuer, path.length - 1, search.at);
  if (fault !== undefined) {
    note(search, path, fault);
    return false;
  }
  if (!areKeysMatching(child, issuer)) return false;
  if (await isSignedBy(child, issuer, search)) return true;
  note(search, path, 'certificate-signature-wrong');
  return false;
}

function faultOfIssuer(
  issuer: Certificate,
  authoritiesBelow: number,
  at: Temporal.Instant,
): PathFault | undefined {
  const { basicConstraints, keyUsage } = issuer.extensions;
  if (basicConstraints?.isAuthority !== true) return 'issuer-not-authority';
  if (keyUsage?.has('keyCertSign') !== true) return 'issuer-not-authority';
  const lengthMax = basicConstraints.pathLengthMax;
  if (lengthMax !== undefined && authoritiesBelow > lengthMax) return 'path-too-long';
  const fault = faultOfCertificate(issuer, at);
  return fault === undefined ? undefined : blame(fault);
}

/** Key identifiers only help to choose: they must not contradict, and they prove nothing. */
function areKeysMatching(child: Certificate, issuer: Certificate): boolean {
  const named = child.extensions.authorityKeyIdentifier;
  const own = issuer.extensions.subjectKeyIdentifier;
  return named === undefined || own === undefined || sameBytes(named, own);
}

async function isSignedBy(
  child: Certificate,
  issuer: Certificate,
  search: Search,
): Promise<boolean> {
  if (search.cache?.has(await linkOf(child, issuer)) === true) return true;
  if (search.checksLeft <= 0) return false;
  search.checksLeft -= 1;
  return isIssuedBy(child, issuer, search.work);
}

/** Whether the signature on a certificate is of the issuer's key. */
export function isIssuedBy(child: Certificate, issuer: Certificate, work: Work): Promise<boolean> {
  return work.isGenuine({
    algorithm: child.signatureAlgorithm,
    key: issuer.publicKey,
    signature: child.signature,
    wrapped: true,
    message: child.signed,
  });
}
