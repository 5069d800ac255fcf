import { afterAll, beforeAll, expect } from 'vitest';
import { addMembership, putPerson, scopeChecks, seedAccess } from '#modules/access/index.ts';
import { fileRequest } from '#modules/access/lifecycle/file-request.ts';
import type { Role } from '#kernel/role.ts';
import { listMemberships } from '#modules/access/memberships/list-memberships.ts';
import { principalOf } from '#modules/access/memberships/membership.ts';
import { plantSmallTown, smallTown } from '#modules/settlements/readings/fixtures/small-town.ts';
import { seedWorkingCalendar } from '#platform/calendar/seed.ts';
import { dayInKyiv, systemClock } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { Operations } from '#platform/operations.ts';
import { system } from '#platform/principal.ts';
import { noTrail } from '#test/audit/no-trail.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { pdfOf } from '#test/files/samples.ts';
import { lawTest } from '#test/law-test.ts';
import { testSecrets } from '#test/secrets.ts';
import { webInProcess, type Visitor, type WebInProcess } from './in-process.ts';
import { textOf } from './page-text.ts';

const people = '/cabinet/access-desk/people';
const consumerNumber = '3012548307';
const today = dayInKyiv(systemClock.now()).toString();
let database: TestDatabase;
let web: WebInProcess;
let atAdministrator: Visitor;

beforeAll(async () => {
  database = await freshDatabase();
  await plantSmallTown(database.pool);
  const { db } = database.as('zhkp_worker');
  await seedAccess(db, systemClock.now());
  await db.transaction().execute((tx) => seedWorkingCalendar(tx));
  web = await webInProcess(database.web());
  atAdministrator = await web.visitor(
    await somebody('3012548313', 'Посадова', 'technical-administrator'),
  );
});
afterAll(async () => {
  await web.close();
  await database.drop();
});

/** Somebody who acts for themselves, or in an office. */
async function somebody(rnokpp: string, surname: string, office?: Role) {
  const db = queryableOf(database.web().db);
  const { personId } = await putPerson(db, testSecrets, {
    ...{ rnokpp, surname, givenName: 'Олена', patronymic: null, now: systemClock.now() },
  });
  if (office !== undefined) {
    const since = Temporal.PlainDate.from('2024-09-03');
    const subjectId = smallTown.waterUtility;
    await addMembership(db, { personId, role: office, subjectId, since });
  }
  const names = await listMemberships(
    { db, secrets: testSecrets },
    personId,
    dayInKyiv(systemClock.now()),
  );
  const [first] = names;
  if (first === undefined) throw new Error(`${surname} may act in no name`);
  return principalOf({ personId, personName: surname }, first);
}

/** The document that a form made, as if it had been signed: its effect. */
async function signed(location: string | undefined): Promise<void> {
  const [, id = ''] = /^\/cabinet\/documents\/(\d+)\/sign$/.exec(location ?? '') ?? [];
  const { db, users } = database.web();
  const operations = new Operations({
    ...{ db, users, clock: systemClock, scopes: scopeChecks, audit: noTrail },
  });
  const filed = await operations.carryOut(fileRequest, system, { documentId: BigInt(id) });
  expect(filed).toEqual({ kind: 'done', value: { filed: true } });
}

