import { firstDay, nextPeriod, previousPeriod } from '#kernel/period.ts';
import {
  readRegisterAccounts,
  readRegisterMeters,
  readRegisterServices,
  type BuildingRange,
  type RegisterAccount,
  type RegisterMeter,
  type RegisterService,
} from '#modules/registry/index.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { readServiceTotals } from './bill-services.ts';
import type {
  AccountInput,
  BuildingInput,
  MeterInput,
  OpeningBalance,
  RunContext,
  ServiceInput,
} from './model.ts';
import { readMovements, readPreviousBills } from './month.sql.ts';
import { readZones } from './read-zones.ts';

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
  const meters = await readMeters(db, registered, run);
  const balances = await readBalances(
    db,
    run,
    accounts.map(({ account_id }) => account_id),
  );
  const metersOfAccount = groupBy(meters, 'accountId');
  const buildings = new Map<
    bigint,
    { heatMeter: MeterInput | undefined; accounts: AccountInput[] }
  >();
  for (const account of accounts) {
    let building = buildings.get(account.building_id);
    if (building === undefined) {
      building = { heatMeter: undefined, accounts: [] };
      buildings.set(account.building_id, building);
    }
    building.accounts.push(
      accountInput(account, {
        services: services.get(account.account_id) ?? [],
        meters: metersOfAccount.get(account.account_id)?.map(({ meter }) => meter) ?? [],
        balances: balances.get(account.account_id) ?? [],
      }),
    );
  }
  for (const { meter, accountId, buildingId } of meters) {
    const building = buildings.get(buildingId);
    if (accountId === null && meter.service === 'heat' && building !== undefined) {
      building.heatMeter = meter;
    }
  }
  return [...buildings].map(([buildingId, building]) => ({ buildingId, ...building }));
}

interface PlacedMeter {
  readonly accountId: bigint | null;
  readonly buildingId: bigint;
  readonly meter: MeterInput;
}

async function readMeters(
  db: Queryable,
  registered: readonly RegisterMeter[],
  run: RunContext,
): Promise<readonly PlacedMeter[]> {
  const zones = await readZones(db, registered, run);
  return registered.map((meter) => ({
    accountId: meter.account_id,
    buildingId: meter.building_id,
    meter: {
      meterId: meter.meter_id,
      service: meter.service,
      digits: meter.digits,
      verifiedUntil: meter.verified_until,
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
  },
): AccountInput {
  return {
    accountId: account.account_id,
    number: account.number,
    buildingId: account.building_id,
    residents: account.residents,
    totalArea: account.total_area,
    heatedArea: account.heated_area,
    heating: account.heating,
    services: parts.services.map(serviceInput),
    meters: parts.meters,
    balances: parts.balances,
  };
}

function serviceInput(service: RegisterService): ServiceInput {
  return {
    service: service.service,
    providerId: service.provider_id,
    basis: service.basis,
    individual: service.contract_model.startsWith('individual'),
  };
}

/** Closing of the last bill, and what was paid, corrected or brought in since. */
async function readBalances(
  db: Queryable,
  run: RunContext,
  accountIds: readonly bigint[],
): Promise<ReadonlyMap<bigint, readonly OpeningBalance[]>> {
  const balances = new Map<bigint, OpeningBalance[]>();
  const put = (accountId: bigint, balance: OpeningBalance) => {
    const list = balances.get(accountId);
    if (list === undefined) balances.set(accountId, [balance]);
    else list.push(balance);
  };
  const before = firstDay(previousPeriod(run.period));
  for (const bill of await readPreviousBills(db, run.hromadaId, accountIds, before)) {
    for (const total of readServiceTotals(bill.services)) {
      put(bill.account_id, {
        service: total.service,
        providerId: total.providerId,
        opening: total.due,
        paid: 0n,
        corrected: 0n,
      });
    }
  }
  const month = firstDay(run.period);
  for (const row of await readMovements(db, run.hromadaId, accountIds, month)) {
    put(row.account_id, {
      service: row.service,
      providerId: row.provider_id,
      opening: row.opening,
      paid: row.paid,
      corrected: row.corrected,
    });
  }
  return balances;
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
