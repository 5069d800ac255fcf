import type pg from 'pg';

/** What each table holds, as a digest. */
export type State = ReadonlyMap<string, string>;

export async function readState(pool: pg.Pool): Promise<State> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I.%I', nspname, relname) as name
     from pg_class join pg_namespace n on n.oid = relnamespace
     where relkind = 'r' and nspname !~ '^(pg_|information_schema$)' order by 1`,
  );
  const each = tables.map(
    ({ name }) =>
      `select '${name}' as name, coalesce(md5(string_agg(row_digest, '' order by row_digest)), '')
         as digest
       from (select md5(one::text) as row_digest from ${name} as one) as rows`,
  );
  const { rows } = await pool.query<{ name: string; digest: string }>(each.join(' union all '));
  return new Map(rows.map(({ name, digest }) => [name, digest]));
}

/** Tables that hold something else after than before. */
export function changedTables(before: State, after: State): readonly string[] {
  return Array.from(after.keys()).filter((name) => before.get(name) !== after.get(name));
}
