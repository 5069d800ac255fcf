import { failedView, type CheckView } from '#check/index.ts';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CheckOrder } from './check-worker.ts';

const threadsMax = 2;
const waitingMax = 16;
const checkTimeoutMs = 20_000;
const threadMegabytesMax = 512;
/** Built beside the programs; where nothing is built, Node reads the source. */
const isBuilt = import.meta.filename.endsWith('.js');
const workerPath = isBuilt
  ? join(import.meta.dirname, '..', '..', '..', 'dist', 'check-worker.js')
  : join(import.meta.dirname, 'check-worker.ts');

/**
 * Checks documents of strangers in threads of their own: whatever is in a file, pages go on being
 * answered, and a check that takes too long is ended together with its thread.
 */
export class CheckThreads {
  readonly #free = Array.from({ length: threadsMax }, () => new CheckThread());
  readonly #waiting: ((thread: CheckThread) => void)[] = [];

  async check(order: CheckOrder): Promise<CheckView> {
    const free = this.#free.pop();
    if (free === undefined && this.#waiting.length >= waitingMax) return failedView('busy');
    const thread = free ?? (await new Promise<CheckThread>((next) => this.#waiting.push(next)));
    try {
      return await thread.check(order);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free.push(thread);
      else next(thread);
    }
  }

  /** Ends the threads that have nothing to do. */
  async close(): Promise<void> {
    await Promise.all(this.#free.map((thread) => thread.end()));
  }
}

/** Started with its first check, and again after one that went wrong. */
class CheckThread {
  #worker: Worker | undefined;

  async check(order: CheckOrder): Promise<CheckView> {
    const worker = (this.#worker ??= startWorker());
    const view = await answerOf(worker, order);
    if (view !== undefined) return view;
    await this.end();
    return failedView('failed');
  }

  async end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }
}

function startWorker(): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: threadMegabytesMax };
  const worker = new Worker(workerPath, { resourceLimits });
  // A thread that waits for work does not keep the platform from stopping.
  worker.unref();
  // Whoever waits hears of it; after that there is nobody to tell, and nothing to do.
  worker.on('error', () => undefined);
  return worker;
}

/** Undefined when the thread broke or took too long. */
async function answerOf(worker: Worker, order: CheckOrder): Promise<CheckView | undefined> {
  const listening = new AbortController();
  const { signal } = listening;
  try {
    return await new Promise<CheckView | undefined>((resolve) => {
      const fail = () => resolve(undefined);
      const timer = setTimeout(fail, checkTimeoutMs);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        worker.off('message', resolve).off('error', fail).off('exit', fail);
      });
      worker.on('message', resolve).on('error', fail).on('exit', fail);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- no window
      worker.postMessage(order);
    });
  } finally {
    listening.abort();
  }
}
