import { linkAccount, putPerson } from '#modules/access/index.ts';
import { linkOwner } from '#modules/access/ownership/owner-links.sql.ts';
import { plantSmallTown, smallTown } from '#modules/settlements/readings/fixtures/small-town.ts';
import { systemClock } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { testSecrets } from '#test/secrets.ts';
import { lawTest } from '#test/law-test.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { webInProcess, type Visitor, type WebInProcess } from './in-process.ts';
import { textOf } from './page-text.ts';

const { account, neighbour } = smallTown;
const registerPath = '/cabinet/own-accounts/register';
const peoplePath = `/cabinet/own-accounts/${account}/people`;
const right = { number: '0000101', edrpou: '32855961', consent: 'yes' };

let database: TestDatabase;
let web: WebInProcess;
let olena: Principal;
let ivan: Principal;
let atOlena: Visitor;
let atIvan: Visitor;

beforeAll(async () => {
  database = await freshDatabase();
  await plantSmallTown(database.pool);
  await database.pool.query(
    'insert into registry.territory_closure values ($1::integer, $1::integer, 0)',
    [smallTown.hromada],
  );
  await database.pool.query(`update registry.subject set edrpou = '32855961' where subject_id = 1`);
  web = await webInProcess(database.web());
  olena = await consumer('Шевченко', '2772741862');
  ivan = await consumer('Мельник', '2772797519');
  atOlena = await web.visitor(olena);
  atIvan = await web.visitor(ivan);
});
beforeEach(async () => {
  await database.pool.query('truncate access.ownership_request, access.ownership_answer');
});
afterAll(async () => {
  await web.close();
  await database.drop();
});

const db = () => queryableOf(database.as('zhkp_worker').db);

async function consumer(surname: string, rnokpp: string): Promise<Principal> {
  const { personId } = await putPerson(db(), testSecrets, {
    ...{ rnokpp, surname, givenName: 'Олена', patronymic: null, now: systemClock.now() },
  });
  return { ...anonymous, role: 'individual-consumer', personId, personName: surname };
}

describe('the third way to connect an account', () => {
  lawTest(
    ['1039:25', '1039:45.1', '1039:58'],
    'names what is asked, about what and what for, before consent',
    async () => {
      const connect = textOf((await atOlena.get('/cabinet/own-accounts/connect')).body);
      expect(connect).toContain('За даними Державного реєстру речових прав');
      const form = textOf((await atOlena.get(registerPath)).body);
      expect(form).toContain('Погоджуюся, щоб платформа запитала Державний реєстр речових прав');
      expect(form).toContain('Мета: підключити рахунок до вашого кабінету');
      expect(form).toContain('передаються ваш РНОКПП і адреса житла');
    },
  );

  test('asks nothing without consent, and gives the form back as it was', async () => {
    const { consent: _, ...without } = right;
    const answer = await atOlena.post(registerPath, without);
    expect(answer.status).toBe(422);
    expect(textOf(answer.body)).toContain('Без згоди платформа не може запитати реєстр');
    expect(answer.body).toContain('value="0000101"');
    expect((await database.pool.query('select from access.ownership_request')).rows).toEqual([]);
  });

  lawTest(
    ['1039:53.3'],
    'answers alike whether there is such an account or not, and says how the request stands',
    async () => {
      const answers = await Promise.all(
        [right, { ...right, number: '9999999' }, { ...right, edrpou: '00032945' }].map((form) =>
          atOlena.post(registerPath, form),
        ),
      );
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(answers[0]).toMatchObject({
        ...{ status: 303, location: '/cabinet/own-accounts?done=register' },
      });
      const list = async () => textOf((await atOlena.get('/cabinet/own-accounts')).body);
      expect(await list()).toContain('Питаємо реєстр');
      await database.pool.query('update access.ownership_request set silent_at = now()');
      expect(await list()).toContain('Реєстр не відповів, спробуємо ще раз');
      expect(textOf((await atIvan.get('/cabinet/own-accounts')).body)).not.toContain('Реєстр не');
    },
  );

  test('says when there were too many', async () => {
    for (let count = 0; count < 5; count += 1) {
      await atOlena.post(registerPath, { ...right, number: `900000${count}` });
    }
    const answer = await atOlena.post(registerPath, right);
    expect(answer.status).toBe(422);
    expect(textOf(answer.body)).toContain('Забагато запитів. Спробуйте за годину.');
  });

  test('is not offered where there is no register to ask', async () => {
    const other = await webInProcess(database.web(), { TREMBITA_URL: '' });
    const visitor = await other.visitor(olena);
    const connect = await visitor.get('/cabinet/own-accounts/connect');
    expect(textOf(connect.body)).not.toContain('За даними Державного реєстру');
    expect((await visitor.get(registerPath)).status).toBe(404);
    expect((await visitor.post(registerPath, right)).status).toBe(404);
    await other.close();
  });
});

describe('who else reaches the account', () => {
  beforeAll(async () => {
    const now = systemClock.now();
    await linkOwner(db(), { personId: olena.personId ?? 0n, accountId: account }, now);
    await linkAccount(db(), {
      ...{ personId: ivan.personId ?? 0n, accountId: account, capacity: 'tenant', now },
      proof: 'connection-code',
    });
  });

  test('is seen by nobody but an owner by the register', async () => {
    expect((await atIvan.get(peoplePath)).status).toBe(404);
    const personId = String(olena.personId);
    expect((await atIvan.post(peoplePath, { personId })).status).toBe(404);
    expect((await atIvan.get('/cabinet/own-accounts')).body).not.toContain(peoplePath);
    const other = `/cabinet/own-accounts/${neighbour}/people`;
    expect((await atOlena.get(other)).status).toBe(404);
    expect((await (await web.visitor()).get(peoplePath)).status).not.toBe(200);
  });

  test('an owner ends a tenant, once', async () => {
    expect((await atOlena.get('/cabinet/own-accounts')).body).toContain(peoplePath);
    const page = textOf((await atOlena.get(peoplePath)).body);
    expect(page).toMatch(/Мельник Олена.*Орендар.*код із паперового рахунку/s);
    const personId = String(ivan.personId);
    expect(await atOlena.post(peoplePath, { personId })).toMatchObject({
      ...{ status: 303, location: `${peoplePath}?done=1` },
    });
    expect(textOf((await atOlena.get(`${peoplePath}?done=1`)).body)).toContain(
      'Ніхто, крім вас, цього рахунку не підключив',
    );
    expect((await atOlena.post(peoplePath, { personId })).status).toBe(404);
    expect((await atOlena.post(peoplePath, { personId: 'x' })).status).toBe(404);
  });
});
