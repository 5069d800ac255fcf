import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { controlOf, type Control } from '#counterparts/control.ts';
import { startSmtp, type SmtpCounterpart } from '#counterparts/smtp/server.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { startWorker } from '../jobs/worker.ts';
import type { DatabaseHandle } from '../db/database.ts';
import type { Letter } from './compose.ts';
import { mailJobs, writeLetters, type MailParts } from './jobs.ts';
import { createSmtpMailer } from './smtp.ts';

const start = Temporal.Instant.from('2026-11-28T08:00:00Z');
const circuit = { failuresToOpen: 5, openForMs: 30_000 };
const killsCount = 8;
const aliveMsMax = 60;

let now = start;
const clock = { now: () => now };
let database: TestDatabase;
let app: DatabaseHandle;
let worker: DatabaseHandle;
let counterpart: SmtpCounterpart;
let control: Control;
let givenUp: string[];

beforeAll(async () => {
  database = await freshDatabase();
  app = database.web();
  worker = database.as('zhkp_worker');
  counterpart = await startSmtp();
  control = controlOf(counterpart.url);
});
afterAll(async () => {
  await counterpart.stop();
  await database.drop();
});
beforeEach(async () => {
  now = start;
  givenUp = [];
  await control.faults({});
  await fetch(`${counterpart.url}/__counterpart/log`, { method: 'DELETE' });
  await database.pool.query(`
    alter table platform.letter disable trigger letter_keeps_what_it_says;
    delete from platform.letter;
    alter table platform.letter enable always trigger letter_keeps_what_it_says`);
});

const letter = (change: Partial<Letter> = {}): Letter => ({
  recipient: 'person:17',
  notice: 'document-arrived',
  documentKind: 'Акт-претензія',
  documentNumber: '2026-АП-000417',
  link: '/cabinet/documents/17',
  ...change,
});

async function write(count: number, change: Partial<Letter> = {}): Promise<void> {
  const { db } = app;
  for (let index = 0; index < count; index += 1) await writeLetters(db, [letter(change)], now);
}

/** One process of the platform that sends what is due. */
function sender(change: Partial<MailParts> = {}) {
  const parts = {
    ...{ db: worker.pool, clock, publicUrl: 'https://zhkp.example' },
    mailer: createSmtpMailer({
      ...{ url: counterpart.smtpUrl, from: 'no-reply@zhkp.example', clock },
      limits: { circuit },
    }),
    addressOf: (recipient: string) => Promise.resolve(`${recipient.slice(7)}@consumer.example`),
    onGivenUp: (_letterId: string, reason: string) => givenUp.push(reason),
    signal: new AbortController().signal,
    ...change,
  };
  const jobs = mailJobs(parts);
  return { jobs, send: async () => jobs[0]?.handle({}) };
}

async function received() {
  const events = (await control.log()).filter(({ event }) => event === 'received');
  return events.map(({ details }) => details);
}

async function letters() {
  const { rows } = await database.pool.query<Record<string, unknown>>(
    'select * from platform.letter order by written_at, letter_id',
  );
  return rows;
}

lawTest(
  ['1039:10.8', '1039:84.2'],
  'a letter says number, kind, moment and link, and no more',
  async () => {
    await write(1);
    await sender().send();
    const [arrived] = await received();
    expect(arrived?.['subject']).toBe('Надійшов документ № 2026-АП-000417');
    expect(arrived?.['to']).toBe('17@consumer.example');
    expect(arrived?.['text']).toContain('Вид документа: Акт-претензія');
    expect(arrived?.['text']).toMatch(/Коли: \d{1,2} [а-я]+ 2026 р\. о \d\d:\d\d\n/);
    expect(arrived?.['text']).toContain('https://zhkp.example/cabinet/documents/17');
    const [row] = await letters();
    expect(row).toMatchObject({ state: 'sent', tries: 1, sent_at: now });
    expect(Object.values(row ?? {}).join(' ')).not.toContain('@');
  },
);

