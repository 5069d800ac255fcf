import type { DateRange } from '#kernel/period.ts';
import type { Database } from '#platform/db/database.ts';
import { sql, type RawBuilder } from 'kysely';
import {
  buildingColumns,
  buildingFrom,
  houseOrder,
  premisesFrom,
  type BuildingRow,
  type PremisesRow,
} from './buildings.sql.ts';
import {
  hromadaOfId,
  type Account,
  type AccountBrief,
  type AccountKey,
  type AccountService,
  type Meter,
  type PremisesKind,
} from './dwelling.ts';
import { addressLine } from './texts.uk.ts';

interface AccountRow extends BuildingRow {
  accountId: bigint;
  number: string;
  billerId: bigint;
  billerName: string;
  holderName: string;
  residents: number;
  openedOn: Temporal.PlainDate;
  closedOn: Temporal.PlainDate | null;
  premisesId: bigint;
  premisesNumber: string;
  premisesKind: PremisesKind;
  premisesTotalAreaM2: string;
  premisesHeatedAreaM2: string;
  heating: PremisesRow['heating'];
}

/** An account with its address. Who may see it is decided before. */
export async function findAccount(db: Database, accountId: bigint): Promise<Account | undefined> {
  return (await findAccountsById(db, [accountId]))[0];
}

/** Accounts with their addresses, in the order of their ids; what there is not is left out. */
export async function findAccountsById(
  db: Database,
  accountIds: readonly bigint[],
): Promise<readonly Account[]> {
  const { rows } = await sql<AccountRow>`-- prepared: accounts
    select ${buildingColumns}, account.account_id as "accountId", account.number,
           biller.subject_id as "billerId", biller.short_name as "billerName",
           account.holder_name as "holderName", account.residents,
           account.opened_on as "openedOn", account.closed_on as "closedOn",
           premises.premises_id as "premisesId", premises.number as "premisesNumber",
           premises.kind as "premisesKind", premises.total_area_m2 as "premisesTotalAreaM2",
           premises.heated_area_m2 as "premisesHeatedAreaM2", premises.heating
    from registry.account account
    join registry.building building using (hromada_id, building_id)
    join registry.premises premises
      on (premises.hromada_id, premises.premises_id) = (account.hromada_id, account.premises_id)
    join registry.subject biller on biller.subject_id = account.biller_id
    where account.hromada_id = any(${accountIds.map(hromadaOfId)}::int[])
      and account.account_id = any(${accountIds}::bigint[])
    order by account.account_id`.execute(db);
  return rows.map(accountFrom);
}

function accountFrom(row: AccountRow): Account {
  const { hromadaId, buildingId } = row;
  const building = buildingFrom({
    hromadaId,
    buildingId,
    settlementPath: row.settlementPath,
    street: row.street,
    houseNumber: row.houseNumber,
    postalIndex: row.postalIndex,
    kind: row.kind,
    storeys: row.storeys,
    builtYear: row.builtYear,
    totalAreaM2: row.totalAreaM2,
    heatedAreaM2: row.heatedAreaM2,
  });
  const premises = premisesFrom({
    hromadaId,
    premisesId: row.premisesId,
    buildingId,
    number: row.premisesNumber,
    kind: row.premisesKind,
    totalAreaM2: row.premisesTotalAreaM2,
    heatedAreaM2: row.premisesHeatedAreaM2,
    heating: row.heating,
  });
  return {
    hromadaId,
    accountId: row.accountId,
    number: row.number,
    biller: { subjectId: row.billerId, shortName: row.billerName },
    holderName: row.holderName,
    residents: row.residents,
    openedOn: row.openedOn,
    closedOn: row.closedOn,
    building,
    premises,
    address: addressLine({ ...building, premises }),
  };
}

export type AccountOrder = 'number' | 'address' | 'holder';

export interface AccountSearch {
  /** Accounts this subject bills, or those it provides a service to. */
  readonly subjectId: bigint;
  readonly as: 'biller' | 'provider';
  readonly hromadaId: number | null;
  readonly numberStart: string | null;
  /** Street and house, folded as the stored keys are. */
  readonly addressKey: string | null;
  readonly holderStart: string | null;
  readonly openOnly: boolean;
  readonly on: Temporal.PlainDate;
  readonly order: AccountOrder;
  readonly limit: number;
  readonly offset: number;
}

const holderFolded = sql`translate(lower(account.holder_name collate "uk-x-icu"), '\u2019', '')`;

const orders: Readonly<Record<AccountOrder, RawBuilder<unknown>>> = {
  number: sql`account.number, account.account_id`,
  address: sql`
    building.street collate "uk-x-icu", ${houseOrder},
    substring(premises.number from '^[0-9]{1,9}')::integer nulls last, account.account_id`,
  holder: sql`account.holder_name collate "uk-x-icu", account.account_id`,
};

type AccountBriefRow = Omit<AccountBrief, 'address'> & {
  street: string;
  houseNumber: string;
  premisesNumber: string;
  premisesKind: PremisesKind;
};

