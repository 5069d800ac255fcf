import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { isWorkingDay, servedAt } from '#kernel/working-calendar.ts';
import type { DatabaseHandle } from '#platform/db/database.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { seedWorkingCalendar } from './seed.ts';
import { readWorkingCalendar } from './store.sql.ts';

let database: TestDatabase;
let app: DatabaseHandle;
beforeAll(async () => {
  database = await freshDatabase();
  app = database.web();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.pool.query('truncate platform.calendar_day, platform.martial_law');
  await seed();
});

function seed(): Promise<number> {
  return app.db.transaction().execute((tx) => seedWorkingCalendar(tx));
}

function day(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text);
}

async function servedOn(deliveredAt: string): Promise<string> {
  const calendar = await readWorkingCalendar(app.db);
  const delivery = { deliveredAt: Temporal.Instant.from(deliveredAt), emergency: false };
  return servedAt(delivery, calendar).toPlainDate().toString();
}

test('the calendar is loaded once and read on either kind of connection', async () => {
  expect(await seed()).toBe(0);
  const calendar = await readWorkingCalendar(app.db);
  expect(calendar.holidays).toHaveLength(88);
  expect(calendar.martialLaw).toHaveLength(1);
  expect(calendar.overrides).toEqual([]);
  expect(await readWorkingCalendar(app.pool)).toEqual(calendar);
});

lawTest(
  ['1039:86.2', '2136:6.6'],
  'a document of Constitution Day is served at once under martial law, else the day after',
  async () => {
    expect(await servedOn('2028-06-28T08:00:00Z')).toBe('2028-06-28');
    await database.pool.query(
      `update platform.martial_law set valid = daterange(lower(valid), '2027-02-01')`,
    );
    expect(await servedOn('2028-06-28T08:00:00Z')).toBe('2028-06-29');
    expect(await servedOn('2026-06-26T08:00:00Z')).toBe('2026-06-26');
  },
);

test('what people decided stands above the shipped facts', async () => {
  await database.pool.query(`
    update platform.martial_law set valid = daterange(lower(valid), '2027-02-01');
    update platform.calendar_day set kind = 'working', act = 'рішення' where day = '2028-06-28';
    insert into platform.calendar_day values ('2028-06-30', 'day-off', 'перенесення', 'рішення');
  `);
  expect(await seed()).toBe(0);
  const calendar = await readWorkingCalendar(app.db);
  expect(isWorkingDay(day('2028-06-28'), calendar)).toBe(true);
  expect(isWorkingDay(day('2028-06-30'), calendar)).toBe(false);
  expect(calendar.martialLaw[0]?.to?.toString()).toBe('2027-02-01');
});
