import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect } from 'vitest';
import { sealedColumns } from '#main-sealed.ts';
import { readPersonCodes, readPersonEmail, readPersonNames } from '#modules/access/index.ts';
import { findRequest } from '#modules/access/lifecycle/requests.sql.ts';
import { openRequest } from '#modules/access/lifecycle/requests.ts';
import { openDatabase, type DatabaseHandle } from '#platform/db/database.ts';
import { migrate } from '#platform/db/migrate.ts';
import { sealEarlierValues } from '#platform/secrets/reseal.ts';
import { lawTest } from '#test/law-test.ts';
import { holdersOn, personWith, testSecrets } from '#test/secrets.ts';

const databaseFolder = join(import.meta.dirname, '..', '..', 'db');
const sealing = '0027_sealed-personal-fields.sql';
const rnokpp = '3012548307';
let folder: string;
let name: string;
let url: string;
let worker: DatabaseHandle;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earlier-'));
  await cp(databaseFolder, folder, { recursive: true });
  for (const file of await readdir(join(folder, 'migrations'))) {
    if (file >= sealing) await rm(join(folder, 'migrations', file));
  }
  name = `zhkp_test_earlier_${process.pid}`;
  await onServer(`create database ${name}`);
  const address = new URL(process.env['TEST_SERVER_URL'] ?? '');
  address.pathname = `/${name}`;
  url = address.toString();
  await migrate(url, folder);
  await plantInTheClear();
  await migrate(url, databaseFolder);
  worker = openDatabase({ url, role: 'zhkp_worker' });
});
afterAll(async () => {
  await worker.close();
  await onServer(`drop database ${name} with (force)`);
  await rm(folder, { recursive: true });
});

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env['TEST_SERVER_URL'] });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** As the platform wrote before it sealed. */
async function plantInTheClear(): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    insert into registry.territory (code, category, name, search_key, origin, in_force)
      values ('UA05029900000099001', 'H', 'Зразківка', '', 'demonstration', '[2020-01-01,)');
    insert into registry.subject (kind, name, short_name, search_key)
      values ('provider', 'Водоканал', 'Водоканал', '');
    insert into registry.building (hromada_id, building_id, settlement_id, street, house_number,
      kind, storeys, total_area_m2, heated_area_m2, search_key)
      values (1, 1, 1, 'Нова', '2', 'apartment', 2, 100, 90, '');
    insert into registry.premises values (1, 1, 1, '1', 'flat', 50, 45, 'central');
    insert into registry.account
      values (1, 1, 1, '0000101', 1, 1, 'Зразкова Олена Іванівна', 2, '2019-01-01', null);
    insert into access.person (rnokpp, surname, given_name, patronymic, email, email_confirmed_at,
      created_at)
      values ('${rnokpp}', 'Зразкова', 'Олена', 'Іванівна', 'olena@example.ua', now(), now());
    insert into access.access_request (act, entry, role, subject_id, rnokpp, surname, given_name,
      email, valid, may_sign, is_head, ground, basis, arose_on, submitter_id, submitted_by,
      drafted_at, received_at, due_at, outcome, reason, decided_by, decided_at)
      values ('block', 'person', 'provider', 1, '${rnokpp}', 'Зразкова', 'Олена', null,
        '[2026-01-01,)', true, false, '1039:32.1', 'Ключ загублено', '2026-01-01', 1, 'test',
        now(), now(), now(), 'approved', 'За заявою', 'test', now());`);
  await client.end();
}

lawTest(
  ['1039:53.3'],
  'what was written before fields were sealed is sealed at the next start, once',
  async () => {
    // A person's number, name and address, a submission and its reason, a holder.
    expect(await sealEarlierValues(worker.db, testSecrets, sealedColumns)).toBe(6);
    expect(await sealEarlierValues(worker.db, testSecrets, sealedColumns)).toBe(0);
    const { pool } = worker;
    const personId = await personWith(pool, rnokpp);
    const names = await readPersonNames(pool, testSecrets, [personId]);
    expect(names.get(personId)).toBe('Зразкова Олена Іванівна');
    expect(await readPersonCodes(pool, testSecrets, [personId])).toEqual([rnokpp]);
    expect(await readPersonEmail(pool, testSecrets, personId)).toBe('olena@example.ua');
    const request = await findRequest(pool, { requestId: 1n });
    expect(request && (await openRequest(testSecrets, request))).toMatchObject({
      ...{ rnokpp, surname: 'Зразкова', patronymic: null, basis: 'Ключ загублено' },
      reason: 'За заявою',
    });
    expect(Array.from((await holdersOn(pool)).values())).toEqual(['Зразкова Олена Іванівна']);
  },
);
