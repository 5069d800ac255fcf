-- The log of actions is kept without limit of time (1039:56.3): a partition for each month of UTC, by
-- the ids of entries, which begin with their millisecond. What was written before, and whatever
-- comes for a month without a partition, lies in the rest. Leaves and nodes of the tree stay whole:
-- every proof needs nodes from all times (decision 0023).

create function audit.lowest_id(month date) returns uuid
language sql immutable as $$
  select encode(
    substring(int8send(extract(epoch from month::timestamp)::bigint * 1000) from 3)
      || '\x00000000000000000000'::bytea, 'hex')::uuid
$$;
comment on function audit.lowest_id(date) is 'Below the ids of all entries of that day of UTC and later';

-- The tables that were become the rest, without moving a row.
alter table audit.entry rename to entry_rest;
alter table audit.opening rename to opening_rest;
alter index audit.entry_pkey rename to entry_rest_pkey;
alter index audit.entry_in_safe_order rename to entry_rest_in_safe_order;
alter index audit.entry_by_command rename to entry_rest_by_command;
alter index audit.opening_pkey rename to opening_rest_pkey;
alter index audit.opening_by_person rename to opening_rest_by_person;
revoke all on audit.entry_rest, audit.opening_rest from zhkp_app, zhkp_worker, zhkp_auditor;
revoke all (entry_id, at, command, clauses, actor_commitment, subject_commitment,
            payload_commitment, outcome) on audit.entry_rest from zhkp_app, zhkp_worker;

create table audit.entry (
  like audit.entry_rest including defaults including constraints including comments,
  primary key (entry_id)
) partition by range (entry_id);
comment on table audit.entry is
  'One line for each command, each read of personal data and each refused access; kept for ever '
  '(1039:56.3), a month a partition made by audit.ensure_month';
create index entry_in_safe_order on audit.entry (era, transaction_id, entry_id);
create index entry_by_command on audit.entry (command, entry_id);
create trigger entry_is_append_only before update or delete or truncate on audit.entry
  for each statement execute function audit.refuse_change();
alter table audit.entry enable always trigger entry_is_append_only;
alter table audit.entry attach partition audit.entry_rest default;

create table audit.opening (
  like audit.opening_rest including defaults including constraints including comments,
  primary key (entry_id, field)
) partition by range (entry_id);
comment on table audit.opening is
  'What the commitments of an entry hide. Erasing a row by decision leaves the tree whole, and the '
  'erased value can no longer be guessed, since its salt is gone too. No foreign key to the entry: '
  'it would double the cost of an append; one statement writes both, and the sweep compares them';
create index opening_by_person on audit.opening (field, value, entry_id)
  where field in ('actor', 'subject');
alter table audit.opening attach partition audit.opening_rest default;

grant select on audit.entry, audit.opening to zhkp_app, zhkp_worker;
grant insert (entry_id, at, command, clauses, actor_commitment, subject_commitment,
              payload_commitment, outcome) on audit.entry to zhkp_app, zhkp_worker;
grant insert on audit.opening to zhkp_app, zhkp_worker;
grant select on audit.entry to zhkp_auditor;

create table audit.month_seal (
  month date not null,
  head_size bigint not null references audit.tree_head (size),
  entries bigint not null,
  sha256 bytea not null,
  sealed_at timestamptz not null,
  primary key (month, head_size),
  constraint month_seal_is_of_a_month check (extract(day from month) = 1),
  constraint month_seal_holds_entries check (entries > 0),
  constraint month_seal_is_a_sha256 check (octet_length(sha256) = 32)
);
comment on table audit.month_seal is
  'Months that are over: how many of their entries are under a signed head, and the SHA-256 of them; '
  'an entry of the log says the same. A month that grew afterwards is sealed again under a later head';
create trigger month_seal_is_append_only before update or delete or truncate on audit.month_seal
  for each statement execute function audit.refuse_change();
alter table audit.month_seal enable always trigger month_seal_is_append_only;
grant select on audit.month_seal to zhkp_app, zhkp_auditor;
grant select, insert on audit.month_seal to zhkp_worker;

create table audit.month_out (
  month date primary key,
  sha256 bytea not null,
  taken_out_at timestamptz not null
);
comment on table audit.month_out is
  'Months whose entries lie in a file and not in the database; their leaves and nodes stay here';
grant select on audit.month_out to zhkp_app, zhkp_worker, zhkp_auditor;

create function audit.new_month(month date) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  whole text;
  part text;
