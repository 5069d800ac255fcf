import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  findAccountMeters,
  findNamedMeters,
  listNumberingPlaces,
} from '#modules/registry/index.ts';
import { runBilling } from '#modules/settlements/index.ts';
import { townNow, townTimeoutMs } from '#modules/settlements/provider/fixtures/provider-town.ts';
import { readImport } from '#modules/settlements/readings/import/read-import.ts';
import { lawTest } from '#test/law-test.ts';
import { hiddenField } from './office.ts';
import { openProviderOffice, type OfficeVisitor, type ProviderOffice } from './provider-office.ts';

let office: ProviderOffice;
let centre: OfficeVisitor;
let waterUtility: OfficeVisitor;
let stranger: OfficeVisitor;

beforeAll(async () => {
  office = await openProviderOffice();
  const { officials } = office.town;
  centre = await office.visitor(officials.centre);
  waterUtility = await office.visitor(officials.waterUtility);
  stranger = await office.visitor(officials.stranger);
}, townTimeoutMs);
afterAll(() => office.close());

const sections = [
  '/cabinet/desk',
  '/cabinet/accounts',
  '/cabinet/imports',
  '/cabinet/billing',
  '/cabinet/tariffs',
  '/cabinet/tariffs/new',
  '/cabinet/receivables',
] as const;

function firstLink(page: string, path: RegExp): string {
  const found = path.exec(page)?.[0];
  if (found === undefined) throw new Error(`the page has no link ${path.source}`);
  return found;
}

describe('the cabinet', () => {
  test.each(sections)(
    '%s opens for who bills, for who serves, and for nobody else',
    async (path) => {
      for (const official of [centre, waterUtility, stranger]) {
        const page = await official.get(path);
        expect(page.status).toBe(200);
        expect(page.text).toContain('<h1');
      }
      const ministry = { ...office.town.officials.centre, role: 'ministry' } as const;
      expect((await (await office.visitor(ministry)).get(path)).status).toBe(404);
    },
  );

  lawTest(['1039:26.4.j'], 'keeps the pages of others to themselves', async () => {
    const accounts = await centre.get('/cabinet/accounts');
    const account = firstLink(accounts.text, /\/cabinet\/accounts\/\d+/);
    const billing = await centre.get('/cabinet/billing');
    const run = firstLink(billing.text, /\/cabinet\/billing\/\d+/);
    const tariffs = await centre.get('/cabinet/tariffs');
    const tariff = firstLink(tariffs.text, /\/cabinet\/tariffs\/\d+/);
    for (const path of [account, run, `${run}/questions`, `${run}/questions.csv`, tariff]) {
      expect((await centre.get(path)).status).toBe(200);
      expect((await stranger.get(path)).status).toBe(404);
    }
    const place = office.town.hromadaId;
    expect((await stranger.get(`/cabinet/accounts?place=${place}`)).status).toBe(404);
    expect((await stranger.get(`/cabinet/accounts.csv?place=${place}`)).status).toBe(404);
    expect((await centre.get('/cabinet/billing/abc')).status).toBe(404);
    expect((await centre.get('/cabinet/accounts/999999999999999999')).status).toBe(404);
  });
});

