import { seedFacts } from '#modules/registry/index.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { somebody, webInProcess, type Visitor, type WebInProcess } from './in-process.ts';
import { query, textOf } from './page-text.ts';

let database: TestDatabase;
let web: WebInProcess;
let administrator: Visitor;
let anybody: Visitor;

beforeAll(async () => {
  database = await freshDatabase();
  const owner = database.as('zhkp_owner').db;
  await owner.transaction().execute((tx) => seedFacts(tx, { demonstration: true }));
  web = await webInProcess(database.web());
  administrator = await web.visitor(somebody('technical-administrator', 7n));
  anybody = await web.visitor();
});
afterAll(async () => {
  await web.close();
  await database.drop();
});

describe('an edition of the codifier', () => {
  const territories = '/cabinet/territories';
  const form = { editionOn: '2026-02-01', source: 'Міністерство' };

  async function register(): Promise<readonly string[]> {
    const { rows } = await database.pool.query<{ line: string }>(
      `select concat_ws(',', unit.code, coalesce(parent.code, ''), unit.category, unit.name) as line
       from registry.territory unit
       left join registry.territory parent on parent.territory_id = unit.parent_id
       where unit.origin = 'codifier' and upper_inf(unit.in_force) order by unit.code`,
    );
    return rows.map(({ line }) => line);
  }

  const csv = (lines: readonly string[]) => ({
    name: 'kodyfikator.csv',
    content: Buffer.from(['code,parent,category,name', ...lines].join('\n')),
  });

  const send = (lines: readonly string[], change: Partial<typeof form> = {}) =>
    administrator.upload(territories, { ...form, ...change }, csv(lines));

  lawTest(
    ['1039:66', '376:1'],
    'is uploaded, shown with what it changes, and loaded only then',
    async () => {
      const lines = await register();
      const [gone = '', ...others] = lines.toReversed();
      const changed = others.map((line) =>
        line.endsWith(',P,Вінницький') ? line.replace('Вінницький', 'Подільський') : line,
      );
      const fresh = 'UA63000000000099999,UA63000000000041885,P,Новий';
      const sent = await send([...changed, fresh]);
      expect(sent.status).toBe(303);
      const preview = textOf((await administrator.get(sent.location ?? '')).body);
      expect(preview).toContain('Чекає на рішення');
      expect(preview).toMatch(/Додано 1 Змінено назву або категорію 1 .* Припинено 1/);
      expect(preview).toMatch(/UA63000000000099999 Новий/);
      expect(preview).toMatch(/Подільський Вінницький/);
      expect(preview).toContain(gone.split(',')[0]);
      expect(await register()).toEqual(lines);
      const loaded = await administrator.post(`${sent.location}/load`, {});
      expect(loaded.location).toBe(sent.location);
      const report = textOf((await administrator.get(sent.location ?? '')).body);
      expect(report).toContain('Видання завантажено');
      expect(report).toMatch(/Додано 1 .* Припинено 1/);
      expect(await register()).toEqual([...changed, fresh].sort());
      const list = textOf((await administrator.get(territories)).body);
      expect(list).toMatch(/Видання від 01\.02\.2026 kodyfikator\.csv Завантажено/);
      const found = await anybody.get(`/territories?${query({ q: 'Подільський' })}`);
      expect(textOf(found.body)).toContain('Подільський');
    },
  );

  test('with bad lines names them and loads the good ones only when told to', async () => {
    const lines = await register();
    const sent = await send([...lines, 'oops,,C,Хто'], { editionOn: '2026-03-01' });
    const preview = textOf((await administrator.get(sent.location ?? '')).body);
    expect(preview).toContain(
      `рядок ${lines.length + 2} Код має складатися з літер UA та 17 цифр. oops`,
    );
    const refused = await administrator.post(`${sent.location}/load`, {});
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('href="#takeGoodLines"');
    const loaded = await administrator.post(`${sent.location}/load`, { takeGoodLines: 'yes' });
    expect(loaded.status).toBe(303);
  });

  test('of another form, too large, missing or older is answered beside its field', async () => {
    const lines = await register();
    const says = async (answer: Promise<{ status: number; body: string }>, words: string) => {
      const { status, body } = await answer;
      expect([status, textOf(body)]).toEqual([422, expect.stringContaining(words)]);
      expect(body).toContain('value="Міністерство"');
    };
    await says(send(lines, { editionOn: '2025-01-01' }), 'Уже завантажено новіше видання');
    await says(send(lines, { editionOn: '' }), 'Вкажіть дату');
    await says(send([]), 'Файл не прочитано');
    const nothing = { name: '', content: Buffer.alloc(0) };
    await says(administrator.upload(territories, form, nothing), 'Виберіть файл');
    const large = { name: 'large.csv', content: Buffer.alloc(32 * 1024 * 1024 + 1, 'a') };
    await says(administrator.upload(territories, form, large), 'Файл більший за 32 МБ');
    const withoutToken = await web.app.inject({ method: 'POST', url: territories });
    expect(withoutToken.statusCode).not.toBe(200);
    expect(await register()).toEqual(lines);
  });

  test('replaced by another file can no longer be loaded', async () => {
    const lines = await register();
    const first = await send(lines, { editionOn: '2026-04-01' });
    const second = await send(lines, { editionOn: '2026-04-01' });
    const page = textOf((await administrator.get(first.location ?? '')).body);
    expect(page).toContain('Цей файл замінено іншим');
    const late = await administrator.post(`${first.location}/load`, {});
    expect(late.status).toBe(422);
    expect(textOf(late.body)).toContain('уже завантажено або замінено');
    expect(textOf((await administrator.get(second.location ?? '')).body)).toContain('збігається');
    expect((await administrator.get(`${territories}/999999`)).status).toBe(404);
  });
});
