import type { Queryable } from '#platform/db/queryable.ts';
import type { KnownReadings } from './judge-reading.ts';
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

/** Days and instants come as text: few of them differ, and most are never looked at. */
interface KnownRow {
  readonly last_on: string | null;
  readonly same_value: bigint | null;
  readonly same_revision: number;
  readonly same_by: string;
  readonly same_at: string;
  readonly before_value: bigint | null;
  readonly before_on: string;
  readonly first_value: bigint | null;
  readonly first_on: string;
}

const readingOfKey = `from settlements.reading r
  where r.hromada_id = k.hromada_id and r.meter_id = k.meter_id and r.zone = k.zone`;

/**
 * What is stored around each key, in their order. The months are partitions and the newest is
 * looked into first, so an ordinary meter costs two probes; a look at the day itself or at the days
 * before it is taken only where the newest reading is of that day or later.
 */
export async function readKnownReadings(
  db: Queryable,
  keys: readonly ReadingKey[],
  historyMonths: number,
): Promise<readonly KnownReadings[]> {
  const { rows } = await db.query(
    `select last.taken_on::text as last_on,
       coalesce(same.value, case when last.taken_on = k.taken_on then last.value end)
         as same_value,
       coalesce(same.revision, last.revision) as same_revision,
       coalesce(same.entered_by, last.entered_by) as same_by,
       coalesce(same.entered_at, last.entered_at)::text as same_at,
       coalesce(before.value, case when last.taken_on < k.taken_on then last.value end)
         as before_value,
       coalesce(before.taken_on, last.taken_on)::text as before_on,
       first.value as first_value, first.taken_on::text as first_on
     from unnest($1::int[], $2::bigint[], $3::smallint[], $4::date[]) with ordinality
       as k (hromada_id, meter_id, zone, taken_on, position)
     left join lateral (
       select r.taken_on, r.revision, r.value, r.entered_by, r.entered_at ${readingOfKey}
       order by r.taken_on desc, r.revision desc limit 1
     ) last on true
     left join lateral (
       select r.revision, r.value, r.entered_by, r.entered_at ${readingOfKey}
         and r.taken_on = k.taken_on and last.taken_on > k.taken_on
       order by r.revision desc limit 1
     ) same on true
     left join lateral (
       select r.taken_on, r.value ${readingOfKey}
         and r.taken_on < k.taken_on and last.taken_on = k.taken_on
       order by r.taken_on desc, r.revision desc limit 1
     ) before on true
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
  return (rows as unknown as readonly KnownRow[]).map((row, index) =>
    knownFrom(row, keys[index]?.takenOn, dayOf),
  );
}

function knownFrom(
  row: KnownRow,
  takenOn: Temporal.PlainDate | undefined,
  dayOf: (text: string) => Temporal.PlainDate,
): KnownReadings {
  const { last_on, same_value, before_value, first_value } = row;
  const lastOn = last_on === null ? undefined : dayOf(last_on);
  const isLater =
    lastOn !== undefined &&
    takenOn !== undefined &&
    Temporal.PlainDate.compare(lastOn, takenOn) > 0;
  return {
    before:
      before_value === null ? undefined : { value: before_value, takenOn: dayOf(row.before_on) },
    same:
      same_value === null
        ? undefined
        : {
            value: same_value,
            revision: row.same_revision,
            enteredBy: row.same_by,
            enteredAt: Temporal.Instant.from(row.same_at.replace(' ', 'T')),
          },
    laterOn: isLater ? lastOn : undefined,
    first: first_value === null ? undefined : { value: first_value, takenOn: dayOf(row.first_on) },
  };
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
  return [
    arrayOf(keys.map(({ hromadaId }) => hromadaId)),
    arrayOf(keys.map(({ meterId }) => meterId)),
    arrayOf(keys.map(({ zone }) => zone)),
    arrayOf(keys.map(({ takenOn }) => takenOn)),
  ];
}

/** Numbers and days need no quoting, which the driver would look for in each of thousands. */
function arrayOf(values: readonly (number | bigint | Temporal.PlainDate)[]): string {
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