describe('files', () => {
  test('of accounts and debts open in spreadsheets', async () => {
    const csv = await centre.get('/cabinet/accounts.csv?debt=yes');
    expect(csv.type).toContain('text/csv');
    const [heading, first] = csv.text.split('\r\n');
    expect(heading).toContain('Рахунок;Адреса;Споживач;Послуги;Осіб');
    expect(first).toMatch(/^9900\d+;/);
    const xlsx = await centre.get('/cabinet/receivables.xlsx');
    const book = new exceljs.Workbook();
    await book.xlsx.load(new Uint8Array(xlsx.bytes).buffer);
    const sheet = book.worksheets[0];
    expect(sheet?.getCell('A1').value).toBe('Рахунок');
    expect(sheet?.getCell('D2').value).toBeGreaterThan(0);
  });

  lawTest(
    ['1039:19.7', '1039:26.4.j'],
    'of readings: the form is filled in, sent back, read and answered for line by line',
    async () => {
      const form = await centre.get('/cabinet/imports/template.csv');
      const [heading = '', ...lines] = form.text.split('\r\n').filter((line) => line !== '');
      expect(heading).toContain('Особовий рахунок;Адреса;Послуга;Номер лічильника;Зона');
      const filled = lines.map((line, index) => {
        const cells = line.split(';');
        const value = Number((cells[6] ?? '0').replace(',', '.')) + (index === 1 ? -1 : 5);
        return [...cells.slice(0, 8), index === 0 ? '' : String(value).replace('.', ',')].join(';');
      });
      const text = `${[heading, ...filled].join('\r\n')}\r\n`;

      const chosen = await centre.send('/cabinet/imports', { name: '', text: '' });
      expect([chosen.status, chosen.text]).toEqual([422, expect.stringContaining('Оберіть файл')]);
      const empty = await centre.send('/cabinet/imports', { name: 'a.csv', text: '' });
      expect([empty.status, empty.text]).toEqual([422, expect.stringContaining('Файл порожній')]);

      const sent = await centre.send('/cabinet/imports', { name: 'Листопад.csv', text });
      expect(sent.status).toBe(303);
      const waiting = await centre.get(sent.location);
      expect(waiting.refresh).toBe('3');
      expect(waiting.text).toContain('оновлюється сама');
      const still = await centre.get(`${sent.location}?refresh=off`);
      expect([still.refresh, still.text]).toEqual(['', expect.stringContaining('Оновити зараз')]);

      await readFile(sent.location);
      const report = await centre.get(sent.location);
      expect(report.refresh).toBe('');
      expect(report.text).toContain('Файл прочитано');
      expect(report.text).toContain('Показання не вказано або це не число');
      expect(report.text).toContain('Показання менше за попереднє');
      const refused = await centre.get(`${sent.location}/refused.csv`);
      expect(refused.text.split('\r\n').filter((line) => line !== '')).toHaveLength(3);
      expect((await stranger.get(sent.location)).status).toBe(404);
      expect((await stranger.get(`${sent.location}/refused.csv`)).status).toBe(404);
      const list = await centre.get('/cabinet/imports');
      expect(list.text).toContain('Листопад.csv');
      const left = await centre.get('/cabinet/imports/template.csv');
      expect(left.text.split('\r\n').filter((line) => line !== '')).toHaveLength(3);
    },
  );

  async function readFile(location: string): Promise<void> {
    await readImport({
      pool: office.town.worker.pool,
      meters: { findAccountMeters, findNamedMeters, listNumberingPlaces },
      directory: office.uploads,
      clock: { now: () => townNow },
      importId: location.split('/').at(-1) ?? '',
    });
  }
});

describe('a new tariff', () => {
  const form = () => ({
    providerId: String(office.town.officials.waterUtility.subjectId),
    territoryId: String(office.town.hromadaId),
    service: 'sewerage',
    component: 'subscription',
    zone: '0',
    netPrice: '20',
    grossPrice: '24',
    vatPercent: '20',
    validFrom: '2026-12-01',
    decisionAuthority: 'Зразківська міська рада',
    decisionNumber: '77',
    decisionOn: '2026-11-10',
    itemTitle1: 'Договори',
    itemPrice1: '15',
    itemTitle4: 'Рахунки',
    itemPrice4: '5',
  });

  lawTest(
    ['1039:26.4.k.1', '1039:26.4.k.3', '1039:15.4'],
    'comes back with its faults, is read over, changed, and entered once',
    async () => {
      const wrong = await centre.post('/cabinet/tariffs/new', { ...form(), itemPrice4: '4' });
      expect(wrong.status).toBe(422);
      expect(wrong.text).toContain('Складові разом дають 19,00 грн, а ціна без ПДВ — 20,00 грн');
      expect(wrong.text).toContain('value="Зразківська міська рада"');
      expect(wrong.text).toContain('href="#itemPrice1"');
      const blank = await centre.post('/cabinet/tariffs/new', {});
      expect(blank.text).toContain('Оберіть виконавця');
      expect(blank.text).toContain('Внесіть хоча б одну складову');

      const checked = await centre.post('/cabinet/tariffs/new', form());
      expect(checked.status).toBe(200);
      expect(checked.text).toContain('24,00 грн/міс.');
      expect(checked.text).toContain('припинить дію 01.12.2026');
      const again = await centre.post('/cabinet/tariffs/new', { ...form(), step: 'edit' });
      expect(again.text).toContain('value="Рахунки"');

      const key = hiddenField(checked.text, 'key');
      const entered = await centre.post('/cabinet/tariffs', { ...form(), key });
      expect(entered.status).toBe(303);
      const twice = await centre.post('/cabinet/tariffs', { ...form(), key });
      expect(twice.location).toBe(entered.location);
      expect((await centre.get(entered.location)).text).toContain('Тариф внесено');
      const overlap = await centre.post('/cabinet/tariffs', form());
      expect([overlap.status, overlap.text]).toEqual([
        422,
        expect.stringContaining('На ці дні вже є тариф'),
      ]);
      expect((await stranger.get(entered.location)).status).toBe(404);
    },
  );
});

