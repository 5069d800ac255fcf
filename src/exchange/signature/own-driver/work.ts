import type { TrustFile } from './trust.ts';
import type { SignaturePolicy } from '#engine/signature/ports.ts';

/** What a thread is asked to do. Everything in it can be cloned between threads. */
export type Task =
  | { readonly kind: 'verify' | 'prolong'; readonly request: WireRequest }
  | { readonly kind: 'inspect'; readonly certificate: Uint8Array }
  | { readonly kind: 'seal'; readonly content: Uint8Array }
  | {
      readonly kind: 'envelope';
      readonly content: Uint8Array;
      readonly recipients: readonly Uint8Array[];
    }
  | { readonly kind: 'open'; readonly envelope: Uint8Array };

export interface WireRequest {
  readonly signature: Uint8Array;
  readonly content: Uint8Array;
  /** ISO 8601: instants are no clonable values. */
  readonly receivedAt: string;
  readonly policy?: SignaturePolicy;
}

export interface KeyFilePlace {
  readonly path: string;
  readonly password: string;
}

/** What a thread is started with. */
export interface ThreadSettings {
  readonly trust: TrustFile;
  /** Of the platform's seal; undefined where nothing is sealed. */
  readonly seal: KeyFilePlace | undefined;
  /** Of the platform's key for agreement, which opens envelopes; undefined where none comes. */
  readonly agreement: KeyFilePlace | undefined;
  readonly clockDaysBehind: number;
}

export interface Question {
  readonly id: number;
  readonly task: Task;
}

export type Answer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | {
      readonly id: number;
      readonly ok: false;
      /** Code of a SignatureTrouble; undefined for a fault of the program. */
      readonly code: string | undefined;
      readonly message: string;
    };
