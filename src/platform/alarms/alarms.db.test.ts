import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { auditTrail } from '../audit/record.ts';
import { namingAccounts } from '../audit/shown-accounts.ts';
import type { DatabaseHandle } from '../db/database.ts';
import { readIncidents } from './alarms.sql.ts';
import { sightingKinds, thresholds, type SightingKind } from './kinds.ts';
import { sight, watch } from './watch.ts';

let database: TestDatabase;
let worker: DatabaseHandle;
let now: Temporal.Instant;
/** Each test has a day of its own, so that it does not see the log of another. */
let day = Temporal.Instant.from('2026-11-01T00:30:00Z');
const pass = (minutes: number) => {
  now = now.add({ minutes });
};

beforeAll(async () => {
  database = await freshDatabase();
  worker = database.as('zhkp_worker');
});
beforeEach(async () => {
  day = day.add({ hours: 48 });
  now = day.add({ hours: 10 });
  await database.pool.query(`
    truncate platform.sighting, platform.incident;
    alter table platform.letter disable trigger letter_keeps_what_it_says;
    delete from platform.letter;
    alter table platform.letter enable always trigger letter_keeps_what_it_says`);
});
afterAll(() => database.drop());

const administrators = () => Promise.resolve(['person:1', 'person:2']);
const look = () => watch({ db: worker.pool, clock: { now: () => now }, administrators });

async function see(kind: SightingKind, about: string, times = 1): Promise<void> {
  for (let time = 0; time < times; time += 1) await sight(worker.db, { kind, about, now });
}

async function incidents() {
  const found = await readIncidents(worker.pool, 100);
  return found.map(({ kind, about, signs }) => `${kind} ${about} ${signs}`);
}

async function letters(): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ said: string }>(
    `select recipient || ' ' || notice || ' ' || document_kind as said from platform.letter
     order by written_at, recipient`,
  );
  return rows.map(({ said }) => said);
}

describe('signs', () => {
  test.each(sightingKinds)(
    'of «%s» make an incident when there are enough of them',
    async (kind) => {
      const { atLeast } = thresholds[kind];
      await see(kind, 'a', atLeast - 1);
      await look();
      expect(await incidents()).toEqual([]);
      await see(kind, 'a');
      await look();
      expect(await incidents()).toEqual([`${kind} a ${atLeast}`]);
      expect(await letters()).toHaveLength(2);
    },
  );

  test('of two things do not add up, nor do those of long ago', async () => {
    await see('account-guessed', 'person:1', 4);
    await see('account-guessed', 'person:2', 4);
    pass(61);
    await see('account-guessed', 'person:1', 4);
    await look();
    expect(await incidents()).toEqual([]);
  });
});

describe('an incident', () => {
  lawTest(['1039:21.5'], 'is told to each administrator once while it goes on', async () => {
    await see('dependency-dead', 'liqpay');
    await look();
    expect(await letters()).toEqual([
      'person:1 incident Зовнішня система не відповідає',
      'person:2 incident Зовнішня система не відповідає',
    ]);
    for (let minutes = 0; minutes < 60; minutes += 5) {
      pass(5);
      await see('dependency-dead', 'liqpay');
      await look();
    }
    expect(await letters()).toHaveLength(2);
    expect(await incidents()).toHaveLength(1);
  });

  lawTest(
    ['1039:21.5'],
    'many at once are one letter, and the next ones wait for ten minutes',
    async () => {
      for (let person = 1; person <= 50; person += 1)
        await see('account-guessed', `person:${person}`, 5);
      await look();
      expect(await letters()).toHaveLength(2);
      expect(await incidents()).toHaveLength(50);
      await see('account-guessed', 'person:99', 5);
      await look();
      expect(await letters()).toHaveLength(2);
      pass(11);
      await look();
      expect(await letters()).toHaveLength(4);
    },
  );

  test('closed by an administrator begins anew with a new sign', async () => {
    await see('file-damaged', 'changed');
    await look();
    await database.pool.query(
      `update platform.incident set closed_at = $1, closed_by = 'person:1', note = 'restored'`,
      [now],
    );
    await look();
    pass(20);
    await see('file-damaged', 'changed');
    await look();
    expect(await incidents()).toEqual(['file-damaged changed 1', 'file-damaged changed 1']);
    expect(await letters()).toHaveLength(4);
  });
});

