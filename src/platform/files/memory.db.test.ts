import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { folderPlace, openDesk, s3Keys, type StoreDesk } from '#test/files/store-desk.ts';
import { startS3 } from '#counterparts/s3/server.ts';

const program = join(import.meta.dirname, '../../../test/files/upload-process.ts');
const heapMegabytes = 40;
/** The whole process, of which Node itself is more than half, stays smaller than the document. */
const documentMegabytes = 199;
const testMsMax = 240_000;
const report = z.object({ megabytes: z.number(), mediaType: z.string(), sizeBytes: z.number() });

let desk: StoreDesk;
beforeAll(async () => {
  desk = await openDesk(await folderPlace());
});
afterAll(() => desk.close());

async function upload(megabytes: number, ...s3: readonly string[]) {
  const { stdout } = await promisify(execFile)(process.execPath, [
    `--max-old-space-size=${heapMegabytes}`,
    ...[program, desk.database.url, desk.place.root, desk.keysDirectory],
    ...[String(megabytes), ...s3],
  ]);
  return report.parse(JSON.parse(stdout));
}

test(
  'a document larger than the process is received, checked, kept and read back in a small memory',
  async () => {
    const large = await upload(documentMegabytes);
    expect(large.mediaType).toBe('application/zip');
    expect(large.sizeBytes).toBeGreaterThan(documentMegabytes * 1024 * 1024);
    expect(large.megabytes).toBeLessThan(documentMegabytes);
  },
  testMsMax,
);

test(
  'a large document goes to S3 in a small memory',
  async () => {
    const counterpart = await startS3({ ...s3Keys, bucket: 'files' });
    const large = await upload(documentMegabytes, counterpart.url);
    await counterpart.stop();
    expect(large.megabytes).toBeLessThan(documentMegabytes);
  },
  testMsMax,
);
