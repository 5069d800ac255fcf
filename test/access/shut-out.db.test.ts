import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { reportKeyCommand } from '#modules/access/lifecycle/report-key.ts';
import { inPerson, principalOf } from '#modules/access/memberships/membership.ts';
import { keepIfOpen } from '#modules/access/memberships/still-open.ts';
import { anonymous } from '#platform/principal.ts';
import { lawTest } from '#test/law-test.ts';
import { signedIn } from '#test/sessions.ts';
import { textOf } from '#test/web/page-text.ts';
import { SignInOffice } from './sign-in-office.ts';

let office: SignInOffice;
beforeAll(async () => {
  office = await SignInOffice.open();
});
beforeEach(() => office.clean());
afterAll(() => office.close());

lawTest(
  ['1039:32.1', '1039:36'],
  'a consumer says that their key is stolen, is out, and is told at the door what to do',
  async () => {
    const browser = await office.signedIn('olena');
    const security = await browser.get('/cabinet/security');
    expect(security.body).toContain('href="/cabinet/access/key"');
    const page = await browser.get('/cabinet/access/key');
    expect(page.status).toBe(200);
    expect(page.body).toContain('href="/cabinet/security"');
    const empty = await browser.post('/cabinet/access/key', { basis: '' });
    expect(empty.status).toBe(422);
    const told = await browser.post('/cabinet/access/key', { basis: 'Загубила телефон' });
    expect([told.status, told.location]).toEqual([303, '/sign-in']);
    expect((await browser.get('/cabinet/own-accounts')).location).toContain('/sign-in');

    const back = office.browser();
    const answer = await office.come(back, 'olena');
    expect(answer.status).toBe(403);
    const text = textOf(answer.body);
    expect(text).toContain('Ваш доступ заблоковано');
    expect(text).toContain('Особистий ключ скомпрометовано');
    expect(text).toContain('Подайте технічному адміністратору письмову заяву');
    expect((await back.get('/cabinet/security')).location).toContain('/sign-in');
    const { rows } = await office.database.pool.query('select from platform.session');
    expect(rows).toHaveLength(0);
  },
);

test('whoever has a second factor shows it before they are told anything', async () => {
  const personId = await office.personId('olena');
  await office.database.pool.query(`update access.membership set state = 'annulled'`);
  await office.database.pool.query(
    `insert into access.membership (person_id, role, valid)
     values ($1, 'individual-consumer', '[2026-01-01,)')`,
    [personId],
  );
  const browser = await office.signedIn('olena');
  const secret = await office.setUpCodes(browser);
  const principal = { ...anonymous, role: 'individual-consumer', personId } as const;
  await office.parts.operations.carryOut(reportKeyCommand(office.secrets), principal, {
    basis: 'Вкрали',
  });
  const back = office.browser();
  const first = await office.come(back, 'olena');
  expect([first.status, first.location]).toEqual([303, '/sign-in/factor']);
  const after = await back.post('/sign-in/factor', { code: office.code(secret) });
  expect(after.status).toBe(403);
  expect(textOf(after.body)).toContain('Ваш доступ заблоковано');
});

lawTest(['1039:36'], 'a session that a decision did not see is ended as it begins', async () => {
  await office.come(office.browser(), 'petro');
  const personId = await office.personId('petro');
  const acting = principalOf({ personId, personName: 'Петро' }, inPerson);
  const begun = () => office.sessions.begin(signedIn(acting));
  expect(await keepIfOpen(office.parts, await begun(), acting)).toBeDefined();
  await office.database.pool.query(
    `insert into access.membership (person_id, role, valid, state)
     values ($1, 'individual-consumer', '[2026-01-01,)', 'blocked')`,
    [personId],
  );
  const late = await begun();
  expect(await keepIfOpen(office.parts, late, acting)).toBeUndefined();
  expect(await office.sessions.find(late)).toBeUndefined();
});
