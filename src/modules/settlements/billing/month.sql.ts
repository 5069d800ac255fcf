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
  readonly category: string;
  readonly gross_price: bigint;
  readonly vat_percent: number;
  readonly valid_from: Temporal.PlainDate | null;
  readonly valid_to: Temporal.PlainDate | null;
}

/** Tariffs in force on some day of [from, to) on any of the territories, of every category. */
export async function readTariffs(
  db: Queryable,
  territoryIds: readonly number[],
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<readonly TariffRow[]> {
  return selectRows(
    db,
    `select tariff_id, provider_id, service, component, zone, territory_id, category,
            gross_price, vat_percent, lower(valid) as valid_from, upper(valid) as valid_to
     from settlements.tariff
     where territory_id = any($1::int[]) and valid && daterange($2::date, $3::date)
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
  /** Questions that its checks asked, joined by commas. */
  readonly remark: string | null;
}

/**
 * Readings of the meters taken on [from, to) with all their revisions, oldest first. Months are
 * partitions, so the window of a month reads one of them, or two where it runs over its end.
 */
export async function readReadings(
  db: Queryable,
  hromadaId: number,
  meterIds: readonly bigint[],
  window: { readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate },
): Promise<readonly ReadingRow[]> {
  return selectRows(
    db,
    `select meter_id, zone, value, taken_on::text as taken_on, source, remark
     from settlements.reading
     where hromada_id = $1 and meter_id = any($2::bigint[])
       and taken_on >= $3::date and taken_on < $4::date
     order by meter_id, zone, taken_on, revision`,
    [hromadaId, meterIds, window.from, window.to],
  );
}

export interface PreviousBillRow {
  readonly account_id: bigint;
  readonly services: unknown;
  readonly meters: unknown;
  readonly carried: unknown;
}

/**
 * What the bills of the month before left owing, by service, where they left the meters, and what
 * they had no price for.
 */
export async function readPreviousBills(
  db: Queryable,
  hromadaId: number,
  accountIds: readonly bigint[],
  month: Temporal.PlainDate,
): Promise<readonly PreviousBillRow[]> {
  return selectRows(
    db,
    `select account_id, services, meters, carried from settlements.bill
     where hromada_id = $1 and account_id = any($2::bigint[]) and period = $3::date`,
    [hromadaId, accountIds, month],
  );
}

/** The newest bills from before the month, of accounts that were left out of runs since. */
export async function readOlderBills(
  db: Queryable,
  hromadaId: number,
  accountIds: readonly bigint[],
  month: Temporal.PlainDate,
): Promise<readonly (PreviousBillRow & { readonly period: Temporal.PlainDate })[]> {
  return selectRows(
    db,
    `select b.account_id, b.period, b.services, b.meters, b.carried
     from unnest($2::bigint[]) as a (account_id)
     cross join lateral (
       select account_id, period, services, meters, carried from settlements.bill
       where hromada_id = $1 and account_id = a.account_id and period < $3::date
       order by period desc limit 1
     ) b`,
    [hromadaId, accountIds, month],
  );
}

/** A building whose meter nobody could charge by for longer begins anew with its last reading. */
const buildingMonthsBack = 24;

/** Where the biller's newest earlier months left the heat meters of the buildings. */
export async function readBuildingMeters(
  db: Queryable,
  run: { readonly hromadaId: number; readonly billerId: bigint },
  buildings: { readonly first: bigint; readonly last: bigint },
  month: Temporal.PlainDate,
): Promise<readonly { readonly meters: unknown }[]> {
  return selectRows(
    db,
    `select distinct on (building_id) meters from settlements.building_volume
     where hromada_id = $1 and building_id between $2 and $3 and service = 'heat'
       and biller_id = $6 and period < $4::date and period >= $5::date
     order by building_id, period desc`,
    [
      run.hromadaId,
      buildings.first,
      buildings.last,
      month,
      month.subtract({ months: buildingMonthsBack }),
      run.billerId,
    ],
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

const movements = `t.account_id, t.service, t.provider_id,
  sum(case when t.kind = 'payment' then t.amount when t.kind = 'refund' then -t.amount
      else 0 end)::bigint as paid,
  sum(case when t.kind <> 'correction' then 0 when t.debit = 'receivable' then t.amount
      else -t.amount end)::bigint as corrected,
  sum(case when t.kind <> 'opening' then 0 when t.debit = 'receivable' then t.amount
      else -t.amount end)::bigint as opening`;

/** Payments, corrections and opening balances posted to the month so far. */
export async function readMovements(
  db: Queryable,
  hromadaId: number,
  accountIds: readonly bigint[],
  month: Temporal.PlainDate,
): Promise<readonly MovementRow[]> {
  return selectRows(
    db,
    `select ${movements}
     from settlements.transfer t
     where hromada_id = $1 and account_id = any($2::bigint[]) and period = $3::date
       and kind <> 'charge'
     group by account_id, service, provider_id`,
    [hromadaId, accountIds, month],
  );
}

/** The same of months before this one that no bill has shown: those after each account's last. */
export async function readMissedMovements(
  db: Queryable,
  hromadaId: number,
  accounts: readonly { readonly accountId: bigint; readonly billed: Temporal.PlainDate | null }[],
  month: Temporal.PlainDate,
): Promise<readonly MovementRow[]> {
  return selectRows(
    db,
    `select ${movements}
     from unnest($2::bigint[], $3::date[]) as a (account_id, billed)
     join settlements.transfer t on t.hromada_id = $1 and t.account_id = a.account_id
       and t.period < $4::date and (a.billed is null or t.period > a.billed)
     where t.kind <> 'charge'
     group by t.account_id, t.service, t.provider_id`,
    [
      hromadaId,
      accounts.map(({ accountId }) => accountId),
      accounts.map(({ billed }) => billed),
      month,
    ],
  );
}
