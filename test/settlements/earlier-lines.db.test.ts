import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, type DatabaseHandle } from '#platform/db/database.ts';
import { EarlierDatabase } from '#test/earlier-database.ts';

/** Services, ledger lines and corrections from before the biller stood beside them. */
let earlier: EarlierDatabase;
let worker: DatabaseHandle;

beforeAll(async () => {
  earlier = await EarlierDatabase.before('0030_biller-beside-each-line.sql');
  await earlier.run(`
    insert into registry.subject (kind, name, short_name, search_key)
      values ('billing-centre', 'Розрахунковий центр', 'РЦ', ''),
             ('provider', 'Водоканал', 'Водоканал', '');
    insert into registry.account
      values (1, 1, 1, '0000101', 1, 1, 2, '2019-01-01', null, '', '{}');
    insert into registry.account_service
      values (1, 1, 'cold-water', '[2019-01-01,)', 1, 2, 'individual', 'meter', 'population');
    select settlements.ensure_month('2026-10-01');
    insert into settlements.transfer values (1, 1, '2026-10-01', 'run:1', 1, 'charge', 'cold-water',
      2, 'receivable', 'income', 100, now());
    insert into settlements.correction values (1, gen_random_uuid(), 1, 'cold-water', 2,
      '2026-08-01', '2026-10-01', -5, 'Акт', '1', '2026-09-02', 'test', now());`);
  await earlier.migrateOn();
  worker = openDatabase({ url: earlier.url, role: 'zhkp_worker' });
});
afterAll(async () => {
  await worker.close();
  await earlier.drop();
});

test.each(['registry.account_service', 'settlements.transfer', 'settlements.correction'])(
  'what lay in %s names the biller of its account',
  async (table) => {
    const { rows } = await worker.pool.query(`select biller_id from ${table}`);
    expect(rows).toEqual([{ biller_id: 1n }]);
  },
);

test('lines are still not changed, and an account keeps its biller', async () => {
  await expect(earlier.run('update settlements.transfer set amount = 1')).rejects.toThrow();
  await expect(earlier.run('delete from settlements.correction')).rejects.toThrow();
  await expect(earlier.run('update registry.account set biller_id = 2')).rejects.toThrow('keeps');
});
