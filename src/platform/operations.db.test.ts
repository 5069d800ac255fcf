import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineCommand, defineGroupCommand, defineQuery } from '#kernel/command.ts';
import { refuse } from '#kernel/result.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { auditTrail } from './audit/record.ts';
import { systemClock } from './clock.ts';
import { queryableOf } from './db/queryable-of.ts';
import {
  Operations,
  type Asked,
  type Execution,
  type GroupExecution,
  type Reading,
} from './operations.ts';
import { anonymous, type Principal } from './principal.ts';

let database: TestDatabase;
let operations: Operations;

/** Only account 1 is the consumer's own. */
const ownAccount = '1';
const note = z.object({ account: z.string(), text: z.string().min(1) });
type Note = z.infer<typeof note>;

/** A fictional command: leaves a note, unless the note says that the law is against it. */
const leaveNote = defineCommand({
  id: 'leave-note',
  law: ['1039:75'],
  audience: ['individual-consumer'],
  scope: { kind: 'account', act: 'see', key: ({ account }: Note) => account },
  input: note,
  auditSubject: ({ account }: Note) => `account:${account}`,
  async handle({ tx }: Execution, { text }: Note) {
    await queryableOf(tx).query('insert into public.note (text) values ($1)', [text]);
    if (text === 'forbidden') return refuse('notes-are-forbidden');
    const { rows } = await queryableOf(tx).query('select count(*)::int as notes from public.note');
    return { notes: rows[0]?.['notes'] };
  },
});

/** The same for many at once; the law may be against any of the notes, and one breaks it all. */
const leaveNotes = defineGroupCommand({
  id: 'leave-notes',
  law: ['1039:75'],
  audience: ['individual-consumer'],
  scope: { kind: 'account', act: 'see', key: ({ account }: Note) => account },
  input: note,
  auditSubject: ({ account }: Note) => `account:${account}`,
  async handleAll({ tx }: GroupExecution, asked: readonly Asked<Note>[]) {
    const texts = asked.map(({ input }) => input.text);
    const left = texts.filter((text) => text !== 'forbidden');
    await queryableOf(tx).query('insert into public.note select unnest($1::text[])', [left]);
    if (texts.includes('breaking')) throw new Error('broken');
    return texts.map((text) => (text === 'forbidden' ? refuse('notes-are-forbidden') : { text }));
  },
});

const look = z.object({ account: z.string() });
const shared = {
  law: ['1039:56.1'],
  audience: ['individual-consumer'],
  scope: { kind: 'account', act: 'see', key: ({ account }: z.infer<typeof look>) => account },
  input: look,
  handle: (_: Reading, { account }: z.infer<typeof look>) => Promise.resolve({ account }),
} as const;
const lookAtNotes = defineQuery({ ...shared, id: 'look-at-notes' });
const lookAtPerson = defineQuery({
  ...shared,
  id: 'look-at-person',
  auditSubject: ({ account }: z.infer<typeof look>) => `account:${account}`,
});
/** Whom row-level security takes the asker for. */
const whoAsks = {
  law: ['1039:44'],
  audience: ['individual-consumer'],
  input: z.object({}),
  async handle({ db }: Reading) {
    const { rows } = await queryableOf(db).query('select current_role, reach.person() as person');
    return rows[0];
  },
} as const;
const askOpenly = defineQuery({ ...whoAsks, id: 'ask-openly', scope: { kind: 'public' } });
const askForOwn = defineQuery({ ...whoAsks, id: 'ask-for-own', scope: { kind: 'self' } });

beforeAll(async () => {
  database = await freshDatabase();
  const app = database.web();
  await database.pool.query(
    `create table public.note (text text not null);
     grant select, insert on public.note to zhkp_app`,
  );
  operations = new Operations({
    ...{ db: app.db, users: app.users },
    clock: systemClock,
    scopes: {
      account: async (_, __, { key }) => key === ownAccount,
      provider: async () => false,
      territory: async () => false,
      document: async () => false,
      'access-request': async () => false,
      'restricted-request': async () => false,
      platform: async () => false,
    },
    audit: auditTrail(app.db),
  });
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.pool.query('truncate public.note');
  await newEntries();
});

const consumer: Principal = {
  ...anonymous,
  role: 'individual-consumer',
  personId: 7n,
};

let entriesSeen = 0;

/** What was written down since the last look; nothing in the log can be taken away. */
async function newEntries(): Promise<readonly (readonly unknown[])[]> {
  const { rows } = await database.pool.query<Record<string, unknown>>(
    `select command, outcome, value as subject
     from audit.entry e left join audit.opening o using (entry_id)
     where field = 'subject' order by entry_id offset $1`,
    [entriesSeen],
  );
  entriesSeen += rows.length;
  return rows.map((row) => Object.values(row));
}

async function notes(): Promise<number> {
  const { rows } = await database.pool.query('select 1 from public.note');
  return rows.length;
}

