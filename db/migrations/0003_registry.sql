-- Who, where, what: territories, subjects, providers' rights, buildings, premises, meters, accounts.
-- Tables that grow carry the hromada as their distribution key (first in every key).

create schema registry;
comment on schema registry is 'Territories, subjects, buildings, premises, accounts, meters, rights';
grant usage on schema registry to zhkp_app, zhkp_worker, zhkp_auditor;

create table registry.territory (
  territory_id integer generated always as identity primary key,
  code text not null unique,
  parent_id integer references registry.territory,
  category text not null,
  name text not null,
  hromada_type text,
  search_key text not null,
  origin text not null,
  in_force daterange not null,
  constraint territory_code_is_katottg check (code ~ '^UA[0-9]{17}$'),
  constraint territory_category_is_known
    check (category in ('O', 'K', 'P', 'H', 'M', 'T', 'X', 'C', 'B')),
  constraint territory_origin_is_known check (origin in ('codifier', 'demonstration'))
);
comment on table registry.territory is
  'Units of the codifier КАТОТТГ (376:1); a unit that left the codifier gets an end date, never deleted';
comment on column registry.territory.search_key is
  'Name folded for search and written in ASCII, so that trigrams work under any locale';
create index territory_parent on registry.territory (parent_id);
create index territory_search on registry.territory using gin (search_key gin_trgm_ops);

create table registry.territory_closure (
  ancestor_id integer not null references registry.territory,
  descendant_id integer not null references registry.territory,
  depth smallint not null,
  primary key (ancestor_id, descendant_id)
);
comment on table registry.territory_closure is
  'Every unit with each unit above it and itself (depth 0); scope is decided here, never by code prefix';
create index territory_closure_descendant on registry.territory_closure (descendant_id);

create table registry.territory_edition (
  edition_on date primary key,
  source text not null,
  units integer not null,
  added integer not null,
  renamed integer not null,
  moved integer not null,
  retired integer not null,
  loaded_at timestamptz not null
);
comment on table registry.territory_edition is 'Editions of the codifier that were loaded, with their difference';

create table registry.territory_status (
  territory_id integer not null references registry.territory,
  status text not null,
  valid daterange not null,
  act text not null,
  primary key (territory_id, status, valid),
  constraint territory_status_is_known
    check (status in ('possible-hostilities', 'active-hostilities',
                      'active-hostilities-registers-working', 'occupied'))
);
comment on table registry.territory_status is
  'Hostilities and occupation by dates; a status holds for the unit and everything below it (376:1)';

create table registry.subject (
  subject_id bigint generated always as identity primary key,
  kind text not null,
  name text not null,
  short_name text not null,
  edrpou text unique,
  iban text,
  postal_address text,
  phone text,
  email text,
  website text,
  reading_window jsonb,
  search_key text not null,
  constraint subject_kind_is_known
    check (kind in ('provider', 'manager', 'billing-centre', 'authority', 'administrator')),
  constraint subject_edrpou_has_eight_digits check (edrpou ~ '^[0-9]{8}$')
);
comment on table registry.subject is 'Organisations: providers, managers, billing centres, authorities';
comment on column registry.subject.reading_window is
  'Days of the month on which consumers may send readings: {"from": 20, "to": 5}';
create index subject_search on registry.subject using gin (search_key gin_trgm_ops);

create table registry.provision_right (
  right_id bigint generated always as identity primary key,
  provider_id bigint not null references registry.subject,
  service text not null,
  territory_id integer not null references registry.territory,
  document_title text not null,
  document_number text not null,
  document_on date not null,
  term daterange not null,
  constraint provision_right_term_is_not_empty check (not isempty(term))
);
comment on table registry.provision_right is
  'Which provider may provide which service on which territory, and by what document (1039:23.3.b.4)';
create index provision_right_territory on registry.provision_right (territory_id, service);
create index provision_right_provider on registry.provision_right (provider_id);

create table registry.provision_event (
  right_id bigint not null references registry.provision_right,
  occurred_on date not null,
  kind text not null,
  ground text not null,
  territory_id integer references registry.territory,
  constraint provision_event_is_recorded_once
    unique nulls not distinct (right_id, occurred_on, kind, territory_id),
  constraint provision_event_kind_is_known
    check (kind in ('start', 'stop', 'widen', 'narrow', 'restore'))
);
comment on table registry.provision_event is
  'Start, stop, widening, narrowing and restoring of a right, each with its ground (1039:23.3.b.6-8)';

