import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { office, openTown, principals, seen, whose, wrongCells } from './rows-town.ts';
import { withoutRowSecurity } from './without-row-security.ts';

beforeAll(openTown);
afterAll(() => office.close());

async function securedTables(): Promise<readonly string[]> {
  const { rows } = await office.database.pool.query<{ name: string }>(
    `select relnamespace::regnamespace || '.' || relname as name from pg_class
     where relrowsecurity and relkind in ('r', 'p') and not relispartition
       and relnamespace::regnamespace::text not in ('graphile_worker')
     order by 1`,
  );
  return rows.map(({ name }) => name);
}

lawTest(
  ['1039:25', '1039:26.5.a.4', '1039:71'],
  'of every table with personal data everybody sees their own rows, all of them, and no other',
  async () => {
    const wrong: string[] = [];
    for (const table of Object.keys(whose)) wrong.push(...(await wrongCells(table)));
    console.log(
      `row-level security: ${Object.keys(whose).length} tables × ${principals.length} principals, ` +
        `${seen.cells} cells, ${seen.rows} rows seen, ${wrong.length} wrong`,
    );
    expect(wrong).toEqual([]);
    expect(seen.cells).toBeGreaterThan(700);
    expect(seen.rows).toBeGreaterThan(seen.cells / 2);
  },
);

test('every table is under row-level security or on the list of those that need none', async () => {
  const { rows } = await office.database.pool.query<{ name: string }>(
    `select relnamespace::regnamespace || '.' || relname as name from pg_class
     where relkind in ('r', 'p') and not relispartition
       and relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema', 'migration',
         'graphile_worker')
     order by 1`,
  );
  const secured = await securedTables();
  console.log(`row-level security: ${secured.length} of ${rows.length} tables`);
  expect(rows.map(({ name }) => name)).toEqual(
    [...secured, ...Object.keys(withoutRowSecurity)].sort(),
  );
  expect(Object.keys(whose).sort()).toEqual(secured);
});

describe('the proof catches', () => {
  test.each([
    ['a policy that opens a table to everybody', 'settlements.bill', 'to zhkp_app using (true)'],
    [
      'one that compares the wrong column',
      'access.link_request',
      'to zhkp_app using (biller_id = reach.person())',
    ],
    [
      'a neighbour of the house',
      'registry.account',
      `to zhkp_consumer using (exists (select from registry.billed_account b
         where b.building_id = account.building_id and b.account_id = any (reach.accounts())))`,
    ],
  ])('%s', async (_, table, opens) => {
    const { pool } = office.database;
    await pool.query(`create policy planted on ${table} for select ${opens}`);
    expect(await wrongCells(table)).not.toEqual([]);
    await pool.query(`drop policy planted on ${table}`);
    expect(await wrongCells(table)).toEqual([]);
  });

  test('a policy that is missing', async () => {
    const { pool } = office.database;
    const name = 'consumers_have_their_own on settlements.charge';
    await pool.query(`alter policy ${name} using (false)`);
    expect(await wrongCells('settlements.charge')).not.toEqual([]);
    await pool.query(`alter policy ${name} using (account_id = any (reach.accounts()))`);
    expect(await wrongCells('settlements.charge')).toEqual([]);
  });
});
