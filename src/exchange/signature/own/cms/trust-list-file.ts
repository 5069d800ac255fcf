import { fromBase64, toBase64 } from '../der/bytes.ts';
import { DerError } from '../der/error.ts';
import { readCertificate, type Certificate } from '../x509/certificate.ts';
import { fingerprintOf } from '../x509/fingerprint.ts';
import { digest } from '../x509/primitives.ts';
import type { ServiceType, TrustedService, TrustList } from '../x509/trust-list.ts';
import { Work, WorkExceededError } from '../x509/work.ts';
import { readSignedData } from './signed-data.ts';
import { checkSigner } from './signer-check.ts';

/** A trust list as a file: JSON inside a CMS signature of whoever keeps the list. */
export interface TrustListFile extends TrustList {
  /** Grows with every issue: an older list than the one in use is not taken. */
  readonly number: number;
  readonly issuedAt: Temporal.Instant;
  readonly nextUpdate: Temporal.Instant;
}

export type TrustListFault =
  | 'list-malformed'
  | 'list-signature-wrong'
  | 'list-signer-unknown'
  | 'list-expired'
  | 'list-older-than-known';

export type TrustListReading =
  | { readonly ok: true; readonly list: TrustListFile }
  | { readonly ok: false; readonly fault: TrustListFault };

export interface TrustListQuestion {
  readonly file: Uint8Array;
  /** SHA-256 of the certificates whose signature on a list is taken. */
  readonly pinned: ReadonlySet<string>;
  readonly now: Temporal.Instant;
  /** Number of the list in use. */
  readonly knownNumber?: number;
}

const format = 'zhkp-trust-list-1';
const servicesMax = 500;

/** The signed content of a list; sign it as attached content. */
export function encodeServices({ services, ...file }: TrustListFile): Uint8Array {
  const json = {
    format,
    number: file.number,
    issuedAt: file.issuedAt.toString(),
    nextUpdate: file.nextUpdate.toString(),
    services: services.map(({ type, provider, name, qualified, certificate, from, until }) => ({
      type,
      provider,
      name,
      qualified,
      certificate: toBase64(certificate.raw),
      from: from.toString(),
      until: until?.toString() ?? null,
    })),
  };
  return new TextEncoder().encode(JSON.stringify(json));
}

/** Reads a list that a pinned certificate signed. The one signer's path is the pin itself. */
export async function readTrustListFile(question: TrustListQuestion): Promise<TrustListReading> {
  try {
    return await read(question);
  } catch (error) {
    if (isOfFile(error)) return fault('list-malformed');
    throw error;
  }
}

/** What was thrown is of what is in the file. */
function isOfFile(error: unknown): boolean {
  return (
    error instanceof DerError || error instanceof ListError || error instanceof WorkExceededError
  );
}

/** The signed content is no list. */
class ListError extends Error {}

async function read({
  file,
  pinned,
  now,
  knownNumber = 0,
}: TrustListQuestion): Promise<TrustListReading> {
  const data = readSignedData(file);
  const [signer, more] = data.signers;
  const { content } = data;
  if (signer === undefined || more !== undefined || content === undefined) {
    return fault('list-malformed');
  }
  const contentDigest = (oid: string) => digest(oid, content);
  const check = await checkSigner({ data, signer, contentDigest, work: new Work() });
  if (!check.ok) return fault('list-signature-wrong');
  if (!pinned.has(await fingerprintOf(check.certificate))) return fault('list-signer-unknown');
  const list = parse(content);
  if (Temporal.Instant.compare(list.nextUpdate, now) < 0) return fault('list-expired');
  if (list.number < knownNumber) return fault('list-older-than-known');
  return { ok: true, list };
}

function fault(code: TrustListFault): TrustListReading {
  return { ok: false, fault: code };
}

function parse(content: Uint8Array): TrustListFile {
  const file = fields(parseJson(content));
  const { services, number } = file;
  const isList = file['format'] === format && Array.isArray(services);
  if (!isList || typeof number !== 'number' || services.length > servicesMax) {
    throw new ListError('no trust list');
  }
  return {
    number,
    issuedAt: instant(file['issuedAt']),
    nextUpdate: instant(file['nextUpdate']),
    services: services.map(service),
  };
}

function parseJson(content: Uint8Array): unknown {
  return attempt(() => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content)));
}

/** For parsers of the platform, which have errors of their own. */
function attempt<T>(parser: () => T): T {
  try {
    return parser();
  } catch {
    throw new ListError('unreadable');
  }
}

const types: readonly ServiceType[] = ['ca', 'ocsp', 'tsp'];

function service(json: unknown): TrustedService {
  const one = fields(json);
  const type = types.find((known) => known === one['type']);
  if (type === undefined) throw new ListError('unknown type of service');
  const { until, qualified } = one;
  if (typeof qualified !== 'boolean') throw new ListError('qualified or not');
  return {
    type,
    provider: text(one['provider']),
    name: text(one['name']),
    qualified,
    certificate: certificate(one['certificate']),
    from: instant(one['from']),
    until: until === null ? undefined : instant(until),
  };
}

function fields(json: unknown): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null) throw new ListError('no object');
  return { ...json };
}

function text(json: unknown): string {
  if (typeof json !== 'string') throw new ListError('no text');
  return json;
}

function instant(json: unknown): Temporal.Instant {
  const written = text(json);
  return attempt(() => Temporal.Instant.from(written));
}

function certificate(json: unknown): Certificate {
  const written = text(json);
  return readCertificate(attempt(() => fromBase64(written)));
}
