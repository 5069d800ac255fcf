import { lawTest } from '#test/law-test.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { webInProcess, type Visitor, type WebInProcess } from './in-process.ts';
import { smallCountry, type SmallCountry } from './small-country.ts';

const makeTimeoutMs = 240_000;
const town = 'UA05029900000099001';
const oblast = 'UA05000000000010236';
/** A service that so few accounts of the town have that nobody may see its sums. */
const rareService = 'hot-water';
const rareCharged = 1_234_567_89n;

let country: SmallCountry;
let web: WebInProcess;
let visitor: Visitor;

beforeAll(async () => {
  country = await smallCountry();
  await country.database.pool.query(
    `insert into settlements.month_total
       (hromada_id, period, provider_id, service, accounts, charged, corrected, paid, opening)
     select hromada_id, period, provider_id, $1, 9, $2, 0, 0, 0 from settlements.month_total
     where hromada_id = (select territory_id from registry.territory where code = $3)
       and service = 'heat' and period = $4`,
    [rareService, rareCharged, town, `${country.month}-01`],
  );
  web = await webInProcess(country.database.web());
  visitor = await web.visitor();
}, makeTimeoutMs);
afterAll(async () => {
  await web.close();
  await country.database.drop();
});

/** Rows of a downloaded table as lists of cells. */
async function rowsOf(path: string): Promise<readonly (readonly string[])[]> {
  const { body, status, type } = await visitor.get(path);
  expect([status, type]).toEqual([200, 'text/csv; charset=utf-8']);
  const lines = body.replace('\ufeff', '').trimEnd().split('\r\n');
  return lines.slice(1).map((line) => line.split(';'));
}

function kopiykasIn(cell: string | undefined): bigint {
  return BigInt((cell ?? '').replace(',', ''));
}

interface Sums {
  readonly charged: bigint;
  readonly paid: bigint;
  readonly debt: bigint;
}

async function sumsOnRecord(condition: string): Promise<Sums> {
  const { rows } = await country.database.pool.query<Sums>(
    `select sum(charged)::bigint as charged, sum(paid)::bigint as paid,
            sum(opening + charged + corrected - paid)::bigint as debt
     from settlements.month_total
     where period = '${country.month}-01' and accounts >= 10 and ${condition}`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('no sums');
  return row;
}

function addRows(rows: readonly (readonly string[])[]): Sums {
  const column = (at: number) => rows.reduce((sum, row) => sum + kopiykasIn(row[at]), 0n);
  return { charged: column(4), paid: column(6), debt: column(7) };
}

describe('arrears', () => {
  lawTest(
    ['1039:12.3', '1039:23.2'],
    'of the country, an oblast, a hromada and each service add up to what is on record',
    async () => {
      const hromada = `hromada_id = (select territory_id from registry.territory
        where code = '${town}')`;
      const of = async (place: string) => {
        const rows = await rowsOf(`/debts?${place}format=csv`);
        return {
          places: rows.filter((row) => row[3] === ''),
          services: rows.filter((row) => row[3] !== ''),
        };
      };
      const whole = await of('');
      expect(whole.places.length).toBe(23);
      expect(addRows(whole.places)).toEqual(await sumsOnRecord('true'));
      expect(addRows(whole.services)).toEqual(await sumsOnRecord('true'));
      const region = await of(`territory=${oblast}&`);
      expect(region.places.map((row) => row[1])).toEqual([town]);
      expect(addRows(region.places)).toEqual(await sumsOnRecord(hromada));
      const own = await of(`territory=${town}&`);
      expect(own.places).toEqual([]);
      expect(addRows(own.services)).toEqual(await sumsOnRecord(hromada));
      expect(own.services.length).toBe(9);
    },
  );

  lawTest(['1039:94'], 'of a group too small to hide anybody are in no sum', async () => {
    const pages = ['/', '/debts', `/debts?territory=${town}`, `/territories/${town}`];
    for (const path of pages) {
      const { body } = await visitor.get(path);
      expect(body, path).not.toContain('Гаряча вода');
    }
    const services = await rowsOf(`/debts?territory=${town}&format=csv`);
    expect(services.some((row) => kopiykasIn(row[4]) === rareCharged)).toBe(false);
    expect(addRows(services).charged).toBeLessThan(rareCharged);
  });

  test('are shown for an earlier month too, and a month without bills is no page', async () => {
    const page = await visitor.get(`/debts?period=${country.monthBefore}`);
    expect(page.status).toBe(200);
    expect((await visitor.get('/debts?period=2019-01')).status).toBe(404);
    expect((await visitor.get('/debts?period=nonsense')).status).toBe(404);
    expect((await visitor.get('/debts?territory=UA99999999999999999')).status).toBe(404);
  });

  test('stand on the first page with the month they are of', async () => {
    const { body } = await visitor.get('/');
    expect(body).toContain('class="tile-map"');
    expect((body.match(/class="tile tile-r/g) ?? []).length).toBe(27);
    expect(body).toContain('tile-none');
    expect(body).toMatch(/Рівень оплати, [а-яі]+ \d{4}/u);
  });
});

describe('tariffs', () => {
  lawTest(
    ['1039:15.3', '1039:12.3'],
    'of one service are compared between providers and territories, in any order',
    async () => {
      const byPrice = await rowsOf('/tariffs?service=cold-water&format=csv');
      expect(byPrice.length).toBe(23);
      const prices = byPrice.map((row) => kopiykasIn(row[8]));
      expect(prices).toEqual(prices.toSorted((a, b) => Number(a - b)));
      const down = await rowsOf('/tariffs?service=cold-water&direction=down&format=csv');
      expect(down).toEqual(byPrice.toReversed());
      const byPlace = await rowsOf('/tariffs?service=cold-water&sort=place&format=csv');
      const names = byPlace.map((row) => row[3] ?? '');
      const ukrainian = new Intl.Collator('uk');
      expect(names).toEqual(names.toSorted((a, b) => ukrainian.compare(a, b)));
      const inOblast = await rowsOf(`/tariffs?territory=${oblast}&format=csv`);
      expect(inOblast.map((row) => row[4])).toEqual(['КП «Зразківводоканал»']);
    },
  );

  test('are those of the day asked for', async () => {
    expect((await rowsOf('/tariffs?on=2000-01-01&format=csv')).length).toBe(0);
    const page = await visitor.get('/tariffs?on=2000-01-01');
    expect(page.body).toContain('Тарифів за цими умовами немає');
    expect((await visitor.get('/tariffs?on=2026-02-31')).status).toBe(200);
  });

  test('have a page with decision and structure, and say when the structure is wrong', async () => {
    const { pool } = country.database;
    const { rows } = await pool.query<{ tariff_id: bigint }>(
      `select tariff_id from settlements.tariff where service = 'cold-water'
       and component = 'volume' order by tariff_id limit 1`,
    );
    const path = `/tariffs/${rows[0]?.tariff_id}`;
    const right = await visitor.get(path);
    expect(right.body).toContain('Сума складових дорівнює ціні без ПДВ');
    expect(right.body).toContain('Ціна з ПДВ обчислена правильно');
    await pool.query(
      `update settlements.tariff_item set net_price = net_price + 1
       where tariff_id = $1 and position = 1`,
      [rows[0]?.tariff_id],
    );
    expect((await visitor.get(path)).body).toContain('не дорівнює ціні без ПДВ');
    expect((await visitor.get('/tariffs/999999')).status).toBe(404);
    expect((await visitor.get('/tariffs/abc')).status).toBe(404);
  });
});
