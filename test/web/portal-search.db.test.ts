import { recordProvisionEvent } from '#modules/registry/index.ts';
import { systemClock } from '#platform/clock.ts';
import { lawTest } from '#test/law-test.ts';
import { registryOffice } from '#test/registry-office.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { webInProcess, type Visitor, type WebInProcess } from './in-process.ts';
import { smallCountry, type SmallCountry } from './small-country.ts';

const makeTimeoutMs = 240_000;
const town = 'UA05029900000099001';

let country: SmallCountry;
let web: WebInProcess;
let visitor: Visitor;

beforeAll(async () => {
  country = await smallCountry();
  await recordEvents();
  web = await webInProcess(country.database.web());
  visitor = await web.visitor();
}, makeTimeoutMs);
afterAll(async () => {
  await web.close();
  await country.database.drop();
});

/** Water was stopped and restored, sewerage widened and narrowed, waste is stopped. */
async function recordEvents(): Promise<void> {
  const { pool } = country.database;
  const office = registryOffice(country.database.web(), systemClock.now());
  const { rows } = await pool.query<{ right_id: bigint; service: string; territory_id: number }>(
    `select right_id, service, (select territory_id from registry.territory
       where code = 'UA07089900000099004') as territory_id
     from registry.provision_right where territory_id =
       (select territory_id from registry.territory where code = '${town}')`,
  );
  const rightOf = (service: string) => {
    const right = rows.find((row) => row.service === service);
    if (right === undefined) throw new Error(`no right to ${service}`);
    return right;
  };
  const events = [
    ['cold-water', '2023-03-01', 'stop', 'Розпорядження № 14', false],
    ['cold-water', '2023-03-20', 'restore', 'Акт усунення аварії', false],
    ['sewerage', '2024-05-01', 'widen', 'Рішення про приєднання', true],
    ['sewerage', '2024-09-01', 'narrow', 'Рішення про відокремлення', true],
    ['waste', '2026-01-10', 'stop', 'Рішення суду', false],
  ] as const;
  for (const [service, occurredOn, kind, ground, elsewhere] of events) {
    const { right_id: rightId, territory_id: territoryId } = rightOf(service);
    const event = {
      rightId,
      kind,
      ground,
      occurredOn: Temporal.PlainDate.from(occurredOn),
      ...(elsewhere ? { territoryId } : {}),
    };
    await office.enter(recordProvisionEvent, event);
  }
}

/** Words of the page without its tags. */
async function read(path: string): Promise<string> {
  const { body, status } = await visitor.get(path);
  expect(status, path).toBe(200);
  return body
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replace(/\s+/g, ' ');
}

/** Lines of a downloaded table without its heading. */
async function rowsOf(path: string): Promise<readonly string[]> {
  const { body, type } = await visitor.get(path);
  expect(type).toBe('text/csv; charset=utf-8');
  return body.replace('\ufeff', '').trimEnd().split('\r\n').slice(1);
}

const query = (words: Readonly<Record<string, string>>) => new URLSearchParams(words).toString();

describe('territories', () => {
  test.each(['Зразківська', 'зразкивська', 'Зразківська громада', 'Zrazkivska', town])(
    'are found by «%s»',
    async (text) => {
      expect(await read(`/territories?${query({ q: text })}`)).toContain('Зразківська');
    },
  );

  test.each(["Кам'янець", 'Кам’янець', 'Камʼянець', 'Камянець'])(
    'the apostrophe of «%s» does not matter',
    async (text) => {
      expect(await read(`/territories?${query({ q: text })}`)).toContain('Кам’янець-Подільський');
    },
  );

  test('are shown with the hromada, raion and oblast around them', async () => {
    const found = await read(`/territories?${query({ q: 'Зразківка' })}`);
    expect(found).toMatch(/Зразківка місто Зразківська Вінницький Вінницька/);
    expect(await read('/territories?q=ъъъъ')).toContain('Нічого не знайдено');
  });

  lawTest(
    ['1039:12.1'],
    'show their services, providers with documents, and what came of settlements',
    async () => {
      const page = await read(`/territories/${town}`);
      expect(page).toContain('КП «Зразківводоканал»');
      expect(page).toContain('Зразківська міська рада, № 0021/1 від 15.12.2021');
      expect(page).toContain('безстроково з 01.01.2022');
      expect(page).toMatch(/Чинні тарифи .* Холодна вода Обсяг послуги/);
      expect(page).toMatch(/Розрахунки споживачів за .* Нараховано, грн Сплачено, грн Борг, грн/);
      expect((await visitor.get('/territories/UA99999999999999999')).status).toBe(404);
      expect((await visitor.get('/territories/nowhere')).status).toBe(404);
    },
  );
});