test('a letter is written with what it tells of, or not at all', async () => {
  const { db } = app;
  const undone = db.transaction().execute(async (tx) => {
    await writeLetters(tx, [letter()], now);
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(await letters()).toHaveLength(0);
});

test('a written letter goes out by itself', async () => {
  await write(3);
  const { jobs } = sender();
  const running = await startWorker({
    ...{ pool: worker.pool, jobs, concurrency: 2 },
    onTrouble: (_task, error) => {
      throw error;
    },
  });
  await expect.poll(received, { timeout: 60_000 }).toHaveLength(3);
  await running.stop();
});

test('a dead server is tried after pauses that grow', async () => {
  await write(1);
  await control.faults({ dead: true });
  const { send } = sender();
  const pauses: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    await send();
    const [tried] = await letters();
    expect(tried).toMatchObject({ state: 'waiting', tries: round + 1 });
    const next = tried?.['next_try_at'] as Temporal.Instant | undefined;
    pauses.push(next?.since(now).total('minutes') ?? 0);
    now = now.add({ hours: 2 });
  }
  expect(pauses).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
});

test('a dead server loses nothing: it is let be, and its return sends all once', async () => {
  await write(40);
  await control.faults({ dead: true });
  const { send } = sender();
  await send();
  await send();
  const tries = (await letters()).reduce((sum, { tries }) => sum + Number(tries), 0);
  expect(tries).toBeLessThan(20);
  expect(await received()).toHaveLength(0);
  await control.faults({});
  now = now.add({ hours: 1 });
  await send();
  const ids = (await received()).map(({ messageId }) => messageId);
  expect(ids).toHaveLength(40);
  expect(new Set(ids).size).toBe(40);
  expect(new Set((await letters()).map(({ state }) => state))).toEqual(new Set(['sent']));
});

test('many processes at once send each letter once', async () => {
  await write(120);
  await Promise.all(Array.from({ length: 3 }, () => sender().send()));
  const ids = (await received()).map(({ messageId }) => messageId);
  expect(ids).toHaveLength(120);
  expect(new Set(ids).size).toBe(120);
});

test('an answer that got lost is asked for again under the same number', async () => {
  await write(1);
  await control.faults({ lostAfterTaking: 1 });
  const { send } = sender();
  await send();
  expect((await letters())[0]).toMatchObject({ state: 'waiting', tries: 1 });
  await send();
  expect(await received()).toHaveLength(1);
  now = now.add({ minutes: 2 });
  await send();
  const ids = (await received()).map(({ messageId }) => messageId);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  expect((await letters())[0]).toMatchObject({ state: 'sent', tries: 2 });
});

test('what will never be taken is given up and told of; "later" is tried again', async () => {
  await write(1);
  await control.faults({ refuse: 'for-now' });
  const { send } = sender();
  await send();
  expect((await letters())[0]).toMatchObject({ state: 'waiting' });
  await control.faults({ refuse: 'for-ever' });
  now = now.add({ minutes: 2 });
  await send();
  expect((await letters())[0]).toMatchObject({ state: 'given-up', reason: 'refused' });
  await write(1);
  await sender({ addressOf: () => Promise.resolve(undefined) }).send();
  expect(givenUp).toEqual(['refused', 'no-address']);
});

test('when an address cannot be looked up, the letter waits', async () => {
  await write(1);
  const broken = sender({ addressOf: () => Promise.reject(new Error('no register')) });
  await expect(broken.send()).rejects.toThrow('no register');
  expect((await letters())[0]).toMatchObject({ state: 'waiting', tries: 1 });
});

test.each<[string, Partial<Letter>]>([
  ['an address for a recipient', { recipient: 'hontar@consumer.example' }],
  ['a link out', { link: 'https://elsewhere.example/' }],
  ['a link with a question', { link: '/cabinet?rnokpp=1234567890' }],
  ['a line break in a kind', { documentKind: 'Акт\nBcc: x' }],
  ['words for a number', { documentNumber: 'борг 1 234 грн' }],
])('the database refuses %s', async (_name, change) => {
  await expect(write(1, change)).rejects.toThrow('violates check constraint');
});

test('what a letter says stays, whoever asks', async () => {
  await write(1);
  for (const change of [
    `update platform.letter set link = '/'`,
    'delete from platform.letter',
    'truncate platform.letter',
  ]) {
    await expect(database.pool.query(change)).rejects.toThrow('neither rewritten nor deleted');
  }
});

test('killed in the middle of sending, again and again, nothing is lost', async () => {
  now = Temporal.Instant.from('2020-01-01T00:00:00Z');
  await write(300);
  let inTheMiddle = 0;
  for (let kills = 0; kills < killsCount; kills += 1) {
    if (await sendAndKill()) inTheMiddle += 1;
    // What a killed process had taken is due again after its pause.
    await database.pool.query(
      `update platform.letter set next_try_at = written_at where state = 'waiting'`,
    );
  }
  expect(inTheMiddle).toBeGreaterThan(0);
  await sender().send();
  const ids = (await received()).map(({ messageId }) => messageId);
  expect(new Set(ids).size).toBe(300);
  // Only what was on the way when a process died may have come twice.
  expect(ids.length - 300).toBeLessThanOrEqual(killsCount * 4);
  expect(new Set((await letters()).map(({ state }) => state))).toEqual(new Set(['sent']));
});

/** Whether it was killed while it had letters to send. */
async function sendAndKill(): Promise<boolean> {
  const program = join(import.meta.dirname, '../../../test/mail/sender-process.ts');
  const child = spawn(process.execPath, [program, database.url, counterpart.smtpUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (piece) => {
      said += String(piece);
      if (said.includes('begins\n')) resolve();
    });
  });
  await delay(Math.random() * aliveMsMax);
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await closed;
  return !said.includes('idle');
}
