import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import {
  file,
  firstMonth,
  fourteens,
  inMonth,
  monthCount,
  monthOf,
  sevens,
  sumOf,
  used,
  type Filing,
  type WrongReading,
} from './fixtures/gap-readings.ts';
import {
  GapTown,
  type ChargedMonth,
  type FiledReading,
  type PlannedAccount,
  type PlannedMeter,
} from './fixtures/gap-town.ts';
import { micro } from './fixtures/small-run.ts';

const timeoutMs = 240_000;

interface Scenario {
  readonly account: PlannedAccount;
  readonly volume: bigint;
  /** Volumes of the months that tell the case, by their number. */
  readonly months?: Readonly<Record<number, string>>;
}

interface Billed extends Scenario {
  readonly charged: readonly ChargedMonth[];
  readonly questions: Readonly<Record<string, readonly string[]>>;
}

function water(readings: readonly FiledReading[], change: Partial<PlannedMeter> = {}) {
  const meters = [{ readings, ...change }];
  return { service: 'cold-water', meters } as const satisfies PlannedAccount;
}

const bigJump = sevens.map((value, index) => (index < 6 ? value : value + 40));
const overTheEnd = sevens.map((value) => (value + 99_850) % 100_000);
const fifties = sevens.map((_, index) => (700 + 50 * index) % 1_000);
const newMeter = [0, 0, 0, 0, 0, 5, 12, 19, 26, 33, 40, 47, 54];
const twelveSevens = used(sevens);
const both = twelveSevens + used(fourteens);

const scenarios: Readonly<Record<string, Scenario>> = {
  'nothing missing': { account: water(file(sevens)), volume: twelveSevens, months: { 12: '7' } },
  'one month missed': {
    account: water(file(sevens, { missing: [5] })),
    volume: twelveSevens,
    // 28 m³ of 120 days for 31, then what is left of the two months' 14.
    months: { 5: '7.233', 6: '6.767' },
  },
  'two months missed': {
    account: water(file(bigJump, { missing: [5, 6] })),
    volume: used(bigJump),
    months: { 6: '7' },
  },
  'four months missed, the last by the norm': {
    account: water(file(sevens, { missing: [4, 5, 6, 7] })),
    volume: twelveSevens,
    months: { 7: '9.2' },
  },
  'a window over the month’s end, with a gap': {
    account: { ...water(file(sevens, { missing: [5], daysAfter: 3 })), biller: 'windowed' },
    volume: twelveSevens,
    months: { 4: '7', 7: '7' },
  },
  'a reading that came after the run of its month': {
    account: water(file(bigJump, { late: { 5: 6 } })),
    volume: used(bigJump),
    months: { 7: '7' },
  },
  'a late reading, and none in the month it came in': {
    account: water(file(bigJump, { late: { 5: 6 }, missing: [6] })),
    volume: used(bigJump),
  },
  'a reading corrected after it was billed': {
    account: water(file(sevens, { wrong: { 5: { value: 735, corrected: 6 } } })),
    volume: twelveSevens,
    months: { 5: '607', 6: '-593' },
  },
  'one corrected in a month without a reading': {
    account: water(file(sevens, { wrong: { 5: { value: 735, corrected: 6 } }, missing: [6] })),
    volume: twelveSevens,
  },
  'a lower reading, then a right one': {
    account: water(file(sevens, { wrong: { 5: { value: 60 } } })),
    volume: twelveSevens,
    months: { 5: '7.233', 6: '6.767' },
  },
  'a dial that ran over': {
    account: water(file(overTheEnd)),
    volume: twelveSevens,
    months: { 8: '7' },
  },
  'a dial that ran over in a gap': {
    account: water(file(overTheEnd, { missing: [6, 7, 8] })),
    volume: twelveSevens,
  },
  'a dial that ran over within the history of an average': {
    account: water(file(fifties, { missing: [9] }), { digits: 3 }),
    volume: micro('600'),
    // 400 m³ of 242 days, step by step, for 31.
    months: { 9: '51.24' },
  },
  'a meter unread, then replaced': {
    account: {
      service: 'cold-water',
      meters: [
        {
          readings: [
            ...file(sevens.slice(0, 5), { missing: [4] }),
            { filed: monthOf(5), on: '2026-03-12', value: 130 },
          ],
          removedOn: '2026-03-12',
        },
        {
          readings: [
            { filed: monthOf(5), on: '2026-03-12', value: 0 },
            ...file(newMeter, { missing: [1, 2, 3, 4, 8] }).slice(1),
          ],
          installedOn: '2026-03-12',
        },
      ],
    },
    volume: micro('84'),
  },
  'a meter replaced with no last reading, and the new one read': {
    account: {
      service: 'cold-water',
      meters: [
        { readings: file(sevens.slice(0, 5)), removedOn: '2026-03-12' },
        {
          readings: [
            { filed: monthOf(5), on: '2026-03-12', value: 0 },
            ...file(newMeter, { missing: [1, 2, 3, 4] }).slice(1),
          ],
          installedOn: '2026-03-12',
        },
      ],
    },
    // The old meter's eleven days by its average of 28 m³ in 120 days.
    volume: micro('82') + micro('2.567'),
    months: { 5: '7.567' },
  },
  'a meter replaced, its last reading filed two months later': {
    account: replaced({ on: '2026-03-12', filed: 7, shown: 130 }),
    volume: micro('84'),
  },
  'a meter replaced on the first day of a month': {
    account: replaced({ on: '2026-03-01', filed: 5, shown: 129 }),
    volume: micro('83'),
    months: { 5: '6' },
  },
  'a meter replaced on a first day, its last reading filed a month later': {
    account: replaced({ on: '2026-03-01', filed: 6, shown: 129 }),
    volume: micro('83'),
    months: { 5: '5', 6: '8' },
  },
  'a meter taken away for good, its last reading filed after its month': {
    account: water(
      [...file(sevens.slice(0, 5)), { filed: monthOf(6), on: '2026-03-12', value: 130 }],
      { removedOn: '2026-03-12' },
    ),
    // Thirty by the meter, and from April on the norm of two persons.
    volume: micro('30') + 7n * micro('9.2'),
    // 9.2 and the two m³ of March, of which 2.567 was charged by the average.
    months: { 5: '2.567', 6: '8.633', 7: '9.2' },
  },
  'two meters side by side, one unread': {
    account: {
      service: 'cold-water',
      meters: [{ readings: file(sevens) }, { readings: file(fourteens, { missing: [5, 6] }) }],
    },
    volume: both,
    months: { 4: '21' },
  },
  'two meters side by side, one unread until the norm': {
    account: {
      service: 'cold-water',
      meters: [
        { readings: file(sevens) },
        { readings: file(fourteens, { missing: [4, 5, 6, 7, 8] }) },
      ],
    },
    volume: both,
    // 7 by its meter and, of the norm of 9.2 for two persons, the half that the other stands for.
    months: { 7: '11.6' },
  },
  'day and night, both unread': {
    account: {
      service: 'electricity-supply',
      meters: [
        {
          zones: 2,
          readings: [
            ...file(sevens, { zone: 1, missing: [6, 7] }),
            ...file(fourteens, { zone: 2, missing: [6, 7] }),
          ],
        },
      ],
    },
    volume: both,
    months: { 3: '21' },
  },
  'a month without a price': {
    account: { ...water(file(sevens)), service: 'hot-water' },
    volume: twelveSevens,
    months: { 7: '14' },
  },
};

