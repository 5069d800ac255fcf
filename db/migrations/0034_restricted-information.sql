-- Restricted information by a stated ground (1039:95, 1039:96): an official's signed request about one
-- account, the owner's decision, and the window in which that account is open to that official alone.

create table access.restricted_request (
  request_id bigint generated always as identity primary key,
  person_id bigint not null references access.person,
  membership_id bigint not null references access.membership,
  role text not null,
  subject_id bigint not null references registry.subject,
  territory_id integer references registry.territory,
  post text,
  account_number text not null,
  biller_edrpou text not null,
  ground text not null,
  parts text[] not null,
  until date not null,
  said bytea,
  drafted_at timestamptz not null,
  document_id bigint unique,
  received_at timestamptz,
  due_at timestamptz,
  escalated_at timestamptz,
  outcome text,
  reason bytea,
  decider_id bigint references access.person,
  decided_at timestamptz,
  hromada_id integer,
  account_id bigint,
  opened daterange,
  is_told boolean,
  ended_at timestamptz,
  ended_by text,
  constraint restricted_request_is_of_those_who_may_ask
    check (role in ('ministry', 'regulator', 'state-administration', 'local-authority')),
  constraint restricted_request_ground_is_known
    check (ground in ('court', 'investigation', 'law', 'consent', 'appeal')),
  constraint restricted_request_asks_for_something check (
    cardinality(parts) > 0 and parts <@ array['bills', 'readings', 'holder']),
  constraint restricted_request_is_received_with_its_term
    check ((received_at is null) = (due_at is null)),
  constraint restricted_request_outcome_is_known check (outcome in ('granted', 'refused')),
  constraint restricted_request_is_decided_whole check (
    (outcome is null) = (decided_at is null) and (outcome is null) = (decider_id is null)
    and (outcome is null) = (reason is null)),
  constraint restricted_request_is_received_before_it_is_decided
    check (outcome is null or received_at is not null),
  constraint restricted_request_is_decided_by_another check (decider_id <> person_id),
  constraint restricted_request_opens_what_was_granted check (
    (outcome is not distinct from 'granted') = (account_id is not null)
    and (account_id is null) = (hromada_id is null) and (account_id is null) = (opened is null)
    and (account_id is null) = (is_told is null)),
  constraint restricted_request_ends_what_was_granted check (
    (ended_at is null) = (ended_by is null) and (ended_at is null or account_id is not null)),
  constraint restricted_request_is_ended_by_somebody_known check (ended_by in ('owner', 'blocked'))
);
comment on table access.restricted_request is
  'Requests of officials for one account each. What was typed stands here whether there is such an '
  'account or not; the account is written down by the decision that opens it';
comment on column access.restricted_request.until is 'The last day asked for';
comment on column access.restricted_request.said is
  'Details of the ground and the purpose, as JSON, sealed';
comment on column access.restricted_request.reason is 'Why it was decided so, sealed';
comment on column access.restricted_request.opened is
  'Days on which the account is open to the official, unless it was ended before';
comment on column access.restricted_request.is_told is
  'Whether consumers are told when it opens; otherwise they see it once it is over';
create index restricted_request_person on access.restricted_request (person_id, request_id);
create index restricted_request_membership on access.restricted_request (membership_id)
  where outcome = 'granted';
create index restricted_request_account on access.restricted_request (account_id)
  where account_id is not null;
create index restricted_request_waiting on access.restricted_request (due_at)
  where outcome is null and received_at is not null;
grant select, insert, update on access.restricted_request to zhkp_app, zhkp_worker;

create function reach.opened() returns bigint[] language sql stable parallel safe
  return nullif(current_setting('zhkp.opened', true), '')::bigint[];
comment on function reach.opened() is 'Accounts that are open to an official today (1039:95)';

create function reach.opened_bills() returns bigint[] language sql stable parallel safe
  return nullif(current_setting('zhkp.opened_bills', true), '')::bigint[];
comment on function reach.opened_bills() is 'Those of them whose bills and payments were asked for';

create function reach.opened_readings() returns bigint[] language sql stable parallel safe
  return nullif(current_setting('zhkp.opened_readings', true), '')::bigint[];
comment on function reach.opened_readings() is 'Those of them whose readings were asked for';

-- As before; and what is open to an official today, by their own requests in this very membership.
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
  elsif take.acting in ('ministry', 'regulator', 'state-administration', 'local-authority') then
    perform set_config('zhkp.opened', coalesce(array_agg(r.account_id)::text, ''), true),
      set_config('zhkp.opened_bills',
        coalesce(array_agg(r.account_id) filter (where 'bills' = any (r.parts))::text, ''), true),
      set_config('zhkp.opened_readings',
        coalesce(array_agg(r.account_id) filter (where 'readings' = any (r.parts))::text, ''), true)
    from access.restricted_request r
    join access.membership m using (membership_id, person_id)
    where r.membership_id = take.membership and r.person_id = take.person
      and r.ended_at is null and r.opened @> take.day
      and m.state = 'active' and m.valid @> take.day;
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

alter table access.restricted_request enable row level security;
create policy platform_works_on_all on access.restricted_request to zhkp_system, zhkp_worker
  using (true) with check (true);
create policy officials_see_their_own on access.restricted_request for select to zhkp_official
  using (person_id = reach.person());
create policy officials_ask_for_themselves on access.restricted_request for insert to zhkp_official
  with check (person_id = reach.person() and received_at is null);
-- What is sealed is tied to its row, so it is written right after it, and once.
create policy officials_say_it_once on access.restricted_request for update to zhkp_official
  using (person_id = reach.person() and said is null)
  with check (person_id = reach.person() and received_at is null);
create policy the_owner_decides on access.restricted_request for select to zhkp_app
  using (reach.role() = 'owner' and received_at is not null);
create policy the_owner_decides_on_what_was_signed on access.restricted_request for update
  to zhkp_app
  using (reach.role() = 'owner' and received_at is not null)
  with check (reach.role() = 'owner' and outcome is not null);
create policy consumers_see_who_was_let_in on access.restricted_request for select
  to zhkp_consumer
  using (reach.role() = 'individual-consumer' and account_id = any (reach.accounts())
    and (is_told or ended_at is not null or upper(opened) <= reach.day()));

create policy officials_reach_what_is_open on registry.account for select to zhkp_official
  using (account_id = any (reach.opened()));
create policy officials_reach_what_is_open on registry.meter for select to zhkp_official
  using (account_id = any (reach.opened_readings()));
create policy officials_reach_what_is_open on settlements.reading for select to zhkp_official
  using (exists (
    select from registry.meter m
    where m.hromada_id = reading.hromada_id and m.meter_id = reading.meter_id));
create policy officials_reach_what_is_open on settlements.bill for select to zhkp_official
  using (account_id = any (reach.opened_bills()));
create policy officials_reach_what_is_open on settlements.transfer for select to zhkp_official
  using (account_id = any (reach.opened_bills()));

-- Which accounts an answer showed stands at the beginning of what the log commits to (decision 0026):
-- one entry for a page of a list, and an index that finds it by each of them.
create function audit.shown_accounts(payload text) returns bigint[]
language sql immutable strict parallel safe
  return string_to_array(substring(payload from '^{"shownAccounts":\[([0-9,]*)\]'), ',')::bigint[];
comment on function audit.shown_accounts(text) is
  'Accounts of consumers that an answer showed, by what was written down of it';
create index opening_by_shown_account on audit.opening using gin (audit.shown_accounts(value))
  where field = 'payload' and value like '{"shownAccounts":[%';