async function enter(path: string, act: string, ground: string) {
  const form = await atAdministrator.get(`${path}/new?act=${act}`);
  expect(form.status).toBe(200);
  // Neither whom it is about nor a body is asked for: the platform knows.
  expect(form.body).not.toMatch(/name="(rnokpp|surname|edrpou|role)"/);
  const said = {
    ...{ act, ground, basis: 'Рішення суду № 5', aroseOn: today },
    ...{ cameOn: today, cameTime: '00:00' },
  };
  const without = await atAdministrator.upload(path, said);
  expect([without.status, textOf(without.body)]).toEqual([
    422,
    expect.stringContaining('Додайте документ'),
  ]);
  expect(without.body).toContain('Рішення суду № 5');
  const scan = { name: 'scan.pdf', content: Uint8Array.from(pdfOf()) };
  const sent = await atAdministrator.upload(path, said, scan);
  expect(sent.status).toBe(303);
  const document = await atAdministrator.get((sent.location ?? '').replace('/sign', ''));
  expect(textOf(document.body)).toContain('Від себе, як споживач');
  await signed(sent.location);
  const desk = await atAdministrator.get('/cabinet/access-desk');
  expect(textOf(desk.body)).toContain('Споживачка Олена');
  const ids = Array.from(desk.body.matchAll(/\/cabinet\/access-desk\/(\d+)"/g), ([, id]) => id);
  const requestId = ids.toSorted((a, b) => Number(b) - Number(a))[0] ?? '';
  const one = await atAdministrator.get(`/cabinet/access-desk/${requestId}`);
  expect(textOf(one.body)).toContain('Папір підтверджує підставу');
  expect(textOf(one.body)).not.toContain('Підписав керівник');
  const decided = await atAdministrator.post(`/cabinet/access-desk/${requestId}`, {
    ...{ outcome: 'approved', reason: 'Перевірено' },
  });
  expect(decided.location).toContain('done=approved');
}

lawTest(
  ['1039:32.4', '1039:35', '1039:36', '1039:37.2', '1039:40'],
  'a paper about a consumer is entered by their number, which stands in no address',
  async () => {
    const consumer = await somebody(consumerNumber, 'Споживачка');
    const atHome = await web.visitor(consumer);
    expect((await atHome.get('/cabinet/own-accounts')).status).toBe(200);
    expect((await atHome.get(people)).status).toBe(404);

    const desk = await atAdministrator.get('/cabinet/access-desk');
    expect(desk.body).toContain(`href="${people}"`);
    const wrong = await atAdministrator.post(people, { rnokpp: '123' });
    expect([wrong.status, textOf(wrong.body)]).toEqual([
      422,
      expect.stringContaining('РНОКПП має десять цифр'),
    ]);
    expect(wrong.body).toContain('value="123"');
    const nobody = await atAdministrator.post(people, { rnokpp: '3012548320' });
    expect([nobody.status, textOf(nobody.body)]).toEqual([
      422,
      expect.stringContaining('платформа не знає'),
    ]);
    expect((await atAdministrator.get(`${people}/${consumer.personId}`)).status).toBe(404);
    const found = await atAdministrator.post(people, { rnokpp: consumerNumber });
    const path = found.location ?? '';
    expect(path).toBe(`${people}/${consumer.personId}`);
    const page = await atAdministrator.get(path);
    expect(textOf(page.body)).toContain('Споживачка Олена');
    expect(page.body).not.toContain(consumerNumber);
    expect((await atAdministrator.get(`${path}/new?act=grant`)).status).toBe(404);

    await enter(path, 'block', '1039:32.4');
    let status = 200;
    while (status === 200) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      status = (await atHome.get('/cabinet/own-accounts')).status;
    }
    expect(status).toBe(303);
    expect(textOf((await atAdministrator.get(path)).body)).toContain('Заблоковано');
    await enter(path, 'restore', '1039:37.2');
    const again = await web.visitor(await somebody(consumerNumber, 'Споживачка'));
    expect((await again.get('/cabinet/own-accounts')).status).toBe(200);
    const owner = await web.visitor(await somebody('3012548342', 'Власник', 'owner'));
    const report = textOf((await owner.get('/cabinet/access-report')).body);
    for (const text of ['Доступ заблоковано', 'Доступ відновлено', 'Споживачка Олена']) {
      expect(report).toContain(text);
    }
  },
  60_000,
);

lawTest(
  ['1039:10.2', '1039:53.3'],
  'factors that somebody lost are removed with how they proved who they are, after a proof again',
  async () => {
    const lost = await somebody('3012548359', 'Забудько');
    await database.pool.query(
      `insert into access.code_generator
         (generator_id, person_id, secret, name, added_at, confirmed_at)
       values (gen_random_uuid(), $1, '\\x00', 'Телефон', now(), now())`,
      [lost.personId],
    );
    const path = (await atAdministrator.post(people, { rnokpp: '3012548359' })).location ?? '';
    const page = textOf((await atAdministrator.get(path)).body);
    expect(page).toContain('Застосунок із кодами');
    expect(page).not.toContain('Телефон');
    const empty = await atAdministrator.post(`${path}/factors`, { ground: '' });
    expect([empty.status, textOf(empty.body)]).toEqual([
      422,
      expect.stringContaining('Напишіть, як людина підтвердила'),
    ]);
    const removed = await atAdministrator.post(`${path}/factors`, { ground: 'Паспорт' });
    expect(removed.location).toBe(`${path}?done=factors`);
    const after = textOf((await atAdministrator.get(removed.location ?? '')).body);
    expect(after).toContain('Другий крок знято');
    expect(after).toContain('Другого кроку не налаштовано');
    const again = await atAdministrator.post(`${path}/factors`, { ground: 'Паспорт' });
    expect(textOf(again.body)).toContain('знімати нічого');

    await database.pool.query(
      `update platform.session set proved_at = proved_at - interval '11 minutes'`,
    );
    const other = await webInProcess(database.web());
    const { cookie, csrf } = atAdministrator.credentials;
    const asked = await other.app.inject({
      ...{ method: 'POST', url: `${path}/factors` },
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: csrf, ground: 'Паспорт' }).toString(),
    });
    await other.close();
    expect([asked.statusCode, asked.headers.location]).toEqual([
      303,
      expect.stringMatching(/^\/cabinet\/proof\?return=/),
    ]);
  },
);
