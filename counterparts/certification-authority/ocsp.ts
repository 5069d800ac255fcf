import * as encode from '#exchange/signature/own/der/encode.ts';
import { encodeAlgorithm } from '#exchange/signature/own/x509/algorithm.ts';
import type { Certificate } from '#exchange/signature/own/x509/certificate.ts';
import type { CertificateId } from '#exchange/signature/own/x509/certificate-id.ts';
import {
  encodeExtension,
  readOcspRequest,
  type OcspRequest,
} from '#exchange/signature/own/x509/ocsp-request.ts';
import { ocspOids } from '#exchange/signature/own/x509/oids.ts';
import type { Authority, RevokedCertificate } from './authority.ts';
import type { AuthorityFaults } from './faults.ts';
import type { Credential } from './issue.ts';
import { algorithmOf, derivedBytes, playKey } from './keys.ts';

type Fault = AuthorityFaults['ocsp'];

const successful = 0;
const tryLater = 3;
const staleHours = 24;
const futureHours = 2;
const validMinutes = 5;

/** An OCSPResponse to an OCSPRequest; throws DerError when the request cannot be read. */
export async function answerStatus(
  authority: Authority,
  bytes: Uint8Array,
  fault?: Fault,
): Promise<Uint8Array> {
  const request = readOcspRequest(bytes);
  if (fault === 'try-later') return encode.sequence(encode.enumerated(tryLater));
  if (fault === 'malformed') return Uint8Array.of(0x30, 0x80, 0, 0);
  const basic = await encodeAnswer(authority, request, fault);
  return encode.sequence(
    encode.enumerated(successful),
    encode.explicit(0, encode.sequence(encode.oid(ocspOids.basic), encode.octets(basic))),
  );
}

async function encodeAnswer(
  authority: Authority,
  request: OcspRequest,
  fault: Fault,
): Promise<Uint8Array> {
  const at = producedAt(authority, fault);
  const responder = responderFor(authority, request);
  const kind = authority.options.hierarchy === 'dstu' ? 'm257' : 'p256';
  const { signWrapped } =
    fault === 'other-signer' ? await playKey('somebody', 'else', kind) : responder.key;
  return signAnswer({
    responder: { ...responder, key: { ...responder.key, signWrapped } },
    producedAt: at,
    singles: request.ids.map((id) => singleFor(authority, { id, at, fault })),
    nonce: nonceOf(request, fault),
  });
}

export interface NewAnswer {
  readonly responder: Credential;
  readonly producedAt: Temporal.Instant;
  readonly singles: readonly Uint8Array[];
  readonly nonce?: Uint8Array | undefined;
  /** Certificates that go along; the responder's own unless said otherwise. */
  readonly certificates?: readonly Certificate[];
}

/** A BasicOCSPResponse of anybody who can sign, right or wrong: tests need both. */
export async function signAnswer(answer: NewAnswer): Promise<Uint8Array> {
  const { responder, nonce, certificates = [responder.certificate] } = answer;
  const signed = encode.sequence(
    encode.explicit(1, responder.certificate.subject.raw),
    encode.generalizedTime(answer.producedAt),
    encode.sequence(...answer.singles),
    nonce === undefined
      ? undefined
      : encode.explicit(1, encode.sequence(encodeExtension(ocspOids.nonce, encode.octets(nonce)))),
  );
  return encode.sequence(
    signed,
    algorithmOf(responder.key),
    encode.bits(await responder.key.signWrapped(signed)),
    encode.explicit(0, encode.sequence(...certificates.map(({ raw }) => raw))),
  );
}

export interface NewSingle {
  /** CertID. */
  readonly id: Uint8Array;
  readonly revoked?: RevokedCertificate | undefined;
  readonly isUnknown?: boolean;
  readonly thisUpdate: Temporal.Instant;
  readonly nextUpdate: Temporal.Instant;
}

/** SingleResponse. */
export function encodeSingle(single: NewSingle): Uint8Array {
  return encode.sequence(
    single.id,
    encodeStatus(single),
    encode.generalizedTime(single.thisUpdate),
    encode.explicit(0, encode.generalizedTime(single.nextUpdate)),
  );
}

function encodeStatus({ revoked, isUnknown = false }: NewSingle): Uint8Array {
  if (revoked === undefined) return encode.implicit(isUnknown ? 2 : 0, encode.nothing());
  return encode.implicit(
    1,
    encode.sequence(
      encode.generalizedTime(revoked.at),
      encode.explicit(0, encode.enumerated(revoked.reason)),
    ),
  );
}

/** Of the authority itself the root tells the status, of all others its delegate. */
function responderFor({ authority, root, ocsp }: Authority, { ids }: OcspRequest): Credential {
  const own = authority.certificate.serialNumber;
  return ids.some(({ serialNumber }) => serialNumber === own) ? root : ocsp;
}

function producedAt({ options }: Authority, fault: Fault): Temporal.Instant {
  const now = options.clock.now().round({ smallestUnit: 'second', roundingMode: 'floor' });
  if (fault === 'stale') return now.subtract({ hours: staleHours });
  return fault === 'from-the-future' ? now.add({ hours: futureHours }) : now;
}

function nonceOf({ nonce }: OcspRequest, fault: Fault): Uint8Array | undefined {
  if (nonce === undefined || fault === 'no-nonce') return undefined;
  return fault === 'wrong-nonce' ? derivedBytes('wrong', 'nonce', nonce.length) : nonce;
}

interface Single {
  readonly id: CertificateId;
  readonly at: Temporal.Instant;
  readonly fault: Fault;
}

function singleFor(authority: Authority, { id, at, fault }: Single): Uint8Array {
  const serialNumber = fault === 'other-certificate' ? '01' : id.serialNumber;
  return encodeSingle({
    id: encode.sequence(
      encodeAlgorithm(id.algorithm.oid, true),
      encode.octets(id.issuerNameHash),
      encode.octets(id.issuerKeyHash),
      encode.integerOfHex(serialNumber),
    ),
    revoked:
      authority.revoked.get(id.serialNumber) ??
      (fault === 'revoked' ? { at: at.subtract({ hours: 1 }), reason: 1 } : undefined),
    isUnknown: fault === 'unknown' || !authority.issued.has(id.serialNumber),
    thisUpdate: at,
    nextUpdate: at.add({ minutes: validMinutes }),
  });
}
