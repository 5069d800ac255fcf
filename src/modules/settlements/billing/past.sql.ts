import { selectRows, type Queryable } from '#platform/db/queryable.ts';

/** A time of which the readings of a zone are asked. */
export interface AskedSpan {
  readonly meterId: bigint;
  readonly zone: number;
  /** ISO days from `from` up to but without `until`. */
  readonly from: string;
  readonly until: string;
  /** The day whose newest revision is asked too; null when none is. */
  readonly billedOn: string | null;
}

export interface SpanRow {
  /** The last reading before the time, or the first in it; null when there is neither. */
  readonly opening_value: bigint | null;
  readonly opening_on: string;
  /** The last reading of the time. */
  readonly closing_value: bigint | null;
  readonly closing_on: string;
  readonly billed_value: bigint | null;
}

/** A reading stands for the beginning of a time when it was taken at most so many days before. */
const openingDaysBefore = 45;

const spanTable = `unnest($2::bigint[], $3::smallint[], $4::date[], $5::date[], $6::date[])
  with ordinality as k (meter_id, zone, span_from, span_until, billed_on, position)`;
const readingOfKey = `from settlements.reading r
  where r.hromada_id = $1 and r.meter_id = k.meter_id and r.zone = k.zone`;

/** The ends of each time, in the order asked; only for meters that this month is odd about. */
export async function readSpans(
  db: Queryable,
  hromadaId: number,
  spans: readonly AskedSpan[],
): Promise<readonly SpanRow[]> {
  return selectRows(
    db,
    `select coalesce(before.value, first.value) as opening_value,
            coalesce(before.taken_on, first.taken_on)::text as opening_on,
            closing.value as closing_value, closing.taken_on::text as closing_on,
            billed.value as billed_value
     from ${spanTable}
     left join lateral (
       select r.value, r.taken_on ${readingOfKey}
         and r.taken_on >= k.span_from - ${openingDaysBefore} and r.taken_on < k.span_from
       order by r.taken_on desc, r.revision desc limit 1
     ) before on true
     left join lateral (
       select r.value, r.taken_on ${readingOfKey}
         and before.value is null and r.taken_on >= k.span_from and r.taken_on < k.span_until
       order by r.taken_on, r.revision desc limit 1
     ) first on true
     left join lateral (
       select r.value, r.taken_on ${readingOfKey}
         and r.taken_on >= k.span_from and r.taken_on < k.span_until
       order by r.taken_on desc, r.revision desc limit 1
     ) closing on true
     left join lateral (
       select r.value ${readingOfKey} and r.taken_on = k.billed_on
       order by r.revision desc limit 1
     ) billed on true
     order by k.position`,
    [hromadaId, ...spanArrays(spans)],
  );
}

export interface StepRow {
  /** Place in the list asked for, from 1. */
  readonly position: bigint;
  readonly value: bigint;
  readonly taken_on: string;
}

/** Every reading of each time, its newest revision, in the order asked and by days. */
export async function readSteps(
  db: Queryable,
  hromadaId: number,
  spans: readonly AskedSpan[],
): Promise<readonly StepRow[]> {
  return selectRows(
    db,
    `select k.position, step.value, step.taken_on::text as taken_on
     from ${spanTable}
     cross join lateral (
       select distinct on (r.taken_on) r.value, r.taken_on ${readingOfKey}
         and r.taken_on >= k.span_from and r.taken_on < k.span_until
       order by r.taken_on, r.revision desc
     ) step
     order by k.position, step.taken_on`,
    [hromadaId, ...spanArrays(spans)],
  );
}

function spanArrays(spans: readonly AskedSpan[]): readonly unknown[] {
  return [
    spans.map(({ meterId }) => meterId),
    spans.map(({ zone }) => zone),
    spans.map(({ from }) => from),
    spans.map(({ until }) => until),
    spans.map(({ billedOn }) => billedOn),
  ];
}
