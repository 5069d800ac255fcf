import { chunkSeal, runBilling } from '#modules/settlements/index.ts';
import { systemClock } from '#platform/clock.ts';
import { openDatabase } from '#platform/db/database.ts';

const lanes = 2;

export interface BilledOnce {
  readonly seconds: number;
  /** Processor time of this process; the database's own comes on top. */
  readonly processorSeconds: number;
  /** Peak of the process's memory, MiB. */
  readonly memoryMiB: number;
}

/** Bills the runs given by their ids and prints how long it took and how much memory. */
export async function billOnce([url = '', ...runIds]: readonly string[]): Promise<void> {
  const database = openDatabase({ url, role: 'zhkp_worker', statementTimeoutMs: 0 });
  const parts = { pool: database.pool, seal: chunkSeal(systemClock), concurrency: lanes };
  const began = performance.now();
  const before = process.cpuUsage();
  for (const runId of runIds) await runBilling(parts, BigInt(runId));
  const billed: BilledOnce = {
    seconds: (performance.now() - began) / 1000,
    processorSeconds: processorSince(before),
    memoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  await database.close();
  console.log(JSON.stringify(billed));
}

function processorSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}
