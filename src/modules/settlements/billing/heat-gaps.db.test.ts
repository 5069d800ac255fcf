import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { file, firstMonth, inMonth, monthCount, monthOf, used } from './fixtures/gap-readings.ts';
import {
  GapTown,
  type BuildingMonth,
  type ChargedMonth,
  type PlannedMeter,
} from './fixtures/gap-town.ts';
import { micro } from './fixtures/small-run.ts';

const timeoutMs = 240_000;
const heatedMonths = 6;

/** A meter that uses so much in each month from November to April, and nothing in summer. */
function heated(start: number, monthly: number | readonly number[]): readonly number[] {
  const shown = [start];
  for (let month = 0; month < monthCount; month += 1) {
    const all = typeof monthly === 'number' ? monthly : (monthly[month] ?? 0);
    shown.push((shown.at(-1) ?? 0) + (month < heatedMonths ? all : 0));
  }
  return shown;
}

const ofHouse = heated(1_000, 20);
const ofFlat = heated(50, 2);
const spared = heated(1_000, [20, 20, 0.5, 0.5, 0.5, 80]);

interface House {
  readonly meters: readonly PlannedMeter[];
  readonly moved: bigint;
  readonly flats: Readonly<Record<string, readonly PlannedMeter[]>>;
}

const gap = { missing: [3, 4] };
const houses: Readonly<Record<string, House>> = {
  'with a gap of its own': {
    meters: [{ readings: file(ofHouse, gap) }],
    moved: used(ofHouse),
    flats: { 'without a meter': [], beside: [] },
  },
  'whose average was far too much': {
    meters: [{ readings: file(spared, gap) }],
    moved: used(spared),
    flats: { 'without a meter': [], 'with a meter': [{ readings: file(ofFlat) }] },
  },
  'whose reading came late': {
    meters: [{ readings: file(ofHouse, { late: { 3: 5 }, missing: [4] }) }],
    moved: used(ofHouse),
    flats: { 'without a meter': [] },
  },
  'with two inputs': {
    meters: [{ readings: file(ofHouse, gap) }, { readings: file(spared) }],
    moved: used(ofHouse) + used(spared),
    flats: { 'without a meter': [], 'with a meter': [{ readings: file(ofFlat) }] },
  },
  'with careless flats': {
    meters: [{ readings: file(ofHouse) }],
    moved: used(ofHouse),
    flats: {
      'without a meter': [],
      'with two months missed': [{ readings: file(ofFlat, gap) }],
      'with five months missed': [{ readings: file(ofFlat, { missing: [2, 3, 4, 5, 6] }) }],
      'with two meters, one unread': [
        { readings: file(ofFlat) },
        { readings: file(heated(7, 1), { missing: [2, 3, 4, 5] }) },
      ],
    },
  },
};

interface BilledHouse extends House {
  readonly volumes: readonly BuildingMonth[];
  readonly charged: Readonly<Record<string, readonly ChargedMonth[]>>;
  readonly questions: Readonly<Record<string, readonly string[]>>;
}

let database: TestDatabase;
const billed = new Map<string, BilledHouse>();

beforeAll(async () => {
  database = await freshDatabase();
  const town = await GapTown.plant(database);
  // The least share lifts a metered flat above what it measured; here its measure is counted.
  await town.sql(`update platform.parameter set value = '"0"' where code = 'heat.least_share'`);
  const planted = new Map<string, readonly [bigint, Readonly<Record<string, bigint>>]>();
  for (const [name, { meters, flats }] of Object.entries(houses)) {
    const buildingId = await town.building(meters);
    const accounts: Record<string, bigint> = {};
    for (const [flat, own] of Object.entries(flats)) {
      const account = {
        service: 'heat',
        basis: 'building-share',
        meters: own,
        buildingId,
      } as const;
      accounts[flat] = await town.account(account);
    }
    planted.set(name, [buildingId, accounts]);
  }
  await town.bill(firstMonth, monthCount);
  for (const [name, [buildingId, accounts]] of planted) {
    const house = houses[name];
    if (house === undefined) continue;
    const charged: Record<string, readonly ChargedMonth[]> = {};
    for (const [flat, id] of Object.entries(accounts)) charged[flat] = await town.charged(id);
    const questions = await town.questions(Object.values(accounts)[0] ?? 0n);
    const volumes = await town.buildingVolumes(buildingId);
    billed.set(name, { ...house, volumes, charged, questions });
  }
}, timeoutMs);
afterAll(() => database.drop());

