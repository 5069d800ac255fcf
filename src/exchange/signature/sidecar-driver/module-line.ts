import type { z } from 'zod';
import { SignatureTrouble } from '#engine/signature/ports.ts';
import {
  createCircuitBreaker,
  usualCircuitLimits,
  type CircuitBreaker,
  type CircuitLimits,
} from '#platform/circuit-breaker.ts';
import type { Clock } from '#platform/clock.ts';
import { ConnectionLost, ModuleConnection, NoAnswerInTime } from './connection.ts';
import {
  codesOfMethod,
  troubleOfCode,
  versionSchema,
  type Method,
  type ModuleAnswer,
} from './contract.ts';

export interface ModuleLimits {
  readonly connectMs: number;
  /** From a request to its answer: the module asks others, twice, a few seconds each. */
  readonly answerMs: number;
  /** Requests that wait at one time; more are refused. */
  readonly requestsMax: number;
  /** Of all requests that wait: the largest one is a container of a document, in base64. */
  readonly charsMax: number;
  readonly circuit: CircuitLimits;
}

const usualModuleLimits: ModuleLimits = {
  connectMs: 2_000,
  answerMs: 30_000,
  requestsMax: 200,
  charsMax: 128 * 1024 * 1024,
  circuit: usualCircuitLimits,
};

export interface ModuleLineOptions {
  readonly socketPath: string;
  readonly clock: Clock;
  readonly limits?: Partial<ModuleLimits>;
}

/** The line to a module: connected when first needed, anew after a loss, left alone while dead. */
export class ModuleLine {
  readonly #path: string;
  readonly #limits: ModuleLimits;
  readonly #breaker: CircuitBreaker;
  #connection: Promise<ModuleConnection> | undefined;
  #waiting = 0;
  #chars = 0;
  #isClosed = false;

  constructor({ socketPath, clock, limits }: ModuleLineOptions) {
    this.#path = socketPath;
    this.#limits = { ...usualModuleLimits, ...limits };
    this.#breaker = createCircuitBreaker(this.#limits.circuit, clock);
  }

  /** What the module answers, once it is understood; SignatureTrouble for everything else. */
  async ask<T>(
    method: Method,
    parameters: Readonly<Record<string, unknown>>,
    schema: z.ZodType<T>,
  ): Promise<T> {
    const json = JSON.stringify(parameters);
    const { charsMax, requestsMax } = this.#limits;
    if (this.#isClosed) throw unavailable('the driver is closed');
    if (this.#waiting >= requestsMax || this.#chars + json.length > charsMax) {
      throw unavailable('too many signatures at once');
    }
    const pass = this.#breaker.enter();
    if (pass === undefined) throw unavailable('the module is away');
    this.#waiting += 1;
    this.#chars += json.length;
    try {
      const answer = await this.#askTwice(method, json);
      const value = understand(method, answer, schema);
      pass.succeeded();
      return value;
    } catch (error) {
      const isAnswer = error instanceof SignatureTrouble && error.code !== 'unavailable';
      if (isAnswer) pass.succeeded();
      else pass.failed();
      if (error instanceof ConnectionLost || error instanceof NoAnswerInTime) {
        throw unavailable(error.message, error);
      }
      throw error;
    } finally {
      this.#waiting -= 1;
      this.#chars -= json.length;
    }
  }

  /** Every request may be made twice: signing again makes another signature over the same. */
  async #askTwice(method: Method, parameters: string): Promise<ModuleAnswer> {
    try {
      return await this.#askOnce(method, parameters);
    } catch (error) {
      if (!(error instanceof ConnectionLost) || this.#isClosed) throw error;
      return this.#askOnce(method, parameters);
    }
  }

  async #askOnce(method: Method, parameters: string): Promise<ModuleAnswer> {
    const connection = await this.#connect();
    return connection.ask({ method, parameters, timeoutMs: this.#limits.answerMs });
  }

  async #connect(): Promise<ModuleConnection> {
    const known = this.#connection;
    const connection = await known?.catch(() => undefined);
    if (connection !== undefined && !connection.isLost) return connection;
    // Whoever comes first connects, for all who wait.
    if (this.#connection === undefined || this.#connection === known) {
      this.#connection = this.#open();
    }
    return this.#connection;
  }

  /** A connection to a module of another contract is none. */
  async #open(): Promise<ModuleConnection> {
    const { connectMs } = this.#limits;
    const connection = await ModuleConnection.open(this.#path, connectMs);
    const hello = { method: 'VERSION', parameters: '{}', timeoutMs: connectMs };
    const answer = await connection.ask(hello).catch((error: unknown) => {
      connection.lose('the module does not say its version', error);
      throw error;
    });
    if (answer.errorCode !== 0 || !versionSchema.safeParse(answer.result).success) {
      connection.lose('the module speaks another contract');
    }
    return connection;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const connection = await this.#connection?.catch(() => undefined);
    connection?.lose('the driver is closed');
  }
}

function understand<T>(method: Method, answer: ModuleAnswer, schema: z.ZodType<T>): T {
  const { errorCode, error, result } = answer;
  if (errorCode !== 0) {
    const code = codesOfMethod[method].includes(errorCode)
      ? troubleOfCode.get(errorCode)
      : undefined;
    const said = `the module: ${errorCode} ${error ?? ''}`.trim();
    throw new SignatureTrouble(code ?? 'unavailable', said);
  }
  const parsed = schema.safeParse(result);
  if (!parsed.success) throw unavailable('the answer is not of the contract', parsed.error);
  return parsed.data;
}

export function unavailable(message: string, cause?: unknown): SignatureTrouble {
  return new SignatureTrouble('unavailable', message, cause);
}
