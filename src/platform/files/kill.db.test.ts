import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect } from 'vitest';
import { folderPlace, openDesk, readBytes, type StoreDesk } from '#test/files/store-desk.ts';
import { lawTest } from '#test/law-test.ts';
import { scrub } from './scrub.ts';
import type { FileAddress } from './store.ts';
import { sweep, type Patience } from './sweep.ts';

const killsCount = 24;
const aliveMsMax = 250;
const writerName = 'writer-to-be-killed';
const letGoPauseMs = 20;
const testMsMax = 240_000;
/** Whoever left something here is surely dead. */
const none = Temporal.Duration.from({ seconds: 0 });
const noPatience: Patience = { draft: none, unknownBlob: none, removal: none };

let desk: StoreDesk;
/** Connections of writers when they were killed, all kills together. */
let writersSeen = 0;
beforeAll(async () => {
  desk = await openDesk(await folderPlace());
});
afterAll(() => desk.close());

/** Starts a process that uploads, kills it after a while; returns the lines it got out. */
async function uploadAndKill(): Promise<readonly string[]> {
  const program = join(import.meta.dirname, '../../../test/files/writer-process.ts');
  const url = new URL(desk.database.url);
  url.searchParams.set('application_name', writerName);
  const args = [program, url.toString(), desk.place.root, desk.keysDirectory];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (piece) => {
      said += String(piece);
      if (said.includes('begins\n')) resolve();
    });
  });
  await delay(Math.random() * aliveMsMax);
  writersSeen += await countWriters();
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
  await untilDatabaseLetsGo();
  // A line without its end was not said.
  return said.split('\n').slice(1, -1);
}

/** The last word of a killed process may still be carried out by the database. */
async function untilDatabaseLetsGo(): Promise<void> {
  while ((await countWriters()) > 0) await delay(letGoPauseMs);
}

async function countWriters(): Promise<number> {
  const { rows } = await desk.database.pool.query(
    'select from pg_stat_activity where application_name = $1',
    [writerName],
  );
  return rows.length;
}

lawTest(
  ['1039:10.22', '1039:53.3'],
  'uploads killed at any moment: nothing acknowledged is lost, nothing half is readable',
  async () => {
    const acknowledged: string[] = [];
    let drafts = 0;
    for (let kills = 0; kills < killsCount; kills += 1) {
      acknowledged.push(...(await uploadAndKill()));
      drafts += (await readdir(desk.place.blobs.draftsDirectory)).length;
      await sweep(desk.worker, {
        ...{ namesMax: 1e6, wait: noPatience },
        signal: new AbortController().signal,
      });
      expect(await readdir(desk.place.blobs.draftsDirectory)).toEqual([]);
    }
    // The kills must have struck in the middle of work, or they have proved little.
    expect(acknowledged.length).toBeGreaterThan(killsCount);
    expect(drafts).toBeGreaterThan(killsCount / 2);
    expect(writersSeen, 'no connection of a writer was seen').toBeGreaterThan(0);

    for (const line of acknowledged) {
      const [address, sha256] = line.split(' ');
      const bytes = await readBytes(desk.store, address as FileAddress);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
    const whole = await scrub(desk.worker, {
      bytesMax: Number.MAX_SAFE_INTEGER,
      signal: new AbortController().signal,
    });
    const names = await desk.place.raw.names();
    expect(whole).toMatchObject({ damaged: 0, objectsRead: names.length });
    expect(names.length).toBeGreaterThanOrEqual(acknowledged.length);
    expect(desk.findings.filter(({ kind }) => kind !== 'unknown-blob')).toEqual([]);
  },
  testMsMax,
);
