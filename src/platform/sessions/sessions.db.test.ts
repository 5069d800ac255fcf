import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { anonymous, type Principal } from '../principal.ts';
import { Sessions } from './sessions.ts';

let database: TestDatabase;
let now = Temporal.Instant.from('2026-11-28T10:00:00Z');
const clock = { now: () => now };
const pass = (time: Temporal.DurationLike) => {
  now = now.add(Temporal.Duration.from(time));
};

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const person: Principal = { ...anonymous, role: 'individual-consumer', personId: 5n };

/** Another process of the platform over the same database. */
function process(): Sessions {
  return new Sessions(database.as('zhkp_app').db, clock);
}

describe('a session', () => {
  lawTest(['1039:31'], 'tells who acts, by a token that the database does not hold', async () => {
    const sessions = process();
    const token = await sessions.begin(person);
    const found = await sessions.find(token);
    expect(found?.principal).toEqual(person);
    expect(await sessions.find(`${token.slice(0, -1)}_`)).toBeUndefined();
    const { rows } = await database.pool.query('select * from platform.session');
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('ends an hour after the last request, and after twelve hours whatever is done', async () => {
    const sessions = process();
    const idle = await sessions.begin(person);
    pass({ minutes: 61 });
    expect(await sessions.find(idle)).toBeUndefined();
    const busy = await sessions.begin(person);
    for (let minutes = 0; minutes < 12 * 60; minutes += 30) {
      expect(await sessions.find(busy), `${minutes} minutes`).toBeDefined();
      pass({ minutes: 30 });
    }
    expect(await sessions.find(busy)).toBeUndefined();
  });

  test('ended in one process is unknown there at once and elsewhere within two seconds', async () => {
    const [here, there] = [process(), process()];
    const token = await here.begin(person);
    expect(await here.find(token)).toBeDefined();
    expect(await there.find(token)).toBeDefined();
    await here.end(token);
    expect(await here.find(token)).toBeUndefined();
    pass({ seconds: 2 });
    expect(await there.find(token)).toBeUndefined();
  });

  test('that has expired is swept away', async () => {
    const sessions = process();
    await sessions.begin(person);
    pass({ hours: 13 });
    await sessions.sweep();
    const { rows } = await database.pool.query('select 1 from platform.session');
    expect(rows).toEqual([]);
  });
});
