import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Queryable } from '#platform/db/queryable.ts';
import { lawTest } from '#test/law-test.ts';
import { EntryAnnouncer } from './announcer.ts';
import { openAuditLog, sealedEvent, type AuditLog } from '#test/audit/audit-log.ts';
import { AuditQueueFull, GroupAppender } from './group-append.ts';

let log: AuditLog;
beforeAll(async () => {
  log = await openAuditLog();
});
afterAll(() => log.close());

/** Counts the statements on their way to the real database. */
function counting(db: Queryable): { readonly db: Queryable; readonly statements: () => number } {
  let statements = 0;
  const query: Queryable['query'] = (text, values) => {
    statements += 1;
    return db.query(text, values);
  };
  return { db: { query }, statements: () => statements };
}

async function countOf(ids: readonly string[]): Promise<bigint | undefined> {
  const { rows } = await log.database.pool.query<{ count: bigint }>(
    'select count(*) from audit.entry where entry_id = any($1)',
    [ids],
  );
  return rows[0]?.count;
}

describe('the group appender', () => {
  lawTest(
    ['1039:56.1', '1039:10.17'],
    'writes entries that come together in one insert, and resolves when they are committed',
    async () => {
      const { db, statements } = counting(log.app);
      const appender = new GroupAppender(db);
      const sealed = Array.from({ length: 300 }, () => sealedEvent());
      await Promise.all(
        sealed.map(async (one) => {
          await appender.append(one);
          expect(await countOf([one.entry.id])).toBe(1n);
        }),
      );
      expect(await countOf(sealed.map(({ entry }) => entry.id))).toBe(300n);
      expect(statements()).toBe(1);
    },
  );

  test('loses none of many that come while others are being written', async () => {
    const appender = new GroupAppender(log.app, { announcer: new EntryAnnouncer(log.app) });
    const ids: string[] = [];
    const reader = async (): Promise<void> => {
      for (let turn = 0; turn < 40; turn += 1) {
        const sealed = sealedEvent();
        await appender.append(sealed);
        ids.push(sealed.entry.id);
      }
    };
    await Promise.all(Array.from({ length: 25 }, reader));
    expect(await countOf(ids)).toBe(1_000n);
  });

  test('tells every caller of a group that could not be written, and goes on', async () => {
    let isDown = true;
    const query: Queryable['query'] = (text, values) =>
      isDown ? Promise.reject(new Error('no database')) : log.app.query(text, [...(values ?? [])]);
    const appender = new GroupAppender({ query });
    const results = await Promise.allSettled([
      appender.append(sealedEvent()),
      appender.append(sealedEvent()),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isDown = false;
    await expect(appender.append(sealedEvent())).resolves.toBeUndefined();
  });

  test('refuses more than its queue holds, instead of growing', async () => {
    const stuck = Promise.withResolvers<void>();
    const query: Queryable['query'] = async () => {
      await stuck.promise;
      throw new Error('stopped');
    };
    const appender = new GroupAppender({ query }, { gatherMs: 50 });
    const sealed = sealedEvent();
    const waiting = Array.from({ length: 20_000 }, () => appender.append(sealed));
    await expect(appender.append(sealed)).rejects.toThrow(AuditQueueFull);
    stuck.resolve();
    const results = await Promise.allSettled(waiting);
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
  });

  test('drains before an orderly stop', async () => {
    const appender = new GroupAppender(log.app);
    const sealed = sealedEvent();
    const appended = appender.append(sealed);
    await appender.drain();
    expect(await countOf([sealed.entry.id])).toBe(1n);
    await appended;
  });
});
