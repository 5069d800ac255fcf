import pg from 'pg';
import { measurePairs, pairsMin, ratioOf, report, type Measured } from './harness.ts';
import { perThousand, processorSeconds, withDemonstration } from './web-load.ts';

/**
 * The pages most asked for, by one server on one database, with row-level security and with it
 * switched off in turn. In seconds of a processor for a thousand pages, the web server's and the
 * database's together: what else the machine does meanwhile does not count.
 */
export async function rowSecurityBench(): Promise<void> {
  await withDemonstration(async (demonstration) => {
    const { url, cookie, billPath, billerCookie } = demonstration;
    const root = new pg.Client({ connectionString: url });
    await root.connect();
    const tables = await securedTables(root);
    const measured: Measured[] = [];
    try {
      for (const [name, path, headers] of [
        ['session check', '/territories', { cookie }],
        ['bill', billPath, { cookie }],
        ['biller’s accounts', '/cabinet/accounts', { cookie: billerCookie }],
        ['consumer’s home', '/cabinet/home', { cookie }],
      ] as const) {
        const seconds = async (how: 'enable' | 'disable') => {
          await turn(root, tables, how);
          return processorSeconds(demonstration, path, headers);
        };
        await seconds('enable');
        const pairs = await measurePairs(
          pairsMin,
          () => seconds('enable'),
          () => seconds('disable'),
        );
        const page = { unit: `pages: ${name}`, size: perThousand, pairs, facts: {} };
        const speed = (1 / ratioOf(page)).toFixed(2);
        measured.push({ ...page, facts: { 'speed with row-level security': speed } });
      }
    } finally {
      await turn(root, tables, 'enable');
      await root.end();
    }
    await report('rls', measured, 'target: at most 1.18 for each, that is 0.85 of the speed');
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