function house(name: string): BilledHouse {
  const found = billed.get(name);
  if (found === undefined) throw new Error(`no house "${name}"`);
  return found;
}

function flat(name: string, of: string): readonly ChargedMonth[] {
  return house(name).charged[of] ?? [];
}

/** Heat of the flat's own rooms: by its meter, or by its area, with what was recalculated. */
function ownHeat(charged: readonly ChargedMonth[]): bigint {
  return charged.reduce((sum, { trace: { inputs } }) => {
    const own = micro(inputs['own'] ?? '0');
    return sum + own + micro(inputs['recalculated'] ?? '0');
  }, 0n);
}

describe('heat of a house', () => {
  lawTest(
    ['2119:10.2', '2119:9.3', '2119:11.4'],
    'is shared out once, whatever reading is missing, and each month the flats make the whole',
    () => {
      for (const [name, { volumes, moved, charged }] of billed) {
        const total = volumes.reduce((sum, volume) => sum + volume.total, 0n);
        expect([name, total]).toEqual([name, moved]);
        const flats = Object.values(charged).flat();
        for (const { month, total: ofMonth } of volumes) {
          const shared = flats.filter((line) => line.month === month);
          const sum = shared.reduce((volume, line) => volume + line.volume, 0n);
          expect([name, month, sum]).toEqual([name, month, ofMonth]);
        }
      }
      expect(billed.size).toBe(Object.keys(houses).length);
    },
  );

  test('is estimated by the days in a gap, and the reading after it takes the estimate off', () => {
    const { volumes, questions } = house('with a gap of its own');
    const totals = volumes.map(({ total }) => total);
    expect(totals.slice(0, 2)).toEqual([micro('20'), micro('20')]);
    expect(totals[2]).toBe(micro('20.327869'));
    expect(totals[4]).not.toBe(micro('20'));
    expect(volumes[4]?.trace['chargedSince']).toBe('38.688525');
    expect(questions[monthOf(3)]).toEqual(['charged-by-average']);
  });

  test('shared out too much is carried to the next month, and said', () => {
    const { volumes, questions } = house('whose average was far too much');
    expect(volumes[4]).toMatchObject({ total: 0n });
    expect(volumes[4]?.trace['carried']).toBe('37.188525');
    expect(volumes[5]?.trace['chargedSince']).toBe('37.188525');
    expect(volumes[5]?.total).toBe(micro('80') - micro('37.188525'));
    expect(questions[monthOf(5)]).toEqual(['heat-carried-over']);
    // The flat's own meter waits with it: two months of it are charged in the next.
    const metered = flat('whose average was far too much', 'with a meter');
    expect(metered.map(({ month }) => month)).not.toContain(monthOf(5));
    expect(inMonth(metered, 6).trace.inputs['own']).toBe('4');
  });

  test('names the numbers that shared it out', () => {
    const [november] = house('with careless flats').volumes;
    expect(november?.parameters.map(({ code }) => code)).toEqual([
      'heat.function_share',
      'heat.common_share',
      'heat.least_share',
    ]);
  });
});

describe('heat meters of flats', () => {
  lawTest(
    ['2119:11.4'],
    'are charged what they measured in the end, and the others are recalculated',
    () => {
      const measured = used(ofFlat);
      const own = (of: string) => ownHeat(flat('with careless flats', of));
      expect(own('with two months missed')).toBe(measured);
      expect(own('with five months missed')).toBe(measured);
      expect(own('with two meters, one unread')).toBe(measured + used(heated(7, 1)));
    },
  );

  lawTest(['2119:11.4'], 'without a reading go by the average, then by area', () => {
    const rules = flat('with careless flats', 'with five months missed').map(
      ({ trace }) => trace.inputs['ownRule'],
    );
    const average = 'metered-average';
    const norm = 'norm-after-three-months';
    expect(rules.slice(0, 7)).toEqual([
      'metered',
      average,
      average,
      average,
      norm,
      norm,
      'metered',
    ]);
  });

  test('give heat back in summer when they were estimated too high', () => {
    const may = inMonth(flat('with careless flats', 'with five months missed'), 7);
    const neighbour = inMonth(flat('with careless flats', 'without a meter'), 7);
    expect(may.volume).toBeLessThan(0n);
    expect(neighbour.volume).toBeGreaterThan(0n);
    expect(may.trace.inputs['recalculated']).toBeDefined();
  });
});
