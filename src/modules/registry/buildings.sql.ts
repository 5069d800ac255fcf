import { quantity } from '#kernel/quantity.ts';
import type { Database } from '#platform/db/database.ts';
import { sql } from 'kysely';
import type { Building, BuildingKey, BuildingKind, Premises } from './dwelling.ts';
import { pathOf, territoryFrom } from './territories.sql.ts';
import type { TerritoryPath } from './territory.ts';

export interface BuildingRow {
  hromadaId: number;
  buildingId: bigint;
  settlementPath: TerritoryPath;
  street: string;
  houseNumber: string;
  postalIndex: string | null;
  kind: BuildingKind;
  storeys: number;
  builtYear: number | null;
  totalAreaM2: string;
  heatedAreaM2: string;
}

export const buildingColumns = sql`
  building.hromada_id as "hromadaId", building.building_id as "buildingId",
  ${pathOf(sql.ref('building.settlement_id'))} as "settlementPath", building.street,
  building.house_number as "houseNumber", building.postal_index as "postalIndex", building.kind,
  building.storeys, building.built_year as "builtYear",
  building.total_area_m2 as "totalAreaM2", building.heated_area_m2 as "heatedAreaM2"`;

export function buildingFrom(row: BuildingRow): Building {
  const { settlementPath, totalAreaM2, heatedAreaM2, ...building } = row;
  return {
    ...building,
    settlement: territoryFrom(settlementPath),
    totalArea: quantity(totalAreaM2, 'm2'),
    heatedArea: quantity(heatedAreaM2, 'm2'),
  };
}

export async function findBuilding(
  db: Database,
  { hromadaId, buildingId }: BuildingKey,
): Promise<Building | undefined> {
  const { rows } = await sql<BuildingRow>`
    select ${buildingColumns} from registry.building building
    where building.hromada_id = ${hromadaId}
      and building.building_id = ${buildingId}`.execute(db);
  return rows[0] === undefined ? undefined : buildingFrom(rows[0]);
}

export interface BuildingSearch {
  readonly hromadaId: number;
  readonly settlementId: number;
  /** Folded as the stored keys are; empty for every building. */
  readonly key: string;
  readonly limit: number;
  readonly offset: number;
}

/** House numbers go as numbers do, 9 before 10, and the letters of one number in order. */
export const houseOrder = sql`
  substring(building.house_number from '^[0-9]{1,9}')::integer nulls last,
  building.house_number collate "uk-x-icu"`;

/** Buildings of a settlement that hold the key; when none does, those on a street like it. */
export async function searchBuildings(
  db: Database,
  { hromadaId, settlementId, key, limit, offset }: BuildingSearch,
): Promise<readonly Building[]> {
  const holdsKey = sql`building.search_key like ${`%${key}%`}`;
  const here = sql`
    building.hromada_id = ${hromadaId} and building.settlement_id = ${settlementId}`;
  const { rows } = await sql<BuildingRow>`
    select ${buildingColumns} from registry.building building
    where ${here} and (${holdsKey} or ${key} <% building.search_key
      and not exists (select from registry.building building where ${here} and ${holdsKey}))
    order by building.street collate "uk-x-icu", ${houseOrder}, building.building_id
    limit ${limit} offset ${offset}`.execute(db);
  return rows.map(buildingFrom);
}

export interface PremisesRow {
  hromadaId: number;
  premisesId: bigint;
  buildingId: bigint;
  number: string;
  kind: Premises['kind'];
  totalAreaM2: string;
  heatedAreaM2: string;
  heating: Premises['heating'];
}

export function premisesFrom(row: PremisesRow): Premises {
  const { totalAreaM2, heatedAreaM2, ...premises } = row;
  return {
    ...premises,
    totalArea: quantity(totalAreaM2, 'm2'),
    heatedArea: quantity(heatedAreaM2, 'm2'),
  };
}

/** The largest house in the country has fewer. */
const premisesOfBuildingMax = 5_000;

/** Premises of a building in the order of their numbers. */
export async function listPremises(
  db: Database,
  { hromadaId, buildingId }: BuildingKey,
): Promise<readonly Premises[]> {
  const { rows } = await sql<PremisesRow>`
    select hromada_id as "hromadaId", premises_id as "premisesId", building_id as "buildingId",
           number, kind, total_area_m2 as "totalAreaM2", heated_area_m2 as "heatedAreaM2", heating
    from registry.premises
    where hromada_id = ${hromadaId} and building_id = ${buildingId}
    order by substring(number from '^[0-9]{1,9}')::integer nulls last, number, premises_id
    limit ${premisesOfBuildingMax}`.execute(db);
  return rows.map(premisesFrom);
}
