import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { controlOf } from '#counterparts/control.ts';
import { openDocumentOffice, type DocumentOffice } from '#test/documents/document-office.ts';
import { signedLetter } from '#test/documents/letters.ts';
import type { ToSign } from '#test/documents/signing-process.ts';
import { findBroken } from '#test/documents/whole.ts';
import { lawTest } from '#test/law-test.ts';

const killsCount = 20;
const killsAtPoint = 2;
const lettersEach = 6;
const aliveMsMax = 150;
const lookPauseMs = 5;
/** Longer than a request takes to settle what it received, and no more than clocks may differ. */
const secondsLater = 45;
const processName = 'signing-to-be-killed';
const testMsMax = 300_000;
const signal = new AbortController().signal;

/** Where a registration is held up to be killed: the write that it is about to make. */
const points = {
  'signature stored': 'before insert on documents.signature',
  'signature received':
    "before insert on audit.entry for each row when (new.command = 'documents.receive-signature')",
  'signature verified': 'before update on documents.signature',
  'number taken': 'before insert on documents.registration',
  'document delivered': 'before insert on documents.delivery',
  'addressee told': 'before insert on platform.letter',
  'settlement written down':
    "before insert on audit.entry for each row when (new.command = 'documents.settle-signature')",
} as const;

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice('ecdsa', 1);
  // Whoever comes after a kill does not wait for what is surely dead.
  office.clock.advance(secondsLater);
  await office.database.pool.query(`
    create schema fault;
    grant usage on schema fault to public;
    create function fault.hold() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock_shared(1039);
      return new;
    end $$`);
});
afterAll(() => office.stop());

async function letterToSign(): Promise<ToSign> {
  const { documentId, signature, ...place } = await signedLetter(office);
  const base64 = Buffer.from(signature).toString('base64');
  return { ...place, documentId: String(documentId), signature: base64 };
}

interface Signing {
  readonly process: ChildProcess;
  /** Kills it and waits until the database has let go of it; the lines that it got out. */
  kill(): Promise<readonly string[]>;
}

async function startSigning(letters: readonly ToSign[]): Promise<Signing> {
  const program = join(import.meta.dirname, '../../../test/documents/signing-process.ts');
  const url = new URL(office.database.url);
  url.searchParams.set('application_name', processName);
  const args = [program, url.toString(), JSON.stringify(office.settings), JSON.stringify(letters)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (piece) => {
      said += String(piece);
      if (said.includes('begins\n')) resolve();
    });
    child.on('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
  return {
    process: child,
    async kill() {
      const closed = child.exitCode === null ? once(child, 'close') : undefined;
      child.kill('SIGKILL');
      await closed;
      return said.split('\n').slice(1, -1);
    },
  };
}

/** Until the database says that it is so. */
async function until(condition: string, values: readonly unknown[] = []): Promise<void> {
  for (;;) {
    const { rows } = await office.database.pool.query(`select where ${condition}`, [...values]);
    if (rows.length > 0) return;
    await delay(lookPauseMs);
  }
}

const letGo = `not exists (select from pg_stat_activity where application_name = '${processName}')`;
const isHeld = `exists (select from pg_locks l join pg_stat_activity a using (pid)
  where l.locktype = 'advisory' and not l.granted and a.application_name = '${processName}')`;

/** What the killed process left is not half done; whoever comes next finishes what was received. */
async function finish(letters: readonly ToSign[]): Promise<{ readonly pending: number }> {
  const ids = letters.map(({ documentId }) => documentId);
  const stateOf = async (state: string) => {
    const { rows } = await office.database.pool.query<{ address: string }>(
      'select address from documents.signature where document_id = any($1) and state = $2',
      [ids, state],
    );
    return rows;
  };
  expect(await findBroken(office.database.pool)).toEqual([]);
  const pending = (await stateOf('pending')).length;
  await office.signing.settlePending(signal);
  expect(await findBroken(office.database.pool)).toEqual([]);
  expect(await stateOf('pending')).toEqual([]);
  expect(await stateOf('refused')).toEqual([]);
  for (const { address } of await stateOf('valid')) {
    expect((await office.desk.bytes(address)).length).toBeGreaterThan(0);
  }
  return { pending };
}

async function isRegistered({ documentId }: ToSign): Promise<boolean> {
  return (await office.desk.version(BigInt(documentId)))?.document.state === 'registered';
}

lawTest(
  ['1039:10.7', '1039:73', '1039:75', '1039:84.1'],
  'registrations killed at any moment: what was answered is there, nothing is half registered',
  async () => {
    let answered = 0;
    let pending = 0;
    for (let kills = 0; kills < killsCount; kills += 1) {
      const letters: ToSign[] = [];
      for (let count = 0; count < lettersEach; count += 1) letters.push(await letterToSign());
      const signing = await startSigning(letters);
      await delay(Math.random() * aliveMsMax);
      const lines = await signing.kill();
      await until(letGo);
      answered += lines.length;
      pending += (await finish(letters)).pending;
      for (const letter of letters) {
        if (lines.includes(`${letter.documentId} valid`))
          expect(await isRegistered(letter)).toBe(true);
      }
    }
    // The kills must have struck in the middle of work, or they have proved little.
    expect(answered).toBeLessThan(killsCount * lettersEach);
    expect(pending).toBeGreaterThan(0);
  },
  testMsMax,
);

describe('a registration killed where', () => {
  for (const [name, event] of Object.entries(points)) {
    lawTest(
      ['1039:73', '1039:75'],
      `${name}, is absent or whole once what is pending is settled`,
      async () => {
        for (let kills = 0; kills < killsAtPoint; kills += 1) {
          const letter = await letterToSign();
          const signing = await holdAndStart(event, letter);
          await until(isHeld);
          await signing.kill();
          await letGoOn(event);
          await until(letGo);
          const { pending } = await finish([letter]);
          // Before it was received whoever signed got no answer, and signs again.
          expect(await isRegistered(letter)).toBe(pending === 1);
        }
      },
      testMsMax,
    );
  }

  lawTest(
    ['1039:10.16', '1039:73'],
    'its status is asked for, is whole once what is pending is settled',
    async () => {
      const authority = controlOf(office.authority.url);
      await authority.faults({ lateMs: 60_000 });
      const letter = await letterToSign();
      const signing = await startSigning([letter]);
      await until('exists (select from documents.signature where document_id = $1)', [
        letter.documentId,
      ]);
      await signing.kill();
      await authority.faults({});
      await until(letGo);
      expect(await finish([letter])).toEqual({ pending: 1 });
      expect(await isRegistered(letter)).toBe(true);
    },
    testMsMax,
  );
});

let release: (() => void) | undefined;

/** Holds back whoever comes to the point, and starts a process that will. */
async function holdAndStart(event: string, letter: ToSign): Promise<Signing> {
  const { pool } = office.database;
  const each = event.includes('for each row') ? '' : 'for each row';
  await pool.query(`create or replace trigger hold ${event} ${each} execute function fault.hold()`);
  const holder = await pool.connect();
  await holder.query('select pg_advisory_lock(1039)');
  release = () => {
    void holder.query('select pg_advisory_unlock(1039)').then(() => holder.release());
  };
  return startSigning([letter]);
}

async function letGoOn(event: string): Promise<void> {
  release?.();
  await until(letGo);
  const table = /on (\S+)/.exec(event)?.[1] ?? '';
  await office.database.pool.query(`drop trigger hold on ${table}`);
}