describe('in the log of actions', () => {
  const official = 'person:7:provider:3';
  const write = async (
    times: number,
    entry: { readonly actor: string; readonly command: string; readonly outcome?: string },
  ) => {
    const trail = auditTrail(worker.db);
    for (let time = 0; time < times; time += 1) {
      await trail.apart({
        ...{ at: now, clauses: ['1039:56.1'], payload: 'null', subject: `account:${time}` },
        ...({ outcome: 'done', ...entry } as { outcome: 'done'; actor: string; command: string }),
      });
    }
  };

  lawTest(['1039:53.5'], 'somebody who keeps asking for what is not theirs is seen', async () => {
    const asking = { actor: official, command: 'provider-account', outcome: 'refused:hidden' };
    await write(9, asking);
    await look();
    expect(await incidents()).toEqual([]);
    await write(1, asking);
    await look();
    expect(await incidents()).toEqual([`scope-probed ${official} 10`]);
  });

  lawTest(['1039:53.5'], 'a message that is not the gateway’s own is seen at once', async () => {
    await write(1, { actor: 'anonymous', command: 'record-payment-notice' });
    await look();
    expect(await incidents()).toEqual(['callback-forged anonymous 1']);
  });

  lawTest(
    ['1039:93', '1039:53.5'],
    'reading accounts in bulk is seen, and reading at night',
    async () => {
      await write(299, { actor: official, command: 'provider-account' });
      await write(400, { actor: 'person:8:individual-consumer:-', command: 'start-payment' });
      await look();
      expect(await incidents()).toEqual([]);
      await write(1, { actor: official, command: 'provider-account' });
      await look();
      expect(await incidents()).toEqual([`read-in-bulk ${official} 300`]);
      await database.pool.query('truncate platform.incident');
      now = day.add({ hours: 24 });
      await write(30, { actor: official, command: 'provider-account' });
      await look();
      expect(await incidents()).toEqual([`read-at-night ${official} 30`]);
    },
  );

  /** Lists and files, each showing so many accounts. */
  const list = async (times: number, accounts: number, actor = official) => {
    const shown = Array.from({ length: accounts }, (_, at) => BigInt(at + 1));
    const trail = auditTrail(worker.db);
    for (let time = 0; time < times; time += 1) {
      await trail.apart({
        ...{ at: now, clauses: ['1039:93'], command: 'provider-accounts', outcome: 'done', actor },
        ...{ subject: 'provider:3:accounts', payload: namingAccounts(shown, '{}') },
      });
    }
  };

  lawTest(['1039:93', '1039:53.5'], 'lists and files count by the accounts in them', async () => {
    await list(4, 2_000);
    await list(39, 50);
    await list(9, 2_000, 'person:8:collective-consumer:4');
    await look();
    expect(await incidents()).toEqual([]);
    await list(1, 50);
    await look();
    expect(await incidents()).toEqual([`listed-in-bulk ${official} 10000`]);
  });

  lawTest(['1039:93', '1039:53.5'], 'at night fewer of them are enough', async () => {
    now = day.add({ hours: 24 });
    await list(9, 50);
    await look();
    expect(await incidents()).toEqual([]);
    await list(1, 50);
    await look();
    expect(await incidents()).toEqual([`listed-at-night ${official} 500`]);
  });

  lawTest(['1039:93', '1039:95'], 'a list that shows one account is a look at it', async () => {
    await write(100, { actor: official, command: 'provider-account' });
    await list(200, 1);
    await look();
    expect(await incidents()).toEqual([`read-in-bulk ${official} 300`]);
  });
});
