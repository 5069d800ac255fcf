-- Row-level security as the second wall (1039:25, 1039:26): whoever acts reaches, of tables with
-- personal data, the rows that the regulation gives them, whatever a query asks for. Who acts is
-- said once, by reach.take, and holds as long as the transaction; without it nothing is reached.
-- Which group of users it is says the role of the transaction, so that a plan carries the
-- conditions of one group alone. The platform's own work goes under zhkp_system and zhkp_worker.
create schema reach;
comment on schema reach is 'Who acts in a transaction, and what of tables with personal data they reach';
grant usage on schema reach to zhkp_app, zhkp_worker, zhkp_auditor;

create function reach.person() returns bigint language sql stable parallel safe
  return nullif(current_setting('zhkp.person', true), '')::bigint;
comment on function reach.person() is 'The person who acts';

create function reach.subject() returns bigint language sql stable parallel safe
  return nullif(current_setting('zhkp.subject', true), '')::bigint;
comment on function reach.subject() is 'The body in whose name they act';

create function reach.headed() returns bigint language sql stable parallel safe
  return nullif(current_setting('zhkp.headed', true), '')::bigint;
comment on function reach.headed() is 'The same body when they are its head (1039:29.1)';

create function reach.territory() returns integer language sql stable parallel safe
  return nullif(current_setting('zhkp.territory', true), '')::integer;
comment on function reach.territory() is 'Where their power ends';

create function reach.role() returns text language sql stable parallel safe
  return nullif(current_setting('zhkp.role', true), '');
comment on function reach.role() is 'Their group of users (1039:20)';

create function reach.day() returns date language sql stable parallel safe
  return nullif(current_setting('zhkp.day', true), '')::date;
comment on function reach.day() is 'Today in Kyiv by the clock of the platform';

create function reach.actor() returns text language sql stable parallel safe
  return nullif(current_setting('zhkp.actor', true), '');
comment on function reach.actor() is 'Their key in the log of actions';

create function reach.holders() returns text[] language sql stable parallel safe
  return nullif(current_setting('zhkp.holders', true), '')::text[];
comment on function reach.holders() is 'Whose documents they see: one, or of a command that many ask for together, each of theirs';

create function reach.accounts() returns bigint[] language sql stable parallel safe
  return nullif(current_setting('zhkp.accounts', true), '')::bigint[];
comment on function reach.accounts() is 'The accounts of a consumer';

create function reach.served_days() returns daterange language sql stable parallel safe
  return daterange(reach.day() - 62, reach.day(), '[]');
comment on function reach.served_days() is 'Who served an account on one of these days reaches it: a month is settled in the one after it';

-- The accounts of a consumer (1039:25): proved to be theirs, of the house they act for, or of the
-- mandate by which they act, while the link of whoever gave it holds.
create function reach.take(
  acting text, person bigint, subject bigint, membership bigint, mandate bigint,
  territory integer, day date, actor text, holders text[]
) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  accounts bigint[];
  headed bigint;
begin
  if take.acting = 'individual-consumer' then
    select array_agg(l.account_id) into accounts from access.account_link l
    where l.person_id = take.person and l.ended_at is null;
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
      and m.valid @> take.day and l.ended_at is null;
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
comment on function reach.take is 'Says who acts in this transaction, and finds what they reach; the only place that knows both';

-- What policies ask about other tables. A view is read with the rights of its owner, so a policy
-- that asks by it meets no policy in turn. No names, no sums.
create view registry.billed_account as
  select hromada_id, account_id, building_id, biller_id from registry.account;
comment on view registry.billed_account is 'Who bills which account';

create view registry.served_account as
  select hromada_id, account_id, building_id, provider_id, valid
  from registry.account_service;
comment on view registry.served_account is 'Who serves which account, and when';

create view documents.taking_part as
  select hromada_id, document_id, holder from documents.party;
comment on view documents.taking_part is 'Who takes part in which document';

