import { execFile } from 'node:child_process';
import { join } from 'node:path';

const verifier = join(import.meta.dirname, '../../verifier/verify.mjs');

export interface Verdict {
  readonly exitCode: number;
  readonly output: string;
}

/** Runs the stand-alone verifier as anybody would: a process of its own. */
export function runVerifier(...args: readonly string[]): Promise<Verdict> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [verifier, ...args], (_error, stdout, stderr) => {
      resolve({ exitCode: child.exitCode ?? -1, output: stdout + stderr });
    });
  });
}
