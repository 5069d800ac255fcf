-- A consumer in person is blocked, annulled and restored as officials are (1039:32–40). Nobody needs
-- a decision to act for themselves, so a membership in person is there only where one was asked for.

alter table access.access_request
  alter column subject_id drop not null,
  add constraint access_request_of_a_body_names_it
    check ((role = 'individual-consumer') = (subject_id is null));
create unique index membership_in_person_is_one on access.membership (person_id)
  where subject_id is null and state <> 'annulled';

create function access.acts_in_person(person bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(bool_or(state = 'active'), true) from access.membership
  where person_id = acts_in_person.person and role = 'individual-consumer'
$$;
comment on function access.acts_in_person is 'Whether somebody may act for themselves: until a decision says no (1039:32, 1039:33)';

create function access.signs_in_person(person bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(bool_or(state = 'active' and may_sign), true) from access.membership
  where person_id = signs_in_person.person and role = 'individual-consumer'
$$;
comment on function access.signs_in_person is 'Whether somebody may sign for themselves (1039:34)';

-- The technical administrator decides on everybody, and sees whose access in person was asked about.
alter policy administrators_decide on access.membership
  using (reach.decides_on(role, subject_id, territory_id));
alter policy people_see_themselves_and_those_whose_membership_they_see on access.person
  using (person_id = reach.person() or exists (
    select from access.membership m where m.person_id = person.person_id));

-- Whoever says that their key is stolen blocks themselves; nobody lets themselves in by it.
create policy people_stand_for_themselves on access.membership for insert to zhkp_app
  with check (person_id = reach.person() and subject_id is null and state = 'active'
    and access.acts_in_person(person_id));

-- Whoever may not act for themselves gives no account up either.
alter policy people_end_their_own on access.account_link
  using (person_id = reach.person() and account_id = any (reach.accounts()));

create or replace function reach.take(
  acting text, person bigint, subject bigint, membership bigint, mandate bigint,
  territory integer, day date, actor text, holders text[]
) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  accounts bigint[];
  headed bigint;
begin
  if take.acting = 'individual-consumer' then
    select array_agg(l.account_id) into accounts from access.account_link l
    where l.person_id = take.person and l.ended_at is null
      and (select access.acts_in_person(take.person));
  elsif take.acting = 'collective-consumer' then
    select array_agg(s.account_id) into accounts from access.subject_account s
    where s.subject_id = take.subject and s.since <= take.day
      and (s.ended_on is null or s.ended_on > take.day);
  elsif take.acting = 'trusted-consumer' then
    select array_agg(a.account_id) into accounts
    from access.mandate m
    join access.mandate_account a using (mandate_id)
    join access.account_link l
      on (l.person_id, l.hromada_id, l.account_id) = (m.grantor_id, a.hromada_id, a.account_id)
    where m.mandate_id = take.mandate and m.trustee_id = take.person and m.state = 'active'
      and m.valid @> take.day and l.ended_at is null
      and access.acts_in_person(m.grantor_id) and access.acts_in_person(m.trustee_id);
  end if;
  if take.membership is not null then
    select m.subject_id into headed from access.membership m
    where m.membership_id = take.membership and m.person_id = take.person
      and m.subject_id = take.subject and m.is_head and m.state = 'active'
      and m.valid @> take.day;
  end if;
  perform set_config('zhkp.role', coalesce(take.acting, ''), true),
    set_config('zhkp.person', coalesce(take.person::text, ''), true),
    set_config('zhkp.subject', coalesce(take.subject::text, ''), true),
    set_config('zhkp.headed', coalesce(headed::text, ''), true),
    set_config('zhkp.territory', coalesce(take.territory::text, ''), true),
    set_config('zhkp.day', coalesce(take.day::text, ''), true),
    set_config('zhkp.actor', coalesce(take.actor, ''), true),
    set_config('zhkp.holders', coalesce(take.holders::text, ''), true),
    set_config('zhkp.accounts', coalesce(accounts::text, ''), true);
end
$$;

-- Whom the technical administrator looked for by tax number: what is done about a person follows a
-- search within the hour, and so many searches an hour are all there are (1039:53.3).
create table access.person_search (
  search_id bigint generated always as identity primary key,
  searcher_id bigint not null references access.person,
  rnokpp_index bytea not null,
  person_id bigint references access.person,
  searched_at timestamptz not null
);
comment on table access.person_search is
  'Whom an administrator looked for by an exact tax number; the number is a keyed hash';
comment on column access.person_search.person_id is 'Null when the platform knows nobody by it';
create index person_search_searcher on access.person_search (searcher_id, searched_at);
alter table access.person_search enable row level security;
create policy platform_works_on_all on access.person_search to zhkp_system, zhkp_worker
  using (true) with check (true);
create policy searchers_have_their_own on access.person_search to zhkp_administrator
  using (searcher_id = reach.person() and reach.role() = 'technical-administrator');
grant select, insert on access.person_search to zhkp_app;
grant select, insert, delete on access.person_search to zhkp_worker;

-- Second factors that somebody lost, removed by the administrator to whom they proved who they are.
create table access.factor_removal (
  removal_id bigint generated always as identity primary key,
  person_id bigint not null references access.person,
  remover_id bigint not null references access.person,
  removed_at timestamptz not null,
  ground bytea,
  constraint factor_removal_is_by_somebody_else check (person_id <> remover_id)
);
comment on table access.factor_removal is
  'Second factors removed because their person lost them (1039:10.2): whose, by whom, on what proof';
comment on column access.factor_removal.ground is
  'How the person proved who they are, in words, sealed; null until it is written';
create index factor_removal_person on access.factor_removal (person_id, removed_at);
alter table access.factor_removal enable row level security;
create policy platform_works_on_all on access.factor_removal to zhkp_system, zhkp_worker
  using (true) with check (true);
create policy people_have_their_own on access.factor_removal for select to zhkp_app
  using (person_id = reach.person());
grant select, insert, update on access.factor_removal to zhkp_app, zhkp_worker;

-- The biller of an account tells that its owner has changed (1039:26.4.a.2): links of those who owned
-- the dwelling before that day end. Other suppliers of the account see its links and end none.
alter table access.account_link
  drop constraint account_link_is_ended_by_somebody_known,
  add constraint account_link_is_ended_by_somebody_known
    check (ended_by in ('consumer', 'owner', 'ownership-register', 'biller'));
comment on column access.account_link.ended_by is
  'Who ended it: the consumer, an owner by the register, the register by naming another owner, or the biller who told of a change';
drop policy suppliers_reach_those_of_their_accounts on access.account_link;
create policy suppliers_see_those_of_their_accounts on access.account_link for select
  to zhkp_supplier
  using (exists (
    select from registry.account a
    where a.hromada_id = account_link.hromada_id and a.account_id = account_link.account_id));
create policy billers_confirm on access.account_link for insert to zhkp_supplier
  with check (exists (
    select from registry.billed_account b
    where b.hromada_id = account_link.hromada_id and b.account_id = account_link.account_id
      and b.biller_id = reach.subject()));
create policy billers_confirm_and_end on access.account_link for update to zhkp_supplier
  using (exists (
    select from registry.billed_account b
    where b.hromada_id = account_link.hromada_id and b.account_id = account_link.account_id
      and b.biller_id = reach.subject()));

create table access.owner_change (
  change_id bigint generated always as identity primary key,
  hromada_id integer not null,
  account_id bigint not null,
  biller_id bigint not null references registry.subject,
  changed_on date not null,
  recorder_id bigint not null references access.person,
  recorded_at timestamptz not null,
  ground bytea,
  constraint owner_change_is_told_once unique (hromada_id, account_id, changed_on)
);
comment on table access.owner_change is
  'Changes of owner as billers told of them: since which day, on what ground (1039:26.4.a.2)';
comment on column access.owner_change.ground is 'Contract or other paper, in words, sealed; null until it is written';
alter table access.owner_change enable row level security;
create policy platform_works_on_all on access.owner_change to zhkp_system, zhkp_worker
  using (true) with check (true);
create policy billers_see_what_they_told on access.owner_change for select to zhkp_supplier
  using (biller_id = reach.subject());
create policy billers_tell_of_their_accounts on access.owner_change for insert to zhkp_supplier
  with check (biller_id = reach.subject() and exists (
    select from registry.billed_account b
    where b.hromada_id = owner_change.hromada_id and b.account_id = owner_change.account_id
      and b.biller_id = reach.subject()));
create policy billers_say_it_once on access.owner_change for update to zhkp_supplier
  using (biller_id = reach.subject() and ground is null)
  with check (biller_id = reach.subject());
grant select, insert, update on access.owner_change to zhkp_app, zhkp_worker;
