import { systemClock } from '#platform/clock.ts';
import {
  findTerritoryByCode,
  grantProvisionRight,
  registerSubject,
  seedFacts,
} from '#modules/registry/index.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { registryOffice } from '#test/registry-office.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hiddenOf, query, textOf, type Form } from './page-text.ts';
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
  web = await webInProcess(database.web());
  administrator = await web.visitor(somebody('technical-administrator', 7n));
  anybody = await web.visitor();
});
afterAll(async () => {
  await web.close();
  await database.drop();
});

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

  test('more of them than a page holds are all there, page by page', async () => {
    const office = registryOffice(database.web(), systemClock.now());
    const { subjectId } = await office.enter(registerSubject, {
      kind: 'provider',
      name: 'Т',
      shortName: 'Т',
    });
    const place = await findTerritoryByCode(database.web().db, hromada);
    const input = { ...right, providerId: subjectId, territoryId: place?.territoryId };
    for (let number = 1; number <= 51; number += 1) {
      await office.enter(grantProvisionRight, { ...input, documentNumber: `Я-${number}.` });
    }
    for (const [visitor, page] of [
      [anybody, `/providers/${subjectId}`],
      [administrator, `/cabinet/subjects/${subjectId}`],
    ] as const) {
      const pages = [await visitor.get(page), await visitor.get(`${page}?page=2`)];
      expect(pages[0]?.body).toContain(`href="${page}?page=2"`);
      const numbers = pages.map(({ body }) => Array.from(body.matchAll(/Я-\d+\./g)).length);
      expect(numbers).toEqual([50, 1]);
    }
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
      `/cabinet/subjects/rights/999999/record/check?${query({ kind: '' })}`,
    );
    expect(status).toBe(404);
  });
});
