-- Accounts connected by an answer of the State Register of Property Rights, and how links end
-- (1039:25, 1039:45.1, 1039:57, 1039:58).

alter table access.account_link
  add column ended_by text,
  drop constraint account_link_proof_is_known;
update access.account_link set proof = 'ownership-register' where proof = 'register';
update access.account_link set ended_by = 'consumer' where ended_at is not null;
alter table access.account_link
  add constraint account_link_proof_is_known
    check (proof in ('provider', 'connection-code', 'ownership-register')),
  add constraint account_link_end_says_by_whom check ((ended_at is null) = (ended_by is null)),
  add constraint account_link_is_ended_by_somebody_known
    check (ended_by in ('consumer', 'owner', 'ownership-register')),
  add constraint account_link_by_the_register_is_an_owners
    check (proof <> 'ownership-register' or capacity = 'owner');
comment on column access.account_link.ended_by is
  'Who ended it: the consumer, an owner by the register, or the register by naming another owner';

create table access.ownership_request (
  request_id bigint generated always as identity primary key,
  person_id bigint not null references access.person,
  account_number text not null,
  biller_edrpou text not null,
  asked_at timestamptz not null,
  state text not null default 'asked',
  decided_at timestamptz,
  silent_at timestamptz,
  tries smallint not null default 0,
  next_try_at timestamptz not null,
  constraint ownership_request_state_is_known
    check (state in ('asked', 'connected', 'not-confirmed', 'given-up')),
  constraint ownership_request_is_decided_once check ((state = 'asked') = (decided_at is null))
);
comment on table access.ownership_request is
  'Consumers who ask the register of property rights to prove that an account is theirs. What was '
  'typed stands here whether there is such an account or not, and is asked about alike';
comment on column access.ownership_request.silent_at is 'When the register last gave no answer';
comment on column access.ownership_request.next_try_at is
  'Moved on before a try is made, so that a process that dies in the middle leaves the request due';
create index ownership_request_person on access.ownership_request (person_id, asked_at);
create index ownership_request_due on access.ownership_request (next_try_at) where state = 'asked';
create unique index ownership_request_is_asked_once
  on access.ownership_request (person_id, account_number, biller_edrpou) where state = 'asked';

create table access.ownership_answer (
  query_id uuid primary key,
  request_id bigint not null references access.ownership_request,
  hromada_id integer,
  account_id bigint,
  purpose text not null,
  answered_at timestamptz not null,
  answer text not null,
  share text,
  evidence_address text,
  evidence_kept_at timestamptz,
  evidence_tries smallint not null default 0,
  evidence_next_try_at timestamptz not null,
  constraint ownership_answer_is_known
    check (answer in ('owner', 'co-owner', 'no-right', 'not-found', 'refused')),
  constraint ownership_answer_share_is_of_a_co_owner
    check (share is null or answer = 'co-owner' and share ~ '^[1-9][0-9]*/[1-9][0-9]*$'),
  constraint ownership_answer_account_has_its_hromada
    check ((account_id is null) = (hromada_id is null)),
  constraint ownership_answer_evidence_has_its_time
    check ((evidence_address is null) = (evidence_kept_at is null))
);
comment on table access.ownership_answer is
  'What the register of property rights answered about one account, by the number of the query, '
  'with the stored archive that proves it';
comment on column access.ownership_answer.account_id is
  'Null where there was no account: the register was asked about premises that it cannot have';
comment on column access.ownership_answer.evidence_address is
  'Archive of ASiC-S containers in the store of files; comes later than the answer';
create index ownership_answer_request on access.ownership_answer (request_id);
create index ownership_answer_unproved
  on access.ownership_answer (evidence_next_try_at) where evidence_address is null;

-- What was asked is the person's own; what was answered, nobody's but the platform's.
alter table access.ownership_request enable row level security;
alter table access.ownership_answer enable row level security;
create policy platform_works_on_all on access.ownership_request to zhkp_system, zhkp_worker
  using (true) with check (true);
create policy platform_works_on_all on access.ownership_answer to zhkp_system, zhkp_worker
  using (true) with check (true);
create policy people_have_their_own on access.ownership_request to zhkp_app
  using (person_id = reach.person());
grant select, insert on access.ownership_request to zhkp_app;
grant select on access.ownership_answer to zhkp_app;
grant select, insert, update on access.ownership_request, access.ownership_answer to zhkp_worker;
