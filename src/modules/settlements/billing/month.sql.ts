import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import type { Service } from '#kernel/service.ts';
import type { TariffComponent } from './model.ts';

export interface TariffRow {
  readonly tariff_id: bigint;
  readonly provider_id: bigint;
  readonly service: Service;
  readonly component: TariffComponent;
  readonly zone: number;
  readonly territory_id: number;
  readonly gross_price: bigint;
  readonly vat_percent: number;
  readonly valid_from: Temporal.PlainDate | null;
  readonly valid_to: Temporal.PlainDate | null;
}

/** Tariffs for the population in force on some day of [from, to) on any of the territories. */
export async function readTariffs(
  db: Queryable,
  territoryIds: readonly number[],
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<readonly TariffRow[]> {
  return selectRows(
    db,
    `select tariff_id, provider_id, service, component, zone, territory_id, gross_price,
            vat_percent, lower(valid) as valid_from, upper(valid) as valid_to
     from settlements.tariff
     where territory_id = any($1::int[]) and category = 'population'
       and valid && daterange($2::date, $3::date)
     order by lower(valid)`,
    [territoryIds, from, to],
  );
}

export interface ReadingRow {
  readonly meter_id: bigint;
  readonly zone: number;
  readonly value: bigint;
  /** ISO date. */
  readonly taken_on: string;
  readonly source: string;
}

/**
 * The newest revision of each reading of the meters taken on [from, to), oldest first. The months
 * are partitions, so a narrow window reads two of them and no history.
 */
export async function readReadings(
  db: Queryable,
  hromadaId: number,
  meterIds: readonly bigint[],
  window: { readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate },
): Promise<readonly ReadingRow[]> {
  return selectRows(
    db,
    `select meter_id, zone, value, taken_on::text as taken_on, source
     from settlements.reading
     where hromada_id = $1 and meter_id = any($2::bigint[])
       and taken_on >= $3::date and taken_on < $4::date
     order by meter_id, zone, taken_on, revision`,
    [hromadaId, meterIds, window.from, window.to],
  );
}

export interface HistoryRow {
  readonly meter_id: bigint;
  readonly zone: number;
  readonly last_value: bigint;
  readonly last_on: string;
  readonly last_source: string;
  readonly first_value: bigint;
  readonly days: number;
}

/** For meters without a reading: the last one before `before`, and the first of the last year. */
export async function readHistory(
  db: Queryable,
  hromadaId: number,
  meterIds: readonly bigint[],
  window: { readonly since: Temporal.PlainDate; readonly before: Temporal.PlainDate },
): Promise<readonly HistoryRow[]> {
  return selectRows(
    db,
    `select m.meter_id, last.zone, last.value as last_value, last.taken_on::text as last_on,
            last.source as last_source, first.value as first_value,
            last.taken_on - first.taken_on as days
     from unnest($2::bigint[]) as m (meter_id)
     cross join generate_series(0, 3) as z (zone)
     cross join lateral (
       select zone, value, taken_on, source from settlements.reading r
       where r.hromada_id = $1 and r.meter_id = m.meter_id and r.zone = z.zone
         and r.taken_on < $4::date
       order by r.taken_on desc, r.revision desc limit 1
     ) last
     cross join lateral (
       select value, taken_on from settlements.reading r
       where r.hromada_id = $1 and r.meter_id = m.meter_id and r.zone = z.zone
         and r.taken_on >= $3::date and r.taken_on < $4::date
       order by r.taken_on, r.revision desc limit 1
     ) first`,
    [hromadaId, meterIds, window.since, window.before],
  );
}

export interface UnreadChargeRow {
  readonly account_id: bigint;
  readonly service: Service;
  readonly period: string;
  readonly volume: bigint;
  readonly trace: string;
}

/** Lines charged without a reading in the months [from, to) for the accounts. */
export async function readUnreadCharges(
  db: Queryable,
  hromadaId: number,
  accountIds: readonly bigint[],
  window: { readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate },
): Promise<readonly UnreadChargeRow[]> {
  return selectRows(
    db,
    `select account_id, service, to_char(period, 'YYYY-MM') as period, volume, trace
     from settlements.charge
     where hromada_id = $1 and account_id = any($2::bigint[])
       and period >= $3::date and period < $4::date
       and basis in ('metered-average', 'norm-after-three-months')`,
    [hromadaId, accountIds, window.from, window.to],
  );
}

export interface PreviousBillRow {
  readonly account_id: bigint;
  readonly services: unknown;
}

/** What the bills of the month before left owing, by service. */
export async function readPreviousBills(
  db: Queryable,
  hromadaId: number,
  accountIds: readonly bigint[],
  month: Temporal.PlainDate,
): Promise<readonly PreviousBillRow[]> {
  return selectRows(
    db,
    `select account_id, services from settlements.bill
     where hromada_id = $1 and account_id = any($2::bigint[]) and period = $3::date`,
    [hromadaId, accountIds, month],
  );
}

export interface MovementRow {
  readonly account_id: bigint;
  readonly service: Service;
  readonly provider_id: bigint;
  readonly paid: bigint;
  readonly corrected: bigint;
  readonly opening: bigint;
}

/** Payments, corrections and opening balances posted to the month so far. */
export async function readMovements(
  db: Queryable,
  hromadaId: number,
  accountIds: readonly bigint[],
  month: Temporal.PlainDate,
): Promise<readonly MovementRow[]> {
  return selectRows(
    db,
    `select account_id, service, provider_id,
            sum(case when kind = 'payment' then amount when kind = 'refund' then -amount
                else 0 end)::bigint as paid,
            sum(case when kind <> 'correction' then 0 when debit = 'receivable' then amount
                else -amount end)::bigint as corrected,
            sum(case when kind <> 'opening' then 0 when debit = 'receivable' then amount
                else -amount end)::bigint as opening
     from settlements.transfer
     where hromada_id = $1 and account_id = any($2::bigint[]) and period = $3::date
       and kind <> 'charge'
     group by account_id, service, provider_id`,
    [hromadaId, accountIds, month],
  );
}
