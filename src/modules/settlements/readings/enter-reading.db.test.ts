import { noTrail } from '#test/audit/no-trail.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  findAccountMeters,
  findNamedMeters,
  listNumberingPlaces,
} from '#modules/registry/index.ts';
import type { WebDatabase } from '#platform/db/database.ts';
import { Operations, type Outcome } from '#platform/operations.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { defineEnterReading } from './enter-reading.ts';
import { plantSmallTown, seedNumbers, smallTown } from './fixtures/small-town.ts';
import type { EnteredReading } from './store-reading.ts';

const { account, waterMeter, zonedMeter } = smallTown;
const enterReading = defineEnterReading({
  findAccountMeters,
  findNamedMeters,
  listNumberingPlaces,
});
const consumer: Principal = {
  ...anonymous,
  role: 'individual-consumer',
  personId: 5n,
  personName: 'Олена',
  subjectId: null,
  subjectName: null,
};

let database: TestDatabase;
let app: WebDatabase;
let now: Temporal.Instant;
let operations: Operations;

beforeAll(async () => {
  database = await freshDatabase();
  app = database.web();
  await plantSmallTown(database.pool);
  await plantConsumer();
  await seedNumbers(app);
  operations = new Operations({
    ...{ db: app.db, users: app.users },
    clock: { now: () => now },
    scopes: {
      account: async (_, principal, { key }) =>
        principal.personId === 5n && key === String(account),
      provider: async () => false,
      territory: async () => false,
      document: async () => false,
      'access-request': async () => false,
      'restricted-request': async () => false,
      platform: async () => false,
    },
    audit: noTrail,
  });
});
afterAll(() => database.drop());

beforeEach(async () => {
  now = Temporal.Instant.from('2026-10-31T09:00:00Z');
  await database.pool.query('truncate settlements.reading');
  await plant(waterMeter, 0, '2025-10-31', '64');
  await plant(waterMeter, 0, '2026-09-30', '100.5');
});

/** Row-level security asks for the link, whatever the scope says. */
async function plantConsumer(): Promise<void> {
  const { personId } = consumer;
  await database.pool.query(
    `insert into access.person (person_id, created_at)
     overriding system value values ($1, now())`,
    [personId],
  );
  await database.pool.query(
    `insert into access.account_link (person_id, hromada_id, account_id, linked_at, proof)
     values ($1, $2, $3, now(), 'provider')`,
    [personId, smallTown.hromada, account],
  );
}

async function plant(meterId: bigint, zone: number, day: string, value: string): Promise<void> {
  const date = Temporal.PlainDate.from(day);
  await database.pool.query('select settlements.ensure_month($1)', [date.with({ day: 1 })]);
  await database.pool.query(
    `insert into settlements.reading
     values ($1, $2, $3, $4, 1, $5::numeric * 1000000, 'provider', 'test', $6, null)`,
    [smallTown.hromada, meterId, zone, date, value, now],
  );
}

async function stored(): Promise<readonly unknown[]> {
  const { rows } = await database.pool.query(
    `select zone, taken_on::text as day, revision, (value / 1000000.0)::float8 as value, source,
            remark
     from settlements.reading where source = 'consumer'
     order by meter_id, taken_on, zone, revision`,
  );
  return rows.map((row: Record<string, unknown>) => Object.values(row));
}

function send(
  change: object,
  by = consumer,
): Promise<Outcome<EnteredReading | { refusal: string }>> {
  const values = [{ zone: 0, value: '103,5' }];
  const form = { accountId: String(account), meterId: String(waterMeter), values };
  return operations.carryOut(enterReading, by, { ...form, ...change });
}

function sendValue(value: string, more: object = {}) {
  return send({ values: [{ zone: 0, value }], ...more });
}

/** What came of it, in a word or two. */
function said(outcome: Outcome<unknown>): string {
  if (outcome.kind === 'refused') return outcome.refusal.refusal;
  if (outcome.kind === 'faults') return outcome.faults.map(({ field }) => field).join(' ');
  if (outcome.kind === 'hidden') return 'hidden';
  const value = outcome.value as EnteredReading;
  if (value.kind === 'stored') return value.repeated ? 'repeated' : 'stored';
  return value.questions.map(({ zone, question }) => `${zone}:${question}`).join(' ');
}

