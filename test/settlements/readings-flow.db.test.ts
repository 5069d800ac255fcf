import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallTown } from '#modules/settlements/readings/fixtures/small-town.ts';
import { lawTest } from '#test/law-test.ts';
import { billedAccount } from './billed-town.ts';
import { hiddenField, openOffice, type Answer, type Office } from './office.ts';

const form = `/cabinet/readings?account=${billedAccount}`;
const water = `value-${smallTown.waterMeter}-0`;
const day = `value-${smallTown.zonedMeter}-1`;
const night = `value-${smallTown.zonedMeter}-2`;

let office: Office;

beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const plain = ({ text }: Answer) => text.replaceAll('\u00a0', ' ');

async function storedValues(): Promise<readonly unknown[]> {
  const { rows } = await office.log.database.pool.query<Record<string, unknown>>(
    `select zone, (value / 1000000.0)::float8 as value, remark from settlements.reading
     where taken_on >= '2026-11-20' order by meter_id, zone, revision`,
  );
  return rows.map((row) => Object.values(row));
}

test('outside the days the page says when they come, and takes nothing', async () => {
  const page = plain(await office.holder.get(form));
  expect(page).toContain('Показання приймають з 20 листопада');
  expect(page).not.toContain(`name="${water}"`);
  const sent = await office.holder.post(form, { [water]: '110' });
  expect(sent.status).toBe(422);
  expect(plain(sent)).toContain('Зараз виконавець не приймає показання');
  expect(await storedValues()).toEqual([]);
});

describe('on the days of readings', () => {
  beforeAll(() => office.clock.pass({ hours: 12 * 24 }));

  test('each meter has a field for each zone, with what stood before', async () => {
    const page = plain(await office.holder.get(form));
    for (const name of [water, day, night]) expect(page).toContain(`name="${name}"`);
    expect(page).toContain('Було 107,5 м³, 31.10.2026.');
    expect(page).not.toContain(String(smallTown.removedMeter));
    expect(page).toContain('Показання приймають до 5 грудня.');
  });

  test('an empty form, a half-filled meter and no number come back as they were', async () => {
    const empty = await office.holder.post(form, { [water]: '', [day]: '', [night]: ' ' });
    expect([empty.status, plain(empty)]).toEqual([
      422,
      expect.stringContaining('Введіть показання хоча б одного лічильника'),
    ]);
    const wrong = await office.holder.post(form, { [water]: '11O', [day]: '1150', [night]: '' });
    expect(wrong.status).toBe(422);
    expect(plain(wrong)).toContain('Це не число.');
    expect(plain(wrong)).toContain(`href="#${night}"`);
    expect(wrong.text).toContain('value="11O"');
    expect(wrong.text).toContain('value="1150"');
    expect(await storedValues()).toEqual([]);
  });

  lawTest(
    ['1039:19.4', '1039:19.7'],
    'an odd value is asked about: corrected or confirmed, then there is a receipt',
    async () => {
      const typed = { [water]: '99,5', [day]: '1130', [night]: '551' };
      const asked = await office.holder.post(form, typed);
      expect(asked.status).toBe(200);
      expect(plain(asked)).toContain('Показання 99,5 менше за попереднє');
      expect(plain(asked)).toContain('Уже прийнято');
      expect(hiddenField(asked.text, water)).toBe('99,5');
      const confirmed = `confirmed-${smallTown.waterMeter}`;
      expect(hiddenField(asked.text, confirmed)).toBe('lower');

      const again = await office.holder.post(form, { ...typed, step: 'fix' });
      expect(again.text).toContain('value="99,5"');

      const answered = { ...typed, [confirmed]: 'lower', step: 'confirm' };
      const done = await office.holder.post(form, answered);
      expect(done.status).toBe(303);
      expect(await storedValues()).toEqual([
        [0, 99.5, 'lower'],
        [1, 1130, null],
        [2, 551, null],
      ]);
      const receipt = plain(await office.holder.get(done.location));
      expect(receipt).toContain('Показання прийнято');
      expect(receipt).toContain(`20261122-${smallTown.waterMeter.toString(36).toUpperCase()}-1`);
      expect(receipt).toContain('Отримано');
      expect(receipt).toContain('22.11.2026, 11:00');
      expect(plain(await office.holder.get('/cabinet/home'))).toContain('Показання передано');
    },
  );

  test('another person finds neither the form nor the receipt', async () => {
    const receipt = `/cabinet/readings/receipt?account=${billedAccount}&day=2026-11-22`;
    expect((await office.holder.get(receipt)).status).toBe(200);
    expect((await office.stranger.get(receipt)).status).toBe(404);
    expect((await office.stranger.get(form)).status).toBe(404);
    expect((await office.stranger.post(form, { [water]: '111' })).status).toBe(404);
    const own = plain(await office.stranger.get('/cabinet/readings'));
    expect(own).toContain('До вашого кабінету ще не приєднано жодного рахунку');
    const nothing = `/cabinet/readings/receipt?account=${billedAccount}&day=2026-11-21`;
    expect((await office.holder.get(nothing)).status).toBe(404);
  });
});