describe('providers', () => {
  lawTest(['1039:23.3.a.3', '1039:23.3.a.4'], 'are found by name and by code', async () => {
    expect(await read(`/providers?${query({ q: 'водоканал' })}`)).toContain(
      'КП «Зразківводоканал»',
    );
    expect(await read(`/providers?${query({ q: 'зразкивводаканал' })}`)).toContain(
      'КП «Зразківводоканал»',
    );
    expect(await rowsOf('/providers?q=90000021&format=csv')).toEqual([
      expect.stringContaining('«Зразківводоканал»'),
    ]);
  });

  lawTest(
    [
      '1039:23.3.b.1',
      '1039:23.3.b.2',
      '1039:23.3.b.3',
      '1039:23.3.b.4',
      '1039:23.3.b.5',
      '1039:23.3.b.6',
      '1039:23.3.b.7',
      '1039:23.3.b.8',
    ],
    'rights are found by each condition and by several at once',
    async () => {
      const count = async (words: string) =>
        (await rowsOf(`/providers?${words}&territory=${town}&format=csv`)).length;
      expect(await count('')).toBe(9);
      expect(await count('service=cold-water')).toBe(1);
      expect(await count('service=cold-water&service=waste')).toBe(2);
      expect(await count('on=2021-12-31')).toBe(0);
      expect(await count('on=2022-01-01')).toBe(9);
      expect(await count('document=0021')).toBe(2);
      expect(await count('term-from=2020-01-01&term-through=2021-12-31')).toBe(0);
      expect(await count('event=stop')).toBe(2);
      expect(await count('event=stop&event=restore&event-from=2023-03-15')).toBe(2);
      expect(await count('event=stop&event-through=2024-01-01')).toBe(1);
      expect(await count('event=widen')).toBe(1);
      expect(await count('event=narrow&ground=відокремлення')).toBe(1);
      expect(await count('event=restore&event-from=2023-03-20&event-through=2023-03-20')).toBe(1);
      expect(await count('ground=суду&service=waste&event=stop')).toBe(1);
      expect(await count('ground=суду&service=heat')).toBe(0);
    },
  );

  test('a state is that of the day asked for', async () => {
    const state = async (on: string) =>
      (await rowsOf(`/providers?service=cold-water&territory=${town}&on=${on}&format=csv`))[0];
    expect(await state('2023-03-10')).toContain('Зупинено');
    expect(await state('2023-04-01')).toContain('Надається');
  });

  test('a wrong condition is answered beside its field and nothing typed is lost', async () => {
    const words = query({ 'term-from': '2026-01-01', 'term-through': '2020-01-01', ground: 'Суд' });
    const { status, body } = await visitor.get(`/providers?${words}`);
    expect(status).toBe(422);
    expect(body).toContain('href="#term-through"');
    expect(body).toContain('value="Суд"');
    const unknown = await visitor.get(`/providers?${query({ territory: 'Ъъъъъъ' })}`);
    expect(unknown.status).toBe(422);
  });

  test('a name of several territories asks which one', async () => {
    const page = await read(`/providers?${query({ territory: 'Харківська', service: 'heat' })}`);
    expect(page).toContain('Уточніть територію');
  });

  test('have a page with contacts, history of rights and tariffs', async () => {
    const [link] = /\/providers\/\d+/.exec((await visitor.get('/providers?q=90000021')).body) ?? [];
    const page = await read(link ?? '');
    expect(page).toContain('з 25 числа до 3 числа наступного місяця');
    expect(page).toMatch(/20\.03\.2023 Відновлення Холодна вода .* Акт усунення аварії/);
    expect(page).toContain('Чинні тарифи');
    expect((await visitor.get('/providers/999999')).status).toBe(404);
  });
});

describe('one search', () => {
  test('finds territories and providers together', async () => {
    const page = await read(`/search?${query({ q: 'зразк' })}`);
    expect(page).toContain('Зразківська міська територіальна громада');
    expect(page).toContain('КП «Зразківводоканал»');
    expect(await read('/search?q=')).toContain('Введіть щонайменше дві літери');
  });
});
