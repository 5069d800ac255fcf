import type { DedicatedConnection } from '#platform/db/queryable.ts';
import type { Clock } from '#platform/clock.ts';
import { entryChannel } from './announcer.ts';
import { HeadsFile } from './heads-file.ts';
import type { SignedHead } from './head.ts';
import type { SigningKey } from './keys.ts';
import { DamagedLog, LogTree } from './log-tree.ts';
import { readHeadsAfter } from './tree.sql.ts';
import { pause, Wakeup } from './wakeup.ts';

const entriesPerBatchMax = 5_000;
const headsPerReadMax = 1_000;
const headEveryMsDefault = 1_000;
const pollMsDefault = 2_000;
const standByPollMsDefault = 1_000;
const retryMs = 500;
const retryJitterMs = 500;
const sequencerLock = 1039_0056;

export interface SequencerOptions {
  /** Gives a connection of its own under the role `zhkp_worker`, not through a pooling proxy. */
  readonly connect: () => Promise<DedicatedConnection>;
  readonly key: SigningKey;
  readonly headsPath: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** A head is signed at most once in this time, unless more than a batch is waiting. */
  readonly headEveryMs?: number;
  /** How often it looks for entries that were not announced. */
  readonly pollMs?: number;
  /** How often a sequencer that stands by tries to take over. */
  readonly standByPollMs?: number;
  /** Told of every head after it is published. */
  readonly onHead?: (head: SignedHead) => void;
  /** Told of every failure that it recovers from by itself. */
  readonly onTrouble?: (error: unknown) => void;
}

/**
 * Puts committed entries into the tree, in batches, each with a signed head, and publishes the
 * heads. Any number may run: one leads, the others stand by. Resolves when `signal` aborts. Rejects
 * with `DamagedLog` when the database contradicts itself or the published heads; everything else it
 * retries.
 */
export async function runSequencer(options: SequencerOptions): Promise<void> {
  while (!options.signal.aborted) {
    try {
      await runOnce(options);
    } catch (error) {
      if (error instanceof DamagedLog) throw error;
      options.onTrouble?.(error);
      await pause(retryMs + Math.random() * retryJitterMs, options.signal);
    }
  }
}

async function runOnce(options: SequencerOptions): Promise<void> {
  const connection = await options.connect();
  const wakeup = new Wakeup();
  connection.on('notification', () => wakeup.wake());
  // The next query on the broken connection reports it; here it only must not go unheard.
  connection.on('error', () => wakeup.wake());
  try {
    if (await waitForLead(connection, options)) await lead(connection, wakeup, options);
  } finally {
    connection.release(true);
  }
}

/**
 * The lock belongs to the session that also writes the tree: whoever loses the one loses the other,
 * so two can never write.
 */
async function waitForLead(
  connection: DedicatedConnection,
  { signal, standByPollMs }: SequencerOptions,
): Promise<boolean> {
  while (!signal.aborted) {
    const { rows } = await connection.query('select pg_try_advisory_lock($1) as leads', [
      sequencerLock,
    ]);
    if (rows[0]?.['leads'] === true) return true;
    await pause(standByPollMs ?? standByPollMsDefault, signal);
  }
  return false;
}

async function lead(
  connection: DedicatedConnection,
  wakeup: Wakeup,
  options: SequencerOptions,
): Promise<void> {
  const { signal } = options;
  const headsFile = await HeadsFile.open(options.headsPath);
  try {
    const tree = await LogTree.restore(connection, headsFile.last);
    await publishMissing(connection, headsFile, options);
    await connection.query(`listen ${entryChannel}`);
    while (!signal.aborted) {
      const grown = await tree.grow(options, entriesPerBatchMax);
      if (grown !== undefined) await publish(headsFile, [grown.head], options);
      if (grown?.count === entriesPerBatchMax) continue;
      await pause(options.headEveryMs ?? headEveryMsDefault, signal);
      if (grown === undefined) await wakeup.sleep(options.pollMs ?? pollMsDefault, signal);
    }
  } finally {
    await headsFile.close();
  }
}

/** Heads whose commit was the last thing that the sequencer before this one did. */
async function publishMissing(
  connection: DedicatedConnection,
  headsFile: HeadsFile,
  options: SequencerOptions,
): Promise<void> {
  for (;;) {
    const heads = await readHeadsAfter(connection, headsFile.last?.size ?? 0, headsPerReadMax);
    if (heads.length === 0) return;
    await publish(headsFile, heads, options);
  }
}

async function publish(
  headsFile: HeadsFile,
  heads: readonly SignedHead[],
  { onHead }: SequencerOptions,
): Promise<void> {
  await headsFile.append(heads);
  for (const head of heads) onHead?.(head);
}
