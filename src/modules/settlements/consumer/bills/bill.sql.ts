import type { AccountPlace } from '../../payments/ledger.sql.ts';
import type { Unit } from '#kernel/quantity.ts';
import type { Service } from '#kernel/service.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import type { TariffComponent } from '../../billing/model.ts';
import type { RuleId, UsedParameter } from '../../rules/trace.ts';

export interface BillRow {
  readonly period: Temporal.PlainDate;
  readonly number: string;
  readonly issued_at: Temporal.Instant;
  readonly due_on: Temporal.PlainDate;
  readonly opening: bigint;
  readonly charged: bigint;
  readonly corrected: bigint;
  readonly paid: bigint;
  readonly due: bigint;
  readonly services: unknown;
  /** As the month was charged; null in bills that do not remember it. */
  readonly residents: number | null;
  /** Hundredths of a square metre. */
  readonly heated_area: bigint | null;
}

/** Bills of an account for the months [from, to], newest first. */
export async function readBills(
  db: Queryable,
  account: AccountPlace,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<readonly BillRow[]> {
  return selectRows(
    db,
    `-- prepared: bills
     select period, number, issued_at, due_on, opening, charged, corrected, paid, due, services,
            residents, heated_area
     from settlements.bill
     where hromada_id = $1 and account_id = $2 and period between $3::date and $4::date
     order by period desc`,
    [account.hromadaId, account.accountId, from, to],
  );
}

/** The oldest and the newest month that the account was billed for; null when none. */
export async function readBilledSpan(
  db: Queryable,
  { hromadaId, accountId }: AccountPlace,
): Promise<{
  readonly oldest: Temporal.PlainDate | null;
  readonly newest: Temporal.PlainDate | null;
}> {
  const [row] = await selectRows<{
    oldest: Temporal.PlainDate | null;
    newest: Temporal.PlainDate | null;
  }>(
    db,
    `-- prepared: billed-span
     select min(period) as oldest, max(period) as newest
     from settlements.bill where hromada_id = $1 and account_id = $2`,
    [hromadaId, accountId],
  );
  return row ?? { oldest: null, newest: null };
}

export interface ChargeRow {
  readonly period: Temporal.PlainDate;
  readonly line: number;
  readonly service: Service;
  readonly component: TariffComponent;
  readonly provider_id: bigint;
  readonly tariff_id: bigint;
  readonly basis: RuleId;
  readonly days: number;
  readonly volume: bigint;
  readonly price: bigint;
  readonly amount: bigint;
  readonly vat: bigint;
  readonly trace: string;
}

/** Lines of calculation of an account for the months [from, to], in the order of the bill. */
export async function readChargeLines(
  db: Queryable,
  account: AccountPlace,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<readonly ChargeRow[]> {
  return selectRows(
    db,
    `select period, line, service, component, provider_id, tariff_id, basis, days, volume, price,
            amount, vat, trace
     from settlements.charge
     where hromada_id = $1 and account_id = $2 and period between $3::date and $4::date
     order by period, line`,
    [account.hromadaId, account.accountId, from, to],
  );
}

export interface VolumeRow {
  readonly period: Temporal.PlainDate;
  readonly service: Service;
  readonly volume: bigint;
}

/** What was used of each service in each of the months [from, to]. */
export async function readVolumes(
  db: Queryable,
  account: AccountPlace,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<readonly VolumeRow[]> {
  return selectRows(
    db,
    `select period, service, sum(volume)::bigint as volume
     from settlements.charge
     where hromada_id = $1 and account_id = $2 and period between $3::date and $4::date
       and component = 'volume'
     group by period, service`,
    [account.hromadaId, account.accountId, from, to],
  );
}

export interface BuildingVolumeRow {
  readonly service: Service;
  readonly total: bigint;
  readonly distributed: bigint;
  readonly trace: Readonly<Record<string, string>>;
  /** Numbers of the law that shared it out; none in volumes older than their recording. */
  readonly parameters: readonly UsedParameter[];
}

/**
 * What the building's own meters showed for a month, by service, as the biller shared it out; where
 * it did not bill that month, as another did.
 */
export async function readBuildingVolumes(
  db: Queryable,
  building: {
    readonly hromadaId: number;
    readonly buildingId: bigint;
    readonly billerId: bigint;
  },
  month: Temporal.PlainDate,
): Promise<readonly BuildingVolumeRow[]> {
  return selectRows(
    db,
    `select distinct on (service) service, total, distributed, trace - 'parameters' as trace,
            coalesce(trace -> 'parameters', '[]') as parameters
     from settlements.building_volume
     where hromada_id = $1 and building_id = $2 and period = $3::date
     order by service, (biller_id = $4) desc`,
    [building.hromadaId, building.buildingId, month, building.billerId],
  );
}

export interface DecisionRow {
  readonly tariff_id: bigint;
  readonly unit: Unit;
  readonly gross_price: bigint;
  readonly vat_percent: number;
  readonly valid_from: Temporal.PlainDate;
  readonly valid_to: Temporal.PlainDate | null;
  readonly decision_authority: string;
  readonly decision_number: string;
  readonly decision_on: Temporal.PlainDate;
}

/** Tariffs by their ids with the decisions that set them. */
export async function readDecisions(
  db: Queryable,
  tariffIds: readonly bigint[],
): Promise<readonly DecisionRow[]> {
  return selectRows(
    db,
    `select tariff_id, unit, gross_price, vat_percent, lower(valid) as valid_from,
            upper(valid) as valid_to, decision_authority, decision_number, decision_on
     from settlements.tariff where tariff_id = any($1::bigint[])`,
    [tariffIds],
  );
}

export interface PeerRow {
  readonly service: Service;
  readonly basis: RuleId;
  readonly accounts: number;
  readonly weight: bigint;
  readonly volume: bigint;
  readonly amount: bigint;
}

/** Volumes and sums of all households of a kind in a month, by service and basis. */
export async function readPeerUse(
  db: Queryable,
  hromadaId: number,
  month: Temporal.PlainDate,
  kind: { readonly premisesKind: string; readonly heating: string },
): Promise<readonly PeerRow[]> {
  return selectRows(
    db,
    `select service, basis, accounts::int as accounts, weight, volume, amount
     from settlements.peer_use
     where hromada_id = $1 and period = $2::date and premises_kind = $3 and heating = $4`,
    [hromadaId, month, kind.premisesKind, kind.heating],
  );
}

export interface MovementRow {
  readonly source: string;
  readonly kind: 'payment' | 'refund' | 'correction' | 'opening';
  readonly service: Service;
  readonly amount: bigint;
  readonly posted_at: Temporal.Instant;
  /** Of a correction only: the month that it corrects, and what it stands on. */
  readonly corrected_period: Temporal.PlainDate | null;
  readonly ground: string | null;
  readonly act_number: string | null;
  readonly act_on: Temporal.PlainDate | null;
}

/** Payments, refunds and corrections that a month's bill took into account, newest first. */
export async function readMonthMovements(
  db: Queryable,
  { hromadaId, accountId }: AccountPlace,
  month: Temporal.PlainDate,
): Promise<readonly MovementRow[]> {
  return selectRows(
    db,
    `select t.source, t.kind, t.service, t.amount, t.posted_at,
            c.corrected_period, c.ground, c.act_number, c.act_on
     from (
       select source, kind, service,
              sum(case when credit = 'receivable' then amount else -amount end)::bigint as amount,
              max(posted_at) as posted_at
       from settlements.transfer
       where hromada_id = $1 and account_id = $2 and period = $3::date and kind <> 'charge'
       group by source, kind, service
     ) t
     left join settlements.correction c
       on c.hromada_id = $1 and c.account_id = $2 and t.source = 'correction:' || c.correction_id
     order by t.posted_at desc, t.source, t.service`,
    [hromadaId, accountId, month],
  );
}
