import type {
  AccountServiceRow,
  BuildingRow,
  MeterRow,
  PremisesRow,
  ReadingRow,
  SealedAccountRow,
} from './rows.ts';

/** A table as COPY needs it: its target, and the fields of a row in the target's order. */
export interface CopyTable<Row> {
  readonly target: string;
  readonly fields: readonly (keyof Row)[];
}

function table<Row>(
  name: string,
  columns: Readonly<Record<keyof Row & string, string>>,
): CopyTable<Row> {
  return {
    target: `${name} (${Object.values(columns).join(', ')})`,
    fields: Object.keys(columns) as (keyof Row & string)[],
  };
}

export const buildingTable = table<BuildingRow>('registry.building', {
  hromadaId: 'hromada_id',
  buildingId: 'building_id',
  settlementId: 'settlement_id',
  street: 'street',
  houseNumber: 'house_number',
  postalIndex: 'postal_index',
  kind: 'kind',
  storeys: 'storeys',
  builtYear: 'built_year',
  totalAreaM2: 'total_area_m2',
  heatedAreaM2: 'heated_area_m2',
  searchKey: 'search_key',
});

export const premisesTable = table<PremisesRow>('registry.premises', {
  hromadaId: 'hromada_id',
  premisesId: 'premises_id',
  buildingId: 'building_id',
  number: 'number',
  kind: 'kind',
  totalAreaM2: 'total_area_m2',
  heatedAreaM2: 'heated_area_m2',
  heating: 'heating',
});

export const accountTable = table<SealedAccountRow>('registry.account', {
  hromadaId: 'hromada_id',
  accountId: 'account_id',
  billerId: 'biller_id',
  number: 'number',
  buildingId: 'building_id',
  premisesId: 'premises_id',
  holderName: 'holder_name',
  holderIndex: 'holder_index',
  residents: 'residents',
  openedOn: 'opened_on',
});

export const accountServiceTable = table<AccountServiceRow>('registry.account_service', {
  hromadaId: 'hromada_id',
  accountId: 'account_id',
  service: 'service',
  valid: 'valid',
  buildingId: 'building_id',
  providerId: 'provider_id',
  contractModel: 'contract_model',
  basis: 'basis',
  category: 'category',
  billerId: 'biller_id',
});

export const meterTable = table<MeterRow>('registry.meter', {
  hromadaId: 'hromada_id',
  meterId: 'meter_id',
  buildingId: 'building_id',
  premisesId: 'premises_id',
  accountId: 'account_id',
  service: 'service',
  serial: 'serial',
  digits: 'digits',
  decimals: 'decimals',
  zones: 'zones',
  installedOn: 'installed_on',
  verifiedUntil: 'verified_until',
  removedOn: 'removed_on',
});

export const readingTable = table<ReadingRow>('settlements.reading', {
  hromadaId: 'hromada_id',
  meterId: 'meter_id',
  zone: 'zone',
  takenOn: 'taken_on',
  revision: 'revision',
  valueMicro: 'value',
  source: 'source',
  enteredBy: 'entered_by',
  enteredAt: 'entered_at',
});

/** Readings are kept in partitions by month; a month has to be there before its rows. */
export const ensureMonth = 'select settlements.ensure_month($1)';

export const setSequence = `
  insert into registry.hromada_sequence as sequence (hromada_id, next_value)
  values ($1, $2)
  on conflict (hromada_id)
    do update set next_value = greatest(sequence.next_value, excluded.next_value)`;

export const insertTariff = `
  insert into settlements.tariff (provider_id, service, component, zone, territory_id, category,
    unit, net_price, vat_percent, gross_price, valid, decision_authority, decision_number,
    decision_on, published_on)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, daterange($11::date, $12::date), $13, $14, $15,
    $16)
  returning tariff_id`;

export const insertTariffItem = `
  insert into settlements.tariff_item (tariff_id, position, title, net_price)
  values ($1, $2, $3, $4)`;
