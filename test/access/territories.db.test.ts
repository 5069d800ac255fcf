import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scopeChecks } from '#modules/access/index.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';

const unitsCount = 60;
const now = Temporal.Instant.from('2026-10-20T09:00:00Z');

interface Unit {
  readonly id: number;
  readonly parent: number | null;
  readonly code: string;
}

/** A forest whose codes often begin alike without lying within each other. */
function plant(): readonly Unit[] {
  const digits = (id: number) =>
    String(id * 7919)
      .padStart(3, '1')
      .slice(0, 3);
  return Array.from({ length: unitsCount }, (_, id) => ({
    id: id + 1,
    parent: id < 4 ? null : Math.floor(id / 3),
    code: `UA${digits(id % 9)}${String(id).padStart(14, '0')}`,
  }));
}
const units = plant();

/** The independent truth: going up from a unit one meets the other. */
function liesWithin(unit: Unit | undefined, around: Unit): boolean {
  if (unit === undefined) return false;
  if (unit.id === around.id) return true;
  return liesWithin(
    units.find(({ id }) => id === unit.parent),
    around,
  );
}

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  for (const { id, parent, code } of units) {
    await database.pool.query(
      `insert into registry.territory
         (territory_id, code, parent_id, category, name, search_key, origin, in_force)
       overriding system value
       values ($1, $2, $3, 'H', 'Одиниця', '', 'demonstration', '[2020-01-01,)')`,
      [id, code, parent],
    );
  }
  await database.pool.query(`
    insert into registry.territory_closure
    with recursive above (ancestor_id, descendant_id, depth) as (
      select territory_id, territory_id, 0 from registry.territory
      union all
      select t.parent_id, a.descendant_id, a.depth + 1 from above a
      join registry.territory t on t.territory_id = a.ancestor_id where t.parent_id is not null)
    select * from above`);
});
afterAll(() => database.drop());

const official = (territoryId: number, role: Principal['role']): Principal => ({
  ...{ ...anonymous, role, personId: 1n, personName: 'Посадовець', subjectId: 1n },
  territoryId,
});
const anyUnit = fc.constantFrom(...units);
const anyRole = fc.constantFrom('local-authority', 'state-administration', 'provider', 'ministry');

function mayReach(role: string, unit: Unit, around: Unit): boolean {
  if (role === 'ministry') return true;
  return role !== 'provider' && liesWithin(unit, around);
}

type Check = (principal: Principal, unit: Unit) => Promise<boolean>;

/** Nobody reaches a territory that the law does not give them, whoever and wherever they are. */
const holds = (check: Check) =>
  fc.asyncProperty(anyUnit, anyUnit, anyRole, async (unit, around, role) => {
    expect(await check(official(around.id, role), unit)).toBe(mayReach(role, unit, around));
  });

lawTest(
  ['1039:26.3.h', '1039:21.7', '1039:25'],
  'power over a territory reaches what lies within it by the tree, whatever the codes look like',
  async () => {
    const { db } = database.web();
    const check: Check = (principal, { code }) =>
      scopeChecks.territory(db, principal, { key: code, now });
    await fc.assert(holds(check), { numRuns: 1_000 });
  },
);

test('and a check that goes by the beginnings of codes is caught', async () => {
  const prefixes: Check = async ({ role, territoryId }, { code }) => {
    if (role === 'ministry') return true;
    const around = units.find(({ id }) => id === territoryId)?.code ?? '';
    return role !== 'provider' && code.startsWith(around.slice(0, 5));
  };
  const found = await fc.check(holds(prefixes), { numRuns: 1_000 });
  expect(found.failed).toBe(true);
});
