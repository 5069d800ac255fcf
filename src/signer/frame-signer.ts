import { fromBase64, toBase64 } from '#exchange/signature/own/der/bytes.ts';
import { SigningRefused, type BrowserSigner } from './browser-signer.ts';

/** Where the signing front lies: the state's widget, or a stand-in of it. */
export interface FrameSignerOptions {
  readonly frame: HTMLIFrameElement;
  /** Only messages of this origin are listened to, and only it is spoken to. */
  readonly origin: string;
  readonly waitMsMax: number;
}

/** What the page and the front say to each other. */
export type FrameMessage =
  | { readonly kind: 'zhkp-sign'; readonly id: string; readonly content: string }
  | { readonly kind: 'zhkp-signed'; readonly id: string; readonly signature: string }
  | { readonly kind: 'zhkp-refused'; readonly id: string };

/** Asks a signing front in a frame: the key is read there, on another origin, out of our reach. */
export function createFrameSigner(options: FrameSignerOptions): BrowserSigner {
  const { frame, origin, waitMsMax } = options;
  return {
    sign(content) {
      const id = crypto.randomUUID();
      return new Promise((resolve, reject) => {
        const stop = (): void => {
          globalThis.removeEventListener('message', listen);
          clearTimeout(timer);
        };
        const refuse = (fault: 'widget-silent' | 'malformed'): void => {
          stop();
          reject(new SigningRefused(fault));
        };
        const listen = (event: MessageEvent<unknown>): void => {
          if (event.origin !== origin || event.source !== frame.contentWindow) return;
          const answer = readAnswer(event.data, id);
          if (answer === undefined) return;
          if (answer === 'refused') return refuse('malformed');
          stop();
          resolve(answer);
        };
        const timer = setTimeout(() => refuse('widget-silent'), waitMsMax);
        globalThis.addEventListener('message', listen);
        const message: FrameMessage = { kind: 'zhkp-sign', id, content: toBase64(content) };
        frame.contentWindow?.postMessage(message, origin);
      });
    },
  };
}

function readAnswer(data: unknown, id: string): Uint8Array | 'refused' | undefined {
  if (typeof data !== 'object' || data === null || !('id' in data) || data.id !== id) {
    return undefined;
  }
  if (!('kind' in data)) return undefined;
  if (data.kind === 'zhkp-refused') return 'refused';
  if (data.kind !== 'zhkp-signed' || !('signature' in data)) return undefined;
  if (typeof data.signature !== 'string') return 'refused';
  try {
    return fromBase64(data.signature);
  } catch {
    return 'refused';
  }
}
