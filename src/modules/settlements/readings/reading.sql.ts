import type { Queryable } from '#platform/db/queryable.ts';
import type { DatedValue, KnownReadings } from './judge-reading.ts';
import { remembering } from './remembering.ts';

/** A zone of a meter on a day. */
export interface ReadingKey {
  readonly hromadaId: number;
  readonly meterId: bigint;
  readonly zone: number;
  readonly takenOn: Temporal.PlainDate;
}

export interface ReadingRow extends ReadingKey {
  readonly revision: number;
  readonly value: bigint;
  /** Questions that the reading raised, joined by commas; null when none. */
  readonly remark: string | null;
}

export interface Sender {
  readonly source: 'consumer' | 'provider' | 'file' | 'telemetry';
  readonly enteredBy: string;
  readonly enteredAt: Temporal.Instant;
}

const keyTable = `unnest($1::int[], $2::bigint[], $3::smallint[], $4::date[]) with ordinality
  as k (hromada_id, meter_id, zone, taken_on, position)`;
const readingOfKey = `from settlements.reading r
  where r.hromada_id = k.hromada_id and r.meter_id = k.meter_id and r.zone = k.zone`;

/**
 * What is stored around each key, in their order. The months are partitions and the newest is
 * looked into first, so an ordinary meter costs two probes; the day itself and the days before it
 * are looked at only where the newest reading is of that day or later, which is seldom.
 */
export async function readKnownReadings(
  db: Queryable,
  keys: readonly ReadingKey[],
  historyMonths: number,
): Promise<readonly KnownReadings[]> {
  const newest = await readNewest(db, keys, historyMonths);
  const isOnOrAfter = ({ lastOn }: NewestReading, index: number) => {
    const takenOn = keys[index]?.takenOn;
    if (lastOn === undefined || takenOn === undefined) return false;
    return Temporal.PlainDate.compare(lastOn, takenOn) >= 0;
  };
  const crowded = newest.flatMap((one, index) => (isOnOrAfter(one, index) ? [index] : []));
  const around = await readAround(
    db,
    crowded.flatMap((index) => keys[index] ?? []),
  );
  const aroundOf = new Map(crowded.map((place, index) => [place, around[index]]));
  return newest.map(({ lastOn, lastValue, first }, index): KnownReadings => {
    const found = aroundOf.get(index);
    if (found !== undefined) {
      return { before: found.before, same: found.same, laterOn: found.laterOn, first };
    }
    const before = lastOn === undefined ? undefined : { value: lastValue, takenOn: lastOn };
    return { before, same: undefined, laterOn: undefined, first };
  });
}

interface NewestReading {
  readonly lastOn: Temporal.PlainDate | undefined;
  readonly lastValue: bigint;
  /** The oldest reading of the history that ends with the newest. */
  readonly first: DatedValue | undefined;
}

async function readNewest(
  db: Queryable,
  keys: readonly ReadingKey[],
  historyMonths: number,
): Promise<readonly NewestReading[]> {
  // Days come as text: few of them differ, so that most need not be made anew.
  const { rows } = await db.query(
    `select last.taken_on::text as last_on, last.value as last_value,
            first.taken_on::text as first_on, first.value as first_value
     from ${keyTable}
     left join lateral (
       select r.taken_on, r.value ${readingOfKey}
       order by r.taken_on desc, r.revision desc limit 1
     ) last on true
     left join lateral (
       select r.taken_on, r.value ${readingOfKey}
         and r.taken_on >= last.taken_on - make_interval(months => $5)
         and r.taken_on < last.taken_on
       order by r.taken_on, r.revision limit 1
     ) first on true
     order by k.position`,
    [...keyArrays(keys), historyMonths],
  );
  const dayOf = remembering((text) => Temporal.PlainDate.from(text));
  return (rows as unknown as readonly NewestRow[]).map((row) => ({
    lastOn: row.last_on === null ? undefined : dayOf(row.last_on),
    lastValue: row.last_value,
    first:
      row.first_on === null ? undefined : { value: row.first_value, takenOn: dayOf(row.first_on) },
  }));
}

interface NewestRow {
  readonly last_on: string | null;
  readonly last_value: bigint;
  readonly first_on: string | null;
  readonly first_value: bigint;
}

