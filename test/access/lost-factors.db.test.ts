import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addMembership, putPerson } from '#modules/access/index.ts';
import { findPersonCommand } from '#modules/access/persons/find-person.ts';
import { removeFactorsCommand } from '#modules/access/persons/remove-factors.ts';
import { showPersonQuery } from '#modules/access/persons/show-person.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import type { Role } from '#kernel/role.ts';
import { lawTest } from '#test/law-test.ts';
import { textOf } from '#test/web/page-text.ts';
import { SignInOffice } from './sign-in-office.ts';

const numbers = { olena: '2920147112', petro: '2845713250', administrator: '2772741862' };
const ground = 'Прийшла з паспортом, звірено фото';
let office: SignInOffice;
let administrator: Principal;

beforeAll(async () => {
  office = await SignInOffice.open();
  const { pool } = office.database;
  await pool.query(
    `insert into registry.subject (subject_id, kind, name, short_name, search_key)
     overriding system value values (1, 'administrator', 'Технічний', 'Технічний', '')`,
  );
  administrator = await official('technical-administrator', numbers.administrator);
});
beforeEach(async () => {
  await office.clean();
  office.pass({ minutes: 61 });
});
afterAll(() => office.close());

async function official(role: Role, rnokpp: string): Promise<Principal> {
  const db = queryableOf(office.app.db);
  const { personId } = await putPerson(db, office.secrets, {
    ...{ rnokpp, surname: 'Шевчук', givenName: 'Олег', patronymic: null },
    now: office.clock.now(),
  });
  const since = Temporal.PlainDate.from('2024-09-03');
  await addMembership(db, { personId, role, subjectId: 1n, since });
  const { rows } = await office.database.pool.query<{ membership_id: bigint }>(
    'select membership_id from access.membership where person_id = $1',
    [personId],
  );
  const membershipId = rows[0]?.membership_id ?? null;
  return {
    ...{ ...anonymous, role, personId, membershipId },
    ...{ subjectId: 1n, subjectName: 'Технічний' },
  };
}

const done = async (kind: string, outcome: Promise<{ kind: string; value?: unknown }>) => {
  const came = await outcome;
  expect(came.kind).toBe(kind);
  return came.value;
};
const find = (rnokpp: string) =>
  office.parts.operations.carryOut(findPersonCommand(office.secrets), administrator, { rnokpp });
const show = (personId: bigint) =>
  office.parts.operations.ask(showPersonQuery(office.secrets), administrator, {
    personId: String(personId),
  });
const remove = (personId: bigint, said: string = ground, by = administrator) =>
  office.parts.operations.carryOut(removeFactorsCommand(office.secrets), by, {
    ...{ personId: String(personId), ground: said },
  });
const refusal = (outcome: Awaited<ReturnType<typeof remove>>) =>
  outcome.kind === 'refused' ? outcome.refusal.refusal : outcome.kind;

lawTest(
  ['1039:10.2', '1039:31', '1039:54.1', '1039:93'],
  'whoever lost all factors and proved who they are gets in without them, is told, and sees it',
  async () => {
    const browser = await office.signedIn('olena');
    await office.setUpCodes(browser);
    await browser.post('/cabinet/security/recovery-codes');
    const personId = await office.personId('olena');
    await done('done', find(numbers.olena));
    expect(await done('done', show(personId))).toMatchObject({
      ...{ name: 'Зразкова Олена Іванівна', factors: [{ kind: 'generator' }] },
    });
    const told = JSON.stringify(await done('done', show(personId)), (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    // Nothing that would help to pass them, nor what the person called them.
    expect(told).not.toMatch(/Телефон|secret|2920147112/);
    const waiting = office.browser();
    await office.come(waiting, 'olena');

    expect(await done('done', remove(personId))).toEqual({ personId });
    const { pool } = office.database;
    for (const table of [
      ...['code_generator', 'passkey', 'recovery_code', 'pending_sign_in'].map(
        (name) => `access.${name}`,
      ),
      'platform.session',
    ]) {
      const { rows } = await pool.query(`select from ${table} where person_id = $1`, [personId]);
      expect(rows, table).toHaveLength(0);
    }
    const { rows: letters } = await pool.query<{ recipient: string }>(
      `select recipient from platform.letter where notice = 'factors-removed'`,
    );
    expect(letters).toEqual([{ recipient: `person:${personId}` }]);
    expect((await waiting.post('/sign-in/factor', { code: '000000' })).status).toBe(422);

    office.sessions.forget(personId);
    const back = await office.signedIn('olena');
    const security = textOf((await back.get('/cabinet/security')).body);
    expect(security).toContain('Другий крок знімав адміністратор');
    expect(security).toContain(ground);
    const looks = textOf((await back.get('/cabinet/security/looks')).body);
    expect(looks).toContain('Зняли другий крок входу');
    expect(looks).toContain('Знайшли вас за РНОКПП');
    expect(looks).toContain('Технічний адміністратор');
    // The log says whose, and holds neither how they proved it nor their number.
    const { rows: log } = await pool.query<{ value: string }>(
      `select string_agg(o.value, ' ') as value from audit.entry e
       join audit.opening o using (entry_id)
       where e.command in ('access.remove-lost-factors', 'access.find-person')`,
    );
    expect(log[0]?.value).toContain(`person:${personId}`);
    expect(log[0]?.value).not.toMatch(/паспорт|2920147112/);
  },
);

test.each([
  ['without a word on how they proved it', 'faults', ' '],
  ['of somebody who has none', 'no-factors', ground],
])('nothing is removed %s', async (_, outcome, said) => {
  await office.signedIn('petro');
  await done('done', find(numbers.petro));
  expect(refusal(await remove(await office.personId('petro'), said))).toBe(outcome);
});

lawTest(['1039:53.3', '1039:55'], 'nor of anybody not found by number, nor by others', async () => {
  const browser = await office.signedIn('olena');
  await office.setUpCodes(browser);
  const personId = await office.personId('olena');
  expect(refusal(await remove(personId))).toBe('not-there');
  await done('done', find(numbers.olena));
  const temporary = await official('temporary-administrator', '2772797519');
  for (const by of [temporary, { ...temporary, role: 'owner' } as const]) {
    expect(refusal(await remove(personId, ground, by))).toBe('hidden');
  }
  office.pass({ minutes: 61 });
  expect(refusal(await remove(personId))).toBe('not-there');
  const { rows } = await office.database.pool.query(
    'select from access.code_generator where person_id = $1',
    [personId],
  );
  expect(rows).toHaveLength(1);
});

test('nobody removes their own, which would make them worth nothing', async () => {
  await office.database.pool.query(
    `insert into access.code_generator
       (generator_id, person_id, secret, name, added_at, confirmed_at)
     values (gen_random_uuid(), $1, '\\x00', 'Код', now(), now())`,
    [administrator.personId],
  );
  await done('done', find(numbers.administrator));
  expect(refusal(await remove(administrator.personId ?? 0n))).toBe('own-factors');
});
