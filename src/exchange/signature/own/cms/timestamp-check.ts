import { sameBytes } from '../der/bytes.ts';
import { DerError } from '../der/error.ts';
import type { DerNode } from '../der/node.ts';
import type { Certificate } from '../x509/certificate.ts';
import { digestOids, purposeOids } from '../x509/oids.ts';
import { clockSkew } from '../x509/ocsp-check.ts';
import { faultOfCertificate, findPath, type LinkCache, type Path } from '../x509/path.ts';
import { isListed, servicesAt, type TrustList } from '../x509/trust-list.ts';
import type { Work } from '../x509/work.ts';
import type { AttributeOrder } from './attributes.ts';
import { contentOids } from './oids.ts';
import { signedDataInside, type SignedData } from './signed-data.ts';
import { checkSigner, type ContentDigest } from './signer-check.ts';
import { readTimeStampInfo, type TimeStampInfo } from './timestamp-info.ts';

export type TimeStampFault =
  | 'timestamp-malformed'
  | 'timestamp-signature-wrong'
  | 'timestamp-imprint-wrong'
  | 'timestamp-nonce-wrong'
  | 'timestamp-purpose-wrong'
  | 'timestamp-authority-untrusted'
  | 'timestamp-authority-revoked'
  | 'timestamp-from-the-future';

export type TimeStampCheck =
  | {
      readonly ok: true;
      readonly info: TimeStampInfo;
      /** From the stamper to a trusted authority; a listed stamper may be without one. */
      readonly path: Path;
    }
  | { readonly ok: false; readonly fault: TimeStampFault };

export interface TimeStampQuestion {
  /** ContentInfo of the token. */
  readonly token: DerNode;
  /** The digest of what must be stamped. */
  readonly stamped: ContentDigest;
  readonly trust: TrustList;
  readonly others: readonly Certificate[];
  readonly now: Temporal.Instant;
  readonly work: Work;
  readonly cache?: LinkCache;
  readonly attributeOrder?: AttributeOrder;
}

/**
 * Whether a token is a listed authority's stamp on this very thing: imprint, signature, purpose
 * marked critical and alone (RFC 3161 §2.3), path at the time that it states.
 */
export async function checkTimeStamp(question: TimeStampQuestion): Promise<TimeStampCheck> {
  try {
    return await check(question);
  } catch (error) {
    if (error instanceof DerError) return fault('timestamp-malformed');
    throw error;
  }
}

async function check(question: TimeStampQuestion): Promise<TimeStampCheck> {
  const read = readToken(question);
  if (read === undefined) return fault('timestamp-malformed');
  const { data, info } = read;
  const latest = question.now.add(clockSkew);
  if (Temporal.Instant.compare(info.generatedAt, latest) > 0) {
    return fault('timestamp-from-the-future');
  }
  // Two documents of one SHA-1 can be made: such a stamp would be of both.
  if (info.imprint.digest === digestOids.sha1) return fault('timestamp-imprint-wrong');
  const actual = await question.stamped(info.imprint.digest);
  if (actual === undefined || !sameBytes(actual, info.imprint.hash)) {
    return fault('timestamp-imprint-wrong');
  }
  const authority = await findAuthority(data, question, info);
  if (authority === undefined) return fault('timestamp-signature-wrong');
  if (!isForStamping(authority)) return fault('timestamp-purpose-wrong');
  const path = await findTrust(authority, question, { data, at: info.generatedAt });
  return path === undefined ? fault('timestamp-authority-untrusted') : { ok: true, info, path };
}

function fault(code: TimeStampFault): TimeStampCheck {
  return { ok: false, fault: code };
}

function readToken(
  question: TimeStampQuestion,
): { readonly data: SignedData; readonly info: TimeStampInfo } | undefined {
  const { attributeOrder = 'canonical' } = question;
  question.work.read(question.token.raw.length);
  const data = signedDataInside(question.token, { attributeOrder });
  const isStamp = data.contentType === contentOids.timeStampInfo;
  if (!isStamp || data.content === undefined || data.signers.length !== 1) return undefined;
  return { data, info: readTimeStampInfo(data.content) };
}

async function findAuthority(
  data: SignedData,
  { trust, others, work }: TimeStampQuestion,
  { generatedAt }: TimeStampInfo,
): Promise<Certificate | undefined> {
  const [signer] = data.signers;
  const content = data.content ?? new Uint8Array();
  if (signer === undefined) return undefined;
  const listed = servicesAt(trust, 'tsp', generatedAt).map(({ certificate }) => certificate);
  const checked = await checkSigner({
    data,
    signer,
    contentDigest: (oid) => work.digest(oid, content),
    work,
    others: [...others, ...listed],
  });
  return checked.ok ? checked.certificate : undefined;
}

function isForStamping({ extensions }: Certificate): boolean {
  const { purposes, keyUsage } = extensions;
  if (purposes === undefined || !purposes.critical) return false;
  const isAlone = purposes.oids.length === 1 && purposes.oids[0] === purposeOids.timeStamping;
  const maySign =
    keyUsage === undefined || keyUsage.has('digitalSignature') || keyUsage.has('nonRepudiation');
  return isAlone && maySign;
}

interface Token {
  readonly data: SignedData;
  readonly at: Temporal.Instant;
}

async function findTrust(
  authority: Certificate,
  { trust, others, work, cache }: TimeStampQuestion,
  { data, at }: Token,
): Promise<Path | undefined> {
  if (faultOfCertificate(authority, at) !== undefined) return undefined;
  const found = await findPath({
    certificate: authority,
    others: [...data.certificates, ...others],
    trust,
    at,
    work,
    ...(cache === undefined ? {} : { cache }),
  });
  if (found.ok) return found.path;
  return isListed(trust, { certificate: authority, type: 'tsp' }, at) ? [authority] : undefined;
}
