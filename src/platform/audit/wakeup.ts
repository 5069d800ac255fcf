import { setTimeout as delay } from 'node:timers/promises';

/** A sleeper that can be woken before its time; a call that comes while it is awake is kept. */
export class Wakeup {
  #isDue = false;
  #wake: (() => void) | undefined;

  wake(): void {
    this.#isDue = true;
    this.#wake?.();
  }

  /** Resolves when woken, when `timeoutMs` have passed or when `signal` aborts. */
  async sleep(timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (!this.#isDue && !signal.aborted) {
      const woken = new AbortController();
      this.#wake = () => woken.abort();
      await pause(timeoutMs, AbortSignal.any([signal, woken.signal]));
      this.#wake = undefined;
    }
    this.#isDue = false;
  }
}

/** Resolves after `timeoutMs`, or at once when `signal` aborts. */
export async function pause(timeoutMs: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(timeoutMs, undefined, { signal });
  } catch {
    // Aborting is how the wait is ended early; the caller looks at the signal.
  }
}
