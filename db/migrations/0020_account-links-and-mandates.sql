-- How consumers reach their accounts: by proof, as a body, or by somebody's mandate.

alter table access.account_link
  add column capacity text not null default 'owner',
  add column ended_at timestamptz,
  drop constraint account_link_proof_is_known,
  add constraint account_link_proof_is_known
    check (proof in ('provider', 'connection-code', 'register')),
  add constraint account_link_capacity_is_known check (capacity in ('owner', 'tenant'));
comment on column access.account_link.ended_at is
  'When the person gave the account up or stopped being its consumer; a new proof begins it anew';

create table access.link_attempt (
  person_id bigint not null references access.person,
  attempted_at timestamptz not null,
  connected boolean not null
);
comment on table access.link_attempt is
  'Tries to connect an account by a code: so many an hour, so that nobody finds one by guessing';
create index link_attempt_person on access.link_attempt (person_id, attempted_at);

create table access.link_request (
  request_id uuid primary key default gen_random_uuid(),
  person_id bigint not null references access.person,
  hromada_id integer not null,
  account_id bigint not null,
  biller_id bigint not null references registry.subject,
  capacity text not null,
  asked_at timestamptz not null,
  state text not null default 'asked',
  decided_at timestamptz,
  constraint link_request_state_is_known check (state in ('asked', 'confirmed', 'declined')),
  constraint link_request_capacity_is_known check (capacity in ('owner', 'tenant'))
);
comment on table access.link_request is
  'Consumers who ask the biller to confirm that an account is theirs';
create index link_request_biller on access.link_request (biller_id, state, asked_at);
create unique index link_request_is_asked_once
  on access.link_request (person_id, hromada_id, account_id) where state = 'asked';

create table access.subject_account (
  subject_id bigint not null references registry.subject,
  hromada_id integer not null,
  account_id bigint not null,
  since date not null,
  ended_on date,
  primary key (subject_id, hromada_id, account_id)
);
comment on table access.subject_account is
  'Accounts of collective consumers: of a house under an association (1039:20.9)';

create table access.mandate (
  mandate_id bigint generated always as identity primary key,
  grantor_id bigint not null references access.person,
  grantor_name text not null,
  trustee_id bigint not null references access.person,
  acts text[] not null,
  valid daterange not null,
  state text not null default 'offered',
  document_id bigint,
  offered_at timestamptz not null,
  decided_at timestamptz,
  ended_at timestamptz,
  ended_by text,
  constraint mandate_is_for_somebody_else check (grantor_id <> trustee_id),
  constraint mandate_ends check (not upper_inf(valid)),
  constraint mandate_state_is_known
    check (state in ('offered', 'active', 'declined', 'revoked', 'void')),
  constraint mandate_acts_are_known check (
    acts <@ array['see', 'readings', 'pay', 'apply', 'confirm', 'contract'] and 'see' = any (acts))
);
comment on table access.mandate is
  'What a consumer lets a trusted person do with their accounts, and until when (1039:20.11)';
create index mandate_grantor on access.mandate (grantor_id);
create index mandate_trustee on access.mandate (trustee_id);

create table access.mandate_account (
  mandate_id bigint not null references access.mandate,
  hromada_id integer not null,
  account_id bigint not null,
  primary key (mandate_id, hromada_id, account_id)
);
comment on table access.mandate_account is 'The accounts that a mandate names';

grant select, insert, update, delete on access.link_attempt, access.link_request,
  access.subject_account, access.mandate, access.mandate_account to zhkp_app, zhkp_worker;

create index account_number on registry.account (number);
