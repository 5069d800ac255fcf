import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { smallTown } from '../fixtures/small-town.ts';
import {
  csv,
  csvOfMany,
  goodLine,
  ImportOffice,
  manyAccounts,
  officeTime,
} from '../fixtures/import-office.ts';
import { importInProcess } from '../fixtures/import-process.ts';

let database: TestDatabase;
let office: ImportOffice;

beforeAll(async () => {
  database = await freshDatabase();
  office = await ImportOffice.open(database);
});
beforeEach(() => office.empty());
afterAll(async () => {
  await office.close();
  await database.drop();
});

describe('a file sent again', () => {
  test('does no harm and is known as the same', async () => {
    const content = csv(goodLine, '0000102;Холодна вода;;31.10.2026;7', '0000102;Газ;;;');
    const first = await office.take(content);
    expect(first.counts).toEqual([3, 2, 1, 0]);
    const again = await office.send(content);
    expect(again.sameAs).toBe(first.importId);
    await office.read(again.importId);
    const { import: ended, sameAs } = await office.report(again.importId);
    expect([ended.accepted, ended.refused, ended.repeated]).toEqual([0n, 1n, 2n]);
    expect(sameAs?.importId).toBe(first.importId);
    expect(await office.stored()).toHaveLength(1);
  });

  test('takes what was put right since', async () => {
    const content = csv('0000103;Холодна вода;;31.10.2026;7');
    expect((await office.take(content)).counts).toEqual([1, 0, 1, 0]);
    await database.pool.query(
      `update registry.account set number = '0000103' where account_id = $1`,
      [smallTown.neighbour],
    );
    expect((await office.take(content)).counts).toEqual([1, 1, 0, 0]);
    await database.pool.query(
      `update registry.account set number = '0000102' where account_id = $1`,
      [smallTown.neighbour],
    );
  });

  test('a corrected value of the last day is a new revision', async () => {
    await office.take(csv(goodLine));
    await office.take(csv(goodLine.replace('103,5', '103')));
    expect(await office.stored()).toEqual([
      [0, '2026-10-31', 1, 103.5, null],
      [0, '2026-10-31', 2, 103, null],
    ]);
  });

  test('two workers on one file, and two files at once, make no doubles', async () => {
    const lines = csvOfMany(() => '7,5')
      .trim()
      .split('\r\n')
      .slice(1);
    const one = await office.send(csv(...lines));
    const two = await office.send(csv(...lines.toReversed()));
    await Promise.all([
      office.read(one.importId),
      office.read(one.importId),
      office.read(two.importId),
    ]);
    const ends = [await office.report(one.importId), await office.report(two.importId)].map(
      (end) => end.import,
    );
    expect(ends.map(({ state, lines: gone }) => [state, gone])).toEqual([
      ['done', BigInt(manyAccounts)],
      ['done', BigInt(manyAccounts)],
    ]);
    expect(ends.reduce((sum, { accepted }) => sum + accepted, 0n)).toBe(BigInt(manyAccounts));
    const { rows } = await database.pool.query(
      `select count(*)::int as readings, max(revision) as revision from settlements.reading
       where source = 'file'`,
    );
    expect(rows).toEqual([{ readings: manyAccounts, revision: 1 }]);
  });

  test('a reading killed in the middle is taken up where it stopped', async () => {
    const content = csvOfMany((index) => (index % 10 === 0 ? 'x' : '7,5'));
    const { importId } = await office.send(content);
    const child = importInProcess({
      url: database.url,
      directory: office.directory,
      importId,
      now: officeTime,
    });
    const ended = child.peakKilobytes.catch(() => 'killed');
    await firstBatch(importId);
    child.process.kill('SIGKILL');
    expect(await ended).toBe('killed');
    const half = (await office.report(importId)).import;
    expect(half.state).toBe('running');
    expect(half.lines).toBeLessThan(BigInt(manyAccounts));
    await office.read(importId);
    const whole = (await office.report(importId)).import;
    expect([whole.state, whole.lines, whole.accepted, whole.refused]).toEqual([
      'done',
      BigInt(manyAccounts),
      BigInt((manyAccounts * 9) / 10),
      BigInt(manyAccounts / 10),
    ]);
    const { rows } = await database.pool.query(
      `select (select count(*)::int from settlements.reading where source = 'file') as readings,
              (select count(*)::int from settlements.reading_import_line) as listed`,
    );
    expect(rows).toEqual([{ readings: (manyAccounts * 9) / 10, listed: manyAccounts / 10 }]);
    await office.read(importId);
    expect((await office.report(importId)).import).toEqual(whole);
  });

  async function firstBatch(importId: string): Promise<void> {
    while ((await office.report(importId)).import.lines === 0n) {
      await database.pool.query('select pg_sleep(0.005)');
    }
  }
});
