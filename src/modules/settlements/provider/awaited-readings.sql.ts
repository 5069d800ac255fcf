import type { Service } from '#kernel/service.ts';
import type { AwaitedMeter } from '#modules/registry/index.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';

/** How many meters of a service have the readings of all their zones for a month. */
export interface ReceivedReadings {
  readonly service: Service;
  readonly awaited: number;
  readonly received: number;
}

/** Days on which readings count for a month. */
export interface ReadingDays {
  readonly hromadaId: number;
  /** The first of them, and the first after them. */
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
}

const readZones = `(
  select count(distinct r.zone) from settlements.reading r
  where r.hromada_id = $1 and r.meter_id = m.meter_id
    and r.taken_on >= $2::date and r.taken_on < $3::date)`;

const meters = `unnest($4::bigint[], $5::int[]`;

function values({ hromadaId, from, to }: ReadingDays, awaited: readonly AwaitedMeter[]) {
  return [
    hromadaId,
    from,
    to,
    awaited.map(({ meterId }) => meterId),
    awaited.map(({ zones }) => zones),
  ];
}

export async function countReceivedReadings(
  db: Queryable,
  days: ReadingDays,
  awaited: readonly AwaitedMeter[],
): Promise<readonly ReceivedReadings[]> {
  return selectRows(
    db,
    `select m.service, count(*)::int as awaited,
            (count(*) filter (where ${readZones} >= m.zones))::int as received
     from ${meters}, $6::text[]) as m (meter_id, zones, service)
     group by m.service order by m.service`,
    [...values(days, awaited), awaited.map(({ service }) => service)],
  );
}

/** Accounts with a meter that has no whole reading for the month yet. */
export async function listUnreadAccounts(
  db: Queryable,
  days: ReadingDays,
  awaited: readonly AwaitedMeter[],
): Promise<readonly bigint[]> {
  const rows = await selectRows<{ readonly account_id: bigint }>(
    db,
    `select distinct m.account_id
     from ${meters}, $6::bigint[]) as m (meter_id, zones, account_id)
     where m.account_id is not null and ${readZones} < m.zones`,
    [...values(days, awaited), awaited.map(({ accountId }) => accountId)],
  );
  return rows.map(({ account_id }) => account_id);
}
