import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase, type DatabaseHandle } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Principal } from '#platform/principal.ts';
import { beyondReach, bindReading, enter, reachOf } from '#platform/reach.ts';
import { AccessOffice, smallTown } from './access-office.ts';

let office: AccessOffice;
let olena: Principal;
/** A pool of one connection, so that whoever comes next gets the same one. */
let users: DatabaseHandle;

beforeAll(async () => {
  office = await AccessOffice.open();
  olena = await office.consumer('Шевченко', '2772741862');
  await office.database.pool.query(
    `insert into access.account_link (person_id, hromada_id, account_id, linked_at, proof)
     values ($1, $2, $3, now(), 'provider')`,
    [olena.personId, smallTown.hromada, smallTown.account],
  );
  users = openDatabase({ url: office.database.url, role: 'zhkp_app', connectionsMax: 1 });
});
afterAll(async () => {
  await users.close();
  await office.close();
});

const look = `select (select count(*)::int from registry.account) as seen,
  current_user::text as acting,
  reach.person() as person, reach.accounts() as accounts, reach.actor() as actor,
  pg_backend_pid() as pid`;
const nothing = { seen: 0, acting: 'zhkp_app', person: null, accounts: null, actor: null };

async function ask(db: Parameters<typeof queryableOf>[0], text: string) {
  return (await queryableOf(db).query(text)).rows[0] ?? {};
}

const reading = () => bindReading(users.db, olena, office.now);

describe('who acts is said for one transaction', () => {
  test('the next borrower of the connection reaches nothing', async () => {
    const { db, end } = reading();
    const own = await ask(db, look);
    expect(own).toMatchObject({ seen: 1, acting: 'zhkp_consumer', person: olena.personId });
    await end();
    const next = await ask(users.db, look);
    expect(next).toMatchObject(nothing);
    expect(next['pid']).toBe(own['pid']);
  });

  test('nor does the next one after a command, done or failed', async () => {
    for (const ending of ['', 'failed']) {
      await users.db
        .transaction()
        .execute(async (tx) => {
          await enter(tx, reachOf(olena, office.now));
          expect(await ask(tx, look)).toMatchObject({ seen: 1, acting: 'zhkp_consumer' });
          if (ending !== '') throw new Error(ending);
        })
        .catch((error: unknown) => expect(String(error)).toContain('failed'));
      expect(await ask(users.db, look)).toMatchObject(nothing);
    }
  });

  test('nor after a transaction whose connection was killed', async () => {
    const { db, end } = reading();
    const { pid } = await ask(db, look);
    await office.database.pool.query('select pg_terminate_backend($1)', [pid]);
    await expect(ask(db, look)).rejects.toThrow();
    await end();
    const next = await ask(users.db, look).catch(() => ask(users.db, look));
    expect(next).toMatchObject(nothing);
    expect(next['pid']).not.toBe(pid);
  });

  test('a statement that comes too late is not made under another’s name', async () => {
    const { db, end } = reading();
    await ask(db, look);
    const underWay = ask(db, 'select pg_sleep(0.2)');
    const late = ask(db, look).catch(String);
    await turn();
    await end();
    await underWay;
    expect(await late).toContain('given back');
    await expect(ask(db, look)).rejects.toThrow();
  });

  test('whoever asks nothing borrows nothing', async () => {
    const { end } = reading();
    await end();
    expect(users.pool.waitingCount).toBe(0);
    const held = reading();
    await ask(held.db, look);
    const free = reading();
    await free.end();
    await held.end();
  });

  test('a query changes nothing, whatever it is granted', async () => {
    const { db, end } = reading();
    const changing = `update access.account_link set ended_at = now()`;
    await expect(ask(db, changing)).rejects.toThrow('read-only');
    await end();
  });
});

describe('the door past the reach', () => {
  test('opens for its work alone, also among statements made at once', async () => {
    const { db, end } = reading();
    const answers = await Promise.all([
      ask(db, look),
      beyondReach(db, 'test', async (every) => (await every.query(look)).rows[0] ?? {}),
      ask(db, look),
    ]);
    await end();
    expect(answers.map(({ seen }) => seen)).toEqual([1, 2, 1]);
    expect(answers.map(({ acting }) => acting)).toEqual([
      'zhkp_consumer',
      'zhkp_system',
      'zhkp_consumer',
    ]);
  });

  test('closes when its work fails', async () => {
    const { db, end } = reading();
    const failing = beyondReach(db, 'test', () => Promise.reject(new Error('halfway')));
    await expect(failing).rejects.toThrow('halfway');
    expect(await ask(db, look)).toMatchObject({ seen: 1, acting: 'zhkp_consumer' });
    const broken = beyondReach(db, 'test', (every) => every.query('select 1 / 0'));
    await expect(broken).rejects.toThrow('division by zero');
    await expect(ask(db, look)).rejects.toThrow('aborted');
    await end();
    expect(await ask(users.db, look)).toMatchObject(nothing);
  });
});

test('no role of the platform owns anything or passes row-level security by', async () => {
  const { rows } = await office.database.pool.query<{ role: string; owned: number }>(
    `select rolname::text as role, rolbypassrls or rolsuper or rolcanlogin as "mayMore",
       (select count(*)::int from pg_class where relowner = r.oid)
       + (select count(*)::int from pg_proc where proowner = r.oid) as owned
     from pg_roles r where rolname like 'zhkp\\_%' and rolname <> 'zhkp_owner' order by 1`,
  );
  expect(rows).toEqual(
    [
      'zhkp_administrator',
      'zhkp_app',
      'zhkp_auditor',
      'zhkp_consumer',
      'zhkp_deputy',
      'zhkp_official',
      'zhkp_supplier',
      'zhkp_system',
      'zhkp_worker',
    ].map((role) => ({ role, mayMore: false, owned: 0 })),
  );
});

test('the months of a partitioned table are granted to nobody but the worker', async () => {
  await office.database.pool.query(`select settlements.ensure_month('2026-09-01')`);
  const { rows } = await office.database.pool.query(
    `select distinct grantee::text from information_schema.role_table_grants
     where table_schema = 'settlements' and table_name like '%\\_2026\\_09'
       and grantee <> 'zhkp_owner'`,
  );
  expect(rows).toEqual([{ grantee: 'zhkp_worker' }]);
});