/** Accounts of a biller or provider that meet every condition given. */
export async function searchAccounts(
  db: Database,
  search: AccountSearch,
): Promise<readonly AccountBrief[]> {
  const { rows } = await sql<AccountBriefRow>`
    select account.hromada_id as "hromadaId", account.account_id as "accountId", account.number,
           account.holder_name as "holderName", account.building_id as "buildingId",
           settlement.name as "settlementName", account.opened_on as "openedOn",
           account.closed_on as "closedOn", building.street,
           building.house_number as "houseNumber", premises.number as "premisesNumber",
           premises.kind as "premisesKind"
    from registry.account account
    join registry.building building using (hromada_id, building_id)
    join registry.premises premises
      on (premises.hromada_id, premises.premises_id) = (account.hromada_id, account.premises_id)
    join registry.territory settlement on settlement.territory_id = building.settlement_id
    where ${accountConditions(search)}
    order by ${orders[search.order]}
    limit ${search.limit} offset ${search.offset}`.execute(db);
  return rows.map(briefFrom);
}

function briefFrom(row: AccountBriefRow): AccountBrief {
  const { street, houseNumber, premisesNumber, premisesKind, ...account } = row;
  const premises = { number: premisesNumber, kind: premisesKind };
  return { ...account, address: addressLine({ street, houseNumber, premises }) };
}

function accountConditions(search: AccountSearch): RawBuilder<unknown> {
  const { subjectId, hromadaId, numberStart, addressKey, holderStart, openOnly, on } = search;
  const conditions = [
    search.as === 'biller' ? sql`account.biller_id = ${subjectId}` : served(search),
  ];
  if (hromadaId !== null) conditions.push(sql`account.hromada_id = ${hromadaId}`);
  if (numberStart !== null) conditions.push(sql`starts_with(account.number, ${numberStart})`);
  if (addressKey !== null) {
    conditions.push(sql`building.search_key like ${`%${addressKey}%`}`);
  }
  if (holderStart !== null) conditions.push(sql`starts_with(${holderFolded}, ${holderStart})`);
  if (openOnly) {
    conditions.push(sql`(account.closed_on is null or account.closed_on > ${on})`);
  }
  return sql.join(conditions, sql` and `);
}

/** Whether the subject provides the account with a service on the day. */
function served({ subjectId, on }: AccountSearch): RawBuilder<unknown> {
  return sql`exists (
    select from registry.account_service served
    where served.hromada_id = account.hromada_id and served.account_id = account.account_id
      and served.provider_id = ${subjectId} and served.valid @> ${on}::date)`;
}

type AccountServiceRow = Omit<AccountService, 'valid' | 'provider'> & {
  validFrom: DateRange['from'];
  validTo: DateRange['to'];
  providerId: bigint;
  providerName: string;
};

/** Services that an account receives on a day, from whom and on what basis. */
export async function listAccountServices(
  db: Database,
  { hromadaId, accountId }: AccountKey,
  on: Temporal.PlainDate,
): Promise<readonly AccountService[]> {
  const { rows } = await sql<AccountServiceRow>`
    select received.service, lower(received.valid) as "validFrom",
           upper(received.valid) as "validTo", provider.subject_id as "providerId",
           provider.short_name as "providerName", received.contract_model as "contractModel",
           received.basis, received.category
    from registry.account_service received
    join registry.subject provider on provider.subject_id = received.provider_id
    where received.hromada_id = ${hromadaId} and received.account_id = ${accountId}
      and received.valid @> ${on}::date
    order by received.service`.execute(db);
  return rows.map(serviceFrom);
}

function serviceFrom(row: AccountServiceRow): AccountService {
  const { validFrom, validTo, providerId, providerName, ...received } = row;
  return {
    ...received,
    valid: { from: validFrom, to: validTo },
    provider: { subjectId: providerId, shortName: providerName },
  };
}

/** Meters in use on the day: those of an account, or those that measure a whole building. */
export async function listMeters(
  db: Database,
  place: { readonly hromadaId: number } & (
    | { readonly accountId: bigint }
    | { readonly buildingId: bigint }
  ),
  on: Temporal.PlainDate,
): Promise<readonly Meter[]> {
  const condition =
    'accountId' in place
      ? sql`account_id = ${place.accountId}`
      : sql`building_id = ${place.buildingId} and account_id is null`;
  const { rows } = await sql<Meter>`
    select hromada_id as "hromadaId", meter_id as "meterId", building_id as "buildingId",
           account_id as "accountId", service, serial, digits, decimals, zones,
           installed_on as "installedOn", verified_until as "verifiedUntil",
           removed_on as "removedOn"
    from registry.meter
    where hromada_id = ${place.hromadaId} and ${condition}
      and installed_on <= ${on} and (removed_on is null or removed_on > ${on})
    order by service, serial, meter_id`.execute(db);
  return rows;
}