/** Sevens up to February, then a meter that begins at zero and comes to 54. */
function replaced({ on, filed, shown }: { on: string; filed: number; shown: number }) {
  const old = { filed: monthOf(filed), on, value: shown };
  const fresh = file(newMeter, { missing: [1, 2, 3, 4] }).slice(1);
  return {
    service: 'cold-water',
    meters: [
      { readings: [...file(sevens.slice(0, 5)), old], removedOn: on },
      { readings: [{ filed: monthOf(5), on, value: 0 }, ...fresh], installedOn: on },
    ],
  } as const satisfies PlannedAccount;
}

/** A month of a meter that somebody is careless about. */
const carelessMonth = fc.record({
  passed: fc.integer({ min: 0, max: 30 }),
  what: fc.constantFrom('read', 'read', 'missing', 'late', 'low', 'high'),
  delay: fc.integer({ min: 1, max: 3 }),
});
interface Careless {
  readonly start: number;
  readonly isWindowed: boolean;
  readonly months: readonly { passed: number; what: string; delay: number }[];
}
const careless: fc.Arbitrary<Careless> = fc.record({
  start: fc.constantFrom(0, 500, 9_800, 9_990),
  isWindowed: fc.boolean(),
  months: fc.array(carelessMonth, { minLength: monthCount, maxLength: monthCount }),
});
const carelessMeters = 100;
const carelessScale = 10_000;

function planCareless({ start, isWindowed, months }: Careless): Scenario {
  const shown = [start];
  const missing: number[] = [];
  const late: Record<number, number> = {};
  const wrong: Record<number, WrongReading> = {};
  for (const [index, { passed, what, delay }] of months.entries()) {
    const number = index + 1;
    const value = (shown.at(-1) ?? 0) + passed;
    shown.push(value);
    const dial = value % carelessScale;
    const then = Math.min(monthCount, number + delay);
    // The first two months give a history, the last one brings the truth.
    if (number < 3 || number === monthCount) continue;
    if (what === 'missing') missing.push(number);
    if (what === 'late') late[number] = then;
    if (what === 'low') wrong[number] = { value: Math.floor(dial / 2), corrected: then };
    if (what === 'high') {
      wrong[number] = { value: Math.min(carelessScale - 1, dial + 90), corrected: number + 1 };
    }
  }
  const filing: Filing = { missing, late, wrong, daysAfter: isWindowed ? 4 : 0 };
  const readings = file(
    shown.map((value) => value % carelessScale),
    filing,
  );
  const account = water(readings, { digits: 4 });
  return {
    account: { ...account, biller: isWindowed ? 'windowed' : 'plain' },
    volume: used(shown),
  };
}

