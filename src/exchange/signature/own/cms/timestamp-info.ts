import { DerError } from '../der/error.ts';
import * as encode from '../der/encode.ts';
import { sequence, sequenceOf } from '../der/fields.ts';
import { readDer, type DerNode } from '../der/node.ts';
import { constructedContext, tags } from '../der/tags.ts';
import {
  boolean,
  generalizedTime,
  integer,
  namedBits,
  octets,
  oid,
  smallInteger,
  text,
} from '../der/values.ts';
import { algorithmIdentifier, encodeAlgorithm, hasPlainParameters } from '../x509/algorithm.ts';
import { extensions } from '../x509/extension-values.ts';

/** MessageImprint: the hash of what is stamped. */
export interface Imprint {
  readonly digest: string;
  readonly hash: Uint8Array;
}

function imprint(node: DerNode): Imprint {
  return sequence(node, (fields) => {
    const algorithm = fields.required(algorithmIdentifier);
    if (!hasPlainParameters(algorithm)) throw new DerError('unexpected-value', node.start);
    return { digest: algorithm.oid, hash: fields.required(octets) };
  });
}

function encodeImprint({ digest, hash }: Imprint): Uint8Array {
  return encode.sequence(encodeAlgorithm(digest, true), encode.octets(hash));
}

/** TSTInfo, RFC 3161 §2.4.2. */
export interface TimeStampInfo {
  readonly policy: string;
  readonly imprint: Imprint;
  readonly serialNumber: bigint;
  readonly generatedAt: Temporal.Instant;
  readonly nonce: bigint | undefined;
}

const version1 = 1;

export function readTimeStampInfo(bytes: Uint8Array): TimeStampInfo {
  return sequence(readDer(bytes), (fields) => {
    if (fields.required(smallInteger) !== version1) throw new DerError('unexpected-value');
    const info = {
      policy: fields.required(oid),
      imprint: fields.required(imprint),
      serialNumber: fields.required(integer),
      generatedAt: fields.required(generalizedTime),
    };
    // Accuracy and ordering: the platform compares no two stamps of the same second.
    fields.optional(tags.sequence, () => undefined);
    fields.optional(tags.boolean, boolean);
    const nonce = fields.optional(tags.integer, integer);
    fields.optional(constructedContext(0), () => undefined);
    const found = fields.implicitConstructed(1, tags.sequence, extensions);
    const isUnknown = found?.values().some(({ critical }) => critical) ?? false;
    if (isUnknown) throw new DerError('unexpected-value');
    return { ...info, nonce };
  });
}

export function encodeTimeStampInfo(info: TimeStampInfo): Uint8Array {
  return encode.sequence(
    encode.integer(version1),
    encode.oid(info.policy),
    encodeImprint(info.imprint),
    encode.integer(info.serialNumber),
    encode.generalizedTime(info.generatedAt),
    info.nonce === undefined ? undefined : encode.integer(info.nonce),
  );
}

/** TimeStampReq, RFC 3161 §2.4.1; always asks for the stamper's certificate. */
export interface TimeStampRequest {
  readonly imprint: Imprint;
  readonly nonce: bigint | undefined;
}

export function encodeTimeStampRequest({ imprint, nonce }: TimeStampRequest): Uint8Array {
  return encode.sequence(
    encode.integer(version1),
    encodeImprint(imprint),
    nonce === undefined ? undefined : encode.integer(nonce),
    encode.boolean(true),
  );
}

export function readTimeStampRequest(bytes: Uint8Array): TimeStampRequest {
  return sequence(readDer(bytes), (fields) => {
    if (fields.required(smallInteger) !== version1) throw new DerError('unexpected-value');
    const wanted = fields.required(imprint);
    fields.optional(tags.oid, oid);
    const nonce = fields.optional(tags.integer, integer);
    fields.optional(tags.boolean, boolean);
    fields.optional(constructedContext(0), () => undefined);
    return { imprint: wanted, nonce };
  });
}

export type TimeStampResponse =
  | { readonly ok: true; readonly token: Uint8Array }
  | { readonly ok: false; readonly status: number; readonly text: readonly string[] };

const granted = 0;
const grantedWithModifications = 1;

/** A token with the path of its stamper has some 6 000 bytes. */
const responseLimits = { bytesMax: 128 * 1_024, elementsMax: 20_000 };

/** TimeStampResp, RFC 3161 §2.4.2: a token, or why there is none. */
export function readTimeStampResponse(bytes: Uint8Array): TimeStampResponse {
  return sequence(readDer(bytes, responseLimits), (fields): TimeStampResponse => {
    const { status, words } = fields.required(statusInfo);
    const token = fields.optional(tags.sequence, (node) => node.raw);
    if (status === granted || status === grantedWithModifications) {
      if (token === undefined) throw new DerError('missing-element');
      return { ok: true, token };
    }
    return { ok: false, status, text: words };
  });
}

function statusInfo(node: DerNode) {
  return sequence(node, (fields) => {
    const status = fields.required(smallInteger);
    const words = fields.optional(tags.sequence, sequenceOf(text)) ?? [];
    fields.optional(tags.bitString, namedBits);
    return { status, words };
  });
}

/** A response with a token, or with a status that is no success. */
export function encodeTimeStampResponse(
  answer: { readonly token: Uint8Array } | { readonly status: number },
): Uint8Array {
  if ('token' in answer) {
    return encode.sequence(encode.sequence(encode.integer(granted)), answer.token);
  }
  return encode.sequence(encode.sequence(encode.integer(answer.status)));
}