grant select on registry.billed_account, registry.served_account, documents.taking_part
  to zhkp_app, zhkp_worker, zhkp_auditor;

-- Whether an administrator decides on users of a body (1039:54, 1039:55): the technical one on all,
-- a temporary one on those of their body, or of bodies wholly within their territory.
create function reach.decides_on(matter_role text, matter_subject bigint, matter_territory integer)
returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case
    when reach.role() = 'technical-administrator' then true
    when reach.role() <> 'temporary-administrator' or matter_role in ('individual-consumer',
      'collective-consumer', 'trusted-consumer', 'temporary-administrator',
      'technical-administrator', 'owner') then false
    when reach.territory() is null then matter_subject = reach.subject()
    when matter_territory is not null then exists (
      select from registry.territory_closure way
      where way.ancestor_id = reach.territory() and way.descendant_id = matter_territory)
    else (
      with recursive numbering (hromada_id, biller_id) as (
        (select hromada_id, biller_id from registry.account
         order by hromada_id, biller_id limit 1)
        union all
        select next.hromada_id, next.biller_id from numbering
        cross join lateral (
          select account.hromada_id, account.biller_id from registry.account account
          where (account.hromada_id, account.biller_id)
              > (numbering.hromada_id, numbering.biller_id)
          order by account.hromada_id, account.biller_id limit 1
        ) next
      ), place as (
        select hromada_id as territory_id from numbering where biller_id = matter_subject
        union
        select territory_id from registry.provision_right
        where provider_id = matter_subject and term && daterange(reach.day(), null)
      )
      select bool_and(exists (
        select from registry.territory_closure way
        where way.ancestor_id = reach.territory() and way.descendant_id = place.territory_id))
      from place)
  end;
$$;
comment on function reach.decides_on is 'Whether the administrator who acts decides on users of a body (1039:54, 1039:55)';

-- Tries from one address are counted over everybody's; no more than the number comes out.
create function access.count_others_from(person bigint, address bytea, since timestamptz)
returns integer
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(distinct person_id)::int from access.factor_attempt
  where address_index = count_others_from.address and attempted_at >= count_others_from.since
    and person_id <> count_others_from.person
$$;
comment on function access.count_others_from is 'How many other people failed at their second factor from an address (1039:53.3)';

-- Every table below, for those who do the platform's own work.
do $$
declare
  personal text;
begin
  foreach personal in array array[
    'access.person', 'access.account_link', 'access.link_attempt', 'access.link_request',
    'access.mandate', 'access.mandate_account', 'access.membership', 'access.membership_event',
    'access.access_request', 'access.subject_account', 'access.contact_code',
    'access.code_generator', 'access.passkey', 'access.recovery_code', 'access.factor_attempt',
    'access.kept_form', 'access.pending_sign_in', 'access.sign_in_attempt',
    'access.key_challenge', 'platform.session', 'platform.idempotency_key',
    'registry.account', 'registry.account_service', 'registry.meter',
    'settlements.bill', 'settlements.charge', 'settlements.transfer', 'settlements.correction',
    'settlements.payment', 'settlements.payment_notice', 'settlements.receipt',
    'settlements.reading', 'settlements.reading_import', 'settlements.reading_import_line',
    'settlements.billing_question', 'settlements.account_version',
    'documents.document', 'documents.party', 'documents.version', 'documents.signature',
    'documents.delivery', 'documents.record', 'documents.registration'
  ] loop
    execute format('alter table %s enable row level security', personal);
    execute format('create policy platform_works_on_all on %s to zhkp_system, zhkp_worker '
      'using (true) with check (true)', personal);
    if has_table_privilege('zhkp_auditor', personal, 'select') then
      execute format('create policy auditor_reads_all on %s for select to zhkp_auditor '
        'using (true)', personal);
    end if;
  end loop;
end
$$;

