-- Technique without domain: sessions, idempotency keys, dated parameters, the working calendar.

create schema platform;
comment on schema platform is 'Technique without domain: sessions, idempotency, dated parameters, calendar';
grant usage on schema platform to zhkp_app, zhkp_worker, zhkp_auditor;

create table platform.session (
  token_hash bytea primary key,
  principal jsonb not null,
  csrf_secret text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  constraint session_token_is_a_sha256 check (octet_length(token_hash) = 32)
);
comment on table platform.session is 'Server-side sessions; only the hash of the cookie token is kept';
create index session_expiry on platform.session (expires_at);
grant select, insert, update, delete on platform.session to zhkp_app, zhkp_worker;

create table platform.idempotency_key (
  key text not null,
  command text not null,
  actor text not null,
  output jsonb not null,
  created_at timestamptz not null,
  primary key (actor, command, key),
  constraint idempotency_key_is_short check (length(key) between 8 and 128)
);
comment on table platform.idempotency_key is
  'The answer first given to a command under a key of the caller; a repetition gets the same answer';
grant select, insert, update, delete on platform.idempotency_key to zhkp_app, zhkp_worker;

create table platform.parameter (
  parameter_id bigint generated always as identity primary key,
  code text not null,
  value jsonb not null,
  unit text not null,
  valid daterange not null,
  territory text,
  service text,
  provider bigint,
  category text,
  act text not null,
  status text not null,
  state text not null,
  entered_by text not null,
  entered_at timestamptz not null,
  approved_by text,
  approved_at timestamptz,
  constraint parameter_status_is_known check (status in ('enacted', 'draft', 'unverified')),
  constraint parameter_state_is_known
    check (state in ('proposed', 'approved', 'rejected', 'superseded')),
  constraint parameter_is_approved_by_a_second_person
    check (state not in ('approved', 'superseded')
           or (approved_by is not null and approved_by <> entered_by)),
  constraint parameter_validity_is_not_empty check (not isempty(valid)),
  constraint approved_parameters_of_one_scope_do_not_overlap exclude using gist (
    code with =,
    coalesce(territory, '') with =,
    coalesce(service, '') with =,
    coalesce(provider, 0) with =,
    coalesce(category, '') with =,
    valid with &&
  ) where (state = 'approved')
);
comment on table platform.parameter is
  'Numbers of the law and of local decisions as dated values; never edited, only superseded (four eyes)';
comment on column platform.parameter.valid is 'Days on which the value applies, upper bound excluded';
comment on column platform.parameter.territory is 'КАТОТТГ code, or null for the whole country';
grant select, insert, update on platform.parameter to zhkp_app, zhkp_worker;
grant select on platform.parameter to zhkp_auditor;

create table platform.calendar_day (
  day date primary key,
  kind text not null,
  reason text not null,
  act text not null,
  constraint calendar_day_kind_is_known check (kind in ('holiday', 'working', 'day-off'))
);
comment on table platform.calendar_day is
  'Public holidays (which are working days under martial law) and days set by a decision';
grant select, insert, update, delete on platform.calendar_day to zhkp_app, zhkp_worker;

create table platform.martial_law (
  valid daterange primary key,
  act text not null
);
comment on table platform.martial_law is 'Periods of martial law, in which holidays are working days (2136:6.6)';
grant select, insert, update on platform.martial_law to zhkp_app, zhkp_worker;
