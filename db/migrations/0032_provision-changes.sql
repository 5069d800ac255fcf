-- Changes of the register of providers (1039:19.2, 1039:23.3.b): submitted by a provider, confirmed by
-- the local authority, recorded by what both have signed.

alter table registry.provision_right
  add column confirmed_by bigint references registry.subject,
  add column submission_number text,
  add column answer_number text,
  add constraint provision_right_is_confirmed_by_documents
    check (num_nulls(confirmed_by, submission_number, answer_number) in (0, 3));
alter table registry.provision_event
  add column confirmed_by bigint references registry.subject,
  add column submission_number text,
  add column answer_number text,
  add constraint provision_event_is_confirmed_by_documents
    check (num_nulls(confirmed_by, submission_number, answer_number) in (0, 3));

create schema provision;
comment on schema provision is 'Changes of rights to provide services between submission and answer';
grant usage on schema provision to zhkp_app, zhkp_worker;

create table provision.change (
  change_id bigint generated always as identity primary key,
  provider_id bigint not null references registry.subject,
  answerer_id bigint not null references registry.subject,
  kind text not null,
  right_id bigint references registry.provision_right,
  service text,
  territory_id integer references registry.territory,
  document_title text,
  document_number text,
  document_on date,
  term daterange,
  occurred_on date,
  ground text,
  document_id bigint not null unique,
  drafted_at timestamptz not null,
  state text not null default 'draft',
  number text,
  submitted_at timestamptz,
  due_at timestamptz,
  told_at timestamptz,
  answer_document_id bigint unique,
  answer_number text,
  obstacle jsonb,
  settled_at timestamptz,
  constraint change_kind_is_known
    check (kind in ('right', 'start', 'stop', 'restore', 'widen', 'narrow')),
  constraint change_state_is_known
    check (state in ('draft', 'submitted', 'confirmed', 'refused', 'obstructed', 'withdrawn')),
  constraint change_of_a_right_says_its_day_and_ground
    check ((kind = 'right') = (num_nulls(right_id, occurred_on, ground) = 3)
      and num_nulls(right_id, occurred_on, ground) in (0, 3)),
  constraint change_by_a_new_document_says_it_all
    check ((kind = 'right') = (num_nulls(service, document_title, document_number, document_on, term) = 0)
      and num_nulls(service, document_title, document_number, document_on, term) in (0, 5)),
  constraint change_by_a_new_document_is_somewhere check (kind <> 'right' or territory_id is not null),
  constraint change_is_submitted_whole check (num_nulls(number, submitted_at, due_at) in (0, 3)),
  constraint change_is_answered_once_it_is_submitted
    check (submitted_at is not null or state in ('draft', 'withdrawn')),
  constraint change_is_settled_by_an_answer
    check ((state in ('confirmed', 'refused', 'obstructed'))
      = (num_nulls(answer_document_id, answer_number) = 0)),
  constraint change_says_what_stood_in_its_way check ((state = 'obstructed') = (obstacle is not null)),
  constraint change_ends_when_it_says_so
    check ((state in ('draft', 'submitted')) = (settled_at is null))
);
comment on table provision.change is
  'What a provider asks to change in the register, who is to answer and until when, and what came of it; the signed words are in documents';
create index change_provider on provision.change (provider_id);
create index change_answerer on provision.change (answerer_id);

create table provision.answer (
  document_id bigint primary key,
  change_id bigint not null references provision.change,
  outcome text not null,
  drafted_at timestamptz not null,
  constraint answer_outcome_is_known check (outcome in ('confirmed', 'refused'))
);
comment on table provision.answer is
  'What a document of whoever answers says; it counts once it is signed';
create index answer_change on provision.answer (change_id);

alter table provision.change enable row level security;
alter table provision.answer enable row level security;
create policy platform_works_on_all on provision.change to zhkp_system, zhkp_worker
  using (true) with check (true);
create policy platform_works_on_all on provision.answer to zhkp_system, zhkp_worker
  using (true) with check (true);
create policy providers_see_their_own on provision.change for select to zhkp_supplier
  using (provider_id = reach.subject());
create policy providers_draft on provision.change for insert to zhkp_supplier
  with check (provider_id = reach.subject() and state = 'draft');
create policy providers_withdraw_their_own on provision.change for update to zhkp_supplier
  using (provider_id = reach.subject()) with check (state = 'withdrawn');
create policy whoever_answers_sees_what_is_submitted on provision.change for select to zhkp_app
  using (answerer_id = reach.subject() and submitted_at is not null);
create policy both_sides_see_answers on provision.answer for select to zhkp_app
  using (exists (select from provision.change c where c.change_id = answer.change_id));
create policy whoever_answers_writes_answers on provision.answer for insert to zhkp_app
  with check (exists (select from provision.change c
    where c.change_id = answer.change_id and c.answerer_id = reach.subject()));
grant select, insert, update on provision.change to zhkp_app, zhkp_worker;
grant select, insert on provision.answer to zhkp_app, zhkp_worker;
