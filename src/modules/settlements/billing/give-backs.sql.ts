import type { Service } from '#kernel/service.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';

/** A service that one provider charges an account for. */
export interface ChargedService {
  readonly accountId: bigint;
  readonly service: Service;
  readonly providerId: bigint;
}

export interface PastChargeRow {
  /** Place in the list asked for, from 1. */
  readonly position: bigint;
  /** YYYY-MM. */
  readonly period: string;
  readonly amount: bigint;
  /** What acts have added since; below zero when they took off. */
  readonly corrected: bigint;
  readonly trace: string;
}

/** What the volumes of earlier months were charged, the oldest month first. */
export async function readPastCharges(
  db: Queryable,
  hromadaId: number,
  services: readonly ChargedService[],
  months: { readonly from: Temporal.PlainDate; readonly until: Temporal.PlainDate },
): Promise<readonly PastChargeRow[]> {
  return selectRows(
    db,
    `select k.position, to_char(c.period, 'YYYY-MM') as period, c.amount, c.trace,
            coalesce(acts.amount, 0)::bigint as corrected
     from unnest($2::bigint[], $3::text[], $4::bigint[])
       with ordinality as k (account_id, service, provider_id, position)
     join settlements.charge c
       on c.hromada_id = $1 and c.account_id = k.account_id and c.service = k.service
       and c.provider_id = k.provider_id and c.component = 'volume'
       and c.period >= $5::date and c.period < $6::date
     left join lateral (
       select sum(o.amount) as amount from settlements.correction o
       where o.hromada_id = $1 and o.account_id = k.account_id and o.corrected_period = c.period
         and o.service = k.service and o.provider_id = k.provider_id
     ) acts on true
     order by k.position, c.period, c.line`,
    [
      hromadaId,
      services.map(({ accountId }) => accountId),
      services.map(({ service }) => service),
      services.map(({ providerId }) => providerId),
      months.from,
      months.until,
    ],
  );
}
