import type pg from 'pg';

/** What each table holds, as a digest. */
export type State = ReadonlyMap<string, string>;

export async function readState(
  pool: pg.Pool,
  {
    without = [],
  }: {
    /** Types of columns that are left out. */
    readonly without?: readonly string[];
  } = {},
): Promise<State> {
  const { rows: tables } = await pool.query<{ name: string; columns: string | null }>(
    `select format('%I.%I', nspname, relname) as name, (
       select string_agg(format('%I', attname), ', ' order by attnum) from pg_attribute
       where attrelid = c.oid and attnum > 0 and not attisdropped
         and atttypid::regtype::text <> all ($1)) as columns
     from pg_class c join pg_namespace n on n.oid = relnamespace
     where relkind = 'r' and nspname !~ '^(pg_|information_schema$)' order by 1`,
    [without],
  );
  const each = tables.map(
    ({ name, columns }) =>
      `select '${name}' as name, coalesce(md5(string_agg(row_digest, '' order by row_digest)), '')
         as digest
       from (select md5(row(${columns ?? ''})::text) as row_digest from ${name}) as rows`,
  );
  const { rows } = await pool.query<{ name: string; digest: string }>(each.join(' union all '));
  return new Map(rows.map(({ name, digest }) => [name, digest]));
}

/** Tables that hold something else after than before. */
export function changedTables(before: State, after: State): readonly string[] {
  return Array.from(after.keys()).filter((name) => before.get(name) !== after.get(name));
}