describe('a consumer sends a reading', () => {
  lawTest(
    ['1039:19.7', '1039:amend-5.5', '1039:amend-6.5'],
    'and gets a receipt with a number and the instant',
    async () => {
      const outcome = await send({});
      expect(outcome).toEqual({
        kind: 'done',
        value: {
          kind: 'stored',
          repeated: false,
          receiptNumber: `20261031-${waterMeter.toString(36).toUpperCase()}-1`,
          storedAt: '2026-10-31T09:00:00Z',
          takenOn: '2026-10-31',
          zones: [{ zone: 0, value: '103.5', consumed: '3' }],
        },
      });
      expect(await stored()).toEqual([[0, '2026-10-31', 1, 103.5, 'consumer', null]]);
    },
  );

  test('the same value again is the same reading with the same receipt', async () => {
    const first = await sendValue('103,5');
    now = Temporal.Instant.from('2026-10-31T10:00:00Z');
    const second = await sendValue('00103.500');
    expect(said(second)).toBe('repeated');
    expect(second).toMatchObject({
      value: { ...(first.kind === 'done' ? first.value : {}), repeated: true },
    });
    expect(await stored()).toHaveLength(1);
  });

  test('another value of the day is a new revision', async () => {
    await sendValue('103,5');
    expect(said(await sendValue('103,6'))).toBe('stored');
    expect(await stored()).toEqual([
      [0, '2026-10-31', 1, 103.5, 'consumer', null],
      [0, '2026-10-31', 2, 103.6, 'consumer', null],
    ]);
  });

  test('twenty clicks at once store one reading', async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => sendValue('103,5')));
    expect(outcomes.filter((one) => said(one) === 'stored')).toHaveLength(1);
    expect(outcomes.filter((one) => said(one) === 'repeated')).toHaveLength(19);
    expect(await stored()).toHaveLength(1);
  });

  test('two people with two values at once make two revisions', async () => {
    const outcomes = await Promise.all(
      ['103,1', '103,2', '103,3'].map((value) => sendValue(value)),
    );
    expect(outcomes.map(said)).toEqual(['stored', 'stored', 'stored']);
    expect(await stored()).toHaveLength(3);
  });

  test('both zones of a two-zone meter in one form', async () => {
    const both = {
      meterId: String(zonedMeter),
      values: [
        { zone: '1', value: '01180' },
        { zone: '2', value: '595,5' },
      ],
    };
    const outcome = await send(both);
    expect(said(outcome)).toBe('stored');
    expect(await stored()).toEqual([
      [1, '2026-10-31', 1, 1180, 'consumer', null],
      [2, '2026-10-31', 1, 595.5, 'consumer', null],
    ]);
    const night = { ...both, values: [both.values[0], { zone: '2', value: '596' }] };
    expect(said(await send(night))).toBe('stored');
    expect(await stored()).toHaveLength(3);
  });
});

describe('what is asked before a reading is stored', () => {
  test.each([
    ['99', '0:lower'],
    ['100,5', '0:zero'],
    ['2003,5', '0:far-from-usual'],
    ['130,5', '0:far-from-usual 0:digits-swapped'],
  ])('%s: %s', async (value, expected) => {
    expect(said(await sendValue(value))).toBe(expected);
    expect(await stored()).toEqual([]);
  });

  lawTest(
    ['1039:19.4'],
    'a question asks and does not block: confirmed, it is stored',
    async () => {
      const asked = await sendValue('99');
      expect(asked).toMatchObject({
        value: {
          kind: 'questions',
          questions: [
            { question: 'lower', value: '99', previous: '100.5', previousOn: '2026-09-30' },
          ],
        },
      });
      expect(said(await sendValue('99', { confirmed: ['zero'] }))).toBe('0:lower');
      expect(said(await sendValue('99', { confirmed: ['lower'] }))).toBe('stored');
      expect(await stored()).toEqual([[0, '2026-10-31', 1, 99, 'consumer', 'lower']]);
    },
  );

  test('a dial that ran over', async () => {
    await plant(waterMeter, 0, '2026-10-20', '99999.5');
    expect(said(await sendValue('1,5'))).toBe('0:rollover');
    expect(said(await sendValue('1,5', { confirmed: ['rollover'] }))).toBe('stored');
  });

  test('one odd zone keeps the other back too', async () => {
    await plant(zonedMeter, 1, '2026-09-30', '1000');
    await plant(zonedMeter, 2, '2026-09-30', '500');
    const values = [
      { zone: 1, value: '1100' },
      { zone: 2, value: '400' },
    ];
    expect(said(await send({ meterId: String(zonedMeter), values }))).toBe('2:lower');
    expect(await stored()).toEqual([]);
  });
});