create table registry.building (
  hromada_id integer not null references registry.territory,
  building_id bigint not null,
  settlement_id integer not null references registry.territory,
  street text not null,
  house_number text not null,
  postal_index text,
  kind text not null,
  storeys smallint not null,
  built_year smallint,
  total_area_m2 numeric(12, 2) not null,
  heated_area_m2 numeric(12, 2) not null,
  search_key text not null,
  primary key (hromada_id, building_id),
  constraint building_kind_is_known check (kind in ('apartment', 'private', 'other')),
  constraint building_is_not_warmer_than_it_is_large check (heated_area_m2 <= total_area_m2)
);
comment on table registry.building is 'Houses, with what distribution of heat and water needs to know';

create table registry.premises (
  hromada_id integer not null,
  premises_id bigint not null,
  building_id bigint not null,
  number text not null,
  kind text not null,
  total_area_m2 numeric(10, 2) not null,
  heated_area_m2 numeric(10, 2) not null,
  heating text not null,
  primary key (hromada_id, premises_id),
  foreign key (hromada_id, building_id) references registry.building,
  constraint premises_kind_is_known check (kind in ('flat', 'house', 'nonresidential')),
  constraint premises_heating_is_known check (heating in ('central', 'own', 'none'))
);
comment on table registry.premises is 'Flats, houses and non-residential premises';
create index premises_building on registry.premises (hromada_id, building_id);

create table registry.account (
  hromada_id integer not null,
  account_id bigint not null,
  biller_id bigint not null references registry.subject,
  number text not null,
  building_id bigint not null,
  premises_id bigint not null,
  holder_name text not null,
  residents smallint not null,
  opened_on date not null,
  closed_on date,
  primary key (hromada_id, account_id),
  constraint account_number_is_unique_for_its_biller unique (hromada_id, biller_id, number),
  constraint account_has_no_negative_residents check (residents >= 0)
);
comment on table registry.account is
  'Personal accounts (особовий рахунок): one premises with one biller; the holder is personal data';
comment on column registry.account.biller_id is
  'Who forms the bill: the provider itself or a billing centre acting for several';
create index account_building on registry.account (hromada_id, building_id);
create index account_biller on registry.account (biller_id, number);

create table registry.account_service (
  hromada_id integer not null,
  account_id bigint not null,
  service text not null,
  valid daterange not null,
  building_id bigint not null,
  provider_id bigint not null references registry.subject,
  contract_model text not null,
  basis text not null,
  category text not null,
  primary key (hromada_id, account_id, service, valid),
  constraint account_service_contract_model_is_known
    check (contract_model in ('individual', 'individual-with-service', 'collective',
                              'collective-consumer')),
  constraint account_service_basis_is_known
    check (basis in ('meter', 'norm', 'person', 'area', 'building-share'))
);
comment on table registry.account_service is
  'Services an account receives: from whom, by which contract, charged on what basis';
create index account_service_building on registry.account_service (hromada_id, building_id);
create index account_service_provider on registry.account_service (provider_id, hromada_id);

create table registry.meter (
  hromada_id integer not null,
  meter_id bigint not null,
  building_id bigint not null,
  premises_id bigint,
  account_id bigint,
  service text not null,
  serial text not null,
  digits smallint not null,
  decimals smallint not null,
  zones smallint not null,
  installed_on date not null,
  verified_until date not null,
  removed_on date,
  primary key (hromada_id, meter_id),
  constraint meter_of_a_flat_has_an_account check ((premises_id is null) = (account_id is null)),
  constraint meter_has_one_to_three_zones check (zones between 1 and 3),
  constraint meter_digits_are_real check (digits between 3 and 9 and decimals between 0 and 6)
);
comment on table registry.meter is
  'Meters of flats (with account) and of whole buildings (without); water, heat, gas, electricity';
create index meter_building on registry.meter (hromada_id, building_id);
create index meter_account on registry.meter (hromada_id, account_id);
create index meter_serial on registry.meter (hromada_id, serial);

create table registry.hromada_sequence (
  hromada_id integer primary key references registry.territory,
  next_value bigint not null
);
comment on table registry.hromada_sequence is
  'Counter of identifiers inside a hromada: id = hromada_id * 2^32 + counter, so a shard never asks another';

grant select, insert, update on all tables in schema registry to zhkp_app, zhkp_worker;
grant delete on registry.territory_closure, registry.territory_status to zhkp_app, zhkp_worker;
grant select on registry.territory, registry.territory_closure, registry.subject to zhkp_auditor;