test('what is open to everybody is read as by nobody, whoever asks', async () => {
  const own = await operations.ask(askForOwn, consumer, {});
  expect(own).toEqual({
    kind: 'done',
    value: { current_role: 'zhkp_consumer', person: consumer.personId },
  });
  const openly = await operations.ask(askOpenly, consumer, {});
  expect(openly).toEqual({ kind: 'done', value: { current_role: 'zhkp_app', person: null } });
});

describe('a command', () => {
  lawTest(['1039:75'], 'changes state and is written down in one transaction', async () => {
    const left = await operations.carryOut(leaveNote, consumer, { account: '1', text: 'a' });
    expect(left).toEqual({ kind: 'done', value: { notes: 1 } });
    expect(await newEntries()).toEqual([['leave-note', 'done', 'account:1']]);
  });

  test('that the law refuses changes nothing and leaves the refusal', async () => {
    const input = { account: '1', text: 'forbidden' };
    const refused = await operations.carryOut(leaveNote, consumer, input);
    expect(refused.kind).toBe('refused');
    expect(await notes()).toBe(0);
    expect(await newEntries()).toEqual([['leave-note', 'refused', 'account:1']]);
  });

  test('with faulty input does nothing and says where the fault is', async () => {
    const faulty = await operations.carryOut(leaveNote, consumer, { account: '1', text: '' });
    expect(faulty).toMatchObject({ kind: 'faults', faults: [{ field: 'text' }] });
    expect([await notes(), await newEntries()]).toEqual([0, []]);
  });

  test('sent ten times at once under one key is carried out once and answered alike', async () => {
    const input = { account: '1', text: 'b' };
    const key = crypto.randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => operations.carryOut(leaveNote, consumer, input, key)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"kind":"done","value":{"notes":1}}']),
    );
    expect(await notes()).toBe(1);
    expect(await newEntries()).toHaveLength(1);
  });
});

describe('a command for many at once', () => {
  const ask = (account: string, text: string, principal = consumer) => ({
    ...{ principal, input: { account, text } },
  });

  lawTest(
    ['1039:56.1', '1039:75'],
    'answers each, and is written down for each, as it would be alone',
    async () => {
      const provider: Principal = { ...consumer, role: 'provider' };
      const answers = await operations.carryOutTogether(leaveNotes, [
        ask('1', 'a'),
        ask('2', 'of another'),
        ask('1', 'forbidden'),
        ask('1', ''),
        ask('1', 'd', provider),
        ask('1', 'e'),
      ]);
      expect(answers).toMatchObject([
        { kind: 'done', value: { text: 'a' } },
        { kind: 'hidden' },
        { kind: 'refused', refusal: { refusal: 'notes-are-forbidden' } },
        { kind: 'faults', faults: [{ field: 'text' }] },
        { kind: 'hidden' },
        { kind: 'done', value: { text: 'e' } },
      ]);
      expect((await newEntries()).map((entry) => entry.join(' ')).sort()).toEqual([
        'leave-notes done account:1',
        'leave-notes done account:1',
        'leave-notes refused account:1',
        'leave-notes refused:hidden account:2',
        'leave-notes refused:hidden leave-notes',
      ]);
      expect(await notes()).toBe(2);
    },
  );

  lawTest(['1039:75'], 'is done for all or for none', async () => {
    const asked = [ask('1', 'a'), ask('1', 'breaking')];
    await expect(operations.carryOutTogether(leaveNotes, asked)).rejects.toThrow('broken');
    expect([await notes(), await newEntries()]).toEqual([0, []]);
  });
});

describe('what is not the principal’s', () => {
  lawTest(['1039:56.1'], 'looks like nothing, and the attempt is written down', async () => {
    const foreign = { account: '2', text: 'c' };
    const hidden = { kind: 'hidden' };
    expect(await operations.carryOut(leaveNote, consumer, foreign)).toEqual(hidden);
    expect(await operations.ask(lookAtNotes, consumer, { account: '2' })).toEqual(hidden);
    const provider: Principal = { ...consumer, role: 'provider' };
    expect(await operations.ask(lookAtNotes, provider, { account: '1' })).toEqual(hidden);
    expect(await notes()).toBe(0);
    expect(await newEntries()).toEqual([
      ['leave-note', 'refused:hidden', 'account:2'],
      ['look-at-notes', 'refused:hidden', 'account:2'],
      ['look-at-notes', 'refused:hidden', 'look-at-notes'],
    ]);
  });

  test('is hidden from somebody unknown without an entry, so that a crawler fills no log', async () => {
    const hidden = await operations.ask(lookAtNotes, anonymous, { account: '1' });
    expect([hidden.kind, await newEntries()]).toEqual(['hidden', []]);
  });
});

describe('a query', () => {
  test('about nobody in particular leaves no entry', async () => {
    const answer = await operations.ask(lookAtNotes, consumer, { account: '1' });
    expect([answer.kind, await newEntries()]).toEqual(['done', []]);
  });

  lawTest(
    ['1039:56.1'],
    'about somebody’s data leaves an entry before it is answered',
    async () => {
      await operations.ask(lookAtPerson, consumer, { account: '1' });
      expect(await newEntries()).toEqual([['look-at-person', 'done', 'account:1']]);
    },
  );
});
