import { addressKey } from '#modules/registry/index.ts';
import { houses, housesOf, type Country } from './country.ts';
import type { MeteringPoint, PlannedAccount, PlannedHouse, PlannedMeter } from './plan.ts';
import type {
  AccountRow,
  AccountServiceRow,
  BuildingRow,
  MeterRow,
  PremisesRow,
  SequenceRow,
} from './rows.ts';

export function* buildings(country: Country): Generator<BuildingRow> {
  for (const house of houses(country)) {
    const { hromadaId, settlementId, postalIndex = null } = house.hromada;
    yield {
      hromadaId,
      buildingId: house.buildingId,
      settlementId,
      street: house.street,
      houseNumber: house.houseNumber,
      postalIndex,
      kind: house.kind,
      storeys: house.storeys,
      builtYear: house.builtYear,
      totalAreaM2: hundredths(house.areaCentiM2),
      heatedAreaM2: hundredths(house.heatedCentiM2),
      searchKey: addressKey(house.street, house.houseNumber),
    };
  }
}

export function* premises(country: Country): Generator<PremisesRow> {
  for (const house of houses(country)) {
    for (const account of house.accounts) {
      yield {
        hromadaId: house.hromada.hromadaId,
        premisesId: account.premisesId,
        buildingId: house.buildingId,
        number: account.premisesNumber,
        kind: house.kind === 'apartment' ? 'flat' : 'house',
        totalAreaM2: hundredths(account.areaCentiM2),
        heatedAreaM2: hundredths(account.heatedCentiM2),
        heating: account.heating,
      };
    }
  }
}

export function* accounts(country: Country): Generator<AccountRow> {
  for (const house of houses(country)) {
    for (const account of house.accounts) {
      yield {
        hromadaId: house.hromada.hromadaId,
        accountId: account.accountId,
        billerId: house.hromada.billerId,
        number: account.accountNumber,
        buildingId: house.buildingId,
        premisesId: account.premisesId,
        holderName: account.holderName,
        residents: account.residents,
        openedOn: account.openedOn,
      };
    }
  }
}

export function* accountServices(country: Country): Generator<AccountServiceRow> {
  for (const house of houses(country)) {
    for (const account of house.accounts) yield* servicesOf(house, account);
  }
}

function* servicesOf(house: PlannedHouse, account: PlannedAccount): Generator<AccountServiceRow> {
  const valid = `[${account.openedOn},)`;
  for (const { service, contractModel, basis } of account.services) {
    const providerId = house.hromada.providers[service];
    if (providerId === undefined) throw new RangeError(`nobody provides ${service}`);
    yield {
      hromadaId: house.hromada.hromadaId,
      accountId: account.accountId,
      service,
      valid,
      buildingId: house.buildingId,
      providerId,
      contractModel,
      basis,
      category: 'population',
      billerId: house.hromada.billerId,
    };
  }
}

export function* meters(country: Country): Generator<MeterRow> {
  for (const house of houses(country)) {
    if (house.heatPoint !== null) yield* metersOf(house, null, house.heatPoint);
    for (const account of house.accounts) {
      for (const point of account.points) yield* metersOf(house, account, point);
    }
  }
}

function* metersOf(
  house: PlannedHouse,
  account: PlannedAccount | null,
  { service, zones, meter, fault }: MeteringPoint,
): Generator<MeterRow> {
  const row = (planned: PlannedMeter): MeterRow => ({
    hromadaId: house.hromada.hromadaId,
    buildingId: house.buildingId,
    premisesId: account?.premisesId ?? null,
    accountId: account?.accountId ?? null,
    service,
    zones,
    ...planned,
  });
  yield row(meter);
  if (fault?.kind === 'replaced') yield row(fault.by);
}

/** The counters after the last identifier of each hromada. */
export function* sequences(country: Country): Generator<SequenceRow> {
  for (const hromada of country.hromadas) {
    let nextCounter = 1;
    for (const house of housesOf(country, hromada)) nextCounter = house.nextCounter;
    yield { hromadaId: hromada.hromadaId, nextValue: BigInt(nextCounter) };
  }
}

function hundredths(value: number): string {
  const cents = value % 100;
  return `${(value - cents) / 100}.${cents < 10 ? '0' : ''}${cents}`;
}
