import { randomFillSync } from 'node:crypto';
import { systemClock } from '#platform/clock.ts';
import { openDatabase } from '#platform/db/database.ts';
import { checkAttachment } from '#platform/files/content/check.ts';
import { openFolder } from '#platform/files/folder.ts';
import { openKeyFolder } from '#platform/files/keys.ts';
import { openS3 } from '#platform/files/s3/s3.ts';
import { FileStore } from '#platform/files/store.ts';
import { s3Keys } from './store-desk.ts';
import { storedZip } from './zip-maker.ts';

/**
 * One large upload in a process with little memory, checked, kept and read back:
 * `node upload-process.ts <database url> <folder of files> <folder of keys> <megabytes> [S3 url]`.
 * Says the most memory it took, in megabytes.
 */
const [url = '', root = '', keysDirectory = '', megabytes = '', s3Url] = process.argv.slice(2);
const bytesPerMegabyte = 1024 * 1024;
const { pool } = openDatabase({ url, role: 'zhkp_app' });
const clock = systemClock;
const blobs =
  s3Url === undefined
    ? await openFolder(root)
    : await openS3({
        ...{ clock, url: s3Url, bucket: 'files', draftsDirectory: root, credentials: s3Keys },
        ...{ silenceMsMax: 60_000, pausesMs: [] },
      });
const ring = await openKeyFolder(keysDirectory);
const store = new FileStore({ ...{ db: pool, blobs, ring, clock }, onDamage: () => undefined });

const sizeBytes = Number(megabytes) * bytesPerMegabyte;
const put = await store.put(
  storedZip(sizeBytes, (piece) => randomFillSync(piece)),
  {
    bytesMax: 2 * sizeBytes,
    check: checkAttachment,
  },
);
if (!put.kept) throw new Error(put.refusal);
let read = 0;
for await (const piece of await store.read(put.file.address)) read += piece.length;
if (read !== put.file.sizeBytes) throw new Error(`${read} of ${put.file.sizeBytes} bytes`);
const { maxRSS } = process.resourceUsage();
process.stdout.write(JSON.stringify({ megabytes: maxRSS / 1024, ...put.file }));
await pool.end();
