import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { append, findEntries, findEntry, type EntryFilter } from './audit.sql.ts';
import { opens } from '#test/audit/verify-proof.ts';
import type { EntryId, SealedEntry } from './entry.ts';
import { openAuditLog, sealAll, sealedEvent, type AuditLog } from '#test/audit/audit-log.ts';

let log: AuditLog;
beforeAll(async () => {
  log = await openAuditLog();
});
afterAll(() => log.close());

describe('an entry', () => {
  lawTest(
    ['1039:56.1', '1039:56.2', '1039:75'],
    'is read back with user, time, action and outcome as it was written',
    async () => {
      const sealed = sealedEvent({ outcome: 'refused:not-yours', clauses: ['1039:56.1'] });
      await append(log.app, sealed);
      const found = await findEntry(log.app, sealed.entry.id);
      expect(found).toEqual({ ...sealed, leafIndex: null });
      expect(found?.openings.every((opening) => opens(opening, sealed.entry))).toBe(true);
    },
  );

  test('without subject and payload is read back without them', async () => {
    const sealed = sealedEvent({ subject: undefined, payload: undefined });
    await append(log.app, sealed);
    expect(await findEntry(log.app, sealed.entry.id)).toEqual({ ...sealed, leafIndex: null });
  });

  test('disappears with the transaction that it records', async () => {
    const sealed = sealedEvent();
    const client = await log.app.connect();
    await client.query('begin');
    await append(client, sealed);
    await client.query('rollback');
    client.release();
    expect(await findEntry(log.app, sealed.entry.id)).toBeUndefined();
  });

  test('has its place in the tree once it is sealed', async () => {
    const sealed = sealedEvent();
    await append(log.app, sealed);
    await sealAll(log);
    expect((await findEntry(log.app, sealed.entry.id))?.leafIndex).toBeGreaterThanOrEqual(0);
  });
});

describe('the log of actions', () => {
  const day = Temporal.Instant.from('2030-03-01T00:00:00Z');
  const written: SealedEntry[] = [];
  beforeAll(async () => {
    for (let hour = 0; hour < 24; hour += 1) {
      const sealed = sealedEvent({
        at: day.add({ hours: hour, microseconds: 7 }),
        command: hour % 2 === 0 ? 'documents/sign' : 'documents/send',
        actor: `person:${hour % 3}`,
        subject: `account:${hour % 4}`,
      });
      await append(log.app, sealed);
      written.push(sealed);
    }
  });

  const hoursOf = (entries: readonly { entry: { at: Temporal.Instant } }[]): number[] =>
    entries.map(({ entry }) => Math.floor(entry.at.since(day).total('hours')));
  const from = day;
  const until = day.add({ hours: 24 });

  lawTest(['1039:56.1', '1039:56.2'], 'is found by action, user, subject and time', async () => {
    const at = (hours: number): Temporal.Instant => day.add({ hours });
    const exact = at(5).add({ microseconds: 7 });
    const cases: [EntryFilter, number[]][] = [
      [{ from: at(20), until }, [23, 22, 21, 20]],
      [{ from: exact, until: at(7) }, [6, 5]],
      [{ from: exact.add({ microseconds: 1 }), until: at(7) }, [6]],
      [{ from: at(3), until: exact }, [4, 3]],
      [{ command: 'documents/sign', from, until: at(6) }, [4, 2, 0]],
      [{ actor: 'person:1', from, until: at(12) }, [10, 7, 4, 1]],
      [{ subject: 'account:3', from, until: at(12) }, [11, 7, 3]],
      [{ actor: 'person:1', subject: 'account:3', from, until }, [19, 7]],
      [{ actor: 'nobody' }, []],
    ];
    for (const [filter, hours] of cases) {
      const { entries } = await findEntries(log.app, filter, { limit: 50 });
      expect(hoursOf(entries)).toEqual(hours);
    }
  });

  test('is read page by page, nothing twice and nothing left out', async () => {
    const hours: number[] = [];
    let before: EntryId | undefined;
    do {
      const page = before === undefined ? { limit: 7 } : { limit: 7, before };
      const { entries, next } = await findEntries(log.app, { from, until }, page);
      hours.push(...hoursOf(entries));
      before = next;
    } while (before !== undefined);
    expect(hours).toEqual(written.map((_, hour) => 23 - hour));
  });
});

describe('the database', () => {
  const refusals: [string, 'app' | 'worker' | 'superuser', string, string][] = [
    ['the application changing an entry', 'app', `update audit.entry set at = at`, 'permission'],
    ['the application deleting an entry', 'app', 'delete from audit.entry', 'permission'],
    ['the application erasing an opening', 'app', 'delete from audit.opening', 'permission'],
    [
      'the application choosing a transaction id',
      'app',
      `insert into audit.entry (transaction_id) values ('1')`,
      'permission',
    ],
    [
      'the application planting a leaf',
      'app',
      `insert into audit.leaf values (0, gen_random_uuid(), sha256(''))`,
      'permission',
    ],
    ['the application beginning an era', 'app', 'select audit.begin_era()', 'permission'],
    ['the worker changing a leaf', 'worker', 'update audit.leaf set leaf_index = 0', 'permission'],
    ['a superuser changing an entry', 'superuser', 'update audit.entry set at = at', 'append-only'],
    ['a superuser deleting leaves', 'superuser', 'delete from audit.leaf', 'append-only'],
    ['a superuser emptying the nodes', 'superuser', 'truncate audit.node', 'append-only'],
    ['a superuser deleting heads', 'superuser', 'delete from audit.tree_head', 'append-only'],
    [
      'a replica deleting heads',
      'superuser',
      'set session_replication_role = replica; delete from audit.tree_head',
      'append-only',
    ],
  ];
  for (const [what, role, sql, reason] of refusals) {
    lawTest(['1039:53.3', '1039:10.17'], `refuses ${what}`, async () => {
      const pools = { app: log.app, worker: log.worker, superuser: log.database.pool };
      await expect(pools[role].query(sql)).rejects.toThrow(reason);
    });
  }

  test.each<[string, Partial<SealedEntry['entry']>, string]>([
    ['an id of another time', { at: Temporal.Instant.from('2020-01-01T00:00:00Z') }, 'its_time'],
    ['an outcome of another kind', { outcome: 'perhaps' }, 'outcome_is_known'],
    ['a clause that is no id', { clauses: ['1039:15.А'] }, 'clauses_are_ids'],
    ['no clause', { clauses: [] }, 'cites_clauses'],
    ['a command that is no id', { command: 'Sign it' }, 'command_is_an_id'],
    ['a commitment cut short', { actor: Buffer.alloc(31) }, 'actor_commitment_is_a_sha256'],
  ])('refuses an entry with %s', async (_, change, constraint) => {
    const { entry, openings } = sealedEvent();
    const faulty = { entry: { ...entry, ...change }, openings };
    await expect(append(log.app, faulty)).rejects.toThrow(constraint);
  });

  test('refuses the same entry twice', async () => {
    const sealed = sealedEvent();
    await append(log.app, sealed);
    await expect(append(log.app, sealed)).rejects.toThrow('duplicate key');
  });

  test('keeps a long actor out even when the program does not', async () => {
    const { entry, openings } = sealedEvent();
    const long = openings.map(({ field, salt }) => ({ field, salt, value: 'x'.repeat(201) }));
    await expect(append(log.app, { entry, openings: long })).rejects.toThrow('value_is_bounded');
  });
});
