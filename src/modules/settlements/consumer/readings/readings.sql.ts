import type { Service } from '#kernel/service.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';

export interface ShownReadingRow {
  readonly meter_id: bigint;
  readonly zone: number;
  readonly taken_on: Temporal.PlainDate;
  readonly revision: number;
  readonly value: bigint;
  readonly source: 'consumer' | 'provider' | 'file' | 'telemetry';
  readonly entered_at: Temporal.Instant;
}

/** The newest revision of each reading of the meters taken on [from, to), newest first. */
export async function readShownReadings(
  db: Queryable,
  hromadaId: number,
  meterIds: readonly bigint[],
  days: { readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate },
): Promise<readonly ShownReadingRow[]> {
  return selectRows(
    db,
    `select distinct on (taken_on, meter_id, zone)
            meter_id, zone, taken_on, revision, value, source, entered_at
     from settlements.reading
     where hromada_id = $1 and meter_id = any($2::bigint[])
       and taken_on >= $3::date and taken_on < $4::date
     order by taken_on desc, meter_id, zone, revision desc`,
    [hromadaId, meterIds, days.from, days.to],
  );
}

export interface ChargedReadingRow {
  readonly service: Service;
  /** ISO date of the reading that the month was charged by. */
  readonly current_on: string;
}

/** By which readings the months [from, to) were charged: a reading named here has been counted. */
export async function readChargedReadings(
  db: Queryable,
  account: { readonly hromadaId: number; readonly accountId: bigint },
  months: { readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate },
): Promise<readonly ChargedReadingRow[]> {
  return selectRows(
    db,
    `select distinct service, trace::jsonb #>> '{inputs,currentOn}' as current_on
     from settlements.charge
     where hromada_id = $1 and account_id = $2 and period >= $3::date and period < $4::date
       and basis = 'metered' and trace::jsonb #>> '{inputs,currentOn}' is not null`,
    [account.hromadaId, account.accountId, months.from, months.to],
  );
}
