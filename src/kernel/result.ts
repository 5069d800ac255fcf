import type { ClauseId } from './law.ts';

/** An outcome the caller must look at before using it. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function err<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}

/** The law, or a state of affairs, says no: a returned value, never an exception. */
export interface Refusal {
  /** Stable code, in words with hyphens; its Ukrainian text stands in the room's texts. */
  readonly refusal: string;
  readonly law?: ClauseId;
  /** Values that the text of the refusal names. */
  readonly details?: Readonly<Record<string, string>>;
}

/** Makes a refusal; wrap it in `err` where a `Result` is returned. */
export function refuse(
  code: string,
  law?: ClauseId,
  details?: Readonly<Record<string, string>>,
): Refusal {
  return {
    refusal: code,
    ...(law === undefined ? {} : { law }),
    ...(details === undefined ? {} : { details }),
  };
}

/** Whether a value returned in place of a result is a refusal. */
export function isRefusal(value: unknown): value is Refusal {
  return (
    typeof value === 'object' &&
    value !== null &&
    'refusal' in value &&
    typeof value.refusal === 'string'
  );
}
