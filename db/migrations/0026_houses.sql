-- Houses of collective consumers (1039:20.9): asked for by the association, confirmed by the biller.

create table access.house (
  house_id bigint generated always as identity primary key,
  subject_id bigint not null references registry.subject,
  hromada_id integer not null,
  building_id bigint not null,
  biller_id bigint not null references registry.subject,
  basis text not null,
  state text not null default 'asked',
  asked_at timestamptz not null,
  document_id bigint unique,
  connected_at timestamptz,
  ended_at timestamptz,
  foreign key (hromada_id, building_id) references registry.building,
  constraint house_state_is_known check (state in ('asked', 'connected', 'ended')),
  constraint house_is_connected_when_it_says_so check ((state = 'connected') <= (connected_at is not null)),
  constraint house_is_ended_when_it_says_so check ((state = 'ended') = (ended_at is not null))
);
comment on table access.house is
  'Houses that an association acts for with one biller: a document that both have signed connects all accounts of the house';
create index house_subject on access.house (subject_id);
create index house_biller on access.house (biller_id);
create unique index house_is_connected_once on access.house (subject_id, hromada_id, building_id, biller_id)
  where state = 'connected';

alter table access.house enable row level security;
create policy platform_works_on_all on access.house to zhkp_system, zhkp_worker
  using (true) with check (true);
create policy associations_have_their_own on access.house to zhkp_consumer
  using (subject_id = reach.subject());
create policy billers_have_those_they_bill on access.house for select to zhkp_supplier
  using (biller_id = reach.subject());
create policy billers_end_those_they_bill on access.house for update to zhkp_supplier
  using (biller_id = reach.subject()) with check (state = 'ended');
grant select, insert, update on access.house to zhkp_app, zhkp_worker;
