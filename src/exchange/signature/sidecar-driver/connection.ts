import { connect, type Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import { answerSchema, type ModuleAnswer } from './contract.ts';

/** The connection is gone, or what came over it is not of the contract: it may be made anew. */
export class ConnectionLost extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'ConnectionLost';
  }
}

/** The module holds the connection and says nothing: asking once more would only wait again. */
export class NoAnswerInTime extends Error {
  constructor() {
    super('no answer in time');
    this.name = 'NoAnswerInTime';
  }
}

interface Waiting {
  readonly resolve: (answer: ModuleAnswer) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
  readonly chars: number;
}

export interface Request {
  readonly method: string;
  /** JSON of the parameters. */
  readonly parameters: string;
  readonly timeoutMs: number;
}

/** An answer is at most so much longer than the longest request that waits. */
const answerCharsMore = 1_024 * 1_024;

/** One connection to a module: a line for each request and each answer, answers in any order. */
export class ModuleConnection {
  readonly #socket: Socket;
  readonly #waiting = new Map<string, Waiting>();
  readonly #decoder = new StringDecoder('utf8');
  #parts: string[] = [];
  #chars = 0;
  #lastId = 0;
  #lost: ConnectionLost | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => this.#read(this.#decoder.write(bytes)));
    socket.on('error', (error) => this.lose('the connection broke', error));
    socket.on('close', () => this.lose('the module closed the connection'));
  }

  static open(path: string, timeoutMs: number): Promise<ModuleConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect(path);
      const refuse = (message: string, cause?: unknown): void => {
        clearTimeout(timer);
        socket.destroy();
        reject(new ConnectionLost(message, cause));
      };
      const timer = setTimeout(() => refuse('no connection in time'), timeoutMs);
      const fail = (error: Error): void => refuse('no connection', error);
      socket.once('error', fail);
      socket.once('connect', () => {
        clearTimeout(timer);
        socket.off('error', fail);
        // A module that idles keeps no process from ending; a request that waits has its timer.
        socket.unref();
        resolve(new ModuleConnection(socket));
      });
    });
  }

  get isLost(): boolean {
    return this.#lost !== undefined;
  }

  ask({ method, parameters, timeoutMs }: Request): Promise<ModuleAnswer> {
    if (this.#lost !== undefined) return Promise.reject(this.#lost);
    this.#lastId += 1;
    const id = String(this.#lastId);
    const line = `{"id":"${id}","method":"${method}","parameters":${parameters}}\n`;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new NoAnswerInTime());
      }, timeoutMs);
      this.#waiting.set(id, { resolve, reject, timer, chars: line.length });
      this.#socket.write(line);
    });
  }

  #read(text: string): void {
    let rest = text;
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
      const line = this.#parts.join('') + rest.slice(0, end);
      this.#parts = [];
      this.#chars = 0;
      rest = rest.slice(end + 1);
      this.#take(line);
      if (this.isLost) return;
    }
    this.#parts.push(rest);
    this.#chars += rest.length;
    const longest = Math.max(0, ...Array.from(this.#waiting.values(), ({ chars }) => chars));
    if (this.#chars > longest + answerCharsMore) this.lose('an answer is too long');
  }

  #take(line: string): void {
    const answer = readAnswer(line);
    if (answer === undefined) return this.lose('an answer cannot be understood');
    const waiting = this.#waiting.get(answer.id);
    if (waiting !== undefined) {
      this.#waiting.delete(answer.id);
      clearTimeout(waiting.timer);
      return waiting.resolve(answer);
    }
    // An answer to what is no longer waited for comes late; to what was never asked, it is wrong.
    if (!this.#wasAsked(answer.id)) this.lose('an answer to nothing that was asked');
  }

  #wasAsked(id: string): boolean {
    return /^[1-9]\d{0,14}$/.test(id) && Number(id) <= this.#lastId;
  }

  /** Ends the connection with everything that waits on it. */
  lose(message: string, cause?: unknown): void {
    if (this.#lost !== undefined) return;
    this.#lost = new ConnectionLost(message, cause);
    this.#socket.destroy();
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(this.#lost);
    }
    this.#waiting.clear();
  }
}

function readAnswer(line: string): ModuleAnswer | undefined {
  try {
    const parsed = answerSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
