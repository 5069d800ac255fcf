-- Names, tax numbers, addresses of mail and what officials write about people: sealed from now on,
-- found by a keyed hash. SQL knows no keys, so what was written before is put aside here and sealed
-- by the program before anything is served (decision 0021). Until then what must be there is empty,
-- which opens for nobody.

create table platform.unsealed_value (
  sealed_column text not null,
  row_id text not null,
  value text not null,
  primary key (sealed_column, row_id)
);
comment on table platform.unsealed_value is
  'Personal values from before fields were sealed, until the next start seals them: empty since';
grant select, update, delete on platform.unsealed_value to zhkp_worker;

-- People.

insert into platform.unsealed_value
  select 'access.person.rnokpp', person_id, rnokpp from access.person where rnokpp is not null;
insert into platform.unsealed_value
  select 'access.person.name', person_id, json_build_object(
    'surname', surname, 'givenName', given_name, 'patronymic', patronymic)
  from access.person;
insert into platform.unsealed_value
  select 'access.person.email', person_id, email from access.person where email is not null;

alter table access.person
  drop column rnokpp,
  drop column surname,
  drop column given_name,
  drop column patronymic,
  drop column email;
alter table access.person
  add column rnokpp bytea,
  add column rnokpp_index bytea unique,
  add column name bytea,
  add column email bytea;
update access.person set email = '' where email_confirmed_at is not null;
alter table access.person
  add constraint confirmed_email_is_there check (email_confirmed_at is null or email is not null);
comment on table access.person is
  'People who identified themselves or were named by others; who they are is sealed (1039:53.3)';
comment on column access.person.rnokpp_index is 'Keyed hash by which the tax number is found';
comment on column access.person.name is 'Surname, given name and patronymic as JSON, sealed';

-- Submissions about access. What was decided is told once, by the submission.

insert into platform.unsealed_value
  select 'access.access_request.said', request_id, json_build_object(
    'rnokpp', rnokpp, 'surname', surname, 'givenName', given_name, 'patronymic', patronymic,
    'email', email, 'phone', phone, 'basis', basis)
  from access.access_request;
insert into platform.unsealed_value
  select 'access.access_request.reason', request_id, reason
  from access.access_request where reason is not null;

alter table access.access_request
  drop column rnokpp,
  drop column surname,
  drop column given_name,
  drop column patronymic,
  drop column email,
  drop column phone,
  drop column basis,
  drop column reason;
alter table access.access_request add column said bytea, add column reason bytea;
update access.access_request set reason = '' where outcome is not null;
alter table access.access_request add constraint access_request_is_decided_whole check (
  (outcome is null) = (decided_at is null) and (outcome is null) = (decided_by is null)
  and (outcome is null) = (reason is null));
comment on column access.access_request.said is
  'Whom it names, their contacts and the order or circumstance in words, as JSON, sealed';
comment on column access.access_request.reason is 'Why it was decided so, sealed';

-- What is sealed is tied to its row, so it is written right after it, and once.
create policy submitters_say_it_once on access.access_request for update to zhkp_app
  using (submitter_id = reach.person() and said is null)
  with check (submitter_id = reach.person());

alter table access.membership_event drop column reason;

-- Names that were copied are read from the person instead.

alter table access.mandate drop column grantor_name;
insert into platform.unsealed_value
  select 'access.mandate.trustee_name', mandate_id, trustee_name from access.mandate;
alter table access.mandate drop column trustee_name;
alter table access.mandate add column trustee_name bytea;
comment on column access.mandate.trustee_name is
  'As the grantor typed it, sealed: what the platform knows of the person is not told to whoever names them';
alter table access.pending_sign_in drop column person_name;

-- Sessions begin anew: they last hours.

delete from platform.session;
alter table platform.session add column names bytea not null;
comment on column platform.session.principal is 'Who acts in whose name, by numbers alone';
comment on column platform.session.names is
  'Names of the person and of whoever gave the mandate, as JSON, sealed';

-- Holders of accounts.

insert into platform.unsealed_value
  select 'registry.account.holder_name', hromada_id || ':' || account_id, holder_name
  from registry.account;
alter table registry.account drop column holder_name;
alter table registry.account
  add column holder_name bytea not null default '',
  add column holder_index bytea[] not null default '{}';
alter table registry.account
  alter column holder_name drop default,
  alter column holder_index drop default;
comment on column registry.account.holder_name is 'Sealed';
comment on column registry.account.holder_index is
  'Keyed hashes of the surname, of it with the given name, and of the whole name';

-- Who signed.

insert into platform.unsealed_value
  select 'documents.signature.signer_name', hromada_id || ':' || signature_id, signer_name
  from documents.signature where signer_name is not null;
alter table documents.signature drop constraint signature_valid_names_its_signer;
alter table documents.signature drop column signer_name;
alter table documents.signature add column signer_name bytea;
update documents.signature set signer_name = '' where state = 'valid';
alter table documents.signature add constraint signature_valid_names_its_signer
  check (state <> 'valid' or (signer_name is not null and signed_at is not null));
comment on column documents.signature.signer_name is 'As the certificate says it, sealed';
grant update (signer_name) on documents.signature to zhkp_app, zhkp_worker;
