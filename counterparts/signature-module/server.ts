import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { refuseInProduction } from '../common.ts';
import type { ModuleFault } from './faults.ts';
import { misdeedOf, misdoneResult, type Misdeed } from './misdeeds.ts';
import { errorCodes, ModuleRefusal, works, type ModuleKeys } from './work.ts';

export interface SignatureModuleOptions extends ModuleKeys {
  /** Where it listens: a Unix domain socket. */
  readonly socketPath: string;
}

/** A running module, and the switch of its faults. */
export interface SignatureModule {
  /** Switches a fault on, or the last one off; with `times`, for so many requests. */
  fault(fault: ModuleFault | undefined, times?: number): void;
  /** Methods asked for, in order. */
  readonly log: readonly string[];
  stop(): Promise<void>;
}

const requestSchema = z.object({
  id: z.string().min(1).max(40),
  method: z.string(),
  parameters: z.unknown(),
});
export type ModuleRequest = z.infer<typeof requestSchema>;

/**
 * A play module for signatures, as an operator would install a certified one: it speaks the
 * contract of docs/operations/signature-sidecar.md over a socket, and works by our own code.
 */
export async function startSignatureModule(
  options: SignatureModuleOptions,
): Promise<SignatureModule> {
  refuseInProduction();
  const { socketPath, ...keys } = options;
  const desk = new Desk(keys);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const lines = createInterface({ input: socket, crlfDelay: Infinity });
    lines.on('line', (line) => void desk.take(line, socket));
    lines.on('error', () => socket.destroy());
  });
  await listen(server, socketPath);
  return {
    fault: (fault, times) => desk.misbehave(fault, times),
    log: desk.log,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve());
  });
}

class Desk {
  readonly log: string[] = [];
  readonly #keys: ModuleKeys;
  #fault: ModuleFault | undefined;
  #times = Infinity;
  /** The first of two whose answers are to be swapped. */
  #swapping: { readonly id: string; readonly send: (id: string) => void } | undefined;

  constructor(keys: ModuleKeys) {
    this.#keys = keys;
  }

  misbehave(fault: ModuleFault | undefined, times = Infinity): void {
    this.#fault = fault;
    this.#times = times;
    this.#swapping = undefined;
  }

  async take(line: string, socket: Socket): Promise<void> {
    const request = requestSchema.parse(JSON.parse(line));
    this.log.push(request.method);
    const fault = this.#takeFault(request.method);
    const misdeed = misdeedOf(fault, request);
    if (misdeed !== undefined) return commit(misdeed, socket);
    const answer = await this.#answer(request, fault);
    const send = (id: string): void => void socket.write(`${JSON.stringify({ id, ...answer })}\n`);
    if (fault === 'swapped-ids') this.#swap(request.id, send);
    else send(request.id);
  }

  /** The greeting is right whatever is wrong afterwards, unless that is what is wrong. */
  #takeFault(method: string): ModuleFault | undefined {
    const fault = this.#fault;
    if (fault === undefined || (method === 'VERSION') !== (fault === 'other-contract')) {
      return undefined;
    }
    this.#times -= 1;
    if (this.#times <= 0) this.#fault = undefined;
    return fault;
  }

  async #answer({ method, parameters }: ModuleRequest, fault: ModuleFault | undefined) {
    const work = works[method];
    if (work === undefined) return { errorCode: errorCodes.unknownMethod, error: method };
    try {
      const result = await work(this.#keys, parameters);
      return { errorCode: 0, result: misdoneResult(fault, parameters, result) };
    } catch (error) {
      if (error instanceof ModuleRefusal) {
        return { errorCode: error.errorCode, error: error.message };
      }
      if (error instanceof z.ZodError)
        return { errorCode: errorCodes.malformed, error: 'malformed' };
      throw error;
    }
  }

  #swap(id: string, send: (id: string) => void): void {
    const first = this.#swapping;
    if (first === undefined) {
      this.#swapping = { id, send };
      return;
    }
    this.#swapping = undefined;
    first.send(id);
    send(first.id);
  }
}

function commit({ line, closes = false }: Misdeed, socket: Socket): void {
  const close = (): void => {
    if (closes) socket.destroy();
  };
  if (line === undefined) close();
  else socket.write(line, close);
}