-- What people have of their own, in whatever name they act.
create policy people_see_themselves_and_those_whose_membership_they_see on access.person
  for select to zhkp_app
  using (person_id = reach.person() or exists (
    select from access.membership m
    where m.person_id = person.person_id and m.subject_id is not null));
create policy people_change_themselves on access.person for update to zhkp_app
  using (person_id = reach.person());
create policy people_have_their_own on access.contact_code to zhkp_app
  using (person_id = reach.person());
create policy people_have_their_own on access.code_generator to zhkp_app
  using (person_id = reach.person());
create policy people_have_their_own on access.passkey to zhkp_app
  using (person_id = reach.person());
create policy people_have_their_own on access.recovery_code to zhkp_app
  using (person_id = reach.person());
create policy people_have_their_own on access.factor_attempt to zhkp_app
  using (person_id = reach.person());
create policy people_have_their_own on access.kept_form to zhkp_app
  using (person_id = reach.person());
create policy people_have_their_own on access.link_attempt to zhkp_app
  using (person_id = reach.person());
create policy people_have_their_own on platform.session to zhkp_app
  using (person_id = reach.person());
create policy answers_are_of_whom_they_were_given on platform.idempotency_key to zhkp_app
  using (actor = reach.actor());

-- Links of people to accounts: their own, and to suppliers those of the accounts they reach.
create policy people_see_their_own on access.account_link for select to zhkp_app
  using (person_id = reach.person());
create policy people_end_their_own on access.account_link for update to zhkp_app
  using (person_id = reach.person()) with check (ended_at is not null);
create policy trustees_see_whether_it_still_holds on access.account_link for select
  to zhkp_deputy
  using (account_id = any (reach.accounts()) and exists (
    select from access.mandate m where m.grantor_id = account_link.person_id));
create policy suppliers_reach_those_of_their_accounts on access.account_link to zhkp_supplier
  using (exists (
    select from registry.account a
    where a.hromada_id = account_link.hromada_id and a.account_id = account_link.account_id));
create policy people_have_their_own on access.link_request to zhkp_app
  using (person_id = reach.person());
create policy billers_answer on access.link_request to zhkp_supplier
  using (biller_id = reach.subject());
create policy bodies_have_their_own on access.subject_account for select to zhkp_app
  using (subject_id = reach.subject());

-- A mandate is of both its sides; nobody gives more than they have (1039:20.11).
create policy both_sides_see_it on access.mandate for select to zhkp_app
  using (grantor_id = reach.person() or trustee_id = reach.person());
create policy both_sides_move_it on access.mandate for update to zhkp_app
  using (grantor_id = reach.person() or trustee_id = reach.person());
create policy one_gives_for_oneself on access.mandate for insert to zhkp_app
  with check (grantor_id = reach.person());
create policy both_sides_see_it on access.mandate_account for select to zhkp_app
  using (exists (
    select from access.mandate m where m.mandate_id = mandate_account.mandate_id));
create policy of_what_one_has on access.mandate_account for insert to zhkp_app
  with check (account_id = any (reach.accounts()));

-- Memberships: one's own, those of the body one is the head of, those one decides on.
create policy people_see_their_own on access.membership for select to zhkp_app
  using (person_id = reach.person());
create policy people_give_up_their_own on access.membership for update to zhkp_app
  using (person_id = reach.person()) with check (state <> 'active');
create policy heads_see_their_staff on access.membership for select to zhkp_app
  using (subject_id = reach.headed());
create policy administrators_decide on access.membership to zhkp_administrator
  using (subject_id is not null and reach.decides_on(role, subject_id, territory_id));
create policy whoever_sees_the_membership on access.membership_event to zhkp_app
  using (exists (
    select from access.membership m where m.membership_id = membership_event.membership_id));
create policy submitters_see_their_own on access.access_request for select to zhkp_app
  using (submitter_id = reach.person());
create policy one_submits_for_oneself on access.access_request for insert to zhkp_app
  with check (submitter_id = reach.person());
