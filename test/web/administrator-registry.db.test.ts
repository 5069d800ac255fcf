import { systemClock } from '#platform/clock.ts';
import { seedFacts } from '#modules/registry/index.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { somebody, webInProcess, type Visitor, type WebInProcess } from './in-process.ts';

const hromada = 'UA05029900000099001';
const kharkiv = 'UA63000000000041885';

let database: TestDatabase;
let web: WebInProcess;
let administrator: Visitor;
let anybody: Visitor;

beforeAll(async () => {
  database = await freshDatabase();
  const owner = database.as('zhkp_owner').db;
  await owner.transaction().execute((tx) => seedFacts(tx, { demonstration: true }));
  web = await webInProcess(database.as('zhkp_app'));
  administrator = await web.visitor(somebody('technical-administrator', 7n));
  anybody = await web.visitor();
});
afterAll(async () => {
  await web.close();
  await database.drop();
});

type Form = Readonly<Record<string, string>>;

const query = (form: Form) => new URLSearchParams(form).toString();

/** What the page says, without its markup. */
const textOf = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

/** The hidden fields of the page's form. */
function hiddenOf(body: string): Form {
  const fields = body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return Object.fromEntries(
    Array.from(fields, ([, name = '', value = '']) => [name, value.replaceAll('&quot;', '"')]),
  );
}

/** Checks a form, looks at the page of the check and sends what stands there. */
async function enter(checkPath: string, action: string, form: Form): Promise<string> {
  const checked = await administrator.get(`${checkPath}?${query(form)}`);
  expect([checked.status, textOf(checked.body)]).toEqual([200, expect.anything()]);
  const sent = await administrator.post(action, hiddenOf(checked.body));
  expect(sent.status, sent.body).toBe(303);
  return sent.location ?? '';
}

const provider = {
  kind: 'provider',
  name: 'Комунальне підприємство «Нововодоканал»',
  shortName: 'КП «Нововодоканал»',
  edrpou: '31557119',
  iban: '',
  postalAddress: '',
  phone: '044 123-45-67',
  email: '',
  website: '',
  windowFrom: '25',
  windowTo: '5',
};

const right = {
  service: 'cold-water',
  territory: hromada,
  documentTitle: 'Ліцензія',
  documentNumber: 'АВ-101',
  documentOn: '2024-12-20',
  termFrom: '2025-01-01',
  termThrough: '',
};

const registerProvider = (change: Form) =>
  enter('/cabinet/subjects/check', '/cabinet/subjects', { ...provider, ...change });

async function grant(subject: string, change: Form = {}): Promise<string> {
  const form = { ...right, ...change };
  const location = await enter(`${subject}/rights/check`, `${subject}/rights`, form);
  return location.split('?')[0] ?? '';
}

async function record(rightPage: string, form: Form): Promise<string> {
  return enter(`${rightPage}/record/check`, `${rightPage}/record`, form);
}

const pathOf = (location: string) => location.split('?')[0] ?? '';

