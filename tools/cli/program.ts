import { spawn } from 'node:child_process';

const stopTimeoutMs = 20_000;
/** Memory stays flat on any size of work: what is not needed is collected before this. */
const heapMiBMax = 320;

export interface Program {
  readonly name: string;
  /** The line after `READY ` that the program printed; rejects when it ends before. */
  readonly ready: Promise<string>;
  /** Resolves when the program has ended well, rejects when not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export interface ProgramOptions {
  readonly name: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** The program ended by itself after it had been ready. */
  readonly onFailure: () => void;
}

/**
 * Starts a Node program in a process group of its own, so that Ctrl-C reaches the supervisor alone,
 * and passes its output through. A program says `READY <what>` when it works.
 */
export function startProgram(options: ProgramOptions): Program {
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${heapMiBMax}`, '--enable-source-maps', ...options.args],
    {
      env: { ...process.env, ...options.environment },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    },
  );
  let stopping = false;
  let isReady = false;
  const exited = new Promise<number>((resolve) => {
    child.on('exit', (code) => resolve(code ?? 1));
  });
  const ready = new Promise<string>((resolve, reject) => {
    let rest = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (piece: string) => {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (!line.startsWith('READY ')) console.log(line);
        else {
          isReady = true;
          resolve(line.slice('READY '.length));
        }
      }
    });
    void exited.then((code) => reject(new Error(`${options.name} ended with code ${code}`)));
  });
  ready.catch(() => undefined);
  void exited.then((code) => {
    if (stopping || !isReady) return;
    console.error(`${options.name} ended unexpectedly with code ${code}`);
    options.onFailure();
  });
  const ended = exited.then((code) => {
    if (code !== 0) throw new Error(`${options.name} ended with code ${code}`);
  });
  ended.catch(() => undefined);
  return {
    name: options.name,
    ready,
    ended,
    async stop() {
      stopping = true;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
      await exited;
      clearTimeout(timer);
    },
  };
}
