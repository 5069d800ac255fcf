import { putPerson } from '#modules/access/index.ts';
import { systemClock } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { checkLog } from '#platform/audit/log-check.ts';
import { loadSigningKey } from '#platform/audit/keys.ts';
import type { Principal } from '#platform/principal.ts';
import { lawTest } from '#test/law-test.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { join } from 'node:path';
import { somebody, webInProcess, type Visitor, type WebInProcess } from './in-process.ts';
import { sealEntries, verify } from './seal.ts';
import { smallCountry, type SmallCountry } from './small-country.ts';
import { testSecrets } from '#test/secrets.ts';

const makeTimeoutMs = 240_000;
const parameters = '/cabinet/parameters';

let country: SmallCountry;
let web: WebInProcess;
let first: Visitor;
let second: Visitor;

beforeAll(async () => {
  country = await smallCountry();
  const handle = country.database.web();
  web = await webInProcess(handle);
  first = await web.visitor(await administrator('3184710691', 'Перша'));
  second = await web.visitor(await administrator('3184710705', 'Друга'));
}, makeTimeoutMs);
afterAll(async () => {
  await web.close();
  await country.database.drop();
});

async function administrator(rnokpp: string, surname: string): Promise<Principal> {
  const { db } = country.database.web();
  const person = { rnokpp, surname, givenName: 'Олена', patronymic: null };
  const { personId } = await putPerson(queryableOf(db), testSecrets, {
    ...person,
    now: systemClock.now(),
  });
  return somebody('technical-administrator', personId);
}

const proposal = {
  value: '5,1',
  validFrom: '2027-01-01',
  validTo: '',
  territory: '',
  service: 'cold-water',
  act: 'Рішення ради № 5',
  status: 'enacted',
};

async function propose(change: Partial<typeof proposal> = {}): Promise<string> {
  const form = { ...proposal, ...change };
  const sent = await first.post(`${parameters}/water.norm/proposals`, form);
  expect(sent.status).toBe(303);
  return (sent.location ?? '').split('?')[0] ?? '';
}

describe('parameters', () => {
  lawTest(
    ['1039:20.3', '1039:66'],
    'the technical administrator sees every number with its act and its state',
    async () => {
      const { body } = await first.get(parameters);
      expect(body).toContain('Норма споживання холодної води');
      expect(body).toContain('4,6 м³ на особу за місяць');
      expect(body).toContain('Неперевірене');
      const found = await first.get(`${parameters}?q=${encodeURIComponent('холодної')}`);
      expect(found.body).not.toContain('Норма споживання газу');
      const enacted = await first.get(`${parameters}?status=enacted`);
      expect(enacted.body).not.toContain('water.norm');
      expect((await first.get(`${parameters}/no.such`)).status).toBe(404);
    },
  );

  test('a proposal is checked with its effect before it is sent', async () => {
    const query = new URLSearchParams(proposal).toString();
    const { status, body } = await first.get(`${parameters}/water.norm/check?${query}`);
    expect(status).toBe(200);
    expect(body).toContain('5,1 м³ на особу за місяць');
    expect(body).toMatch(/Змінилися б нарахування \d+ з \d+/);
    expect(body).toMatch(/Споживачі сплатили б за місяць більше на [\d\u00a0,]+грн/);
    expect(body).toContain('Це вибірка');
    expect(body).not.toMatch(/\d{12}/);
  });

  test('what is wrong stands beside its field and nothing typed is lost', async () => {
    const query = new URLSearchParams({ ...proposal, value: 'багато', act: '' }).toString();
    const wrong = await first.get(`${parameters}/water.norm/check?${query}`);
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('href="#act"');
    expect(wrong.body).toContain('value="багато"');
    const noNumber = new URLSearchParams({ ...proposal, value: 'багато' }).toString();
    const refused = await first.get(`${parameters}/water.norm/check?${noNumber}`);
    expect(refused.body).toContain('Введіть число від 0 до 100');
  });

  lawTest(
    ['1039:66'],
    'another person approves; who proposed may only take the proposal back',
    async () => {
      const page = await propose();
      const own = await first.get(page);
      expect(own.body).toContain('Затвердити має інша людина');
      expect(own.body).toContain('disabled');
      const alone = await first.post(`${page}/decision`, { decision: 'approve' });
      expect(alone.status).toBe(422);
      expect(alone.body).toContain('Пропозицію має затвердити інша людина');
      const list = await second.get('/cabinet/proposals');
      expect(list.body).toContain(page);
      const approved = await second.post(`${page}/decision`, { decision: 'approve' });
      expect([approved.status, approved.location]).toEqual([303, `${page}?news=approved`]);
      const history = await second.get(`${parameters}/water.norm`);
      expect(history.body).toContain('Перша Олена');
      expect(history.body).toContain('Друга Олена');
      expect(history.body).toContain('Замінено');
      const again = await second.post(`${page}/decision`, { decision: 'reject' });
      expect(again.body).toContain('Рішення за цією пропозицією вже прийнято');
      const mine = await propose({ validFrom: '2028-01-01' });
      const taken = await first.post(`${mine}/decision`, { decision: 'reject' });
      expect(taken.location).toBe(`${mine}?news=rejected`);
    },
  );

  test('a number that no charge depends on says so; a narrower one is counted on less', async () => {
    const words = { ...proposal, service: '', value: '25' };
    const query = new URLSearchParams(words).toString();
    const apart = await first.get(`${parameters}/bill.due_day/check?${query}`);
    expect(apart.body).toContain('не впливає на суми нарахувань');
    const town = { ...proposal, territory: 'UA05029900000099001' };
    const narrow = await first.get(
      `${parameters}/water.norm/check?${new URLSearchParams(town).toString()}`,
    );
    const [, examined = '0'] = /нарахування \d+ з (\d+)/.exec(narrow.body) ?? [];
    expect(Number(examined)).toBeLessThanOrEqual(40);
  });
});

