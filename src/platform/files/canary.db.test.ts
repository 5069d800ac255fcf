import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  anything,
  folderPlace,
  inPieces,
  openDesk,
  putBytes,
  readBytes,
  someBytes,
  type StoreDesk,
} from '#test/files/store-desk.ts';
import { databasePaths, filesHolding } from '#test/files/holding.ts';
import { lawTest } from '#test/law-test.ts';
import { chunkBytes } from './cipher.ts';
import { scrub } from './scrub.ts';
import { rewrapKeys, rotateKey } from './rotate.ts';
import { sweep } from './sweep.ts';

const canariesCount = 50;
const signal = new AbortController().signal;

let desk: StoreDesk;
const said: string[] = [];
beforeAll(async () => {
  desk = await openDesk(await folderPlace());
});
afterAll(() => desk.close());

lawTest(
  ['1039:10.22', '1039:53.3'],
  'what is in documents lies nowhere in the clear: store, drafts, database, its log, our messages',
  async () => {
    const canaries = Array.from(
      { length: canariesCount },
      () => `canary-${randomBytes(12).toString('hex')}`,
    );
    for (const canary of canaries) {
      const bytes = Buffer.concat([someBytes(chunkBytes - 20), Buffer.from(canary.repeat(40))]);
      const { address } = await putBytes(desk.store, bytes);
      expect((await readBytes(desk.store, address)).equals(bytes)).toBe(true);
    }
    const secret = `refused-${randomBytes(12).toString('hex')}`;
    const refusing = { ...anything, check: refuseAll };
    await desk.store.put(inPieces(Buffer.from(secret.repeat(5_000))), refusing);
    const broken = desk.store.put(breaking(Buffer.from(secret.repeat(5_000))), anything);
    said.push(await broken.then(() => 'kept', String));
    const [first = ''] = await desk.place.raw.names();
    await desk.place.raw.set(first, Buffer.from('spoiled'));
    await rotateKey(desk.worker);
    await rewrapKeys(desk.worker, signal);
    await scrub(desk.worker, { bytesMax: 1e12, signal });
    await sweep(desk.worker, { namesMax: 1e6, signal });
    said.push(...desk.findings.map((finding) => JSON.stringify(finding)));

    const words = [...canaries, secret];
    expect(said.filter((line) => words.some((word) => line.includes(word)))).toEqual([]);
    expect(said.length).toBeGreaterThan(1);
    let scanned = 0;
    for (const path of [
      desk.place.root,
      desk.keysDirectory,
      ...(await databasePaths(desk.database)),
    ]) {
      const { found, bytes } = await filesHolding(path, words);
      expect(found).toEqual([]);
      scanned += bytes;
    }
    expect(scanned).toBeGreaterThan(canariesCount * chunkBytes);
  },
);

test('the scan finds what is planted, or it would prove nothing', async () => {
  const word = `planted-${randomBytes(12).toString('hex')}`;
  await writeFile(join(desk.place.root, 'drafts', 'planted'), `${'a'.repeat(65_530)}${word}`);
  await desk.database.pool.query(`insert into files.finding (found_at, kind, blob_name)
    values (now(), 'unknown-blob', '${word}')`);
  const [tables = '', writeAhead = ''] = await databasePaths(desk.database);
  for (const path of [desk.place.root, tables, writeAhead]) {
    expect((await filesHolding(path, [word])).found).not.toEqual([]);
  }
});

test('keys do not lie in the database or beside the documents', async () => {
  const { found } = await filesHolding(desk.place.root, await keyTexts());
  expect(found).toEqual([]);
  for (const path of await databasePaths(desk.database)) {
    expect((await filesHolding(path, await keyTexts())).found).toEqual([]);
  }
});

async function keyTexts(): Promise<readonly string[]> {
  const files = await readdir(desk.keysDirectory);
  const read = (file: string) => readFile(join(desk.keysDirectory, file), 'latin1');
  return Promise.all(files.map(read));
}

function refuseAll() {
  return Promise.resolve({ accepted: false, refusal: 'kind-unknown' } as const);
}

async function* breaking(bytes: Buffer) {
  yield bytes;
  throw new Error('the connection broke');
}
