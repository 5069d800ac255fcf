import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileRefusals } from '#platform/files/texts.uk.ts';
import type { Refusal } from '#platform/files/content/refusal.ts';
import { jpegOf, jpegStart, jpegFrame, jpegEnd, pdfOf, pngOf } from '#test/files/samples.ts';
import { zipOf, type MadeEntry } from '#test/files/zip-maker.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { textOf } from './page-text.ts';
import { somebody, webInProcess, type Visitor, type WebInProcess } from './in-process.ts';

const unprocessable = 422;
const megabyte = 1024 * 1024;
const hugeMegabytes = 200;
/** What the process may grow by while it refuses: far less than what it is sent. */
const growthMegabytesMax = 90;
const path = '/cabinet/documents';
const form = {
  kind: 'letter',
  to: '7001-0000001',
  subject: 'Про перерахунок за листопад',
  text: 'Перший рядок листа.\n\nДругий рядок листа.',
};

let database: TestDatabase;
let web: WebInProcess;
let provider: Visitor;
beforeAll(async () => {
  database = await freshDatabase();
  web = await webInProcess(database.web());
  provider = await web.visitor(somebody('provider', 1n));
});
afterAll(async () => {
  await web.close();
  await database.drop();
});

function container(...entries: readonly MadeEntry[]): Buffer {
  const mediaType = Buffer.from('application/vnd.etsi.asic-e+zip');
  return zipOf([{ name: 'mimetype', bytes: mediaType, method: 0 }, ...entries]);
}

const entry = (change: Partial<MadeEntry> = {}): MadeEntry => ({
  ...{ name: 'document.pdf', bytes: pdfOf() },
  ...change,
});
const halfOf = (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2));

/** Everything typed is in the form that comes back. */
function keepsTheForm(body: string): void {
  const paragraphs = form.text.split('\n\n');
  const typed = [`value="${form.subject}"`, `value="${form.to}"`, ...paragraphs];
  expect(typed.filter((words) => !body.includes(words))).toEqual([]);
}

describe('an attachment that cannot be taken leaves the letter as it was typed', () => {
  test.each<readonly [Refusal, string, Buffer]>([
    ['empty', 'nothing.pdf', Buffer.alloc(0)],
    ['kind-unknown', 'program.pdf', Buffer.from('MZ\u0090\0')],
    ['kind-unknown', 'page.pdf', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['kind-not-allowed', 'archive.zip', zipOf([entry()])],
    ['pdf-cut-off', 'half.pdf', halfOf(pdfOf())],
    [
      'pdf-broken',
      'rootless.pdf',
      Buffer.from(pdfOf().toString('latin1').replace('/Root', '/Boot')),
    ],
    ['pdf-encrypted', 'locked.pdf', pdfOf({ trailer: '/Encrypt 9 0 R ' })],
    ['jpeg-cut-off', 'half.jpg', halfOf(jpegOf(8, 8))],
    ['jpeg-broken', 'frame.jpg', Buffer.concat([jpegStart, jpegFrame(8, 8), jpegEnd])],
    ['png-cut-off', 'half.png', pngOf(30, 20).subarray(0, 60)],
    ['png-broken', 'more.png', Buffer.concat([pngOf(1, 1), Buffer.from('<script>')])],
    ['picture-too-large', 'wide.jpg', jpegOf(15_000, 15_000)],
    ['zip-cut-off', 'half.asice', container(entry()).subarray(0, -20)],
    ['zip-encrypted', 'locked.asice', container(entry({ flags: 1 }))],
    ['zip-name-bad', 'way.asice', container(entry({ name: '../../etc/passwd' }))],
    ['zip-name-twice', 'twice.asice', container(entry(), entry())],
    ['zip-ratio-too-high', 'bomb.asice', container(entry({ bytes: Buffer.alloc(40 * megabyte) }))],
    ['too-big', 'large.pdf', Buffer.alloc(26 * megabyte, 0x20)],
  ])('%s: %s', async (refusal, name, content) => {
    const answer = await provider.upload(path, form, { name, content });
    expect(answer.status).toBe(unprocessable);
    expect(textOf(answer.body)).toContain(fileRefusals[refusal]);
    keepsTheForm(answer.body);
  });

  test('and nothing of it stays in the store', async () => {
    expect(await readdir(join(web.dataFolder, 'files', 'drafts'))).toEqual([]);
    const { rows } = await database.pool.query('select from files.object');
    expect(rows).toEqual([]);
  });
});

interface Answered {
  readonly status: number;
  readonly body: string;
  /** The most that the process grew by while it was sent. */
  readonly growthBytes: number;
}

/** Sends a form with a file of any size, a megabyte at a time, over a real connection. */
async function sendHuge(url: URL, cookie: string, megabytes: number): Promise<Answered> {
  const boundary = 'zhkp-test-boundary';
  const part = (name: string, rest = '') =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${rest}\r\n\r\n`;
  const fields = Object.entries(form).map(([name, value]) => `${part(name)}${value}\r\n`);
  const before = memoryBytes();
  let growthBytes = 0;
  const sent = request(url, {
    method: 'POST',
    headers: { cookie, 'content-type': `multipart/form-data; boundary=${boundary}` },
  });
  const answered = new Promise<{ status: number; body: string }>((resolve, reject) => {
    sent.on('error', reject);
    sent.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (piece) => (body += String(piece)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
  });
  sent.write(`${fields.join('')}${part('file', '; filename="huge.pdf"')}`);
  const piece = Buffer.alloc(megabyte, 0x20);
  for (let count = 0; count < megabytes; count += 1) {
    if (!sent.write(piece)) await new Promise((resolve) => sent.once('drain', resolve));
    growthBytes = Math.max(growthBytes, memoryBytes() - before);
  }
  sent.end(`\r\n--${boundary}--\r\n`);
  return { ...(await answered), growthBytes };
}

function memoryBytes(): number {
  return process.memoryUsage().rss;
}

lawTest(
  ['1039:10.6'],
  'a file of 200 MB is refused in a small memory, and the letter stays as it was typed',
  async () => {
    await web.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = web.app.server.address() as AddressInfo;
    const { cookie, csrf } = provider.credentials;
    const url = new URL(`http://127.0.0.1:${port}${path}?_csrf=${encodeURIComponent(csrf)}`);
    const answer = await sendHuge(url, cookie, hugeMegabytes);
    expect(answer.status).toBe(unprocessable);
    expect(textOf(answer.body)).toContain(fileRefusals['too-big']);
    keepsTheForm(answer.body);
    expect(answer.growthBytes).toBeLessThan(growthMegabytesMax * megabyte);
    expect(await readdir(join(web.dataFolder, 'files', 'drafts'))).toEqual([]);
  },
  60_000,
);
