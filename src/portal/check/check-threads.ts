import { failedView, type CheckView } from '#check/index.ts';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CheckOrder } from './check-worker.ts';

const threadsMax = 2;
const waitingMax = 16;
const checkTimeoutMs = 20_000;
const threadMegabytesMax = 512;
const workerPath = join(import.meta.dirname, 'check-worker.ts');

/**
 * Checks documents of strangers in threads of their own: whatever is in a file, pages go on being
 * answered, and a check that takes too long is ended.
 */
export class CheckThreads {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  async check(order: CheckOrder): Promise<CheckView> {
    if (this.#running >= threadsMax) {
      if (this.#waiting.length >= waitingMax) return failedView('busy');
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#running += 1;
    try {
      return await inThread(order);
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }
}

async function inThread(order: CheckOrder): Promise<CheckView> {
  const worker = new Worker(workerPath, {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: threadMegabytesMax },
  });
  try {
    return await new Promise<CheckView>((resolve) => {
      const timer = setTimeout(() => resolve(failedView('failed')), checkTimeoutMs);
      const end = (view: CheckView) => {
        clearTimeout(timer);
        resolve(view);
      };
      worker.once('message', end);
      worker.once('error', () => end(failedView('failed')));
      worker.once('exit', () => end(failedView('failed')));
    });
  } finally {
    await worker.terminate();
  }
}
