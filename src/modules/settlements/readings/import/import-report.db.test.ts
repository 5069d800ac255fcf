import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import type { Outcome } from '#platform/operations.ts';
import { smallTown } from '../fixtures/small-town.ts';
import { csv, goodLine, ImportOffice, official } from '../fixtures/import-office.ts';
import { importReadings } from './import-readings.ts';
import { importReport, readingImports, refusedLinesFile } from './import-report.ts';

const { waterUtility, stranger } = smallTown;

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

describe('the report', () => {
  async function ask(outcome: Promise<Outcome<unknown>>): Promise<string> {
    const { kind, ...rest } = await outcome;
    return 'refusal' in rest ? rest.refusal.refusal : kind;
  }

  test('is for the provider whose file it is; to others there is none', async () => {
    const { importId } = await office.take(csv(goodLine));
    const own = { providerId: String(waterUtility), importId };
    const borrowed = { providerId: String(stranger), importId };
    for (const [form, by, answer] of [
      [own, waterUtility, 'done'],
      [own, stranger, 'hidden'],
      [borrowed, stranger, 'no-such-import'],
    ] as const) {
      expect(await ask(office.operations.ask(importReport, official(by), form))).toBe(answer);
      expect(await ask(office.operations.ask(refusedLinesFile, official(by), form))).toBe(answer);
    }
  });

  test('lists the files of a provider, newest first', async () => {
    await office.send(csv(goodLine), { fileName: 'перший.csv' });
    await office.send(csv(goodLine), { fileName: 'чужий.csv', providerId: stranger });
    const form = { providerId: String(waterUtility) };
    const outcome = await office.operations.ask(readingImports, official(waterUtility), form);
    expect(outcome).toMatchObject({
      value: [{ fileName: 'перший.csv', state: 'queued', period: '2026-10', lines: 0n }],
    });
  });

  test('comes as a file for a spreadsheet in which nothing is a formula', async () => {
    const { importId } = await office.take(csv('=HYPERLINK("x");Холодна вода;;31.10.2026;1'));
    const form = { providerId: String(waterUtility), importId };
    const outcome = await office.operations.ask(refusedLinesFile, official(waterUtility), form);
    if (outcome.kind !== 'done') throw new Error(outcome.kind);
    const { fileName, csv: text } = outcome.value;
    expect(fileName).toBe('Відхилені рядки - жовтень.csv');
    expect(text).toContain(`"'=HYPERLINK(""x""); Холодна вода; 31.10.2026; 1"`);
    expect(text.startsWith('\ufeff"Рядок";"Причина"')).toBe(true);
  });

  test('an upload leaves a job, once', async () => {
    const { importId } = await office.send(csv(goodLine));
    const digest = createHash('sha256').update(csv(goodLine)).digest('hex');
    const form = {
      importId,
      providerId: String(waterUtility),
      fileFormat: 'csv',
      sha256: digest,
      fileName: 'ще раз.csv',
    };
    await office.operations.carryOut(importReadings, official(waterUtility), form);
    const { rows } = await database.pool.query(
      `select count(*)::int as jobs from graphile_worker.jobs
       where task_identifier = 'read-readings-import' and key = $1`,
      [`reading-import:${importId}`],
    );
    expect(rows).toEqual([{ jobs: 1 }]);
    expect((await office.report(importId)).import.fileName).toBe('жовтень.csv');
    const theft = { ...form, providerId: String(stranger) };
    expect(await ask(office.operations.carryOut(importReadings, official(stranger), theft))).toBe(
      'no-such-import',
    );
  });
});