describe('shares of heat', () => {
  const share = (value: string) => ({
    ...proposal,
    value,
    service: 'heat',
    validFrom: '2028-06-01',
    validTo: '2028-06-30',
  });
  const check = (code: string, value: string) =>
    first.get(`${parameters}/${code}/check?${new URLSearchParams(share(value)).toString()}`);
  async function send(code: string, value: string): Promise<string> {
    const sent = await first.post(`${parameters}/${code}/proposals`, share(value));
    expect(sent.status).toBe(303);
    return (sent.location ?? '').split('?')[0] ?? '';
  }

  lawTest(
    ['1039:10.17', '2119:10.2'],
    'that would be more than the whole are answered for, shown so, and never approved',
    async () => {
      const tooMuch = await check('heat.function_share', '0,93');
      expect(tooMuch.status).toBe(422);
      expect(tooMuch.body).toContain('href="#value"');
      expect(tooMuch.body).toContain('виходить більше за 1');
      const function6 = await send('heat.function_share', '0,6');
      const common6 = await send('heat.common_share', '0,6');
      await second.post(`${function6}/decision`, { decision: 'approve' });
      const page = await second.get(common6);
      expect(page.status).toBe(200);
      expect(page.body).toContain('Цю пропозицію затвердити не можна');
      const approved = await second.post(`${common6}/decision`, { decision: 'approve' });
      expect(approved.status).toBe(422);
      expect(approved.body).toContain('виходить більше за 1');
    },
  );

  test('that fit their own days, but not the month billed last, are not counted on it', async () => {
    const page = await send('heat.common_share', '0,02');
    await second.post(`${page}/decision`, { decision: 'approve' });
    const fits = await check('heat.function_share', '0,97');
    expect([fits.status, fits.body]).toEqual([200, expect.stringContaining('не поєднується')]);
  });
});

