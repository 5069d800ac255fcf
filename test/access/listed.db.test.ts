import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { z } from 'zod';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { suppliers } from '#kernel/role.ts';
import { linkAccount, scopeChecks } from '#modules/access/index.ts';
import { whoLookedQuery, type Looks } from '#modules/access/looks/who-looked.ts';
import { findHome } from '#modules/settlements/consumer/home/find-home.ts';
import { searchProviderAccountsQuery } from '#modules/settlements/provider/accounts/search-accounts.ts';
import { seedNumbers } from '#modules/settlements/readings/fixtures/small-town.ts';
import { payloadBytesMax } from '#platform/audit/entry.ts';
import { auditTrail } from '#platform/audit/record.ts';
import {
  accountsNamedIn,
  accountsNamedMax,
  namingAccounts,
} from '#platform/audit/shown-accounts.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { Operations } from '#platform/operations.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import { lawTest } from '#test/law-test.ts';
import { testSecrets } from '#test/secrets.ts';
import { AccessOffice, smallTown } from './access-office.ts';

const { account, neighbour, waterUtility, energySupplier } = smallTown;
const whoLooked = whoLookedQuery(testSecrets);
const searchAccounts = searchProviderAccountsQuery(testSecrets);
let office: AccessOffice;
let logged: Operations;
let olena: Principal;
let ivan: Principal;

beforeAll(async () => {
  office = await AccessOffice.open();
  await seedNumbers(office.database.as('zhkp_worker'));
  const { db, users } = office.app;
  logged = new Operations({
    ...{ db, users, clock: { now: () => office.now }, scopes: scopeChecks },
    audit: auditTrail(db),
  });
  olena = await office.consumer('Шевченко', '2772741862');
  ivan = await office.consumer('Мельник', '2772797519');
  const link = { proof: 'ownership-register', now: office.now } as const;
  const on = queryableOf(db);
  await linkAccount(on, { ...link, personId: olena.personId ?? 0n, accountId: account });
  await linkAccount(on, { ...link, personId: ivan.personId ?? 0n, accountId: neighbour });
});
afterAll(() => office.close());

const official = (subjectId: bigint): Principal => ({
  ...{ ...anonymous, role: 'provider', personId: 99n, personName: 'Диспетчер' },
  ...{ subjectId, subjectName: 'Організація' },
});

async function seenBy(who: Principal, accountId: bigint): Promise<Looks['looks']> {
  const found = await logged.ask(whoLooked, who, { accountId: String(accountId) });
  if (found.kind !== 'done') throw new Error(found.kind);
  return found.value.looks;
}

async function entries(): Promise<number> {
  const { rows } = await office.database.pool.query<{ count: number }>(
    'select count(*)::int as count from audit.entry',
  );
  return rows[0]?.count ?? 0;
}

lawTest(
  ['1039:93', '1039:56.2'],
  'who opens a list is seen by each consumer in it, and a list is one entry',
  async () => {
    const before = await entries();
    const asked = { subjectId: waterUtility };
    const found = await logged.ask(searchAccounts, official(waterUtility), asked);
    expect(found).toMatchObject({ kind: 'done', value: { total: 2 } });
    expect(await entries()).toBe(before + 1);
    for (const [who, accountId] of [
      [olena, account],
      [ivan, neighbour],
    ] as const) {
      expect(await seenBy(who, accountId)).toMatchObject([
        { operation: 'provider-accounts', subjectName: 'Водоканал', amongAccounts: 2 },
      ]);
    }
  },
);

lawTest(['1039:93'], 'a search that finds one account is seen by its consumer alone', async () => {
  office.pass({ minutes: 5 });
  const asked = { subjectId: waterUtility, find: '0000101' };
  await logged.ask(searchAccounts, official(waterUtility), asked);
  expect((await seenBy(olena, account))[0]).toMatchObject({
    ...{ operation: 'provider-accounts', amongAccounts: undefined },
  });
  expect(await seenBy(ivan, neighbour)).toHaveLength(1);
  const { rows } = await office.database.pool.query<{ value: string }>(
    `select value from audit.opening where field = 'payload' order by entry_id desc limit 1`,
  );
  expect(rows[0]?.value).toContain(`{"shownAccounts":[${account}],"asked":{`);
  expect(rows[0]?.value).not.toContain('0000101');
});

test('what a consumer opens in person of their own leaves no entry', async () => {
  const before = await entries();
  await logged.ask(findHome, olena, {});
  expect(await entries()).toBe(before);
});

lawTest(['1039:93', '1039:20.9'], 'an association that opens the homes is seen', async () => {
  office.pass({ minutes: 5 });
  await office.database.pool.query(
    `insert into access.subject_account values ($1, $2, $3, '2020-01-01', null)`,
    [energySupplier, smallTown.hromada, account],
  );
  const head: Principal = { ...official(energySupplier), role: 'collective-consumer' };
  await logged.ask(findHome, head, {});
  expect((await seenBy(olena, account))[0]).toMatchObject({
    ...{ operation: 'find-home', role: 'collective-consumer' },
  });
});