let database: TestDatabase;
let town: GapTown;
const billed = new Map<string, Billed>();

beforeAll(async () => {
  database = await freshDatabase();
  town = await GapTown.plant(database);
  town.leaveUnpriced('hot-water', monthOf(6));
  const patterns = fc.sample(careless, { numRuns: carelessMeters, seed: 1039 });
  const planned = [
    ...Object.entries(scenarios),
    ...patterns.map((pattern, index) => [`careless ${index}`, planCareless(pattern)] as const),
  ];
  const accounts = new Map<bigint, readonly [string, Scenario]>();
  for (const [name, scenario] of planned) {
    accounts.set(await town.account(scenario.account), [name, scenario]);
  }
  await town.bill(firstMonth, monthCount);
  for (const [accountId, [name, scenario]] of accounts) {
    const charged = await town.charged(accountId);
    billed.set(name, { ...scenario, charged, questions: await town.questions(accountId) });
  }
}, timeoutMs);
afterAll(() => database.drop());

function billedAs(name: string): Billed {
  const found = billed.get(name);
  if (found === undefined) throw new Error(`no scenario "${name}"`);
  return found;
}

describe('over twelve months with gaps', () => {
  lawTest(
    ['2119:11.4', '2119:8.1', '1039:15.1'],
    'what each meter measured is charged once, whatever was missing, late or wrong',
    () => {
      expect(billed.size).toBe(Object.keys(scenarios).length + carelessMeters);
      const wrong = [...billed].filter(([, { charged, volume }]) => sumOf(charged) !== volume);
      expect(wrong.map(([name, { charged, volume }]) => [name, sumOf(charged), volume])).toEqual(
        [],
      );
    },
  );

  test('the careless really missed, came late and were given back', () => {
    const lines = [...billed].flatMap(([name, { charged }]) =>
      name.startsWith('careless') ? charged : [],
    );
    const count = (is: (line: ChargedMonth) => boolean) => lines.filter(is).length;
    expect(lines).toHaveLength(carelessMeters * monthCount);
    expect(count(({ volume }) => volume < 0n)).toBeGreaterThan(50);
    expect(count(({ basis }) => basis === 'metered-average')).toBeGreaterThan(200);
    expect(count(({ basis }) => basis === 'norm-after-three-months')).toBeGreaterThan(3);
    expect(count(({ trace }) => trace.inputs['settled'] !== undefined)).toBeGreaterThan(50);
  });

  test.each(Object.keys(scenarios))('%s', (name) => {
    const { charged, months = {} } = billedAs(name);
    for (const [number, volume] of Object.entries(months)) {
      expect([number, inMonth(charged, Number(number)).volume]).toEqual([number, micro(volume)]);
    }
  });
});

describe('a line says', () => {
  test('what was charged since the last reading, and the numbers it stands on', () => {
    const { charged } = billedAs('one month missed');
    expect(inMonth(charged, 6).trace.inputs).toMatchObject({ chargedSince: '7.233' });
    const { inputs, parameters = [] } = inMonth(charged, 5).trace;
    expect(inputs).toMatchObject({ method: 'last-months', historyDays: '120', monthsBefore: '0' });
    expect(parameters.map(({ code }) => code)).toContain('reading.average_months_max');
    for (const { id, act, status } of parameters) {
      expect([id, act, status]).toEqual([
        expect.stringMatching(/^\d+$/),
        expect.stringMatching(/^2119:/),
        expect.stringMatching(/^(?:enacted|unverified)$/),
      ]);
    }
  });

  test('what a correction gives back', () => {
    const line = inMonth(billedAs('a reading corrected after it was billed').charged, 6);
    expect(line.trace.inputs).toMatchObject({ previous: '135', settled: '-600' });
    expect(line.amount).toBe(-711_60n);
  });

  test('both of two meters, and which part of the norm was taken', () => {
    const { charged } = billedAs('two meters side by side, one unread until the norm');
    const line = inMonth(charged, 7);
    expect(line.basis).toBe('norm-after-three-months');
    expect(line.trace.inputs).toMatchObject({
      'beside.previous': '142',
      'beside.current': '149',
      why: 'too-long',
      norm: '4.6',
      normPart: '4.6',
    });
    expect(line.trace.parameters?.map(({ code }) => code)).toContain('water.norm');
  });

  test('what an odd reading asked', () => {
    const { questions } = billedAs('a lower reading, then a right one');
    expect(questions[monthOf(5)]).toEqual(['charged-by-average', 'reading-lower']);
    expect(billedAs('a month without a price').questions[monthOf(6)]).toEqual(['no-tariff']);
  });
});
