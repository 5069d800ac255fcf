import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { Database } from '#platform/db/database.ts';
import { sql } from 'kysely';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { registryOffice, type RegistryOffice } from '#test/registry-office.ts';
import { grantProvisionRight } from './grant-provision-right.ts';
import { provisionEventKinds, type ProvisionState } from './provision-right.ts';
import { recordProvisionEvent } from './record-provision-event.ts';
import { registerSubject } from './register-subject.ts';
import { stateOfRight } from './rights-on-territory.sql.ts';

/** A district with two hromadas of two villages each, and a hromada elsewhere; all by number. */
const above: Readonly<Record<number, readonly number[]>> = {
  1: [1],
  2: [2, 1],
  3: [3, 2, 1],
  4: [4, 2, 1],
  5: [5, 1],
  6: [6, 5, 1],
  7: [7],
};
const places = Object.keys(above).map(Number);
/** The territory that the right is given for. */
const own = 2;
const term = { from: '2020-01-02', through: '2020-01-20' };
const days = Array.from({ length: 22 }, (_, at) => `2020-01-${String(at + 1).padStart(2, '0')}`);

let database: TestDatabase;
let db: Database;
let office: RegistryOffice;
let providerId: string;
let rights = 0;

beforeAll(async () => {
  database = await freshDatabase();
  await database.pool.query(
    `insert into registry.territory
       (territory_id, code, category, name, search_key, origin, in_force)
     overriding system value
     select id, 'UA' || lpad(id::text, 17, '0'), 'H', 'Місце', 'mistse', 'demonstration',
       '[2000-01-01,)' from unnest($1::int[]) as id`,
    [places],
  );
  for (const [below, way] of Object.entries(above)) {
    await database.pool.query(
      `insert into registry.territory_closure (ancestor_id, descendant_id, depth)
       select id, $1, place - 1 from unnest($2::int[]) with ordinality as t (id, place)`,
      [Number(below), way],
    );
  }
  const app = database.web();
  ({ db } = app);
  office = registryOffice(app, Temporal.Instant.from('2026-11-21T09:00:00Z'));
  const named = { kind: 'provider', name: 'Водоканал', shortName: 'Водоканал' };
  ({ subjectId: providerId } = await office.enter(registerSubject, named));
});
afterAll(() => database.drop());

interface Happening {
  readonly kind: (typeof provisionEventKinds)[number];
  readonly day: string;
  readonly place: number | null;
}

const happening: fc.Arbitrary<Happening> = fc
  .record({
    kind: fc.constantFrom(...provisionEventKinds),
    day: fc.constantFrom(...days),
    place: fc.constantFrom(null, ...places),
  })
  .filter(({ kind, place }) =>
    kind === 'start' ? place === null : place !== null || !['widen', 'narrow'].includes(kind),
  );

/** Half of the sequences go forward in time, so that long histories come about. */
const sequence = fc
  .tuple(fc.array(happening, { minLength: 3, maxLength: 14 }), fc.boolean())
  .map(([all, isSorted]) => (isSorted ? all.toSorted((a, b) => a.day.localeCompare(b.day)) : all));

const isIn = (place: number, around: number | null) =>
  around === null || (above[place] ?? []).includes(around);

/** The simple model: a day after a day, a switch and a cover for each place. */
function stateBy(history: readonly Happening[], place: number, day: string): ProvisionState {
  if (day < term.from || day > term.through) return 'out-of-term';
  let isCovered = isIn(place, own);
  let isRunning: boolean | undefined;
  for (const one of history.toSorted((a, b) => a.day.localeCompare(b.day))) {
    if (one.day > day || !isIn(place, one.place)) continue;
    if (one.kind === 'widen') isCovered = true;
    else if (one.kind === 'narrow') isCovered = false;
    else isRunning = one.kind !== 'stop';
  }
  if (!isCovered) return 'not-covered';
  if (isRunning !== undefined) return isRunning ? 'provided' : 'stopped';
  return history.some(({ kind }) => kind === 'start') ? 'not-started' : 'provided';
}

