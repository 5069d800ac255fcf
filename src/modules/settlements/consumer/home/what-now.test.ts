import { describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import type { MandateAct } from '#kernel/command.ts';
import { anonymous } from '#platform/principal.ts';
import { kopiykas } from '#kernel/money.ts';
import { period } from '#kernel/period.ts';
import type { OwnMeter, ShownReading, Window } from '../readings/meters.ts';
import type { HomeAccount } from './find-home.ts';
import { whatNow } from './what-now.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const today = day('2026-11-22');
const november = period('2026-11');

const reading: ShownReading = {
  takenOn: day('2026-11-21'),
  month: november,
  value: 5n,
  revision: 1,
  source: 'consumer',
  enteredAt: Temporal.Instant.from('2026-11-21T10:00:00Z'),
  counted: false,
};

const closed: Window = { isOpen: false, opensOn: day('2026-12-28') };
const sooner: Window = { isOpen: true, closesOn: day('2026-11-30') };
const open: Window = { isOpen: true, closesOn: day('2026-12-05') };

function meter(...readings: ShownReading[]): OwnMeter {
  return {
    meterId: 1n,
    service: 'cold-water',
    serial: '1',
    digits: 5,
    decimals: 3,
    verifiedUntil: day('2030-01-01'),
    window: open,
    zones: [{ zone: 0, readings }],
  };
}

function taken(window: Window, ...readings: ShownReading[]): OwnMeter {
  return { ...meter(...readings), window };
}

function home(change: { due?: bigint; dueOn?: string; meters?: OwnMeter[] }): HomeAccount {
  return {
    account: { accountId: 7n } as HomeAccount['account'],
    due: kopiykas(change.due ?? 0n),
    bill: { period: period('2026-10'), dueOn: day(change.dueOn ?? '2026-12-20') },
    change: null,
    readings: { month: november, meters: change.meters ?? [] },
  };
}

function said(one: HomeAccount, principal = anonymous): readonly string[] {
  return whatNow(one, today, principal).map(({ title, state, hint }) =>
    `${title} | ${state.label} | ${typeof hint === 'string' ? hint : ''}`.replaceAll('\u00a0', ' '),
  );
}

lawTest(['1039:20.11'], 'a trusted consumer is asked for what they were trusted with', () => {
  const trusted = (acts: readonly MandateAct[]) => ({
    ...anonymous,
    role: 'trusted-consumer' as const,
    mandate: { mandateId: 1n, grantorName: 'Шевченко', acts },
  });
  const one = home({ due: 100_00n, meters: [meter()] });
  const titles = (acts: readonly MandateAct[]) =>
    said(one, trusted(acts)).map((text) => text.split(' | ')[0]);
  expect(titles(['see'])).toEqual([]);
  expect(titles(['see', 'pay'])).toEqual(['Сплатити рахунок']);
  expect(titles(['see', 'readings'])).toEqual(['Передати показання']);
});

describe('what a home asks for today', () => {
  test.each([
    [home({ due: 100_00n }), 'Сплатити рахунок | Зробіть | 100,00 грн, до 20 грудня'],
    [
      home({ due: 100_00n, dueOn: '2026-11-20' }),
      'Сплатити рахунок | Прострочено | 100,00 грн, строк минув 20 листопада',
    ],
    [home({}), 'Рахунок сплачено | Готово | Дякуємо. Боргу немає.'],
  ])('the bill %#', (one, text) => expect(said(one)[0]).toBe(text));

  test.each([
    [home({ meters: [meter()] }), 'Передати показання | Зробіть | Приймають до 5 грудня'],
    [
      home({ meters: [meter(reading)] }),
      'Показання передано | Готово | За цей місяць. Можна передати новіші.',
    ],
    [
      home({ meters: [meter(reading), meter({ ...reading, month: period('2026-10') })] }),
      'Передати показання | Зробіть | Приймають до 5 грудня',
    ],
    [
      home({ meters: [taken({ isOpen: true, closesOn: null })] }),
      'Передати показання | Зробіть | Приймають щодня',
    ],
    [
      home({ meters: [taken(closed), taken({ isOpen: false, opensOn: day('2026-12-20') })] }),
      'Показання поки не приймають | Пізніше | Прийом відкриється 20 грудня',
    ],
    [
      home({ meters: [taken(closed), meter()] }),
      'Передати показання | Зробіть | Приймають до 5 грудня',
    ],
    [
      home({ meters: [taken(closed), meter(reading)] }),
      'Показання передано | Готово | За цей місяць. Можна передати новіші.',
    ],
    [
      home({ meters: [taken({ isOpen: true, closesOn: null }), taken(sooner), meter()] }),
      'Передати показання | Зробіть | Приймають до 30 листопада',
    ],
  ])('the readings %#', (one, text) => expect(said(one)[1]).toBe(text));

  test('without meters and without a bill nothing is asked', () => {
    expect(said({ ...home({}), bill: null })).toEqual([]);
  });
});
