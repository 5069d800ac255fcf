import { DerError } from '../der/error.ts';
import { atMost, sequence, sequenceOf } from '../der/fields.ts';
import { valueLimits } from '../der/limits.ts';
import { readDer, type DerNode } from '../der/node.ts';
import { constructedContext, primitiveContext, tags } from '../der/tags.ts';
import {
  enumerated,
  generalizedTime,
  nothing,
  octets,
  oid,
  smallInteger,
  wholeBytes,
} from '../der/values.ts';
import { algorithmIdentifier, type AlgorithmIdentifier } from './algorithm.ts';
import { certificate, type Certificate } from './certificate.ts';
import { certificateId, type CertificateId } from './certificate-id.ts';
import { extensions } from './extension-values.ts';
import { name, type Name } from './names.ts';
import { ocspOids } from './oids.ts';

export type CertificateStatus =
  | { readonly status: 'good' }
  | { readonly status: 'revoked'; readonly at: Temporal.Instant; readonly reason?: number }
  | { readonly status: 'unknown' };

export interface SingleResponse {
  readonly id: CertificateId;
  readonly status: CertificateStatus;
  readonly thisUpdate: Temporal.Instant;
  readonly nextUpdate: Temporal.Instant | undefined;
}

export type ResponderId = { readonly name: Name } | { readonly keyHash: Uint8Array };

/** BasicOCSPResponse, RFC 6960 §4.2.1. */
export interface OcspAnswer {
  readonly raw: Uint8Array;
  readonly signed: Uint8Array;
  readonly responder: ResponderId;
  readonly producedAt: Temporal.Instant;
  readonly responses: readonly SingleResponse[];
  readonly nonce: Uint8Array | undefined;
  readonly hasUnknownCritical: boolean;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly certificates: readonly Certificate[];
}

const refusals: ReadonlyMap<number, OcspRefusal> = new Map([
  [1, 'malformed-request'],
  [2, 'internal-error'],
  [3, 'try-later'],
  [5, 'signature-required'],
  [6, 'unauthorized'],
]);
export type OcspRefusal =
  | 'malformed-request'
  | 'internal-error'
  | 'try-later'
  | 'signature-required'
  | 'unauthorized';

export type OcspResponse =
  | { readonly ok: true; readonly answer: OcspAnswer }
  | { readonly ok: false; readonly refusal: OcspRefusal };

/** OCSPResponse: an answer, or the responder's refusal to give one. */
export function readOcspResponse(bytes: Uint8Array): OcspResponse {
  return sequence(readDer(bytes, answerLimits), (fields): OcspResponse => {
    const status = fields.required(enumerated);
    const body = fields.explicit(0, responseBytes);
    if (status === 0 && body !== undefined) return { ok: true, answer: readOcspAnswer(body) };
    const refusal = refusals.get(status);
    if (refusal === undefined || body !== undefined) throw new DerError('unexpected-value');
    return { ok: false, refusal };
  });
}

function nowhere(node: DerNode): never {
  throw new DerError('unexpected-element', node.start);
}

function responseBytes(node: DerNode): Uint8Array {
  return sequence(node, (fields) => {
    if (fields.required(oid) !== ocspOids.basic) throw new DerError('unexpected-value');
    return fields.required(octets);
  });
}

export function readOcspAnswer(bytes: Uint8Array): OcspAnswer {
  return ocspAnswer(readDer(bytes, answerLimits));
}

/** One is the responder's; those who send more send its path. */
const certificatesMax = 4;
/** We ask of one certificate. */
const responsesMax = 16;

const answerLimits = { bytesMax: 64 * 1_024, elementsMax: 10_000 };

const certificates = atMost(certificatesMax, sequenceOf(certificate));

/** BasicOCSPResponse as it lies in an answer or among revocation values. */
export function ocspAnswer(node: DerNode): OcspAnswer {
  return sequence(node, (fields) => {
    const signed = fields.required((body) => body);
    return {
      raw: node.raw,
      signed: signed.raw,
      ...responseData(signed),
      signatureAlgorithm: fields.required(algorithmIdentifier),
      signature: fields.required(wholeBytes),
      certificates: fields.explicit(0, certificates) ?? [],
    };
  });
}

function responseData(node: DerNode) {
  return sequence(node, (fields) => {
    if ((fields.explicit(0, smallInteger) ?? 0) !== 0) throw new DerError('unexpected-value');
    const responder = fields.required(responderId);
    const producedAt = fields.required(generalizedTime);
    const responses = fields.required(atMost(responsesMax, sequenceOf(singleResponse)));
    const found = fields.explicit(1, extensions) ?? new Map();
    const nonce = found.get(ocspOids.nonce)?.value;
    return {
      responder,
      producedAt,
      responses,
      nonce: nonce === undefined ? undefined : octets(readDer(nonce, valueLimits)),
      hasUnknownCritical: found
        .values()
        .some(({ critical, oid: id }) => critical && id !== ocspOids.nonce),
    };
  });
}

function responderId(node: DerNode): ResponderId {
  const [inner, more] = node.children();
  if (inner === undefined || more !== undefined) return nowhere(node);
  if (node.tag === constructedContext(1)) return { name: name(inner) };
  if (node.tag === constructedContext(2)) return { keyHash: octets(inner) };
  return nowhere(node);
}

function singleResponse(node: DerNode): SingleResponse {
  return sequence(node, (fields) => {
    const id = fields.required(certificateId);
    const status = fields.required(certificateStatus);
    const thisUpdate = fields.required(generalizedTime);
    const nextUpdate = fields.explicit(0, generalizedTime);
    const found = fields.explicit(1, extensions) ?? new Map();
    if (found.values().some(({ critical }) => critical)) throw new DerError('unexpected-value');
    return { id, status, thisUpdate, nextUpdate };
  });
}

function certificateStatus(node: DerNode): CertificateStatus {
  if (node.tag === primitiveContext(0)) {
    nothing(node.retagged(tags.nothing));
    return { status: 'good' };
  }
  if (node.tag === primitiveContext(2)) {
    nothing(node.retagged(tags.nothing));
    return { status: 'unknown' };
  }
  if (node.tag !== constructedContext(1)) return nowhere(node);
  return sequence(node.retagged(tags.sequence), (fields) => {
    const at = fields.required(generalizedTime);
    const reason = fields.explicit(0, enumerated);
    return { status: 'revoked', at, ...(reason === undefined ? {} : { reason }) };
  });
}