describe('an account that somebody tried for in vain', () => {
  const peek = defineQuery({
    id: 'test.peek',
    law: [law('1039:93')],
    audience: suppliers,
    scope: { kind: 'account', act: 'serve', key: ({ id }: { id: string }) => id },
    input: z.object({ id: z.string() }),
    handle: () => Promise.resolve('seen'),
  });

  test.each([
    ['is told so', official(smallTown.stranger), true],
    ['and so is what was opened', official(waterUtility), false],
  ])('%s, though the operation names no subject', async (_, who, isRefused) => {
    office.pass({ minutes: 5 });
    await logged.ask(peek, who, { id: String(account) });
    expect((await seenBy(olena, account))[0]).toMatchObject({ operation: 'test.peek', isRefused });
  });
});

describe('pages of looks', () => {
  lawTest(['1039:93'], 'go on to the very first, none twice and none left out', async () => {
    const trail = auditTrail(office.app.db);
    for (let number = 0; number < 230; number += 1) {
      office.pass({ minutes: 1 });
      await trail.apart({
        ...{ at: office.now, command: 'provider-account', clauses: [law('1039:93')] },
        ...{ actor: 'person:99:provider:1', payload: 'null', outcome: 'done' },
        // Own acts of the consumer must not take the place of others'.
        subject: `account:${account}`,
        ...(number % 2 === 0 ? { actor: `person:${olena.personId}:individual-consumer:-` } : {}),
      });
    }
    const seen: string[] = [];
    let before: string | undefined;
    do {
      const found = await logged.ask(whoLooked, olena, { accountId: String(account), before });
      if (found.kind !== 'done') throw new Error(found.kind);
      seen.push(...found.value.looks.map(({ at }) => at.toString()));
      before = found.value.next;
    } while (before !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(115 + 5);
    expect(seen).toEqual(seen.toSorted().reverse());
  });
});

describe('what names accounts', () => {
  const ids = fc.array(fc.bigInt(0n, 2n ** 63n - 1n), { minLength: 1, maxLength: 60 });

  test('is read by the database as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(ids, fc.json(), async (accounts, asked) => {
        const payload = namingAccounts(accounts, asked);
        expect(accountsNamedIn(payload)).toBe(accounts.length);
        expect(JSON.parse(payload)).toHaveProperty('asked');
        const { rows } = await office.database.pool.query<{ ids: readonly bigint[] }>(
          'select audit.shown_accounts($1) as ids',
          [payload],
        );
        expect(rows[0]?.ids.map(BigInt)).toEqual(accounts);
      }),
      { numRuns: 50 },
    );
  });

  test('names nobody when it does not begin so', async () => {
    for (const payload of [
      'null',
      '{"asked":{"shownAccounts":[1]}}',
      '{"shownAccounts":[1,"2"]}',
    ]) {
      expect(accountsNamedIn(payload)).toBe(0);
    }
  });

  test('is never so long that a digest would stand in its place', () => {
    const longest = Array.from({ length: accountsNamedMax }, () => 2n ** 63n - 1n);
    const askedBytes = 16_384;
    expect(namingAccounts(longest, 'a'.repeat(askedBytes)).length).toBeLessThan(payloadBytesMax);
  });

  test('of more accounts than one entry holds is several entries, each account in one', async () => {
    const many = Array.from({ length: accountsNamedMax * 2 + 1 }, (_, at) => BigInt(at + 1));
    const list = defineQuery({
      id: 'test.list',
      law: [law('1039:93')],
      audience: suppliers,
      scope: { kind: 'self' },
      input: z.object({}),
      handle: () => Promise.resolve([...many, ...many]),
      shownAccounts: (shown) => shown,
    });
    const before = await entries();
    await logged.ask(list, official(waterUtility), {});
    expect(await entries()).toBe(before + 3);
    const { rows } = await office.database.pool.query<{ count: number; distinct: number }>(
      `select count(*)::int as count, count(distinct id)::int as distinct
       from audit.entry join audit.opening using (entry_id),
         unnest(audit.shown_accounts(value)) as id
       where command = 'test.list' and field = 'payload'`,
    );
    expect(rows).toEqual([{ count: many.length, distinct: many.length }]);
  });
});

test('who looked is found by an index, in every month of the log', async () => {
  const { pool } = office.database;
  const client = await pool.connect();
  await client.query('set enable_seqscan = off');
  const { rows } = await client.query<Record<string, string>>(
    `explain select entry_id from audit.opening
     where field = 'payload' and value like '{"shownAccounts":[%'
       and audit.shown_accounts(value) @> array[1::bigint]`,
  );
  client.release(true);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toMatch(/Bitmap Index Scan on \w*shown_accounts/);
  expect(plan).not.toContain('Seq Scan');
});
