import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const projectRoot = join(import.meta.dirname, '..', '..', '..', '..', '..');

/**
 * V8 lets garbage lie as long as memory is plenty; under this cap it shows how much an import needs
 * and not how much it may take.
 */
const heapMegabytesMax = 128;

const program = `
  import { openDatabase } from '#platform/db/database.ts';
  import * as meters from '#modules/registry/index.ts';
  import { readImport } from '#modules/settlements/readings/import/read-import.ts';
  const [url, directory, importId, now] = process.argv.slice(1);
  const worker = openDatabase({ url, role: 'zhkp_worker', connectionsMax: 4 });
  const clock = { now: () => Temporal.Instant.from(now) };
  await readImport({ pool: worker.pool, meters, directory, clock, importId });
  await worker.close();
  console.log(process.resourceUsage().maxRSS);
`;

export interface SeparateImport {
  readonly process: ChildProcess;
  /** Most memory the process ever held, in kilobytes; rejects when it failed or was killed. */
  readonly peakKilobytes: Promise<number>;
}

/** Reads an import in a process of its own, for tests that weigh it or kill it. */
export function importInProcess(job: {
  readonly url: string;
  readonly directory: string;
  readonly importId: string;
  readonly now: Temporal.Instant;
}): SeparateImport {
  const { url, directory, importId, now } = job;
  const instant = now.toString();
  const heapCap = `--max-old-space-size=${heapMegabytesMax}`;
  const child = spawn(
    process.execPath,
    [heapCap, '--input-type=module', '-e', program, url, directory, importId, instant],
    { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    output += piece;
  });
  const peakKilobytes = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Number(output));
      else reject(new Error(`the import ended with ${code ?? child.signalCode}`));
    });
  });
  return { process: child, peakKilobytes };
}