describe('the log of actions', () => {
  lawTest(['1039:56.1'], 'tells who did what and when, by action, object and day', async () => {
    await propose({ validFrom: '2029-01-01' });
    const whole = await first.get('/cabinet/audit');
    expect(whole.body).toContain('platform.propose-parameter');
    expect(whole.body).toContain('Перша Олена');
    const only = await first.get('/cabinet/audit?subject=parameter:water.norm');
    expect(only.body).not.toContain('>start-billing-run</td>');
    const long = await first.get('/cabinet/audit?through=2000-01-01');
    expect(long.body).toContain('Записів за цими умовами немає');
    expect((await first.get('/cabinet/audit?from=yesterday')).status).toBe(422);
    const pages = /href="(\/cabinet\/audit\?before=[^"]+)"/.exec(whole.body);
    expect((await first.get(pages?.[1] ?? '')).status).toBe(200);
  });

  test('says which months of the log lie in files', async () => {
    const before = await first.get('/cabinet/audit?through=2019-12-31');
    await country.database.pool.query(
      `insert into audit.month_out values ('2019-12-01', sha256('a month'), now())`,
    );
    const after = await first.get('/cabinet/audit?through=2019-12-31');
    expect(before.body).not.toContain('грудень 2019');
    expect(after.body).toContain('грудень 2019');
  });

  lawTest(
    ['1039:56.3', '1039:75'],
    'gives a proof of an entry that the verifier takes without the platform',
    async () => {
      await propose({ validFrom: '2030-01-01' });
      const key = await loadSigningKey(join(web.dataFolder, 'keys'));
      const log = await first.get('/cabinet/audit?command=platform.propose-parameter');
      const [, path = ''] = /href="(\/cabinet\/audit\/[0-9a-f-]{36})"/.exec(log.body) ?? [];
      const unsealed = await first.get(path);
      expect(unsealed.body).toContain('щойно запис запечатають');
      await sealEntries(country.database, key, join(web.dataFolder, 'audit', 'heads.jsonl'));
      expect((await first.get(path)).body).toContain('SHA-256');
      const proof = await first.get(`${path}/proof.json`);
      expect(proof.type).toBe('application/json; charset=utf-8');
      const heads = await (await web.visitor()).get('/audit/heads.jsonl');
      const keys = await (await web.visitor()).get('/audit/audit-public-keys.txt');
      expect(keys.body.trim()).toBe(key.verification.text);
      const verdict = await verify(proof.body, { key: keys.body.trim(), heads: heads.body });
      expect(verdict).toBe(0);
      const forged = proof.body.replace('platform.propose-parameter', 'platform.decide-parameter');
      expect(await verify(forged, { key: keys.body.trim(), heads: heads.body })).toBe(1);
    },
  );

  lawTest(
    ['1039:53.3'],
    'says whether the whole log holds, by a check that the administrator may ask for',
    async () => {
      expect((await first.get('/cabinet/audit')).body).toContain('Журнал ще не перевіряли');
      const asked = await first.post('/cabinet/audit', {});
      expect([asked.status, asked.location]).toEqual([303, '/cabinet/audit?check=asked']);
      const { rows } = await country.database.pool.query(
        `select task_identifier from graphile_worker.jobs where key = 'check-audit-log'`,
      );
      expect(rows).toEqual([{ task_identifier: 'check-audit-log' }]);
      const found: string[] = [];
      const key = await loadSigningKey(join(web.dataFolder, 'keys'));
      const folder = join(web.dataFolder, 'audit');
      const check = () =>
        checkLog({
          db: country.database.pool,
          clock: systemClock,
          keys: () => Promise.resolve([key.verification]),
          headsPath: join(folder, 'heads.jsonl'),
          checksPath: join(folder, 'checks.jsonl'),
          onDamage: (damage) => found.push(damage),
          signal: AbortSignal.timeout(makeTimeoutMs),
        });
      await sealEntries(country.database, key, join(folder, 'heads.jsonl'));
      const { leavesChecked } = await check();
      expect(leavesChecked).toBeGreaterThan(0);
      expect((await first.get('/cabinet/audit')).body).toMatch(/Журнал цілий: перевірено \d/);
      await country.database.pool.query(
        `alter table audit.entry disable trigger all;
         update audit.entry set command = 'forged'
         where entry_id = (select entry_id from audit.leaf where leaf_index = 3)`,
      );
      await check();
      expect(found).toEqual(['entry-does-not-give-its-leaf 3–3']);
      const { body } = await first.get('/cabinet/audit');
      expect(body).toContain('Журнал пошкоджено');
      expect(body).toContain('entry-does-not-give-its-leaf 3–3');
    },
  );

  test('never shows a tax number, however it came into the log', async () => {
    const { pool } = country.database;
    await pool.query(
      `update audit.opening set value = 'rnokpp:3184710691' where field = 'subject'
       and entry_id = (select entry_id from audit.entry order by entry_id desc limit 1)`,
    );
    const { body } = await first.get('/cabinet/audit');
    expect(body).not.toContain('3184710691');
    expect(body).toContain('приховано');
  });
});

test('others have no such cabinet', async () => {
  const consumer = await web.visitor(somebody('individual-consumer', 9n, null));
  const paths = [
    parameters,
    `${parameters}/water.norm`,
    '/cabinet/proposals',
    '/cabinet/audit',
    '/cabinet/subjects',
    '/cabinet/subjects/new',
    '/cabinet/subjects/1',
    '/cabinet/subjects/1/rights/new',
    '/cabinet/subjects/rights/1',
    '/cabinet/subjects/rights/1/record',
    '/cabinet/territories',
    '/cabinet/territories/1',
  ];
  for (const path of paths) expect((await consumer.get(path)).status, path).toBe(404);
});

lawTest(['1039:21.5', '1039:53.5'], 'incidents name the people whom they are about', async () => {
  const { personId } = await administrator('3184710719', 'Помічена');
  await country.database.pool.query(
    `insert into platform.incident (kind, about, signs, first_at, last_at)
     values ('account-guessed', $1, 5, now(), now()), ('callback-forged', 'liqpay', 1, now(), now())`,
    [`person:${personId}`],
  );
  const page = await first.get('/cabinet/incidents');
  expect(page.status).toBe(200);
  expect(page.body).toContain('Помічена Олена');
  expect(page.body).toContain('liqpay');
});
