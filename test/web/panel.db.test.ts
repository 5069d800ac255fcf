import type { Role } from '#kernel/role.ts';
import { lawTest } from '#test/law-test.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { somebody, webInProcess, type Visitor, type WebInProcess } from './in-process.ts';
import { smallCountry, type SmallCountry } from './small-country.ts';

const makeTimeoutMs = 240_000;
const town = 'UA05029900000099001';
const oblast = 'UA05000000000010236';
const panel = '/cabinet/panel';

let country: SmallCountry;
let web: WebInProcess;
let analyst: Visitor;

beforeAll(async () => {
  country = await smallCountry();
  web = await webInProcess(country.database.web());
  analyst = await web.visitor(somebody('ministry', 1n));
}, makeTimeoutMs);
afterAll(async () => {
  await web.close();
  await country.database.drop();
});

async function linesOf(query: string): Promise<readonly (readonly string[])[]> {
  const { body, status } = await analyst.get(`${panel}?${query}`);
  expect(status).toBe(200);
  const lines = body.replace('\ufeff', '').trimEnd().split('\r\n').slice(1);
  return lines.map((line) => line.split(';'));
}

/** Sum of a column of money, in kopiykas. */
function total(lines: readonly (readonly string[])[], column: number): bigint {
  return lines.reduce((sum, line) => sum + BigInt((line[column] ?? '').replace(',', '')), 0n);
}

async function chargedOnRecord(condition: string): Promise<bigint> {
  const { rows } = await country.database.pool.query<{ charged: bigint }>(
    `select sum(charged)::bigint as charged from settlements.month_total
     where accounts > 0 and ${condition}`,
  );
  return rows[0]?.charged ?? 0n;
}

describe('the national panel', () => {
  lawTest(
    ['1039:11.3', '1039:26.1.d'],
    'shows the ministry the country in a month: figures, map, services, providers',
    async () => {
      const { status, body } = await analyst.get(panel);
      expect(status).toBe(200);
      for (const words of ['Нараховано', 'Сплачено', 'Борг', 'Рівень оплати']) {
        expect(body).toContain(words);
      }
      expect((body.match(/class="tile tile-r/g) ?? []).length).toBe(27);
      expect(body).toContain('За послугами');
      expect(body).toContain('За виконавцями');
      expect(body).toContain('Рахунки сформовано');
      for (const metric of ['charged', 'paid', 'debt', 'level']) {
        expect((await analyst.get(`${panel}?metric=${metric}`)).status).toBe(200);
      }
    },
  );

  lawTest(
    ['1039:18'],
    'adds up the same by territory, service and provider, and over the months',
    async () => {
      const month = `period = '${country.month}-01'`;
      const charged = await chargedOnRecord(month);
      expect(total(await linesOf('file=territories'), 3)).toBe(charged);
      expect(total(await linesOf('file=services'), 2)).toBe(charged);
      expect(total(await linesOf('file=providers'), 2)).toBe(charged);
      const months = await linesOf('file=months');
      expect(months.map(([period]) => period)).toEqual([country.monthBefore, country.month]);
      expect(total(months, 1)).toBe(await chargedOnRecord('true'));
    },
  );

  test('goes down to an oblast and to a hromada', async () => {
    const hromada = `hromada_id = (select territory_id from registry.territory
      where code = '${town}') and period = '${country.month}-01'`;
    const charged = await chargedOnRecord(hromada);
    expect(total(await linesOf(`territory=${oblast}&file=territories`), 3)).toBe(charged);
    expect(total(await linesOf(`territory=${town}&file=services`), 2)).toBe(charged);
    const { body } = await analyst.get(`${panel}?territory=${oblast}`);
    expect(body).toContain(`territory=${town}`);
    expect((await analyst.get(`${panel}?territory=UA99999999999999999`)).status).toBe(404);
    expect((await analyst.get(`${panel}?period=2019-01`)).status).toBe(404);
  });

  lawTest(['1039:26.1.a.1'], 'counts what was paid since the bills up to now', async () => {
    const { pool } = country.database;
    const paid = async () => {
      const [, sum = ''] =
        /Після них надійшло <b class="nowrap">([^<]+)</.exec((await analyst.get(panel)).body) ?? [];
      return BigInt(sum.replace(/\D/g, ''));
    };
    const before = await paid();
    await pool.query(
      `update settlements.month_total set paid = paid + 12345
       where ctid = (select min(ctid) from settlements.month_total where accounts = 0)`,
    );
    expect(await paid()).toBe(before + 12_345n);
  });

  test('is hidden from everybody else', async () => {
    const others: readonly Role[] = ['individual-consumer', 'provider', 'technical-administrator'];
    for (const role of others) {
      const stranger = await web.visitor(somebody(role, 5n));
      expect((await stranger.get(panel)).status, role).toBe(404);
    }
    const nobody = await (await web.visitor()).get(panel);
    expect([nobody.status, nobody.location]).toEqual([303, '/sign-in?return=%2Fcabinet%2Fpanel']);
  });
});
