import { fromBase64 } from '#exchange/signature/own/der/bytes.ts';

/** What the page says to a signing front: docs/decisions/0015-signature-drivers.md. */
export type ToFront =
  | { readonly kind: 'zhkp-hello' }
  | { readonly kind: 'zhkp-sign'; readonly id: string; readonly content: string };

/** A message as a window hears it, from whomever. */
export interface Heard {
  readonly origin: string;
  readonly source: unknown;
  readonly data: unknown;
}

/** Whom the page listens to, and about what. */
export interface Expected {
  readonly origin: string;
  /** The window of the frame as it is now; null when there is none. */
  readonly source: unknown;
  readonly id: string;
}

export type FromFront =
  | { readonly kind: 'ready' }
  | { readonly kind: 'signed'; readonly signature: Uint8Array }
  | { readonly kind: 'refused' };

/** Base64 of the longest signature that the server takes. */
const signatureCharsMax = 350_000;

/**
 * What the front has said; undefined for everything that is not of its origin, its window, this
 * request and a kind that is known. Such messages are another's, and are not answered either.
 */
export function readMessage(heard: Heard, expected: Expected): FromFront | undefined {
  const { origin, source, data } = heard;
  if (origin !== expected.origin) return undefined;
  if (source === null || source === undefined || source !== expected.source) return undefined;
  if (typeof data !== 'object' || data === null || !('kind' in data)) return undefined;
  if (data.kind === 'zhkp-ready') return { kind: 'ready' };
  if (!('id' in data) || data.id !== expected.id) return undefined;
  if (data.kind === 'zhkp-refused') return { kind: 'refused' };
  if (data.kind !== 'zhkp-signed') return undefined;
  return readSignature('signature' in data ? data.signature : undefined);
}

function readSignature(value: unknown): FromFront {
  if (typeof value !== 'string' || value.length === 0 || value.length > signatureCharsMax) {
    return { kind: 'refused' };
  }
  try {
    return { kind: 'signed', signature: fromBase64(value) };
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'refused' };
    throw error;
  }
}
