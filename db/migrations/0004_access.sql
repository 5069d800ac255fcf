-- Who a person is and in which role they act.

create schema access;
comment on schema access is 'Identities, roles, links of consumers to their accounts';
grant usage on schema access to zhkp_app, zhkp_worker;

create table access.person (
  person_id bigint generated always as identity primary key,
  rnokpp text unique,
  surname text not null,
  given_name text not null,
  patronymic text,
  created_at timestamptz not null,
  constraint person_rnokpp_has_ten_digits check (rnokpp ~ '^[0-9]{10}$')
);
comment on table access.person is 'Identified people; personal data, never shown on the portal (1039:94)';

create table access.membership (
  membership_id bigint generated always as identity primary key,
  person_id bigint not null references access.person,
  role text not null,
  subject_id bigint references registry.subject,
  territory_id integer references registry.territory,
  valid daterange not null,
  constraint membership_role_is_known
    check (role in ('individual-consumer', 'provider', 'ministry', 'technical-administrator')),
  constraint membership_of_an_official_names_a_subject
    check ((role = 'individual-consumer') = (subject_id is null))
);
comment on table access.membership is 'In which role a person acts, for which subject, since when';
create index membership_person on access.membership (person_id);

create table access.account_link (
  person_id bigint not null references access.person,
  hromada_id integer not null,
  account_id bigint not null,
  linked_at timestamptz not null,
  proof text not null,
  primary key (person_id, hromada_id, account_id),
  constraint account_link_proof_is_known check (proof in ('provider', 'bill-secret', 'register'))
);
comment on table access.account_link is 'Which accounts a consumer may see, and by what proof';
create index account_link_account on access.account_link (hromada_id, account_id);

create table access.sign_in_attempt (
  state_hash bytea primary key,
  browser_hash bytea not null,
  return_to text not null,
  created_at timestamptz not null,
  used_at timestamptz,
  constraint sign_in_state_is_a_sha256 check (octet_length(state_hash) = 32)
);
comment on table access.sign_in_attempt is
  'State of a sign-in through id.gov.ua: one use, bound to the browser that began it';

grant select, insert, update, delete on all tables in schema access to zhkp_app, zhkp_worker;
