import { firstDay, nextPeriod } from '#kernel/period.ts';
import {
  readHeatNeighbours,
  readRegisterAccounts,
  readRegisterMeters,
  readRegisterServices,
  type BuildingRange,
  type RegisterAccount,
  type RegisterMeter,
  type RegisterService,
} from '#modules/registry/index.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { sourcesOf } from './measured-by.ts';
import {
  numbersFor,
  population,
  type AccountInput,
  type BuildingInput,
  type CarriedVolume,
  type MeterInput,
  type OpeningBalance,
  type RunContext,
  type ServiceInput,
} from './model.ts';
import { readBuildingMeters } from './month.sql.ts';
import { readLastBills } from './read-last-bills.ts';
import { isGone } from './meter-volume.ts';
import { readZones, zoneNumbers, type MetersToRead } from './read-zones.ts';
import { readStandings, zoneKey, type Standings } from './standings.ts';

/**
 * Reads everything that charging a range of buildings needs, in a handful of set-based queries, and
 * puts it together building by building.
 */
export async function readChunk(
  db: Queryable,
  range: BuildingRange,
  run: RunContext,
): Promise<readonly BuildingInput[]> {
  const day = firstDay(run.period);
  const lastDay = firstDay(nextPeriod(run.period)).subtract({ days: 1 });
  const accounts = await readRegisterAccounts(db, range, lastDay);
  const services = groupBy(await readRegisterServices(db, range, lastDay), 'account_id');
  const registered = await readRegisterMeters(db, range, day);
  const neighbours = await readHeatNeighbours(db, range, lastDay);
  const accountIds = [...accounts, ...neighbours].map(({ account_id }) => account_id);
  const { balances, standings, carried } = await readLastBills(db, run, accountIds);
  const buildingsRange = { first: range.firstBuilding, last: range.lastBuilding };
  for (const row of await readBuildingMeters(db, run, buildingsRange, day)) {
    readStandings(row.meters, standings);
  }
  const meters = await readMeters(
    db,
    {
      meters: registered.filter(
        (meter) =>
          isChargedBy(meter, services, lastDay.toString()) && isStillRead(meter, standings, run),
      ),
      standings,
      rulesOf: readingRulesOf(services, run),
    },
    run,
  );
  const metersOfAccount = groupBy(meters, 'accountId');
  const inputOf = (account: RegisterAccount) =>
    accountInput(account, {
      services: services.get(account.account_id) ?? [],
      meters: metersOfAccount.get(account.account_id)?.map(({ meter }) => meter) ?? [],
      balances: balances.get(account.account_id) ?? [],
      carried: carried.get(account.account_id) ?? [],
    });
  const buildings = new Map<bigint, OpenBuilding>();
  for (const account of accounts) {
    let building = buildings.get(account.building_id);
    if (building === undefined) {
      building = { heatMeters: [], accounts: [], neighbours: [] };
      buildings.set(account.building_id, building);
    }
    building.accounts.push(inputOf(account));
  }
  for (const account of neighbours) {
    buildings.get(account.building_id)?.neighbours.push(inputOf(account));
  }
  for (const { meter, accountId, buildingId } of meters) {
    const building = buildings.get(buildingId);
    if (accountId === null && meter.service === 'heat') building?.heatMeters.push(meter);
  }
  return [...buildings].map(([buildingId, building]) => ({ buildingId, ...building }));
}

interface OpenBuilding {
  readonly heatMeters: MeterInput[];
  readonly accounts: AccountInput[];
  readonly neighbours: AccountInput[];
}

/** Whether a line of the month may stand on the meter. */
function isChargedBy(
  { account_id: accountId, service, installed_on: installedOn }: RegisterMeter,
  services: ReadonlyMap<bigint, readonly RegisterService[]>,
  lastDay: string,
): boolean {
  if (installedOn > lastDay) return false;
  if (accountId === null) return service === 'heat';
  const received = services.get(accountId) ?? [];
  return received.some(
    ({ basis, service: charged }) =>
      (basis === 'meter' || basis === 'building-share') && sourcesOf(charged).includes(service),
  );
}

/** A meter taken away is read no more once the bills have come to its last reading. */
function isStillRead(meter: RegisterMeter, standings: Standings, run: RunContext): boolean {
  const { meter_id: meterId, removed_on: removedOn } = meter;
  if (removedOn === null || !isGone({ removedOn }, run)) return true;
  return zoneNumbers(meter).some((zone) => {
    const standing = standings.get(zoneKey(meterId, zone));
    return standing !== undefined && standing.takenOn < removedOn;
  });
}

interface PlacedMeter {
  readonly accountId: bigint | null;
  readonly buildingId: bigint;
  readonly meter: MeterInput;
}

/** How a meter's missing reading is charged depends on what its consumer's service is for. */
function readingRulesOf(
  services: ReadonlyMap<bigint, readonly RegisterService[]>,
  run: RunContext,
): MetersToRead['rulesOf'] {
  return ({ account_id: accountId, service }) => {
    if (accountId === null || run.numbersByCategory.size === 0)
      return run.numbers.readings[service];
    const received = services.get(accountId)?.find((one) => one.service === service);
    return numbersFor(run, received?.category ?? population).readings[service];
  };
}

async function readMeters(
  db: Queryable,
  asked: MetersToRead,
  run: RunContext,
): Promise<readonly PlacedMeter[]> {
  const zones = await readZones(db, asked, run);
  return asked.meters.map((meter) => ({
    accountId: meter.account_id,
    buildingId: meter.building_id,
    meter: {
      meterId: meter.meter_id,
      service: meter.service,
      digits: meter.digits,
      installedOn: meter.installed_on,
      verifiedUntil: meter.verified_until,
      removedOn: meter.removed_on,
      zones: zones.get(meter.meter_id) ?? [],
    },
  }));
}

function accountInput(
  account: RegisterAccount,
  parts: {
    readonly services: readonly RegisterService[];
    readonly meters: readonly MeterInput[];
    readonly balances: readonly OpeningBalance[];
    readonly carried: readonly CarriedVolume[];
  },
): AccountInput {
  return {
    accountId: account.account_id,
    number: account.number,
    buildingId: account.building_id,
    residents: account.residents,
    totalArea: account.total_area,
    heatedArea: account.heated_area,
    premisesKind: account.premises_kind,
    heating: account.heating,
    ...parts,
    services: parts.services.map(serviceInput),
  };
}

function serviceInput(service: RegisterService): ServiceInput {
  return {
    service: service.service,
    providerId: service.provider_id,
    basis: service.basis,
    category: service.category,
    individual: service.contract_model.startsWith('individual'),
  };
}

function groupBy<Row, Key extends keyof Row>(
  rows: readonly Row[],
  key: Key,
): ReadonlyMap<Row[Key], readonly Row[]> {
  const groups = new Map<Row[Key], Row[]>();
  for (const row of rows) {
    const group = groups.get(row[key]);
    if (group === undefined) groups.set(row[key], [row]);
    else group.push(row);
  }
  return groups;
}
