import { createHash, randomInt } from 'node:crypto';
import { systemClock } from '#platform/clock.ts';
import { openDatabase } from '#platform/db/database.ts';
import { openFolder } from '#platform/files/folder.ts';
import { openKeyFolder } from '#platform/files/keys.ts';
import { FileStore } from '#platform/files/store.ts';
import { anything, inPieces, someBytes } from './store-desk.ts';

/**
 * Uploads in a process of its own, for tests that kill it:
 * `node writer-process.ts <database url> <folder of files> <folder of keys>`.
 * Says `begins`, and a line `<address> <sha256>` for each upload that was acknowledged.
 */
const [url = '', root = '', keysDirectory = ''] = process.argv.slice(2);
const { pool } = openDatabase({ url, role: 'zhkp_app' });
const store = new FileStore({
  db: pool,
  blobs: await openFolder(root),
  ring: await openKeyFolder(keysDirectory),
  clock: systemClock,
  onDamage: ({ kind }) => process.stdout.write(`damage ${kind}\n`),
});
process.stdout.write('begins\n');
await Promise.all([1, 2, 3].map(() => uploadForEver()));

async function uploadForEver(): Promise<void> {
  for (;;) {
    const bytes = someBytes(randomInt(0, 400_000));
    const put = await store.put(inPieces(bytes, [10_000]), anything);
    if (!put.kept) throw new Error(put.refusal);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    process.stdout.write(`${put.file.address} ${sha256}\n`);
  }
}
