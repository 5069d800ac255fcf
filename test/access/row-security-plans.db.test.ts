import { Kysely, PostgresDialect, type CompiledQuery } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { scopeChecks } from '#modules/access/index.ts';
import { findBill } from '#modules/settlements/consumer/bills/find-bill.ts';
import { findHome } from '#modules/settlements/consumer/home/find-home.ts';
import { searchProviderAccounts } from '#modules/settlements/provider/accounts/search-accounts.ts';
import { openDatabase, type DatabaseHandle } from '#platform/db/database.ts';
import type { DB } from '#platform/db/tables.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { Operations, type AnyQuery } from '#platform/operations.ts';
import type { Principal } from '#platform/principal.ts';
import { bindReading } from '#platform/reach.ts';
import { noTrail } from '#test/audit/no-trail.ts';
import { AccessOffice, smallTown } from './access-office.ts';
import { plantMoney } from './canaries.ts';
import { plantMatrix, type MatrixPrincipal } from './matrix-town.ts';
import { withoutRowSecurity } from './without-row-security.ts';

/**
 * The statements of the pages most asked for, as they are really made, explained under the policies
 * of whoever asks. Tables are small here, so walking through them is made dear: what is walked
 * through all the same has no index that fits.
 */
let office: AccessOffice;
let principals: readonly MatrixPrincipal[];
let pool: DatabaseHandle;
const made: CompiledQuery[] = [];

beforeAll(async () => {
  office = await AccessOffice.open();
  principals = await plantMatrix(office);
  await plantMoney(office);
  pool = openDatabase({ url: office.database.url, role: 'zhkp_app' });
});
afterAll(async () => {
  await pool.close();
  await office.close();
});

/** Statements that a query makes, the first and the last of its transaction left out. */
async function statementsOf<I, O>(query: AnyQuery<I, O>, who: Principal, input: unknown) {
  const users = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: pool.pool }),
    log: ({ query: one }) => {
      made.push(one);
    },
  });
  const { db } = office.app;
  const operations = new Operations({
    ...{ db, users, clock: { now: () => office.now }, scopes: scopeChecks, audit: noTrail },
  });
  made.length = 0;
  expect((await operations.ask(query, who, input)).kind).toBe('done');
  return made.filter(({ sql }) => !/^(begin|commit)/.test(sql));
}

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string | undefined;
  readonly Schema?: string | undefined;
  readonly Plans?: readonly Node[] | undefined;
}
const node: z.ZodType<Node> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Relation Name': z.string().optional(),
    Schema: z.string().optional(),
    Plans: z.array(node).optional(),
  }),
);

/** How each table is read, the parts of a plan one after another. */
function readsOf(plan: Node): readonly string[] {
  const { 'Node Type': type, 'Relation Name': relation, Schema: schema, Plans: parts = [] } = plan;
  const own = relation === undefined ? [] : [`${schema}.${relation}: ${type}`];
  return [...own, ...parts.flatMap(readsOf)];
}

async function explain(who: Principal, { sql, parameters }: CompiledQuery) {
  const { db, end } = bindReading(pool.db, who, office.now);
  const on = queryableOf(db);
  await on.query('set local enable_seqscan = off');
  const { rows } = await on.query(`explain (verbose, format json) ${sql}`, parameters);
  await end();
  const [plan] = z.array(z.object({ Plan: node })).parse(rows[0]?.['QUERY PLAN']);
  return plan === undefined ? [] : readsOf(plan.Plan);
}

const isSecured = (read: string) => {
  const table = read.slice(0, read.indexOf(':')).replace(/_\d{4}_\d{2}$/, '');
  return !(table in withoutRowSecurity);
};

const whoIs = (name: string) => principals.find((one) => one.name === name)?.principal as Principal;

test.each([
  ['the first page of a consumer', findHome, 'individual-consumer', {}],
  [
    'a bill',
    findBill,
    'individual-consumer',
    { accountId: String(smallTown.account), period: '2026-09' },
  ],
  ['the first page of a deputy', findHome, 'trusted-consumer', {}],
  ['a provider’s accounts', searchProviderAccounts, 'provider', { subjectId: 1n }],
])('%s reads tables under row-level security by their indexes', async (_, query, name, input) => {
  const who = whoIs(name);
  const statements = await statementsOf(query as AnyQuery<unknown, unknown>, who, input);
  expect(statements.length).toBeGreaterThan(2);
  const reads: string[] = [];
  for (const statement of statements) reads.push(...(await explain(who, statement)));
  const secured = reads.filter(isSecured);
  expect(secured.length).toBeGreaterThan(2);
  expect(secured.filter((read) => !/: (Index|Index Only|Bitmap Heap) Scan$/.test(read))).toEqual(
    [],
  );
});
