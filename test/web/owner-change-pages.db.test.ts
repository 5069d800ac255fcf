import { afterAll, beforeAll, expect } from 'vitest';
import { linkAccount, putPerson } from '#modules/access/index.ts';
import { sealHolder } from '#modules/registry/index.ts';
import { plantSmallTown, smallTown } from '#modules/settlements/readings/fixtures/small-town.ts';
import { dayInKyiv, systemClock } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { testSecrets } from '#test/secrets.ts';
import { webInProcess, type Visitor, type WebInProcess } from './in-process.ts';
import { textOf } from './page-text.ts';

const { hromada, account, waterUtility, energySupplier } = smallTown;
const accountPath = `/cabinet/accounts/${account}`;
const path = `${accountPath}/owner`;
let database: TestDatabase;
let web: WebInProcess;
let personId: bigint;

beforeAll(async () => {
  database = await freshDatabase();
  await plantSmallTown(database.pool);
  await database.pool.query(
    'insert into registry.territory_closure values ($1::integer, $1::integer, 0)',
    [hromada],
  );
  const holder = await sealHolder(testSecrets, { hromadaId: hromada, accountId: account }, 'Хтось');
  await database.pool.query('update registry.account set holder_name = $2 where account_id = $1', [
    ...[account, holder],
  ]);
  web = await webInProcess(database.web());
  const db = queryableOf(database.web().db);
  ({ personId } = await putPerson(db, testSecrets, {
    ...{ rnokpp: '3012548307', surname: 'Власниця', givenName: 'Олена', patronymic: null },
    now: systemClock.now(),
  }));
  const now = systemClock.now().subtract({ hours: 240 });
  await linkAccount(db, { personId, accountId: account, proof: 'connection-code', now });
});
afterAll(async () => {
  await web.close();
  await database.drop();
});

const at = (subjectId: bigint): Promise<Visitor> => {
  const who: Principal = { ...anonymous, role: 'provider', personId, membershipId: 900n };
  return web.visitor({ ...who, subjectId, subjectName: 'Постачальник' });
};

lawTest(
  ['1039:26.4.a.2', '1039:25'],
  'the biller tells of a change of owner on the account’s page; another supplier is offered none',
  async () => {
    const atBiller = await at(waterUtility);
    const atSupplier = await at(energySupplier);
    expect((await atBiller.get(accountPath)).body).toContain(`href="${path}"`);
    const theirs = await atSupplier.get(accountPath);
    expect([theirs.status, theirs.body.includes(path)]).toEqual([200, false]);
    expect((await atSupplier.get(path)).status).toBe(404);
    const page = textOf((await atBiller.get(path)).body);
    expect(page).toContain('власників — 1, орендарів — 0');
    expect(page).not.toContain('Власниця');

    const own: Principal = { ...anonymous, role: 'individual-consumer', personId };
    const atHome = await web.visitor(own);
    expect((await atHome.get('/cabinet/own-accounts')).body).toContain('0000101');

    const today = dayInKyiv(systemClock.now());
    const tomorrow = { changedOn: today.add({ days: 1 }).toString(), ground: 'Договір № 12' };
    const early = await atBiller.post(path, tomorrow);
    expect([early.status, textOf(early.body)]).toEqual([
      422,
      expect.stringContaining('Цей день ще не настав'),
    ]);
    expect(early.body).toContain('Договір № 12');
    const said = { changedOn: today.toString(), ground: '' };
    expect(textOf((await atBiller.post(path, said)).body)).toContain('Назвіть документ');
    const form = { ...said, ground: 'Договір № 12' };
    expect((await atSupplier.post(path, form)).status).toBe(404);
    const told = await atBiller.post(path, form);
    expect(told.location).toBe(`${path}?ended=1`);
    const after = textOf((await atBiller.get(told.location ?? '')).body);
    for (const text of ['Доступ припинено: 1', 'власників — 0', 'Договір № 12']) {
      expect(after).toContain(text);
    }
    expect(textOf((await atBiller.post(path, form)).body)).toContain('вже записано');

    expect((await atHome.get('/cabinet/own-accounts')).body).not.toContain('0000101');
  },
);