/** For keys whose meter has a reading of their day or later: that day's, and the one before. */
async function readAround(
  db: Queryable,
  keys: readonly ReadingKey[],
): Promise<readonly Omit<KnownReadings, 'first'>[]> {
  if (keys.length === 0) return [];
  const { rows } = await db.query(
    `select same.value as same_value, same.revision as same_revision,
            same.entered_by as same_by, same.entered_at as same_at,
            before.value as before_value, before.taken_on as before_on, later.taken_on as later_on
     from ${keyTable}
     left join lateral (
       select r.value, r.revision, r.entered_by, r.entered_at ${readingOfKey}
         and r.taken_on = k.taken_on order by r.revision desc limit 1
     ) same on true
     left join lateral (
       select r.value, r.taken_on ${readingOfKey}
         and r.taken_on < k.taken_on order by r.taken_on desc, r.revision desc limit 1
     ) before on true
     left join lateral (
       select r.taken_on ${readingOfKey}
         and r.taken_on > k.taken_on order by r.taken_on desc limit 1
     ) later on true
     order by k.position`,
    [...keyArrays(keys)],
  );
  return (rows as unknown as readonly AroundRow[]).map((row) => ({
    same:
      row.same_value === null
        ? undefined
        : {
            value: row.same_value,
            revision: row.same_revision,
            enteredBy: row.same_by,
            enteredAt: row.same_at,
          },
    before:
      row.before_value === null ? undefined : { value: row.before_value, takenOn: row.before_on },
    laterOn: row.later_on ?? undefined,
  }));
}

interface AroundRow {
  readonly same_value: bigint | null;
  readonly same_revision: number;
  readonly same_by: string;
  readonly same_at: Temporal.Instant;
  readonly before_value: bigint | null;
  readonly before_on: Temporal.PlainDate;
  readonly later_on: Temporal.PlainDate | null;
}

/**
 * Stores readings and tells the places in `readings` of those that did not go in: somebody else
 * stored one with that revision at the same moment. Look again and decide anew.
 */
export async function insertReadings(
  db: Queryable,
  readings: readonly ReadingRow[],
  sender: Sender,
): Promise<ReadonlySet<number>> {
  const { rows } = await db.query(
    `with new as materialized (
       select * from unnest($1::int[], $2::bigint[], $3::smallint[], $4::date[], $5::smallint[],
                            $6::bigint[], $7::text[])
         with ordinality
         as n (hromada_id, meter_id, zone, taken_on, revision, value, remark, position)
     ), stored as (
       insert into settlements.reading as r
         (hromada_id, meter_id, zone, taken_on, revision, value, source, entered_by, entered_at,
          remark)
       select hromada_id, meter_id, zone, taken_on, revision, value, $8, $9, $10, remark from new
       order by hromada_id, meter_id, zone, taken_on
       on conflict do nothing
       returning r.hromada_id, r.meter_id, r.zone, r.taken_on
     )
     select new.position from new
     left join stored using (hromada_id, meter_id, zone, taken_on)
     where stored.meter_id is null`,
    [
      ...keyArrays(readings),
      arrayOf(readings.map(({ revision }) => revision)),
      arrayOf(readings.map(({ value }) => value)),
      readings.map(({ remark }) => remark),
      sender.source,
      sender.enteredBy,
      sender.enteredAt,
    ],
  );
  return new Set(rows.map((row) => Number(row['position']) - 1));
}

/** The columns of the keys as PostgreSQL arrays. */
function keyArrays(keys: readonly ReadingKey[]): readonly string[] {
  const dayTexts = new Map<Temporal.PlainDate, string>();
  const textOf = (day: Temporal.PlainDate) => {
    const text = dayTexts.get(day) ?? day.toString();
    dayTexts.set(day, text);
    return text;
  };
  return [
    arrayOf(keys.map(({ hromadaId }) => hromadaId)),
    arrayOf(keys.map(({ meterId }) => meterId)),
    arrayOf(keys.map(({ zone }) => zone)),
    arrayOf(keys.map(({ takenOn }) => textOf(takenOn))),
  ];
}

/** Numbers and days need no quoting, which the driver would look for in each of thousands. */
function arrayOf(values: readonly (number | bigint | string)[]): string {
  return `{${values.join(',')}}`;
}

/**
 * Makes the partitions that the days need. A month that exists is not asked for: asking takes a
 * lock that would make all senders of the month wait for each other.
 */
export async function ensureMonths(
  db: Queryable,
  days: readonly Temporal.PlainDate[],
): Promise<void> {
  const months = [...new Set(new Set(days).values().map((day) => day.with({ day: 1 }).toString()))];
  await db.query(
    `select settlements.ensure_month(m.month)
     from unnest($1::date[]) as m (month)
     where to_regclass('settlements.reading_' || to_char(m.month, 'YYYY_MM')) is null`,
    [months],
  );
}