create policy what_is_done_at_a_persons_word on access.access_request for update to zhkp_app
  using (submitter_id = reach.person() and entry = 'person');
create policy heads_see_those_of_their_body on access.access_request for select to zhkp_app
  using (subject_id = reach.headed());
create policy administrators_decide on access.access_request to zhkp_administrator
  using (received_at is not null and reach.decides_on(role, subject_id, territory_id))
  with check (reach.decides_on(role, subject_id, territory_id));

-- Accounts (1039:25, 1039:26): consumers' own; suppliers', those they bill or serve.
create policy consumers_have_their_own on registry.account for select to zhkp_consumer
  using (account_id = any (reach.accounts()));
create policy suppliers_reach_what_they_bill_or_serve on registry.account for select
  to zhkp_supplier
  using (biller_id = reach.subject() or exists (
    select from registry.served_account s
    where s.hromada_id = account.hromada_id and s.account_id = account.account_id
      and s.provider_id = reach.subject() and s.valid && reach.served_days()));
create policy consumers_have_their_own on registry.account_service for select to zhkp_consumer
  using (account_id = any (reach.accounts()));
create policy suppliers_reach_what_they_bill_or_serve on registry.account_service for select
  to zhkp_supplier
  using (provider_id = reach.subject() or exists (
    select from registry.billed_account b
    where b.hromada_id = account_service.hromada_id and b.account_id = account_service.account_id
      and b.biller_id = reach.subject()));
create policy consumers_have_their_own on registry.meter for select to zhkp_consumer
  using (account_id = any (reach.accounts()));
create policy suppliers_reach_those_of_their_accounts_and_houses on registry.meter for select
  to zhkp_supplier
  using (exists (
      select from registry.account a
      where a.hromada_id = meter.hromada_id and a.account_id = meter.account_id)
    or account_id is null and (
      exists (
        select from registry.billed_account b
        where b.hromada_id = meter.hromada_id and b.building_id = meter.building_id
          and b.biller_id = reach.subject())
      or exists (
        select from registry.served_account s
        where s.hromada_id = meter.hromada_id and s.building_id = meter.building_id
          and s.provider_id = reach.subject() and s.valid && reach.served_days())));

-- Readings are of whoever reaches the meter, to see and to send.
create policy whoever_reaches_the_meter on settlements.reading to zhkp_consumer, zhkp_supplier
  using (exists (
    select from registry.meter m
    where m.hromada_id = reading.hromada_id and m.meter_id = reading.meter_id));
create policy providers_have_their_own on settlements.reading_import to zhkp_supplier
  using (provider_id = reach.subject());
create policy whoever_sees_the_import on settlements.reading_import_line for select
  to zhkp_supplier
  using (exists (
    select from settlements.reading_import i
    where i.import_id = reading_import_line.import_id));

-- A bill: its account's consumer, whoever formed it or bills the account now, and whoever has a
-- line in it.
create policy consumers_have_their_own on settlements.bill for select to zhkp_consumer
  using (account_id = any (reach.accounts()));
create policy suppliers_reach_what_they_billed on settlements.bill for select to zhkp_supplier
  using (run_id in (
      select r.run_id from settlements.billing_run r where r.biller_id = reach.subject())
    or exists (
      select from registry.billed_account b
      where b.hromada_id = bill.hromada_id and b.account_id = bill.account_id
        and b.biller_id = reach.subject())
    or exists (
      select from jsonb_array_elements(services) as l (line)
      where (line ->> 1)::bigint = reach.subject()));
create policy billers_answer on settlements.billing_question for select to zhkp_supplier
  using (run_id in (
    select r.run_id from settlements.billing_run r where r.biller_id = reach.subject()));

-- What is charged, corrected and paid: its consumer's, its provider's, its biller's.
create policy consumers_have_their_own on settlements.charge for select to zhkp_consumer
  using (account_id = any (reach.accounts()));
