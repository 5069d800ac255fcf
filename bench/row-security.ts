import pg from 'pg';
import { measurePairs, pairsMin, ratioOf, report, type Measured } from './harness.ts';
import { load, perThousand, secondsPerThousand, withDemonstration } from './web-load.ts';

/**
 * The pages most asked for, by one server on one database, with row-level security and with it
 * switched off in turn. In seconds for a thousand pages.
 */
export async function rowSecurityBench(): Promise<void> {
  await withDemonstration(async ({ url, web, cookie, billPath, billerCookie }) => {
    const root = new pg.Client({ connectionString: url });
    await root.connect();
    const tables = await securedTables(root);
    const measured: Measured[] = [];
    try {
      for (const [name, path, headers] of [
        ['session check', '/territories', { cookie }],
        ['consumer’s home', '/cabinet/home', { cookie }],
        ['bill', billPath, { cookie }],
        ['biller’s accounts', '/cabinet/accounts', { cookie: billerCookie }],
      ] as const) {
        const seconds = async (how: 'enable' | 'disable') => {
          await turn(root, tables, how);
          return secondsPerThousand(await load(`${web}${path}`, headers));
        };
        await seconds('enable');
        const pairs = await measurePairs(
          pairsMin,
          () => seconds('enable'),
          () => seconds('disable'),
        );
        const page = { unit: `pages: ${name}`, size: perThousand, pairs, facts: {} };
        const throughput = (1 / ratioOf(page)).toFixed(2);
        measured.push({ ...page, facts: { 'throughput with row-level security': throughput } });
      }
    } finally {
      await turn(root, tables, 'enable');
      await root.end();
    }
    const goal = 'target: at most 1.18 for each, that is 0.85 of the throughput without';
    await report('rls', measured, goal);
  });
}

async function securedTables(root: pg.Client): Promise<readonly string[]> {
  const { rows } = await root.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class
     where relrowsecurity and relnamespace <> 'graphile_worker'::regnamespace`,
  );
  if (rows.length === 0) throw new Error('no table is under row-level security');
  return rows.map(({ name }) => name);
}

async function turn(
  root: pg.Client,
  tables: readonly string[],
  how: 'enable' | 'disable',
): Promise<void> {
  for (const table of tables) await root.query(`alter table ${table} ${how} row level security`);
}