const before: Readonly<Record<Happening['kind'], readonly ProvisionState[]>> = {
  start: ['provided', 'not-started'],
  stop: ['provided'],
  restore: ['stopped'],
  widen: ['not-covered'],
  narrow: ['provided', 'stopped', 'not-started'],
};
const after: Readonly<Record<Happening['kind'], readonly ProvisionState[]>> = {
  start: ['provided'],
  stop: ['stopped'],
  restore: ['provided'],
  // Where it was stopped around it stays stopped.
  widen: ['provided', 'stopped', 'not-started'],
  narrow: ['not-covered'],
};

function mayBeBy(history: readonly Happening[], one: Happening): boolean {
  const has = (...kinds: readonly string[]) => history.some(({ kind }) => kinds.includes(kind));
  const touches = (other: Happening) =>
    one.place === null ||
    other.place === null ||
    isIn(one.place, other.place) ||
    isIn(other.place, one.place);
  return (
    before[one.kind].includes(stateBy(history, one.place ?? own, one.day)) &&
    !(one.kind === 'start' && has('start', 'stop', 'restore')) &&
    history.every((other) => !touches(other) || other.day < one.day)
  );
}

async function grant(): Promise<string> {
  rights += 1;
  const { rightId } = await office.enter(grantProvisionRight, {
    ...{ providerId, service: 'heat', territoryId: own, documentTitle: 'Ліцензія' },
    ...{ documentNumber: `Л-${rights}`, documentOn: '2019-12-01' },
    ...{ termFrom: term.from, termThrough: term.through },
  });
  return rightId;
}

async function isRecorded(rightId: string, { kind, day, place }: Happening): Promise<boolean> {
  const outcome = await office.carryOut(recordProvisionEvent, {
    ...{ rightId, kind, occurredOn: day, ground: 'Рішення', territoryId: place ?? '' },
  });
  return 'providerId' in outcome;
}

/** The state of each place on each day, as the register tells it. */
async function statesOf(rightId: string): Promise<ReadonlyMap<string, ProvisionState>> {
  const { rows } = await sql<{ place: number; day: string; state: ProvisionState }>`
    select place, day::text as day, ${stateOfRight(sql`place`, sql`day`)} as state
    from registry.provision_right right_row, unnest(${places}::int[]) as place,
      unnest(${days}::date[]) as day
    where right_row.right_id = ${BigInt(rightId)}`.execute(db);
  return new Map(rows.map(({ place, day, state }) => [`${place} ${day}`, state]));
}

const eveOf = (day: string) => Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();

describe('any sequence of events', () => {
  lawTest(
    ['1039:23.3.b.3', '1039:23.3.b.6', '1039:23.3.b.7', '1039:23.3.b.8'],
    'is taken as the model takes it, gives the model’s states, and contradicts itself on no day',
    async () => {
      const seen = { taken: 0, refused: 0 };
      await fc.assert(
        fc.asyncProperty(sequence, async (asked) => {
          const rightId = await grant();
          const history: Happening[] = [];
          for (const one of asked) {
            const isTaken = await isRecorded(rightId, one);
            expect(isTaken, JSON.stringify({ history, one })).toBe(mayBeBy(history, one));
            seen[isTaken ? 'taken' : 'refused'] += 1;
            if (isTaken) history.push(one);
          }
          const states = await statesOf(rightId);
          for (const [at, state] of states) {
            const [place = '', day = ''] = at.split(' ');
            expect(state, `${at} ${JSON.stringify(history)}`).toBe(
              stateBy(history, Number(place), day),
            );
          }
          for (const { kind, day, place } of history) {
            const where = place ?? own;
            expect(after[kind]).toContain(states.get(`${where} ${day}`));
            const eve = states.get(`${where} ${eveOf(day)}`);
            if (eve !== 'out-of-term') expect(before[kind]).toContain(eve);
          }
        }),
        { numRuns: 120, seed: 1039 },
      );
      expect(seen.taken).toBeGreaterThan(200);
      expect(seen.refused).toBeGreaterThan(200);
    },
    120_000,
  );
});