describe('a new organisation', () => {
  lawTest(['1039:66', '1039:65'], 'is checked, entered and at once on the portal', async () => {
    const location = await registerProvider({});
    expect(location).toMatch(/^\/cabinet\/subjects\/\d+\?news=registered$/);
    const page = textOf((await administrator.get(location)).body);
    expect(page).toContain('Організацію внесено');
    expect(page).toContain('з 25 числа до 5 числа наступного місяця');
    const list = await administrator.get(`/cabinet/subjects?${query({ q: 'нововодаканал' })}`);
    expect(list.body).toContain('31557119');
    const [, subjectId] = /subjects\/(\d+)/.exec(location) ?? [];
    expect((await anybody.get(`/providers/${subjectId}`)).body).toContain('Нововодоканал');
  });

  test('has each fault beside its field and keeps what was typed', async () => {
    const wrong = {
      ...provider,
      kind: '',
      name: ' ',
      edrpou: '31557118',
      email: 'ні',
      windowTo: '40',
    };
    const { status, body } = await administrator.get(`/cabinet/subjects/check?${query(wrong)}`);
    expect(status).toBe(422);
    for (const field of ['kind', 'name', 'edrpou', 'email', 'windowTo']) {
      expect(body, field).toContain(`href="#${field}"`);
      expect(body, field).toContain(`id="${field}-error"`);
    }
    expect(body).toContain('value="044 123-45-67"');
    expect(textOf(body)).toContain('Контрольна цифра не збігається');
    const again = await administrator.get(`/cabinet/subjects/check?${query(provider)}`);
    expect(again.status).toBe(422);
    expect(textOf(again.body)).toContain('Організація з таким кодом ЄДРПОУ вже є в реєстрі.');
    const back = await administrator.get(`/cabinet/subjects/new?${query(wrong)}`);
    expect([back.status, back.body]).toEqual([200, expect.stringContaining('value="40"')]);
  });

  test('without a code is entered once however often the button is pressed', async () => {
    const form = { ...provider, name: 'ФОП Вода', shortName: 'ФОП Вода', edrpou: '' };
    const checked = await administrator.get(`/cabinet/subjects/check?${query(form)}`);
    const hidden = hiddenOf(checked.body);
    const first = await administrator.post('/cabinet/subjects', hidden);
    const second = await administrator.post('/cabinet/subjects', hidden);
    expect([first.status, second.location]).toEqual([303, first.location]);
  });

  test('that provides nothing gets no rights', async () => {
    const form = {
      kind: 'authority',
      name: 'Зразківська рада',
      shortName: 'Рада',
      edrpou: '32855961',
    };
    const page = pathOf(await registerProvider(form));
    expect((await administrator.get(page)).body).not.toContain('rights/new');
    const refused = await administrator.get(`${page}/rights/check?${query(right)}`);
    expect(textOf(refused.body)).toContain('Право надають лише виконавцеві послуг');
  });
});

