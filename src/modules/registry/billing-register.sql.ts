import type { Service } from '#kernel/service.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';

/** Consecutive buildings of one hromada whose accounts one biller bills. */
export interface BuildingRange {
  readonly hromadaId: number;
  readonly billerId: bigint;
  readonly firstBuilding: bigint;
  readonly lastBuilding: bigint;
}

export interface RegisterAccount {
  readonly account_id: bigint;
  readonly number: string;
  readonly building_id: bigint;
  readonly residents: number;
  /** Hundredths of a square metre. */
  readonly total_area: bigint;
  readonly heated_area: bigint;
  readonly premises_kind: 'flat' | 'house' | 'nonresidential';
  readonly heating: 'central' | 'own' | 'none';
}

const accountColumns = `a.account_id, a.number, a.building_id, a.residents,
  (p.total_area_m2 * 100)::bigint as total_area, (p.heated_area_m2 * 100)::bigint as heated_area,
  p.kind as premises_kind, p.heating`;

export interface RegisterService {
  readonly account_id: bigint;
  readonly service: Service;
  readonly provider_id: bigint;
  readonly basis: 'meter' | 'norm' | 'person' | 'area' | 'building-share';
  readonly contract_model: string;
  readonly category: string;
}

export interface RegisterMeter {
  readonly meter_id: bigint;
  readonly building_id: bigint;
  readonly account_id: bigint | null;
  readonly service: Service;
  readonly digits: number;
  readonly zones: number;
  /** ISO dates. */
  readonly installed_on: string;
  readonly verified_until: string;
  readonly removed_on: string | null;
}

/**
 * Accounts open on `day` in a range of buildings, in the order of buildings and accounts. Bulk
 * reading for the monthly run: plain rows, few columns, no objects made on the way.
 */
export async function readRegisterAccounts(
  db: Queryable,
  range: BuildingRange,
  day: Temporal.PlainDate,
): Promise<readonly RegisterAccount[]> {
  return selectRows(
    db,
    `select ${accountColumns}
     from registry.account a
     join registry.premises p
       on p.hromada_id = a.hromada_id and p.premises_id = a.premises_id
     where a.hromada_id = $1 and a.building_id between $2 and $3 and a.biller_id = $4
       and a.opened_on <= $5 and (a.closed_on is null or a.closed_on > $5)
     order by a.building_id, a.account_id`,
    [range.hromadaId, range.firstBuilding, range.lastBuilding, range.billerId, day],
  );
}

/**
 * Accounts of other billers in buildings where the biller's own share the building's heat: their
 * flats have a part in it too.
 */
export async function readHeatNeighbours(
  db: Queryable,
  range: BuildingRange,
  day: Temporal.PlainDate,
): Promise<readonly RegisterAccount[]> {
  return selectRows(
    db,
    `with sharing as (
       select a.account_id, a.building_id, a.biller_id
       from registry.account a
       join registry.account_service s
         on s.hromada_id = a.hromada_id and s.account_id = a.account_id and s.service = 'heat'
         and s.basis = 'building-share' and s.valid @> $5::date
       where a.hromada_id = $1 and a.building_id between $2 and $3
         and a.opened_on <= $5 and (a.closed_on is null or a.closed_on > $5)
     )
     select ${accountColumns}
     from sharing s
     join registry.account a on a.hromada_id = $1 and a.account_id = s.account_id
     join registry.premises p on p.hromada_id = $1 and p.premises_id = a.premises_id
     where s.biller_id <> $4
       and exists (select from sharing own
                   where own.building_id = s.building_id and own.biller_id = $4)
     order by a.building_id, a.account_id`,
    [range.hromadaId, range.firstBuilding, range.lastBuilding, range.billerId, day],
  );
}

/** Services that the accounts of the range receive on `day`. */
export async function readRegisterServices(
  db: Queryable,
  range: BuildingRange,
  day: Temporal.PlainDate,
): Promise<readonly RegisterService[]> {
  return selectRows(
    db,
    `select account_id, service, provider_id, basis, contract_model, category
     from registry.account_service
     where hromada_id = $1 and building_id between $2 and $3 and valid @> $4::date`,
    [range.hromadaId, range.firstBuilding, range.lastBuilding, day],
  );
}

/** Services that the accounts receive on `day`, in the order of accounts. */
export async function readReceivedServices(
  db: Queryable,
  hromadaId: number,
  accountIds: readonly bigint[],
  day: Temporal.PlainDate,
): Promise<readonly Pick<RegisterService, 'account_id' | 'service' | 'provider_id'>[]> {
  return selectRows(
    db,
    `select account_id, service, provider_id from registry.account_service
     where hromada_id = $1 and account_id = any($2::bigint[]) and valid @> $3::date
     order by account_id, service, provider_id`,
    [hromadaId, accountIds, day],
  );
}

/** The last reading of a meter that was taken away is waited for so long. */
const removedMonthsBack = 12;

/**
 * Meters of flats and of buildings for the month that begins on `day`: those in use, and those taken
 * away before, whose last reading may still come.
 */
export async function readRegisterMeters(
  db: Queryable,
  range: BuildingRange,
  day: Temporal.PlainDate,
): Promise<readonly RegisterMeter[]> {
  return selectRows(
    db,
    `select meter_id, building_id, account_id, service, digits, zones,
            installed_on::text as installed_on, verified_until::text as verified_until,
            removed_on::text as removed_on
     from registry.meter
     where hromada_id = $1 and building_id between $2 and $3
       and (removed_on is null or removed_on > $4::date)
     order by meter_id`,
    [
      range.hromadaId,
      range.firstBuilding,
      range.lastBuilding,
      day.subtract({ months: removedMonthsBack }),
    ],
  );
}

export interface BuildingLoad {
  readonly building_id: bigint;
  readonly accounts: number;
}

/** How many accounts each building gives the biller: what a run is cut into chunks by. */
export async function countAccountsByBuilding(
  db: Queryable,
  hromadaId: number,
  billerId: bigint,
  day: Temporal.PlainDate,
): Promise<readonly BuildingLoad[]> {
  return selectRows(
    db,
    `select building_id, count(*)::int as accounts
     from registry.account
     where hromada_id = $1 and biller_id = $2
       and opened_on <= $3 and (closed_on is null or closed_on > $3)
     group by building_id order by building_id`,
    [hromadaId, billerId, day],
  );
}

/** The hromada and the units above it, nearest first. */
export async function readTerritoryChain(
  db: Queryable,
  territoryId: number,
): Promise<readonly { readonly territory_id: number; readonly code: string }[]> {
  return selectRows(
    db,
    `select t.territory_id, t.code
     from registry.territory_closure c
     join registry.territory t on t.territory_id = c.ancestor_id
     where c.descendant_id = $1 order by c.depth`,
    [territoryId],
  );
}
