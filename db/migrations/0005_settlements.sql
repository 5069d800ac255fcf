-- Tariffs, readings, charges, bills, the ledger and payments.
-- Money is whole kopiykas; volumes are millionths of the unit; prices are 1/100000 UAH.

create schema settlements;
comment on schema settlements is 'Tariffs, readings, charges, bills, ledger, payments';
grant usage on schema settlements to zhkp_app, zhkp_worker, zhkp_auditor;

-- Issued bills, charges and ledger lines are never changed, whoever asks (style: twice, here and in rights).
create function settlements.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: a correction is a new row', tg_table_name;
end
$$;
create table settlements.tariff (
  tariff_id bigint generated always as identity primary key,
  provider_id bigint not null,
  service text not null,
  component text not null,
  zone smallint not null default 0,
  territory_id integer not null,
  category text not null,
  unit text not null,
  net_price bigint not null,
  vat_percent smallint not null,
  gross_price bigint not null,
  valid daterange not null,
  decision_authority text not null,
  decision_number text not null,
  decision_on date not null,
  published_on date,
  constraint tariff_component_is_known
    check (component in ('volume', 'fixed', 'subscription')),
  constraint tariff_price_is_not_negative check (net_price >= 0 and gross_price >= net_price),
  constraint tariffs_of_one_scope_do_not_overlap exclude using gist (
    provider_id with =, service with =, component with =, zone with =,
    territory_id with =, category with =, valid with &&
  )
);
comment on table settlements.tariff is
  'Prices with the decision that set them; zone 0 is the whole day (869:1, 2189:4)';
comment on column settlements.tariff.gross_price is 'Price with VAT for one unit, in 1/100000 UAH';
create index tariff_territory on settlements.tariff (territory_id, service);

create table settlements.tariff_item (
  tariff_id bigint not null references settlements.tariff,
  position smallint not null,
  title text not null,
  net_price bigint not null,
  primary key (tariff_id, position)
);
comment on table settlements.tariff_item is 'Structure of a tariff: what its net price is made of';

create table settlements.reading (
  hromada_id integer not null,
  meter_id bigint not null,
  zone smallint not null,
  taken_on date not null,
  revision smallint not null,
  value bigint not null,
  source text not null,
  entered_by text not null,
  entered_at timestamptz not null,
  remark text,
  primary key (hromada_id, meter_id, zone, taken_on, revision),
  constraint reading_source_is_known
    check (source in ('consumer', 'provider', 'file', 'telemetry')),
  constraint reading_is_not_negative check (value >= 0)
) partition by range (taken_on);
comment on table settlements.reading is
  'Readings of meters in millionths of the unit; a correction is a new revision, never an edit; a month is a partition made by settlements.ensure_month';
comment on column settlements.reading.remark is
  'The check that asked, and that the sender confirmed: "lower", "far-from-usual", …';
create trigger reading_is_append_only before update or delete on settlements.reading
  for each row execute function settlements.refuse_change();

create table settlements.reading_import (
  import_id uuid primary key,
  provider_id bigint not null,
  file_name text not null,
  file_format text not null,
  file_sha256 text not null,
  period text not null,
  state text not null,
  lines bigint not null default 0,
  accepted bigint not null default 0,
  refused bigint not null default 0,
  problem text,
  created_by text not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  constraint reading_import_state_is_known check (state in ('queued', 'running', 'done', 'failed'))
);
comment on table settlements.reading_import is 'Files of readings sent by providers, and how far their reading has come';

create table settlements.reading_import_line (
  import_id uuid not null references settlements.reading_import,
  line_number bigint not null,
  reason text not null,
  excerpt text not null,
  primary key (import_id, line_number)
);
comment on table settlements.reading_import_line is 'Lines that were refused, each with its reason';

create table settlements.billing_run (
  run_id bigint generated always as identity primary key,
  hromada_id integer not null,
  biller_id bigint not null,
  period date not null,
  state text not null,
  accounts bigint not null,
  started_by text not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  problem text,
  constraint billing_run_is_one_a_month_for_a_biller_and_hromada
    unique (hromada_id, biller_id, period),
  constraint billing_run_state_is_known check (state in ('running', 'done', 'blocked')),
  constraint billing_run_period_is_a_month check (extract(day from period) = 1)
);
comment on table settlements.billing_run is
  'The monthly run of one biller in one hromada; cut in chunks that any worker takes (1039:15.1)';

create table settlements.billing_chunk (
  run_id bigint not null references settlements.billing_run,
  chunk_number integer not null,
  first_building bigint not null,
  last_building bigint not null,
  accounts integer not null,
  state text not null,
  done_at timestamptz,
  charged bigint,
  due bigint,
  questions integer,
  primary key (run_id, chunk_number),
  constraint billing_chunk_state_is_known check (state in ('open', 'done'))
);
comment on table settlements.billing_chunk is
  'Consecutive buildings billed in one transaction: after a crash a chunk is whole or untouched';

create table settlements.billing_question (
  run_id bigint not null references settlements.billing_run,
  hromada_id integer not null,
  account_id bigint not null,
  service text not null,
  kind text not null,
  details jsonb not null,
  primary key (run_id, account_id, service, kind)
);
comment on table settlements.billing_question is 'What the run found odd and a person should look at';

create table settlements.building_volume (
  hromada_id integer not null,
  building_id bigint not null,
  service text not null,
  period date not null,
  total bigint not null,
  distributed bigint not null,
  trace jsonb not null,
  primary key (hromada_id, building_id, service, period),
  constraint building_volume_is_distributed_whole check (total = distributed)
);
comment on table settlements.building_volume is
  'What the building meter showed and how it was shared out, step by step (2119:10.2)';