create policy suppliers_reach_what_they_charge_or_bill on settlements.charge for select
  to zhkp_supplier
  using (provider_id = reach.subject() or exists (
    select from registry.billed_account b
    where b.hromada_id = charge.hromada_id and b.account_id = charge.account_id
      and b.biller_id = reach.subject()));
create policy consumers_have_their_own on settlements.transfer for select to zhkp_consumer
  using (account_id = any (reach.accounts()));
create policy suppliers_reach_what_they_charge_or_bill on settlements.transfer to zhkp_supplier
  using (provider_id = reach.subject() or exists (
    select from registry.billed_account b
    where b.hromada_id = transfer.hromada_id and b.account_id = transfer.account_id
      and b.biller_id = reach.subject()));
create policy consumers_have_their_own on settlements.correction for select to zhkp_consumer
  using (account_id = any (reach.accounts()));
create policy suppliers_reach_what_they_charge_or_bill on settlements.correction to zhkp_supplier
  using (provider_id = reach.subject() or exists (
    select from registry.billed_account b
    where b.hromada_id = correction.hromada_id and b.account_id = correction.account_id
      and b.biller_id = reach.subject()));
create policy consumers_have_their_own on settlements.account_version for select to zhkp_consumer
  using (account_id = any (reach.accounts()));
create policy suppliers_reach_what_they_bill_or_serve on settlements.account_version
  to zhkp_supplier
  using (exists (
    select from registry.account a
    where a.hromada_id = account_version.hromada_id
      and a.account_id = account_version.account_id));
create policy consumers_pay_for_their_own on settlements.payment to zhkp_consumer
  using (account_id = any (reach.accounts()));
create policy whoever_sees_the_payment on settlements.receipt for select to zhkp_consumer
  using (exists (
    select from settlements.payment p where p.payment_id = receipt.payment_id));

-- Documents (1039:71): the sender's, and once registered everybody's who takes part.
create policy parties_see_it on documents.document to zhkp_app
  using (sender = any (reach.holders()) or (state = 'registered' and exists (
    select from documents.taking_part p
    where p.hromada_id = document.hromada_id and p.document_id = document.document_id
      and p.holder = any (reach.holders()))));
do $$
declare
  part text;
begin
  foreach part in array array['party', 'version', 'signature', 'delivery', 'record',
    'registration'] loop
    execute format('create policy whoever_sees_the_document on documents.%1$I to zhkp_app '
      'using (exists (select from documents.document d '
      'where d.hromada_id = %1$I.hromada_id and d.document_id = %1$I.document_id))', part);
  end loop;
end
$$;

-- The months of a partitioned table are reached through it alone: they have no policies, and only
-- the worker, which copies a month's bills in, is granted anything on them.
create or replace function settlements.ensure_month(month date) returns void
language plpgsql security definer set search_path = settlements, pg_temp as $$
declare
  table_name text;
  part_name text;
begin
  if extract(day from month) <> 1 then
    raise exception 'a month is named by its first day, not %', month;
  end if;
  perform pg_advisory_xact_lock(1039, extract(year from month)::int * 12 + extract(month from month)::int);
  foreach table_name in array array['reading', 'charge', 'bill', 'transfer'] loop
    part_name := format('%s_%s', table_name, to_char(month, 'YYYY_MM'));
    if to_regclass('settlements.' || part_name) is null then
      execute format(
        'create table settlements.%I partition of settlements.%I for values from (%L) to (%L)',
        part_name, table_name, month, (month + interval '1 month')::date);
      execute format('grant select, insert on settlements.%I to zhkp_worker', part_name);
    end if;
  end loop;
end
$$;

do $$
declare
  part regclass;
begin
  for part in
    select inhrelid::regclass from pg_inherits
    where inhparent in ('settlements.reading'::regclass, 'settlements.charge'::regclass,
      'settlements.bill'::regclass, 'settlements.transfer'::regclass)
  loop
    execute format('revoke all on %s from zhkp_app', part);
  end loop;
end
$$;
