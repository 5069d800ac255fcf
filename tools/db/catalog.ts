import type { Client } from 'pg';
import { z } from 'zod';

/** What a migrated database is asked about itself; names come out in the order of their bytes. */

// Not ours: PostgreSQL itself, extensions (public), the job queue and the record of migrations.
const ourSchema = `n.nspname not in ('information_schema', 'public', 'graphile_worker', 'migration')
  and n.nspname not like 'pg\\_%'`;

const grantsOf = (acl: string, what: string): string => `(
  select coalesce(array_agg(grant_line order by grant_line collate "C"), '{}') from (
    select format('grant %s on ${what} to %s',
        string_agg(lower(privilege_type) || case when is_grantable then ' with grant option'
          else '' end, ', ' order by privilege_type collate "C"),
        case grantee when 0 then 'public' else grantee::regrole::text end) as grant_line
    from aclexplode(${acl}) where grantee <> (select oid from pg_roles where rolname = 'zhkp_owner')
    group by grantee) as granted)`;

const lines = z.array(z.string());
const text = z.string();
const remark = z.string().nullable();

const schemaRow = z.object({ name: text, remark, grants: lines });
const functionRow = z.object({
  schema: text,
  signature: text,
  definition: text,
  remark,
  grants: lines,
});
const columnRow = z.object({ name: text, definition: text, remark, grants: lines });
const relationRow = z.object({
  schema: text,
  name: text,
  kind: z.enum(['table', 'view', 'materialized view']),
  partition_key: remark,
  view_definition: remark,
  row_security: z.boolean(),
  remark,
  grants: lines,
  columns: z.array(columnRow),
  constraints: lines,
  indexes: lines,
  triggers: lines,
  policies: lines,
});

export type SchemaOfDatabase = Readonly<z.infer<typeof schemaRow>>;
export type FunctionOfDatabase = Readonly<z.infer<typeof functionRow>>;
export type Relation = Readonly<z.infer<typeof relationRow>>;

export async function readExtensions(client: Client): Promise<string[]> {
  const rows = await ask(
    client,
    `select extname as name from pg_extension order by extname collate "C"`,
  );
  return rows.map((row) => z.object({ name: text }).parse(row).name);
}

export async function readSchemas(client: Client): Promise<SchemaOfDatabase[]> {
  const rows = await ask(
    client,
    `select n.nspname as name, obj_description(n.oid, 'pg_namespace') as remark,
      ${grantsOf('n.nspacl', "schema ' || n.nspname || '")} as grants
    from pg_namespace n where ${ourSchema} order by n.nspname collate "C"`,
  );
  return rows.map((row) => schemaRow.parse(row));
}

export async function readFunctions(client: Client): Promise<FunctionOfDatabase[]> {
  const rows = await ask(
    client,
    `select n.nspname as schema,
      format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid))
        as signature,
      pg_get_functiondef(p.oid) as definition,
      obj_description(p.oid, 'pg_proc') as remark,
      ${grantsOf('p.proacl', "function ' || p.proname || '")} as grants
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where ${ourSchema} and p.prokind in ('f', 'p')
    order by n.nspname collate "C", p.proname collate "C",
      pg_get_function_identity_arguments(p.oid) collate "C"`,
  );
  return rows.map((row) => functionRow.parse(row));
}

/** Tables and views with all that hangs on them; partitions are made as time goes, so left out. */
export async function readRelations(client: Client): Promise<Relation[]> {
  const rows = await ask(
    client,
    `select n.nspname as schema, c.relname as name,
      case c.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end as kind,
      pg_get_partkeydef(c.oid) as partition_key,
      case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end as view_definition,
      c.relrowsecurity as row_security,
      obj_description(c.oid, 'pg_class') as remark,
      ${grantsOf('c.relacl', "' || n.nspname || '.' || c.relname || '")} as grants,
      (${columnsOfRelation}) as columns,
      array(select format('constraint %I %s', conname, pg_get_constraintdef(oid))
        from pg_constraint where conrelid = c.oid and contype in ('p', 'u', 'f', 'c', 'x')
        order by contype = 'p' desc, conname collate "C") as constraints,
      array(select pg_get_indexdef(i.indexrelid) from pg_index i
        where i.indrelid = c.oid
          and not exists (select from pg_constraint where conindid = i.indexrelid)
        order by pg_get_indexdef(i.indexrelid) collate "C") as indexes,
      array(select pg_get_triggerdef(oid)
          || case tgenabled when 'O' then '' else ' -- enabled: ' || tgenabled::text end
        from pg_trigger where tgrelid = c.oid and not tgisinternal
        order by tgname collate "C") as triggers,
      array(select format('policy %I %s for %s to %s using (%s) with check (%s)',
          policyname, lower(permissive), lower(cmd), array_to_string(roles, ', '), qual, with_check)
        from pg_policies where schemaname = n.nspname and tablename = c.relname
        order by policyname collate "C") as policies
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${ourSchema} and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
    order by n.nspname collate "C", c.relname collate "C"`,
  );
  return rows.map((row) => relationRow.parse(row));
}

const columnsOfRelation = `
  select coalesce(json_agg(json_build_object(
    'name', a.attname,
    'definition', format_type(a.atttypid, a.atttypmod)
      || case a.attidentity when 'a' then ' generated always as identity'
        when 'd' then ' generated by default as identity' else '' end
      || case when d.adbin is null then ''
        when a.attgenerated = 's'
          then format(' generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid))
        else ' default ' || pg_get_expr(d.adbin, d.adrelid) end
      || case when a.attnotnull then ' not null' else '' end,
    'remark', col_description(a.attrelid, a.attnum),
    'grants', to_json(${grantsOf('a.attacl', "column ' || a.attname || '")})
  ) order by a.attnum), '[]')
  from pg_attribute a
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped`;

async function ask(client: Client, query: string): Promise<readonly unknown[]> {
  return (await client.query<Record<string, unknown>>(query)).rows;
}
