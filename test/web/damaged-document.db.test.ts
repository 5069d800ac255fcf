import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { systemClock } from '#platform/clock.ts';
import { scrub } from '#platform/files/scrub.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { openDesks, type Desks } from '#test/documents/desks.ts';
import { pdfOf } from '#test/files/samples.ts';
import { rawFolder } from '#test/files/store-desk.ts';
import { lawTest } from '#test/law-test.ts';
import { textOf } from './page-text.ts';
import { somebody, webInProcess, type Visitor, type WebInProcess } from './in-process.ts';

const provider = somebody('provider', 1n);
const signal = new AbortController().signal;

let database: TestDatabase;
let web: WebInProcess;
let desks: Desks;
let visitor: Visitor;
beforeAll(async () => {
  database = await freshDatabase();
  const app = database.web();
  web = await webInProcess(app);
  const trust = { path: undefined, pinned: [] };
  const settings = { folder: web.dataFolder, threads: 1, trust, seal: undefined };
  desks = await openDesks(app, settings, systemClock);
  visitor = await web.visitor(provider);
});
afterAll(async () => {
  await desks.signatures.close();
  await web.close();
  await database.drop();
});

async function letter(): Promise<bigint> {
  const { desk } = desks;
  const opened = await desk.open(provider, {
    ...{ kind: 'letter', hromadaId: 7, recipients: ['person:2'] },
  });
  if (opened.kind !== 'done') throw new Error(JSON.stringify(opened));
  const { documentId } = opened.value;
  const content = { title: `Лист ${documentId}`, blocks: [] };
  const pdf = Buffer.concat([pdfOf(), Buffer.from(`% ${documentId}`)]);
  const file = await desk.keep(pdf, 'application/pdf');
  await desk.write(provider, { documentId, content, attachments: [{ name: 'Скан.pdf', file }] });
  return documentId;
}

/** Changes one bit of a document's file as it lies on the disk. */
async function flip(documentId: bigint, name: string): Promise<string> {
  const version = await desks.desk.version(documentId);
  const address = version?.files.find((file) => file.name === name)?.address;
  const { rows } = await database.pool.query<{ blob: string }>(
    'select blob_name as blob from files.object where address = $1',
    [address],
  );
  const raw = rawFolder(join(web.dataFolder, 'files'));
  const blob = rows[0]?.blob ?? '';
  const bytes = await raw.get(blob);
  const at = randomInt(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << randomInt(8));
  await raw.set(blob, bytes);
  return blob;
}

for (const [name, ways] of [
  ['document.json', ['', '/document.pdf', '/document.asice', '/attachments/1']],
  ['document.html', ['/document.html', '/document.asice']],
  ['attachment-1.pdf', ['/attachments/1', '/document.asice']],
] as const) {
  lawTest(
    ['1039:10.22', '1039:53.3'],
    `a bit changed in ${name} is told in the place of a document that is not the one written`,
    async () => {
      const documentId = await letter();
      const page = `/cabinet/documents/${documentId}`;
      for (const way of ways) {
        expect({ way, ...(await visitor.get(`${page}${way}`)) }).toMatchObject({
          way,
          status: 200,
        });
      }
      const known = desks.findings.length;
      const blobName = await flip(documentId, name);
      for (const way of ways) {
        const { status, body } = await visitor.get(`${page}${way}`);
        expect({ way, status }).toEqual({ way, status: 500 });
        expect(textOf(body)).toMatch(/інцидент|номер/i);
      }
      const parts = { ...desks.files, db: database.as('zhkp_worker').pool };
      await scrub(parts, { bytesMax: Number.MAX_SAFE_INTEGER, signal });
      expect(desks.findings.slice(known)).toEqual([{ kind: 'changed', blobName }]);
    },
  );
}
