import type { Queryable } from '#platform/db/queryable.ts';
import type { KnownReadings } from './judge-reading.ts';

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

interface KnownRow {
  readonly last_on: Temporal.PlainDate | null;
  readonly same_value: bigint | null;
  readonly same_revision: number;
  readonly same_by: string;
  readonly same_at: Temporal.Instant;
  readonly before_value: bigint | null;
  readonly before_on: Temporal.PlainDate;
  readonly first_value: bigint | null;
  readonly first_on: Temporal.PlainDate;
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
    `select last.taken_on as last_on,
       coalesce(same.value, case when last.taken_on = k.taken_on then last.value end)
         as same_value,
       coalesce(same.revision, last.revision) as same_revision,
       coalesce(same.entered_by, last.entered_by) as same_by,
       coalesce(same.entered_at, last.entered_at) as same_at,
       coalesce(before.value, case when last.taken_on < k.taken_on then last.value end)
         as before_value,
       coalesce(before.taken_on, last.taken_on) as before_on,
       first.value as first_value, first.taken_on as first_on
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
       order by r.taken_on, r.revision desc limit 1
     ) first on true
     order by k.position`,
    [
      keys.map(({ hromadaId }) => hromadaId),
      keys.map(({ meterId }) => meterId),
      keys.map(({ zone }) => zone),
      keys.map(({ takenOn }) => takenOn),
      historyMonths,
    ],
  );
  return (rows as unknown as readonly KnownRow[]).map((row, index) =>
    knownFrom(row, keys[index]?.takenOn),
  );
}

function knownFrom(row: KnownRow, takenOn: Temporal.PlainDate | undefined): KnownReadings {
  const lastOn = row.last_on;
  const isLater =
    lastOn !== null && takenOn !== undefined && Temporal.PlainDate.compare(lastOn, takenOn) > 0;
  return {
    before:
      row.before_value === null ? undefined : { value: row.before_value, takenOn: row.before_on },
    same:
      row.same_value === null
        ? undefined
        : {
            value: row.same_value,
            revision: row.same_revision,
            enteredBy: row.same_by,
            enteredAt: row.same_at,
          },
    laterOn: isLater ? lastOn : undefined,
    first: row.first_value === null ? undefined : { value: row.first_value, takenOn: row.first_on },
  };
}

/**
 * Stores readings and tells the places in `readings` of those that went in. One that is missing was
 * stored by somebody else at the same moment: look again and decide anew.
 */
export async function insertReadings(
  db: Queryable,
  readings: readonly ReadingRow[],
  sender: Sender,
): Promise<ReadonlySet<number>> {
  const { rows } = await db.query(
    `insert into settlements.reading as r
       (hromada_id, meter_id, zone, taken_on, revision, value, source, entered_by, entered_at,
        remark)
     select n.hromada_id, n.meter_id, n.zone, n.taken_on, n.revision, n.value, $8, $9, $10, n.remark
     from unnest($1::int[], $2::bigint[], $3::smallint[], $4::date[], $5::smallint[], $6::bigint[],
                 $7::text[])
       as n (hromada_id, meter_id, zone, taken_on, revision, value, remark)
     order by n.hromada_id, n.meter_id, n.zone, n.taken_on
     on conflict do nothing
     returning r.meter_id, r.zone, r.taken_on::text as taken_on`,
    [
      readings.map(({ hromadaId }) => hromadaId),
      readings.map(({ meterId }) => meterId),
      readings.map(({ zone }) => zone),
      readings.map(({ takenOn }) => takenOn),
      readings.map(({ revision }) => revision),
      readings.map(({ value }) => value),
      readings.map(({ remark }) => remark),
      sender.source,
      sender.enteredBy,
      sender.enteredAt,
    ],
  );
  if (rows.length === readings.length) return new Set(readings.keys());
  const stored = new Set(
    rows.map(
      (row) => `${String(row['meter_id'])}:${String(row['zone'])}:${String(row['taken_on'])}`,
    ),
  );
  return new Set(
    readings.flatMap(({ meterId, zone, takenOn }, index) =>
      stored.has(`${meterId}:${zone}:${takenOn.toString()}`) ? [index] : [],
    ),
  );
}

/**
 * Makes the partitions that the days need. A month that exists is not asked for: asking takes a
 * lock that would make all senders of the month wait for each other.
 */
export async function ensureMonths(
  db: Queryable,
  days: readonly Temporal.PlainDate[],
): Promise<void> {
  const months = [...new Set(days.map((day) => day.with({ day: 1 }).toString()))];
  await db.query(
    `select settlements.ensure_month(m.month)
     from unnest($1::date[]) as m (month)
     where to_regclass('settlements.reading_' || to_char(m.month, 'YYYY_MM')) is null`,
    [months],
  );
}
