import { spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSmtp, type SmtpCounterpart } from '#counterparts/smtp/server.ts';
import { mailJobs } from '#platform/mail/jobs.ts';
import { createSmtpMailer } from '#platform/mail/smtp.ts';
import { openDocumentOffice, type DocumentOffice } from '#test/documents/document-office.ts';
import { codes, director, holders, people } from '#test/documents/people.ts';
import { databasePaths, filesHolding } from '#test/files/holding.ts';
import { pdfOf } from '#test/files/samples.ts';
import { lawTest } from '#test/law-test.ts';
import { expectSealedInPlace } from '#test/sealed-mutations.ts';
import { testSecrets } from '#test/secrets.ts';
import type { DocumentContent } from './content/content.ts';
import { renderDocumentPdf } from './content/to-pdf.ts';
import { findDocument, listDocuments, openDelivered } from './find-document.ts';
import { documentsSealedColumns } from './signer-names.ts';

const documentsCount = 5;
const signal = new AbortController().signal;
const secret = () => `canary${randomBytes(9).toString('hex')}`;
const words = { title: secret(), text: secret(), name: secret(), attached: secret() };
/** Of nobody: no other test writes it anywhere. */
const rnokpp = someRnokpp();

let office: DocumentOffice;
let post: SmtpCounterpart;
beforeAll(async () => {
  office = await openDocumentOffice();
  post = await startSmtp();
  codes.set('person:1', { rnokpp });
});
afterAll(async () => {
  codes.set('person:1', { rnokpp: people.director.rnokpp });
  await post.stop();
  await office.stop();
});

/** A number with the check digit that such numbers have. */
function someRnokpp(): string {
  const digits = Array.from({ length: 9 }, (_, at) => (at === 0 ? 9 : randomInt(10)));
  const weights = [-1, 5, 7, 9, 4, 6, 10, 5, 7];
  const sum = digits.reduce((total, digit, at) => total + digit * (weights[at] ?? 0), 0);
  return `${digits.join('')}${(((sum % 11) + 11) % 11) % 10}`;
}

const content: DocumentContent = {
  title: words.title,
  blocks: [{ kind: 'paragraph', text: words.text }],
};

async function draft(serial: number) {
  const { desk, signing } = office;
  const opened = await desk.open(director, {
    ...{ kind: 'letter', hromadaId: 7, recipients: [holders.consumer] },
  });
  if (opened.kind !== 'done') throw new Error(JSON.stringify(opened));
  const { documentId } = opened.value;
  const pdf = Buffer.concat([pdfOf(), Buffer.from(`% ${words.attached} ${serial}`)]);
  const file = await desk.keep(pdf, 'application/pdf');
  const attachments = [{ name: `${words.name}.pdf`, file }];
  const written = await desk.write(director, { documentId, content, attachments });
  expect(written.kind).toBe('done');
  const version = await desk.version(documentId);
  const asked = version && (await signing.asked(version, holders.director));
  if (asked === undefined) throw new Error('nothing to sign');
  const credential = await office.authority.authorities.ecdsa.issue({ ...people.director, rnokpp });
  const signature = await office.signWith(credential, asked.manifest);
  return { documentId, version: 1, slot: asked.slot, signature };
}

type Letter = Awaited<ReturnType<typeof draft>>;

/** Registers in a process of its own; all that it said, whatever it was for. */
async function register(letters: readonly Letter[]): Promise<string> {
  const program = join(import.meta.dirname, '../../../test/documents/signing-process.ts');
  const given = letters.map(({ documentId, signature, ...place }) => ({
    ...place,
    documentId: String(documentId),
    signature: Buffer.from(signature).toString('base64'),
  }));
  const settings = { ...office.settings, codes: [['person:1', { rnokpp }]] };
  const args = [program, office.database.url, JSON.stringify(settings), JSON.stringify(given)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece) => (said += String(piece)));
  }
  const closed = once(child, 'close');
  while (said.split('\n').length <= letters.length + 1 && child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  child.kill();
  await closed;
  return said;
}

async function sendLetters(): Promise<string> {
  const worker = office.database.as('zhkp_worker');
  const { clock } = office;
  const [job] = mailJobs({
    ...{ db: worker.pool, clock, publicUrl: 'https://zhkp.example', signal },
    mailer: createSmtpMailer({ url: post.smtpUrl, from: 'no-reply@zhkp.example', clock }),
    addressOf: () => Promise.resolve('consumer@consumer.example'),
    onGivenUp: () => undefined,
  });
  await job?.handle({});
  const inbox = await fetch(post.url);
  const log = await fetch(`${post.url}/__counterpart/log`);
  return `${await inbox.text()}${await log.text()}`;
}

/** What the addressee does with a document. */
async function read({ documentId }: Letter): Promise<string> {
  const { desk, operations } = office;
  const consumer = {
    ...director,
    role: 'individual-consumer',
    personId: 2n,
    subjectId: null,
  } as const;
  const one = { documentId: String(documentId) };
  await operations.carryOut(openDelivered, consumer, one);
  await operations.ask(findDocument, consumer, one);
  await operations.ask(listDocuments, consumer, {});
  const version = await desk.version(documentId);
  if (version === undefined) throw new Error('no version');
  await renderDocumentPdf(await desk.content(version), undefined);
  const [attached] = await desk.attachments(version);
  expect(attached?.name).toBe(`${words.name}.pdf`);
  const bytes = await desk.bytes(attached?.file.address ?? '');
  return Buffer.concat([await desk.container(version), bytes]).toString('latin1');
}

lawTest(
  ['1039:10.8', '1039:10.22', '1039:53.3'],
  'what documents say lies nowhere in the clear: database, its log, store, messages, letters',
  async () => {
    const letters: Letter[] = [];
    for (let serial = 0; serial < documentsCount; serial += 1) letters.push(await draft(serial));
    const said = await register(letters);
    expect(said.match(/ valid$/gm)).toHaveLength(documentsCount);
    await office.signing.prolong(signal);
    const mail = await sendLetters();
    expect(mail.match(/LETTER-/g)?.length ?? 0).toBeGreaterThanOrEqual(documentsCount);
    for (const letter of letters) expect(await read(letter)).toContain(words.attached);

    const signer = Buffer.from(people.director.commonName).toString('latin1');
    const secrets = [...Object.values(words), rnokpp, signer];
    for (const word of secrets) expect(`${said}${mail}`).not.toContain(word);
    const store = join(office.folder, 'files');
    for (const path of [store, ...(await databasePaths(office.database))]) {
      expect(await filesHolding(path, secrets)).toMatchObject({ found: [] });
    }
  },
  120_000,
);

test('and the scan finds what is there by decision: of which body the signer is', async () => {
  const [tables = ''] = await databasePaths(office.database);
  const body = Buffer.from(people.director.organization).toString('latin1');
  expect((await filesHolding(tables, [body])).found).not.toEqual([]);
});

test('the name of a signer opens in its row alone, and not when changed', async () => {
  const [column] = documentsSealedColumns;
  if (column === undefined) throw new Error('nothing is sealed');
  await expectSealedInPlace(office.database.pool, testSecrets, column);
});
