-- A second factor of one's own, signing in by a key, contacts, and forms that a session outlived.

create table access.passkey (
  passkey_id uuid primary key default gen_random_uuid(),
  person_id bigint not null references access.person,
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  added_at timestamptz not null,
  used_at timestamptz,
  constraint passkey_name_is_one_line check (name ~ '^[^[:cntrl:]]{1,60}$')
);
comment on table access.passkey is
  'Passkeys (WebAuthn) that a person set up as a second factor: public keys alone (1039:10.2)';
create index passkey_person on access.passkey (person_id);

create table access.code_generator (
  generator_id uuid primary key,
  person_id bigint not null references access.person,
  secret bytea not null,
  name text not null,
  added_at timestamptz not null,
  confirmed_at timestamptz,
  used_at timestamptz,
  last_step bigint not null default 0,
  constraint generator_name_is_one_line check (name ~ '^[^[:cntrl:]]{1,60}$')
);
comment on table access.code_generator is
  'Programs of a person that show one-time codes (TOTP); the secret is encrypted (1039:10.2)';
comment on column access.code_generator.last_step is
  'Step of time of the last code taken: a code works once, and none before it works any more';
create index code_generator_person on access.code_generator (person_id);

create table access.recovery_code (
  person_id bigint not null references access.person,
  salt bytea not null,
  code_hash bytea not null,
  made_at timestamptz not null,
  used_at timestamptz,
  primary key (person_id, code_hash),
  constraint recovery_code_hash_is_a_sha256 check (octet_length(code_hash) = 32)
);
comment on table access.recovery_code is
  'Salted hashes of codes for the day when the second factor is lost; each works once';

create table access.passkey_challenge (
  challenge text primary key,
  bound_to bytea not null,
  made_at timestamptz not null,
  constraint passkey_challenge_is_bound_by_a_sha256 check (octet_length(bound_to) = 32)
);
comment on table access.passkey_challenge is
  'Random texts for passkeys to sign: once, within minutes, in the session or sign-in that asked';

create table access.pending_sign_in (
  token_hash bytea primary key,
  person_id bigint not null references access.person,
  person_name text not null,
  method text not null,
  return_to text not null,
  tries smallint not null default 0,
  began_at timestamptz not null,
  constraint pending_sign_in_token_is_a_sha256 check (octet_length(token_hash) = 32)
);
comment on table access.pending_sign_in is
  'People who have proved who they are and are asked for their second factor: five minutes, '
  'five tries, in the browser that began it';

create table access.factor_attempt (
  attempt_id bigint generated always as identity primary key,
  person_id bigint not null references access.person,
  session_id uuid,
  address_index bytea not null,
  attempted_at timestamptz not null
);
comment on table access.factor_attempt is
  'Wrong codes of a second factor, to limit tries; the address is a keyed hash (1039:53.3)';
comment on column access.factor_attempt.session_id is
  'The session that asked for the proof again; null at sign-in, so that one does not lock the other';
create index factor_attempt_person on access.factor_attempt (person_id, attempted_at);
create index factor_attempt_address on access.factor_attempt (address_index, attempted_at);

alter table access.sign_in_attempt add column proves_session uuid;
comment on column access.sign_in_attempt.proves_session is
  'The session whose person proves again who they are; null when a session is to begin';

create table access.key_challenge (
  challenge_id uuid primary key,
  browser_hash bytea not null,
  content text not null,
  return_to text not null,
  proves_session uuid,
  made_at timestamptz not null,
  used_at timestamptz,
  constraint key_challenge_browser_is_a_sha256 check (octet_length(browser_hash) = 32)
);
comment on table access.key_challenge is
  'Texts that people sign to sign in by their key: once, five minutes, one browser (1039:10.2)';

create table access.kept_form (
  form_id uuid primary key,
  person_id bigint not null,
  browser_hash bytea not null,
  content bytea not null,
  kept_at timestamptz not null,
  constraint kept_form_browser_is_a_sha256 check (octet_length(browser_hash) = 32)
);
comment on table access.kept_form is
  'Forms that came after their session ended or before a proof was given again, encrypted, for an '
  'hour; offered for sending again to the same person in the same browser';

alter table access.person
  add column email_confirmed_at timestamptz,
  add column phone bytea,
  add column phone_confirmed_at timestamptz,
  add column identity_confirmed_at timestamptz,
  add constraint confirmed_email_is_there check (email_confirmed_at is null or email is not null),
  add constraint confirmed_phone_is_there check (phone_confirmed_at is null or phone is not null);
comment on column access.person.email is
  'Where notices of documents go (1039:84.2): as id.gov.ua told it until the person confirms one';
comment on column access.person.phone is 'Encrypted; where a person has one (1039:30.1)';
comment on column access.person.identity_confirmed_at is
  'When the person confirmed that the platform knows them rightly (1039:30.1)';

create table access.contact_code (
  code_id uuid primary key,
  person_id bigint not null references access.person,
  kind text not null,
  contact bytea not null,
  code bytea not null,
  tries smallint not null default 0,
  made_at timestamptz not null,
  used_at timestamptz,
  constraint contact_code_kind_is_known check (kind in ('email', 'phone'))
);
comment on table access.contact_code is
  'Contacts that wait to be confirmed by a code sent there; contact and code are encrypted '
  '(1039:30.1)';
create index contact_code_person on access.contact_code (person_id, kind, made_at);

alter table platform.session add column awaits text,
  add constraint session_awaits_something_known check (awaits in ('contacts'));
comment on column platform.session.awaits is
  'What its person must do before anything else: tell their contacts at the first sign-in (1039:30)';

create index kept_form_person on access.kept_form (person_id);

grant select, insert, update, delete on access.passkey, access.code_generator,
  access.recovery_code, access.passkey_challenge, access.pending_sign_in, access.factor_attempt,
  access.key_challenge, access.kept_form, access.contact_code to zhkp_app, zhkp_worker;