describe('the rights of a provider', () => {
  let subject: string;
  let portal: string;
  beforeAll(async () => {
    const named = { name: 'Тепло', shortName: 'ТОВ «Тепло»', edrpou: '40538421' };
    subject = pathOf(await registerProvider(named));
    portal = subject.replace('/cabinet/subjects', '/providers');
  });

  const onPortal = async () => textOf((await anybody.get(portal)).body);

  lawTest(
    ['1039:66', '1039:23.3.b.4', '1039:23.3.b.5', '1039:23.2.b'],
    'are recorded with document and term, and everybody sees them the same moment',
    async () => {
      const page = await grant(subject, { documentNumber: 'Т-1', termThrough: '2029-12-31' });
      const shown = textOf((await administrator.get(`${page}?news=granted`)).body);
      expect(shown).toContain('Право внесено');
      expect(shown).toContain('Ліцензія, № Т-1 від 20.12.2024');
      expect(shown).toContain('з 01.01.2025 до 31.12.2029');
      expect(shown).toContain('Надається');
      expect(await onPortal()).toContain('Ліцензія, № Т-1');
      const same = { ...right, documentNumber: 'Т-1' };
      const again = await administrator.get(`${subject}/rights/check?${query(same)}`);
      expect([again.status, again.body]).toEqual([422, expect.stringContaining('#documentNumber')]);
    },
  );

  lawTest(
    ['1039:23.3.b.6', '1039:23.3.b.7', '1039:23.3.b.8'],
    'start, stop, are restored, widened and narrowed, each with its day and ground',
    async () => {
      const page = await grant(subject, { documentNumber: 'Т-2', service: 'heat' });
      const events = [
        ['start', '2025-01-10', '', 'Акт пуску № 1'],
        ['stop', '2025-03-01', '', 'Розпорядження № 14'],
        ['restore', '2025-03-20', '', 'Акт усунення аварії'],
        ['widen', '2025-05-01', 'Харківська область', 'Рішення про приєднання'],
        ['narrow', '2025-06-01', 'Зразківка, Зразківська', 'Рішення про відокремлення'],
      ] as const;
      for (const [kind, occurredOn, territory, ground] of events) {
        const location = await record(page, { kind, occurredOn, territory, ground });
        expect(location).toBe(`${page}?news=recorded`);
        expect(await onPortal()).toContain(ground);
      }
      const history = textOf((await administrator.get(page)).body);
      expect(history).toMatch(
        /01\.06\.2025 Звуження Зразківка Рішення .* 01\.05\.2025 Розширення Харківська Рішення/,
      );
      const list = textOf((await administrator.get(subject)).body);
      expect(list).toContain('Звуження 01.06.2025');
      const town = await anybody.get(`/territories/${kharkiv}`);
      expect(textOf(town.body)).toContain('ТОВ «Тепло»');
    },
  );

  test('a stop shows the state before and after, and changes at once', async () => {
    const page = await grant(subject, { documentNumber: 'Т-3', service: 'hot-water' });
    const today = systemClock.now().toString().slice(0, 10);
    const form = { kind: 'stop', occurredOn: today, territory: '', ground: 'Рішення суду № 5' };
    const checked = await administrator.get(`${page}/record/check?${query(form)}`);
    expect(textOf(checked.body)).toMatch(/до події Надається Стан права після події Зупинено/);
    await record(page, form);
    expect(textOf((await administrator.get(page)).body)).toContain('Стан сьогодні Зупинено');
    expect(await onPortal()).toMatch(/Гаряча вода .* Зупинено/);
  });

  test('what does not follow, or is not said, stands beside its field', async () => {
    const page = await grant(subject, { documentNumber: 'Т-4', service: 'sewerage' });
    const event = { kind: 'restore', occurredOn: '2025-02-01', territory: '', ground: 'Акт № 3' };
    const check = async (change: Form) => {
      const { status, body } = await administrator.get(
        `${page}/record/check?${query({ ...event, ...change })}`,
      );
      expect(status).toBe(422);
      expect(body).toContain('Акт № 3');
      return textOf(body);
    };
    expect(await check({})).toContain('на цю дату стан права — «Надається»');
    expect(await check({ kind: '' })).toContain('Виберіть значення зі списку');
    expect(await check({ kind: 'stop', occurredOn: '' })).toContain('Вкажіть дату');
    expect(await check({ kind: 'stop', occurredOn: '2020-01-01' })).toContain('право не діє');
    expect(await check({ kind: 'widen' })).toContain('Вкажіть територію, на якій');
    expect(await check({ kind: 'start', territory: hromada })).toContain('Приберіть територію');
    expect(await check({ kind: 'stop', territory: 'Ъъъъъ' })).toContain('не знайдено');
    const posted = await administrator.post(`${page}/record`, {
      ...event,
      kind: 'stop',
      territory: 'Ъъъъъ',
    });
    expect(posted.status).toBe(422);
    expect(textOf((await administrator.get(page)).body)).toContain('звужень не було');
  });

  test('a name of several territories asks which one, and goes on with it', async () => {
    const path = `${subject}/rights/check`;
    const which = await administrator.get(
      `${path}?${query({ ...right, territory: 'Харківська' })}`,
    );
    expect(which.status).toBe(422);
    expect(textOf(which.body)).toContain('Котра з територій?');
    const [, href = ''] =
      /href="([^"]*rights\/check\?[^"]*territory=UA[^"]*)"/.exec(which.body) ?? [];
    const chosen = await administrator.get(href.replaceAll('&amp;', '&'));
    expect(chosen.status).toBe(200);
    expect(textOf(chosen.body)).toContain('Перевірте перед внесенням');
    const unknown = await administrator.get(`${path}?${query({ ...right, territory: '' })}`);
    expect(textOf(unknown.body)).toContain('Вкажіть територію.');
  });

  test('an organisation or a right that is not there has no page', async () => {
    for (const path of [
      '/cabinet/subjects/999999',
      '/cabinet/subjects/rights/999999',
      '/cabinet/subjects/rights/x',
    ]) {
      expect((await administrator.get(path)).status, path).toBe(404);
    }
    for (const path of ['subjects/999999/rights/new', 'subjects/rights/999999/record']) {
      expect((await administrator.get(`/cabinet/${path}`)).status, path).toBe(404);
    }
    const { status } = await administrator.get(
      `/cabinet/subjects/rights/9/record/check?${query({ kind: '' })}`,
    );
    expect(status).toBe(404);
  });
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
