import { Worker } from 'node:worker_threads';
import {
  SignatureTrouble,
  type CertificateFindings,
  type SignatureProvider,
  type VerificationRequest,
} from '#engine/signature/ports.ts';
import { readFindings } from './signatures.ts';
import type { Answer, Task, ThreadSettings, WireRequest } from './work.ts';

export interface OwnDriverOptions extends ThreadSettings {
  /** The program of a thread: `thread.ts`, or its bundle. */
  readonly program: URL;
  readonly threads: number;
}

/** Tasks that wait or are worked on; more are refused, so that a flood costs no memory. */
const tasksMax = 2_000;
/** Longer than all that a task may ask outside, with its repetitions. */
const taskMsMax = 60_000;
const troubles = new Set<string>([
  'unavailable',
  'no-key',
  'no-timestamp',
  'not-valid',
  'cannot-open',
] satisfies SignatureTrouble['code'][]);

/** Signatures by the platform's own code, in threads beside the one that answers pages. */
export function createOwnDriver(options: OwnDriverOptions): SignatureProvider {
  const { program, threads, ...settings } = options;
  const pool = Array.from({ length: threads }, () => new Thread(program, settings));
  const run = (task: Task): Promise<unknown> => {
    const free = pool.reduce((least, one) => (one.busy < least.busy ? one : least));
    if (free.busy * pool.length >= tasksMax) {
      return Promise.reject(new SignatureTrouble('unavailable', 'too many signatures at once'));
    }
    return free.run(task);
  };
  const bytes = async (task: Task) => (await run(task)) as Uint8Array;
  return {
    driver: 'own',
    verify: async (request) => readFindings(await run({ kind: 'verify', request: wire(request) })),
    inspectCertificate: async (certificate) =>
      (await run({ kind: 'inspect', certificate })) as CertificateFindings,
    seal: (content) => bytes({ kind: 'seal', content }),
    prolong: (request) => bytes({ kind: 'prolong', request: wire(request) }),
    envelope: (content, recipients) => bytes({ kind: 'envelope', content, recipients }),
    open: (envelope) => bytes({ kind: 'open', envelope }),
    async close() {
      await Promise.all(pool.map((thread) => thread.stop()));
    },
  };
}

function wire({ receivedAt, ...request }: VerificationRequest): WireRequest {
  return { ...request, receivedAt: receivedAt.toString() };
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** One thread; a thread that dies is started anew by its next task. */
class Thread {
  readonly #program: URL;
  readonly #settings: ThreadSettings;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #lastId = 0;
  #isStopped = false;

  constructor(program: URL, settings: ThreadSettings) {
    this.#program = program;
    this.#settings = settings;
  }

  get busy(): number {
    return this.#waiting.size;
  }

  run(task: Task): Promise<unknown> {
    if (this.#isStopped) throw new SignatureTrouble('unavailable', 'the driver is closed');
    const worker = this.#start();
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#giveUp(id), taskMsMax);
      this.#waiting.set(id, { resolve, reject, timer });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread
      worker.postMessage({ id, task });
    });
  }

  #start(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(this.#program, { workerData: this.#settings });
    this.#worker = worker;
    worker.on('message', (answer: Answer) => this.#take(answer));
    worker.on('error', (error: unknown) => this.#lose(worker, error));
    worker.on('exit', () => this.#lose(worker, new Error('the thread ended')));
    worker.unref();
    return worker;
  }

  #take(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    if (waiting === undefined) return;
    this.#waiting.delete(answer.id);
    clearTimeout(waiting.timer);
    if (answer.ok) waiting.resolve(answer.value);
    else waiting.reject(errorOf(answer));
  }

  /** A thread that does not answer in this time is stuck: it is ended, with all it had. */
  #giveUp(id: number): void {
    if (!this.#waiting.has(id)) return;
    const worker = this.#worker;
    if (worker === undefined) return;
    this.#lose(worker, new Error('no answer in time'));
    void worker.terminate();
  }

  #lose(worker: Worker, error: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(new SignatureTrouble('unavailable', 'the thread of signatures is lost', error));
    }
    this.#waiting.clear();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#worker?.terminate();
  }
}

function errorOf({ code, message }: Extract<Answer, { ok: false }>): Error {
  if (code === undefined || !troubles.has(code)) return new Error(message);
  return new SignatureTrouble(code as SignatureTrouble['code'], message);
}
