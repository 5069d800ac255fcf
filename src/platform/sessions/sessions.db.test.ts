import { signedIn } from '#test/sessions.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { dayInKyiv, midnightInKyiv } from '../clock.ts';
import { anonymous, type Principal } from '../principal.ts';
import { endAwaiting, endSessionsOf, setSessionsSigning } from './sessions.sql.ts';
import { isProvedLately, Sessions } from './sessions.ts';

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
  return new Sessions(database.web().db, clock);
}

describe('a session', () => {
  lawTest(['1039:31'], 'tells who acts, by a token that the database does not hold', async () => {
    const sessions = process();
    const token = await sessions.begin(signedIn(person));
    const found = await sessions.find(token);
    expect(found?.principal).toEqual(person);
    expect(await sessions.find(`${token.slice(0, -1)}_`)).toBeUndefined();
    const { rows } = await database.pool.query('select s::text from platform.session s');
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  lawTest(
    ['1039:34'],
    'proved again does not give back a right to sign taken meanwhile',
    async () => {
      const sessions = process();
      const official: Principal = { ...person, role: 'provider', subjectId: 1n, membershipId: 7n };
      const token = await sessions.begin(signedIn(official));
      expect((await sessions.find(token))?.principal.maySign).toBe(true);
      const elsewhere = { personId: 5n, membershipId: 7n };
      await setSessionsSigning(database.pool, elsewhere, false);
      const next = await sessions.renew(token, { proved: true });
      expect((await sessions.find(next ?? ''))?.principal.maySign).toBe(false);
    },
  );

  test('ends an hour after the last request, and after twelve hours whatever is done', async () => {
    const sessions = process();
    const idle = await sessions.begin(signedIn(person));
    pass({ minutes: 61 });
    expect(await sessions.find(idle)).toBeUndefined();
    const busy = await sessions.begin(signedIn(person));
    for (let minutes = 0; minutes < 12 * 60; minutes += 30) {
      expect(await sessions.find(busy), `${minutes} minutes`).toBeDefined();
      pass({ minutes: 30 });
    }
    expect(await sessions.find(busy)).toBeUndefined();
  });

  test('ended in one process is unknown there at once and elsewhere within two seconds', async () => {
    const [here, there] = [process(), process()];
    const token = await here.begin(signedIn(person));
    expect(await here.find(token)).toBeDefined();
    expect(await there.find(token)).toBeDefined();
    await here.end(token);
    expect(await here.find(token)).toBeUndefined();
    pass({ seconds: 2 });
    expect(await there.find(token)).toBeUndefined();
  });

  test('of an office ends half an hour after the last request, and after ten hours', async () => {
    const sessions = process();
    const official: Principal = { ...person, role: 'ministry', subjectId: 1n };
    const token = await sessions.begin(signedIn(official));
    pass({ minutes: 29 });
    expect((await sessions.find(token))?.endsAt).toEqual(now.add({ minutes: 30 }));
    pass({ minutes: 31 });
    expect(await sessions.find(token)).toBeUndefined();
    const busy = await sessions.begin(signedIn(official));
    for (let minutes = 0; minutes < 10 * 60; minutes += 20) {
      expect(await sessions.find(busy), `${minutes} minutes`).toBeDefined();
      pass({ minutes: 20 });
    }
    expect(await sessions.find(busy)).toBeUndefined();
  });

  lawTest(
    ['1039:25', '1039:20.11'],
    'ends with the last day of the decision or the mandate that somebody acts by',
    async () => {
      const sessions = process();
      const until = dayInKyiv(now).add({ days: 1 });
      now = midnightInKyiv(until).subtract({ minutes: 20 });
      const official: Principal = { ...person, role: 'provider', subjectId: 7n, until };
      const acting = await sessions.begin(signedIn(official));
      const own = await sessions.begin(signedIn(person));
      expect(await sessions.find(acting)).toMatchObject({
        ...{ principal: official, endsAt: midnightInKyiv(until) },
      });
      pass({ minutes: 20 });
      expect(await sessions.find(acting)).toBeUndefined();
      expect((await sessions.find(own))?.principal).toEqual(person);
    },
  );

  test('says when it would end: at once counted from the last request written down', async () => {
    const sessions = process();
    const began = now;
    const token = await sessions.begin(signedIn(person));
    pass({ seconds: 50 });
    // Not written yet: another process would count from the beginning, so this one does too.
    expect((await sessions.find(token))?.endsAt).toEqual(began.add({ minutes: 60 }));
    pass({ seconds: 30 });
    expect((await sessions.find(token))?.endsAt).toEqual(now.add({ minutes: 60 }));
  });

  test('goes on under a new token when its person acts in another name', async () => {
    const sessions = process();
    const token = await sessions.begin(signedIn(person));
    const before = await sessions.find(token);
    const official: Principal = { ...person, role: 'provider', subjectId: 7n };
    pass({ minutes: 20 });
    const next = await sessions.renew(token, { principal: official });
    expect(await sessions.find(token)).toBeUndefined();
    const after = await sessions.find(next ?? '');
    expect(after).toMatchObject({ sessionId: before?.sessionId, principal: official });
    expect(after?.csrfToken).not.toBe(before?.csrfToken);
    expect(after && isProvedLately(after, now)).toBe(false);
    const proved = await sessions.renew(next ?? '', { proved: true });
    const now2 = await sessions.find(proved ?? '');
    expect(now2 && isProvedLately(now2, now)).toBe(true);
    expect(await sessions.renew(token, { proved: true })).toBeUndefined();
  });

  test('is listed for its person, and any other can be ended', async () => {
    const [here, there] = [process(), process()];
    const stranger = await here.begin(signedIn({ ...person, personId: 6n }));
    await database.pool.query('delete from platform.session where person_id = 5');
    const kept = await here.begin(signedIn(person));
    pass({ seconds: 1 });
    const other = await there.begin({ ...signedIn(person), device: '' });
    expect((await here.list(5n)).map(({ device }) => device)).toEqual(['', 'Firefox, Linux']);
    const session = await here.find(kept);
    await here.find(other);
    const db = database.web().pool;
    await endSessionsOf(db, 6n, { sessionId: session?.sessionId ?? '' });
    expect(await here.list(5n)).toHaveLength(2);
    await endSessionsOf(db, 5n, { allBut: session?.sessionId ?? '' });
    here.forget(5n);
    expect(await here.find(other)).toBeUndefined();
    expect(await here.find(kept)).toBeDefined();
    await endSessionsOf(db, 5n, 'all');
    pass({ seconds: 2 });
    expect(await here.find(kept)).toBeUndefined();
    expect(await here.find(stranger)).toBeDefined();
  });

  test('is looked at without being prolonged', async () => {
    const sessions = process();
    const token = await sessions.begin(signedIn(person));
    const endsAt = now.add({ minutes: 60 });
    pass({ minutes: 59 });
    expect(await sessions.peek(token)).toEqual({ endsAt });
    expect(await sessions.peek(token)).toEqual({ endsAt });
    pass({ minutes: 1 });
    expect(await sessions.peek(token)).toBeUndefined();
    expect(await sessions.peek('no such token')).toBeUndefined();
  });

  test('that ended by itself is known for an hour; one that was ended is not', async () => {
    const sessions = process();
    const [token, ended] = [
      await sessions.begin(signedIn(person)),
      await sessions.begin(signedIn(person)),
    ];
    const csrfToken = (await sessions.find(token))?.csrfToken;
    await sessions.end(ended);
    expect(await sessions.findEnded(token)).toBeUndefined();
    pass({ minutes: 61 });
    await sessions.sweep();
    expect(await sessions.find(token)).toBeUndefined();
    expect(await sessions.findEnded(token)).toEqual({ principal: person, csrfToken });
    expect(await sessions.findEnded(ended)).toBeUndefined();
    pass({ minutes: 59 });
    expect(await sessions.findEnded(token)).toBeUndefined();
  });

  test('says what its person must do before anything else, until it is done', async () => {
    const sessions = process();
    const token = await sessions.begin({ ...signedIn(person), awaits: 'contacts' });
    expect((await sessions.find(token))?.awaits).toBe('contacts');
    await endAwaiting(database.web().pool, 5n);
    sessions.forget(5n);
    expect((await sessions.find(token))?.awaits).toBeNull();
  });

  test('is of a person and of nobody else', async () => {
    await expect(process().begin(signedIn(anonymous))).rejects.toThrow('of a person');
  });

  test('that has expired is swept away', async () => {
    const sessions = process();
    await sessions.begin(signedIn(person));
    pass({ hours: 13, seconds: 1 });
    await sessions.sweep();
    const { rows } = await database.pool.query('select 1 from platform.session');
    expect(rows).toEqual([]);
  });
});
