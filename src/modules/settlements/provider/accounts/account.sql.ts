import type { Service } from '#kernel/service.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';

export interface LastReading {
  readonly meterId: bigint;
  readonly zone: number;
  /** Millionths of the unit. */
  readonly value: bigint;
  readonly takenOn: Temporal.PlainDate;
  readonly source: 'consumer' | 'provider' | 'file' | 'telemetry';
}

const zonesMax = 3;

/** The newest reading of each zone of the meters. */
export async function listLastReadings(
  db: Queryable,
  hromadaId: number,
  meterIds: readonly bigint[],
): Promise<readonly LastReading[]> {
  return selectRows(
    db,
    `select m.meter_id as "meterId", last.zone, last.value, last.taken_on as "takenOn", last.source
     from unnest($2::bigint[]) as m (meter_id)
     cross join generate_series(0, $3::int) as z (zone)
     cross join lateral (
       select zone, value, taken_on, source from settlements.reading r
       where r.hromada_id = $1 and r.meter_id = m.meter_id and r.zone = z.zone
       order by r.taken_on desc, r.revision desc limit 1
     ) last
     order by m.meter_id, last.zone`,
    [hromadaId, meterIds, zonesMax],
  );
}

export interface AccountPayment {
  /** What the ledger line stands on: "payment:<uuid>", "correction:<id>". */
  readonly source: string;
  readonly kind: 'payment' | 'refund' | 'correction' | 'opening';
  readonly postedAt: Temporal.Instant;
  /** Reduces the debt when positive. */
  readonly amount: bigint;
  readonly services: readonly Service[];
}

/** Everything but charges that moved the balance, newest first; to a provider its own part. */
export async function listMovements(
  db: Queryable,
  account: { readonly hromadaId: number; readonly accountId: bigint },
  providerId: bigint | null,
  limit: number,
): Promise<readonly AccountPayment[]> {
  return selectRows(
    db,
    `select source, kind, max(posted_at) as "postedAt",
            sum(case when credit = 'receivable' then amount else -amount end)::bigint as amount,
            array_agg(distinct service) as services
     from settlements.transfer
     where hromada_id = $1 and account_id = $2 and kind <> 'charge'
       and ($3::bigint is null or provider_id = $3)
     group by source, kind order by max(posted_at) desc, source limit $4`,
    [account.hromadaId, account.accountId, providerId, limit],
  );
}
