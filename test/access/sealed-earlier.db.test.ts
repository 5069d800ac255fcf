import { afterAll, beforeAll, expect } from 'vitest';
import { sealedColumns } from '#main-sealed.ts';
import { readPersonCodes, readPersonEmail, readPersonNames } from '#modules/access/index.ts';
import { findRequest } from '#modules/access/lifecycle/requests.sql.ts';
import { openRequest } from '#modules/access/lifecycle/requests.ts';
import { openDatabase, type DatabaseHandle } from '#platform/db/database.ts';
import { sealEarlierValues } from '#platform/secrets/reseal.ts';
import { EarlierDatabase } from '#test/earlier-database.ts';
import { lawTest } from '#test/law-test.ts';
import { holdersOn, personWith, testSecrets } from '#test/secrets.ts';

const rnokpp = '3012548307';
let earlier: EarlierDatabase;
let worker: DatabaseHandle;

beforeAll(async () => {
  earlier = await EarlierDatabase.before('0027_sealed-personal-fields.sql');
  await plantInTheClear();
  await earlier.migrateOn();
  worker = openDatabase({ url: earlier.url, role: 'zhkp_worker' });
});
afterAll(async () => {
  await worker.close();
  await earlier.drop();
});

/** As the platform wrote before it sealed. */
async function plantInTheClear(): Promise<void> {
  await earlier.run(`
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