describe('the monthly run', () => {
  lawTest(
    ['1039:26.4.j', '1039:15.1'],
    'is started by one press, watched, left and returned to',
    async () => {
      const early = await centre.get('/cabinet/billing');
      expect(early.text).toContain('Нарахувати можна після 30.11.2026');
      office.town.clock.set(Temporal.Instant.from('2026-12-03T09:00:00Z'));
      const page = await centre.get('/cabinet/billing');
      expect(page.text).toContain('Нарахування за листопад 2026 р.');
      expect(page.text).toContain('Не чекати на показання, які приймають до 05.12.2026');
      const press = {
        place: hiddenField(page.text, 'place'),
        period: hiddenField(page.text, 'period'),
        key: hiddenField(page.text, 'key'),
      };
      const asked = await centre.post('/cabinet/billing', press);
      expect([asked.status, asked.text]).toEqual([
        422,
        expect.stringContaining('href="#withoutLateReadings"'),
      ]);
      const sure = { ...press, withoutLateReadings: 'yes' };
      const started = await centre.post('/cabinet/billing', sure);
      expect(started.status).toBe(303);
      expect((await centre.post('/cabinet/billing', sure)).location).toBe(started.location);
      const running = await centre.get(started.location);
      expect(running.refresh).toBe('4');
      expect(running.text).toContain('0 з 60 рахунків');
      expect((await centre.get(`${started.location}?refresh=off`)).refresh).toBe('');
      expect((await centre.get('/cabinet/billing')).text).toContain('Нарахування вже триває');

      const runId = BigInt(started.location.split('/').at(-1) ?? '');
      const { pool } = office.town.worker;
      await runBilling({ pool, concurrency: 2, seal: () => Promise.resolve() }, runId);
      const done = await centre.get(started.location);
      expect(done.refresh).toBe('');
      expect(done.text).toContain('Порівняно з жовтнем 2026 р.');
      expect(done.text).toContain('збігається');
      const next = await centre.get('/cabinet/billing');
      expect(next.text).toContain('Нарахування за грудень 2026 р.');
      expect(next.text).toContain('Місяць ще не скінчився');
      const late = { ...press, period: '2026-12', key: '0198f2c0-0000-7000-8000-00000000000a' };
      const refused = await centre.post('/cabinet/billing', late);
      expect([refused.status, refused.text]).toEqual([
        422,
        expect.stringContaining('Нарахувати можна після 31.12.2026'),
      ]);
    },
  );

  test('cannot be started in the name of another', async () => {
    const form = {
      place: String(office.town.hromadaId),
      period: '2026-12',
      key: '0198f2c0-0000-7000-8000-00000000000b',
    };
    expect((await stranger.post('/cabinet/billing', form)).status).toBe(404);
    expect((await waterUtility.post('/cabinet/billing', form)).status).toBe(422);
  });
});