begin
  foreach whole in array array['entry', 'opening'] loop
    part := format('%s_%s', whole, to_char(month, 'YYYY_MM'));
    execute format('create table audit.%I (like audit.%I including all)', part, whole);
  end loop;
  part := to_char(month, '"entry_"YYYY_MM');
  execute format(
    'create trigger entry_is_append_only before update or delete or truncate on audit.%I
     for each statement execute function audit.refuse_change()', part);
  execute format('alter table audit.%I enable always trigger entry_is_append_only', part);
end
$$;
comment on function audit.new_month(date) is 'Tables of a month, not attached yet';
revoke all on function audit.new_month(date) from public;

create function audit.attach_month(month date) returns bigint
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  low uuid := audit.lowest_id(month);
  high uuid := audit.lowest_id((month + interval '1 month')::date);
  whole text;
  part text;
  taken bigint := 0;
  taken_now bigint;
begin
  foreach whole in array array['entry', 'opening'] loop
    part := format('%s_%s', whole, to_char(month, 'YYYY_MM'));
    execute format(
      'select count(*) from audit.%I where entry_id >= $1 and entry_id < $2', whole || '_rest')
      into taken_now using low, high;
    if taken_now > 0 then
      -- Nobody writes while rows go from the rest into their month.
      execute format('lock table audit.%I in share row exclusive mode', whole);
      alter table audit.entry_rest disable trigger entry_is_append_only;
      execute format(
        'with taken as (delete from audit.%I where entry_id >= $1 and entry_id < $2 returning *)
         insert into audit.%I select * from taken', whole || '_rest', part) using low, high;
      get diagnostics taken_now = row_count;
      alter table audit.entry_rest enable always trigger entry_is_append_only;
      taken := taken + taken_now;
    end if;
    execute format(
      'alter table audit.%I attach partition audit.%I for values from (%L) to (%L)',
      whole, part, low, high);
  end loop;
  return taken;
end
$$;
comment on function audit.attach_month(date) is
  'Makes the tables of a month a part of the log, with what the rest holds of it';
revoke all on function audit.attach_month(date) from public;

create function audit.ensure_month(month date) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if extract(day from month) <> 1 then
    raise exception 'a month is named by its first day, not %', month;
  end if;
  perform pg_advisory_xact_lock(1039, 56);
  if to_regclass(to_char(month, '"audit.entry_"YYYY_MM')) is not null
    or exists (select from audit.month_out o where o.month = ensure_month.month) then
    return 0;
  end if;
  perform audit.new_month(month);
  return audit.attach_month(month);
end
$$;
comment on function audit.ensure_month(date) is
  'Makes the partitions of a month unless they are there; how many rows it took from the rest';
revoke all on function audit.ensure_month(date) from public;
grant execute on function audit.ensure_month(date) to zhkp_worker;

create function audit.take_month_out(month date, sha256 bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  low uuid := audit.lowest_id(month);
  high uuid := audit.lowest_id((month + interval '1 month')::date);
  whole text;
  part text;
begin
  perform pg_advisory_xact_lock(1039, 56);
  -- Nobody adds to this month meanwhile; other months go on.
  execute format('lock table audit.%I in share row exclusive mode',
    to_char(month, '"entry_"YYYY_MM'));
  -- What is taken out is what was sealed, to the last entry.
  perform from audit.month_seal s
    where s.month = take_month_out.month and s.sha256 = take_month_out.sha256
      and s.entries = (select count(*) from audit.entry e
                       where e.entry_id >= low and e.entry_id < high);
  if not found then
    raise exception 'the month % was not sealed as it stands', month;
  end if;
  -- The sequencer begins again behind the entry of the last leaf.
  perform from (select entry_id from audit.leaf order by leaf_index desc limit 1) as last
    where last.entry_id >= low and last.entry_id < high;
  if found then
    raise exception 'the last leaf is of %: it can go once another entry has its place', month;
  end if;
  foreach whole in array array['entry', 'opening'] loop
    part := format('%s_%s', whole, to_char(month, 'YYYY_MM'));
    execute format('alter table audit.%I detach partition audit.%I', whole, part);
    execute format('drop table audit.%I', part);
  end loop;
  insert into audit.month_out values (month, sha256, now());
end
$$;
comment on function audit.take_month_out(date, bytea) is
  'Takes the entries of a sealed month out of the database, once they lie in a file';
revoke all on function audit.take_month_out(date, bytea) from public;
grant execute on function audit.take_month_out(date, bytea) to zhkp_worker;

create function audit.begin_bringing_back(month date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(1039, 56);
  if not exists (select from audit.month_out o where o.month = begin_bringing_back.month) then
    raise exception 'the month % is not out', month;
  end if;
  perform audit.new_month(month);
  execute format('grant insert on audit.%I, audit.%I to zhkp_worker',
    to_char(month, '"entry_"YYYY_MM'), to_char(month, '"opening_"YYYY_MM'));
end
$$;
comment on function audit.begin_bringing_back(date) is
  'Tables that a month that was taken out is written into again, in the transaction that attaches them';
revoke all on function audit.begin_bringing_back(date) from public;
grant execute on function audit.begin_bringing_back(date) to zhkp_worker;

create function audit.bring_month_back(month date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  execute format('revoke all on audit.%I, audit.%I from zhkp_worker',
    to_char(month, '"entry_"YYYY_MM'), to_char(month, '"opening_"YYYY_MM'));
  perform audit.attach_month(month);
  delete from audit.month_out o where o.month = bring_month_back.month;
end
$$;
comment on function audit.bring_month_back(date) is 'Attaches a month that was taken out';
revoke all on function audit.bring_month_back(date) from public;
grant execute on function audit.bring_month_back(date) to zhkp_worker;

-- The first months; a job makes the others ahead.
select audit.ensure_month(month::date)
from generate_series(date_trunc('month', now() at time zone 'UTC'),
                     date_trunc('month', now() at time zone 'UTC') + interval '3 months',
                     interval '1 month') as month;
