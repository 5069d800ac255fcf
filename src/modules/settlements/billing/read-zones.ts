import { firstDay, nextPeriod } from '#kernel/period.ts';
import type { RegisterMeter } from '#modules/registry/index.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { ReadingRules, RunContext, ZoneInput } from './model.ts';
import { readReadings } from './month.sql.ts';
import { readPast, type OddZone } from './read-past.ts';
import { zoneKey, type Standings } from './standings.ts';

export interface MetersToRead {
  readonly meters: readonly RegisterMeter[];
  /** Where the last bills left the zones. */
  readonly standings: Standings;
  readonly rulesOf: (meter: RegisterMeter) => ReadingRules;
}

type ReadInMonth = Pick<OddZone, 'opening' | 'current'>;

/**
 * What each zone of each meter is charged by: where the last bill left it and what it showed in
 * this month. Most meters have both, which the bills and one partition of readings tell; only the
 * odd ones cost a look into the past: those never billed, those without a reading and those that
 * show less than before.
 */
export async function readZones(
  db: Queryable,
  asked: MetersToRead,
  run: RunContext,
): Promise<ReadonlyMap<bigint, readonly ZoneInput[]>> {
  const { meters, standings } = asked;
  const recent = await readMonth(db, asked, run);
  const odd: OddZone[] = [];
  for (const meter of meters) {
    const zones = zoneNumbers(meter).map((zone): OddZone => {
      const key = zoneKey(meter.meter_id, zone);
      const { opening, current } = recent.get(key) ?? { opening: undefined, current: undefined };
      const standing = standings.get(key);
      return { meter, zone, standing, opening, current, rules: asked.rulesOf(meter) };
    });
    if (!zones.every(isOrdinary)) odd.push(...zones);
  }
  const past = await readPast(db, odd, run);
  return new Map(
    meters.map((meter) => [
      meter.meter_id,
      zoneNumbers(meter).map((zone): ZoneInput => {
        const key = zoneKey(meter.meter_id, zone);
        const current = recent.get(key)?.current;
        return past.get(key) ?? { zone, standing: standings.get(key), current, histories: [] };
      }),
    ]),
  );
}

function isOrdinary({ standing, current }: OddZone): boolean {
  return standing !== undefined && current !== undefined && current.value >= standing.value;
}

/** The newest reading of each zone among those of the month, by the biller's reading window. */
async function readMonth(
  db: Queryable,
  { meters, standings }: MetersToRead,
  run: RunContext,
): Promise<ReadonlyMap<string, ReadInMonth>> {
  const window = {
    from: firstDay(run.period).add({ days: run.readingDaysAfter }),
    to: firstDay(nextPeriod(run.period)).add({ days: run.readingDaysAfter }),
  };
  const begins = window.from.toString();
  const ids = meters.map(({ meter_id }) => meter_id);
  const installed = new Set(
    meters.filter((meter) => meter.installed_on >= begins).map(({ meter_id }) => meter_id),
  );
  const recent = new Map<string, ReadInMonth>();
  for (const row of await readReadings(db, run.hromadaId, ids, window)) {
    const key = zoneKey(row.meter_id, row.zone);
    const { value, taken_on: takenOn, source, remark } = row;
    const reading = { value, takenOn, source, remark };
    const isNew = installed.has(row.meter_id) && !standings.has(key);
    const opening = isNew ? (recent.get(key)?.opening ?? reading) : undefined;
    // A correction of the first reading is still the first.
    if (opening?.takenOn === takenOn) recent.set(key, { opening: reading, current: undefined });
    else recent.set(key, { opening, current: reading });
  }
  return recent;
}

/** A meter of the whole day has zone 0; one of two or three zones counts them from 1. */
export function zoneNumbers({ zones }: RegisterMeter): readonly number[] {
  return zones === 1 ? [0] : Array.from({ length: zones }, (_, index) => index + 1);
}
