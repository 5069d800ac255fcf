import { isRefusal } from '#kernel/result.ts';
import { withClient } from '#platform/db/client.ts';
import type pg from 'pg';
import { billChunk } from './bill-chunk.ts';
import type { RunContext } from './model.ts';
import { readRunContext } from './run-context.ts';
import {
  addToMonthTotals,
  addToPeerUse,
  blockRun,
  closeRun,
  findRun,
  finishChunk,
  takeChunk,
} from './run.sql.ts';
import { writeChunk, type ChunkResult } from './write-chunk.ts';

/** Told about each finished chunk inside its transaction: the audit entry is written here. */
export type ChunkSeal = (
  client: pg.ClientBase,
  run: RunContext,
  chunkNumber: number,
  result: ChunkResult,
) => Promise<void>;

export interface BillingParts {
  readonly pool: pg.Pool;
  readonly seal: ChunkSeal;
  /** How many chunks are worked on at once. */
  readonly concurrency: number;
  readonly signal?: AbortSignal;
}

export type RunEnd = 'done' | 'blocked' | 'left-open';

/**
 * Works on a run until no chunk is open: any number of processes may do so at the same time, each
 * chunk is one transaction, and a killed process leaves only whole chunks behind. Calling it again
 * for a finished run changes nothing (1039:15.1).
 */
export async function runBilling(parts: BillingParts, runId: bigint): Promise<RunEnd> {
  const context = await withClient(parts.pool, async (client) => {
    const run = await findRun(client, runId);
    if (run === undefined || run.state !== 'running') return undefined;
    await client.query('select settlements.ensure_month($1)', [run.period]);
    const found = await readRunContext(client, run);
    if (!isRefusal(found)) return found;
    await blockRun(client, runId, JSON.stringify(found));
    return 'blocked' as const;
  });
  if (context === 'blocked') return 'blocked';
  if (context === undefined) return 'done';
  const lanes = Array.from({ length: parts.concurrency }, () => workThrough(parts, context));
  await Promise.all(lanes);
  const closed = await withClient(parts.pool, (client) => closeRun(client, runId));
  return closed ? 'done' : 'left-open';
}

async function workThrough(parts: BillingParts, run: RunContext): Promise<void> {
  await withClient(parts.pool, async (client) => {
    while (parts.signal?.aborted !== true && (await billNextChunk(client, parts, run))) {
      // Each turn is one chunk, whole or not at all.
    }
  });
}

async function billNextChunk(
  client: pg.ClientBase,
  parts: BillingParts,
  run: RunContext,
): Promise<boolean> {
  await client.query('begin');
  try {
    const chunk = await takeChunk(client, run.runId);
    if (chunk === undefined) {
      await client.query('commit');
      return false;
    }
    const billed = await billChunk(
      client,
      {
        hromadaId: run.hromadaId,
        billerId: run.billerId,
        firstBuilding: chunk.first_building,
        lastBuilding: chunk.last_building,
      },
      run,
    );
    const result = await writeChunk(client, billed, run);
    await parts.seal(client, run, chunk.chunk_number, result);
    await finishChunk(client, run.runId, chunk.chunk_number, result);
    await addToMonthTotals(client, run.hromadaId, run.period, result);
    await addToPeerUse(client, run.hromadaId, run.period, result);
    await client.query('commit');
    return true;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
