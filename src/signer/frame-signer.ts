import { toBase64 } from '#exchange/signature/own/der/bytes.ts';
import { SigningRefused, type BrowserSigner, type SigningFault } from './browser-signer.ts';
import { readMessage, type Heard, type ToFront } from './frame-messages.ts';

/** How the page and a frame hear each other; the browser's own is `busOf`. */
export interface FrameBus {
  /** The window of the frame as it is now. */
  source(): unknown;
  /** Reaches the frame only while it shows the origin of the front. */
  post(message: ToFront): void;
  /** Hears everything said to this page, by whomever, until it is stopped. */
  listen(hear: (heard: Heard) => void): () => void;
}

export interface FrameSignerOptions {
  readonly bus: FrameBus;
  /** Only messages of this origin are listened to, and only it is spoken to. */
  readonly origin: string;
  readonly limits?: FrameLimits;
}

export interface FrameLimits {
  /** Until the front says that it is there. */
  readonly readyMs: number;
  /** Until the person has found the key and signed. */
  readonly signedMs: number;
}

const usualLimits: FrameLimits = { readyMs: 20_000, signedMs: 15 * 60_000 };

/**
 * Asks a signing front in a frame: the key is read there, on another origin, out of our reach. The
 * front is greeted first, for it may be loaded before or after this page listens.
 */
export function createFrameSigner(options: FrameSignerOptions): BrowserSigner {
  const { bus, origin, limits = usualLimits } = options;
  return {
    sign(content) {
      const id = crypto.randomUUID();
      return new Promise((resolve, reject) => {
        let isAsked = false;
        const refuse = (fault: SigningFault): void => {
          stop();
          reject(new SigningRefused(fault));
        };
        let timer = setTimeout(() => refuse('widget-silent'), limits.readyMs);
        const stopListening = bus.listen((heard) => {
          const said = readMessage(heard, { origin, source: bus.source(), id });
          if (said?.kind === 'ready' && !isAsked) {
            isAsked = true;
            clearTimeout(timer);
            timer = setTimeout(() => refuse('widget-silent'), limits.signedMs);
            bus.post({ kind: 'zhkp-sign', id, content: toBase64(content) });
          }
          // Nothing is signed before it is asked for.
          if (!isAsked || said === undefined) return;
          if (said.kind === 'refused') return refuse('widget-refused');
          if (said.kind === 'ready') return;
          stop();
          resolve(said.signature);
        });
        const stop = (): void => {
          stopListening();
          clearTimeout(timer);
        };
        bus.post({ kind: 'zhkp-hello' });
      });
    },
  };
}

/** The frame of a front on this page. */
export function busOf(frame: HTMLIFrameElement, origin: string): FrameBus {
  return {
    source: () => frame.contentWindow,
    post: (message) => frame.contentWindow?.postMessage(message, origin),
    listen(hear) {
      globalThis.addEventListener('message', hear);
      return () => globalThis.removeEventListener('message', hear);
    },
  };
}