create table settlements.charge (
  hromada_id integer not null,
  account_id bigint not null,
  period date not null,
  line smallint not null,
  service text not null,
  component text not null,
  provider_id bigint not null,
  tariff_id bigint not null,
  basis text not null,
  days smallint not null,
  volume bigint not null,
  price bigint not null,
  amount bigint not null,
  vat bigint not null,
  trace text not null,
  primary key (hromada_id, account_id, period, line),
  constraint charge_vat_is_inside_its_amount check (abs(vat) <= abs(amount))
) partition by range (period);
comment on table settlements.charge is
  'Lines of calculation: volume by price, rounded once, with the trace that explains it';
comment on column settlements.charge.trace is 'JSON text: rule, inputs with their source, steps';

create table settlements.bill (
  hromada_id integer not null,
  account_id bigint not null,
  period date not null,
  run_id bigint not null,
  number text not null,
  issued_at timestamptz not null,
  due_on date not null,
  opening bigint not null,
  charged bigint not null,
  corrected bigint not null,
  paid bigint not null,
  due bigint not null,
  services jsonb not null,
  primary key (hromada_id, account_id, period),
  constraint bill_due_is_its_movement check (due = opening + charged + corrected - paid)
) partition by range (period);
comment on table settlements.bill is
  'Issued bills, never edited: what was owed, charged, corrected, paid and is due, by service (2119:8.3)';
comment on column settlements.bill.services is
  'Array of {service, provider, opening, charged, corrected, paid, due}, whose sums are the columns';

create table settlements.transfer (
  hromada_id integer not null,
  account_id bigint not null,
  period date not null,
  source text not null,
  line smallint not null,
  kind text not null,
  service text not null,
  provider_id bigint not null,
  debit text not null,
  credit text not null,
  amount bigint not null,
  posted_at timestamptz not null,
  primary key (hromada_id, account_id, period, source, line),
  constraint transfer_moves_something check (amount > 0),
  constraint transfer_has_two_sides check (debit <> credit),
  constraint transfer_kind_is_known
    check (kind in ('opening', 'charge', 'correction', 'payment', 'refund')),
  constraint transfer_books_are_known
    check (debit in ('receivable', 'income', 'clearing', 'opening')
           and credit in ('receivable', 'income', 'clearing', 'opening'))
) partition by range (period);
comment on table settlements.transfer is
  'The ledger: each row moves an amount from one book to another, so debits equal credits by its form';
comment on column settlements.transfer.source is
  'What the transfer stands on: run:<id>, payment:<uuid>, correction:<id>; makes posting idempotent';

create table settlements.payment (
  payment_id uuid primary key,
  hromada_id integer not null,
  account_id bigint not null,
  period date not null,
  order_id text not null unique,
  amount bigint not null,
  channel text not null,
  state text not null,
  gateway_reference text,
  created_by text not null,
  created_at timestamptz not null,
  settled_at timestamptz,
  posted_period date,
  constraint payment_amount_is_positive check (amount > 0),
  constraint payment_state_is_known
    check (state in ('created', 'pending', 'paid', 'failed', 'refunded', 'disputed'))
);
comment on table settlements.payment is
  'Payments and their way: created, pending, paid or failed; card data never come here (1039:15.2)';
create index payment_account on settlements.payment (hromada_id, account_id);
create index payment_open on settlements.payment (created_at) where state in ('created', 'pending');

create table settlements.payment_notice (
  notice_id bigint generated always as identity primary key,
  payment_id uuid references settlements.payment,
  received_at timestamptz not null,
  verdict text not null,
  gateway_status text,
  digest text not null
);
comment on table settlements.payment_notice is
  'Every message of a gateway with what was made of it: accepted, repeated, forged, wrong-amount, …';

create table settlements.receipt (
  payment_id uuid primary key references settlements.payment,
  number text not null unique,
  issued_at timestamptz not null,
  coverage text not null,
  parts jsonb not null,
  constraint receipt_coverage_is_known check (coverage in ('full', 'partial', 'advance'))
);
comment on table settlements.receipt is
  'Confirmation of full or partial payment, given automatically in the provider''s name (1039:10.13)';

create table settlements.document_counter (
  kind text not null,
  year integer not null,
  next_value bigint not null,
  primary key (kind, year)
);
comment on table settlements.document_counter is 'Gap-free numbers of receipts by kind and year (1039:73)';

create table settlements.month_total (
  hromada_id integer not null,
  period date not null,
  provider_id bigint not null,
  service text not null,
  accounts bigint not null,
  charged bigint not null,
  corrected bigint not null,
  paid bigint not null,
  opening bigint not null,
  primary key (hromada_id, period, provider_id, service)
);
comment on table settlements.month_total is
  'Rolled up by month, hromada, provider and service; written with the chunks and payments it sums';

grant select, insert, update on all tables in schema settlements to zhkp_app, zhkp_worker;
revoke update on settlements.reading, settlements.charge, settlements.bill, settlements.transfer,
  settlements.receipt, settlements.payment_notice from zhkp_app, zhkp_worker;
grant select on all tables in schema settlements to zhkp_auditor;

create trigger charge_is_append_only before update or delete on settlements.charge
  for each row execute function settlements.refuse_change();
create trigger bill_is_append_only before update or delete on settlements.bill
  for each row execute function settlements.refuse_change();
create trigger transfer_is_append_only before update or delete on settlements.transfer
  for each row execute function settlements.refuse_change();

-- Months are partitions; the worker may ask for a new one through this function alone.
create function settlements.ensure_month(month date) returns void
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
      execute format('grant select, insert on settlements.%I to zhkp_app, zhkp_worker', part_name);
    end if;
  end loop;
end
$$;
revoke all on function settlements.ensure_month from public;
grant execute on function settlements.ensure_month to zhkp_app, zhkp_worker;