describe('what is refused', () => {
  lawTest(['1039:19.4'], 'what cannot be a reading, with the reason', async () => {
    await plant(waterMeter, 0, '2026-10-30', '103');
    const answers: [object, string][] = [
      [{ takenOn: '2026-11-01' }, 'in-future'],
      [{ takenOn: '9999-12-31' }, 'in-future'],
      [{ takenOn: '2026-10-29' }, 'before-last'],
      [{ takenOn: '2026-09-15' }, 'too-old'],
      [{ values: [{ zone: 0, value: '100000' }] }, 'too-many-digits'],
      [{ values: [{ zone: 0, value: '103,5555' }] }, 'too-many-decimals'],
      [{ values: [{ zone: 0, value: '-3' }] }, 'not-a-number'],
      [{ values: [{ zone: 1, value: '103' }] }, 'zones-differ'],
      [{ meterId: String(zonedMeter), values: [{ zone: 1, value: '103' }] }, 'zones-differ'],
      [{ meterId: String(smallTown.removedMeter) }, 'meter-removed'],
      [{ meterId: String(smallTown.neighbourMeter) }, 'no-such-meter'],
      [{ values: [{ zone: 0, value: '' }] }, 'values.0.value'],
      [{ takenOn: '2026-02-30' }, 'takenOn'],
    ];
    for (const [change, answer] of answers) {
      expect([change, said(await send(change))]).toEqual([change, answer]);
    }
    expect(await stored()).toEqual([]);
    const { rows } = await database.pool.query(
      `select to_regclass('settlements.reading_9999_12') as made`,
    );
    expect(rows).toEqual([{ made: null }]);
  });

  test('a day on which the biller takes no readings, with the day it begins', async () => {
    now = Temporal.Instant.from('2026-11-06T09:00:00Z');
    expect(await send({})).toMatchObject({
      kind: 'refused',
      refusal: { refusal: 'window-closed', details: { opensOn: '2026-11-20' } },
    });
    now = Temporal.Instant.from('2026-11-05T21:59:00Z');
    expect(said(await send({}))).toBe('stored');
    now = Temporal.Instant.from('2026-11-05T22:01:00Z');
    expect(said(await send({}))).toBe('window-closed');
  });

  test('the days of the provider of a service go before those of the biller', async () => {
    const zoned = {
      meterId: String(zonedMeter),
      values: [
        { zone: 1, value: '1' },
        { zone: 2, value: '1' },
      ],
    };
    const setWindow = (window: string | null) =>
      database.pool.query('update registry.subject set reading_window = $1 where subject_id = $2', [
        window,
        smallTown.energySupplier,
      ]);
    now = Temporal.Instant.from('2026-11-06T09:00:00Z');
    expect(said(await send(zoned))).toBe('window-closed');
    await setWindow('{"from": 6, "to": 10}');
    expect(said(await send(zoned))).toBe('stored');
    expect(said(await send({}))).toBe('window-closed');
    now = Temporal.Instant.from('2026-11-21T09:00:00Z');
    expect(await send(zoned)).toMatchObject({ refusal: { details: { opensOn: '2026-12-06' } } });
    await setWindow(null);
  });

  test('another household and a passer-by, who are not told why', async () => {
    expect(said(await send({}, { ...consumer, personId: 6n }))).toBe('hidden');
    expect(said(await send({}, anonymous))).toBe('hidden');
    expect(said(await send({ accountId: String(smallTown.neighbour) }))).toBe('hidden');
  });
});
