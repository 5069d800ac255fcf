-- The life of access: submissions and decisions (1039:29–40, 1039:54–55), sets of services (1039:20).

alter table access.membership
  add column post text,
  add column is_head boolean not null default false,
  add constraint membership_is_one_at_a_time exclude using gist (
    person_id with =, role with =, subject_id with =, (coalesce(territory_id, 0)) with =,
    valid with &&) where (state <> 'annulled');
comment on column access.membership.post is 'Post in the body, as the submission names it';
comment on column access.membership.is_head is
  'Head of the body or whoever stands in for them: may submit who is let in (1039:29.1)';
create index membership_subject on access.membership (subject_id);

create table access.access_request (
  request_id bigint generated always as identity primary key,
  act text not null,
  entry text not null,
  role text not null,
  subject_id bigint not null references registry.subject,
  territory_id integer references registry.territory,
  membership_id bigint references access.membership,
  rnokpp text not null,
  surname text not null,
  given_name text not null,
  patronymic text,
  post text,
  email text,
  phone text,
  valid daterange not null,
  may_sign boolean not null,
  is_head boolean not null,
  ground text not null,
  basis text not null,
  arose_on date not null,
  submitter_id bigint not null references access.person,
  submitted_by text not null,
  drafted_at timestamptz not null,
  document_id bigint unique,
  came_at timestamptz,
  received_at timestamptz,
  due_at timestamptz,
  outcome text,
  reason text,
  decider_id bigint references access.person,
  decided_by text,
  decided_at timestamptz,
  escalated_at timestamptz,
  constraint access_request_act_is_known check (act in (
    'grant', 'appoint-temporary-administrator', 're-register', 'block', 'annul', 'restore',
    'block-signing', 'restore-signing')),
  constraint access_request_entry_is_known check (entry in ('cabinet', 'paper', 'person')),
  constraint access_request_has_a_document check (entry = 'person' or document_id is not null),
  constraint access_request_on_paper_says_when check ((entry = 'paper') = (came_at is not null)),
  constraint access_request_is_received_with_its_term
    check ((received_at is null) = (due_at is null)),
  constraint access_request_outcome_is_known check (outcome in ('approved', 'refused')),
  constraint access_request_is_decided_whole check (
    (outcome is null) = (decided_at is null) and (outcome is null) = (decided_by is null)
    and (outcome is null) = (reason is null)),
  constraint access_request_is_received_before_it_is_decided
    check (outcome is null or received_at is not null),
  constraint access_request_rnokpp_has_ten_digits check (rnokpp ~ '^[0-9]{10}$')
);
comment on table access.access_request is
  'What a submission about access says in fields; its words and signature are the document''s';
comment on column access.access_request.ground is 'Clause of the regulation that it rests on';
comment on column access.access_request.basis is 'Order, decision or circumstance, in words';
comment on column access.access_request.arose_on is 'When the ground arose: the body tells at the latest on the next working day (1039:35)';
comment on column access.access_request.came_at is 'When what was on paper came';
comment on column access.access_request.received_at is 'From when the term of 1039:36 and 1039:38 runs; null while it is not signed';
comment on column access.access_request.escalated_at is 'When the owner was told that the term had passed';
create index access_request_open on access.access_request (due_at) where outcome is null;
create index access_request_subject on access.access_request (subject_id, request_id);
create index access_request_membership on access.access_request (membership_id);

create table access.membership_event (
  event_id bigint generated always as identity primary key,
  membership_id bigint not null references access.membership,
  kind text not null,
  at timestamptz not null,
  actor text not null,
  request_id bigint not null references access.access_request,
  ground text not null,
  document_id bigint,
  reason text not null,
  constraint membership_event_kind_is_known check (kind in (
    'granted', 'blocked', 'annulled', 'restored', 'signing-blocked', 'signing-restored'))
);
comment on table access.membership_event is
  'What was decided about access, when, by whom, on what ground (1039:40); append-only';
create index membership_event_membership on access.membership_event (membership_id, event_id);
create index membership_event_at on access.membership_event (at);

create function access.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger membership_event_is_append_only
  before update or delete or truncate on access.membership_event
  for each statement execute function access.refuse_change();
alter table access.membership_event enable always trigger membership_event_is_append_only;

create table access.service_switch (
  switch_id bigint generated always as identity primary key,
  role text not null,
  service_id text not null,
  is_on boolean not null,
  valid daterange not null,
  reason text not null,
  state text not null default 'proposed',
  proposer_id bigint not null references access.person,
  proposed_by text not null,
  proposed_at timestamptz not null,
  decider_id bigint references access.person,
  decided_by text,
  decided_at timestamptz,
  constraint service_switch_state_is_known check (state in ('proposed', 'agreed', 'rejected')),
  constraint service_switch_is_decided_whole check (
    (state = 'proposed') = (decided_at is null) and (state = 'proposed') = (decider_id is null)
    and (state = 'proposed') = (decided_by is null)),
  constraint service_switch_is_agreed_by_another
    check (state <> 'agreed' or decider_id <> proposer_id)
);
comment on table access.service_switch is
  'Which services a group of users has and has not, from when to when (1039:20, 1039:54.3); what no agreed row speaks of is on, and of several rows the one agreed last counts';
create index service_switch_agreed on access.service_switch (role, service_id) where state = 'agreed';

grant select, insert, update on access.access_request, access.service_switch to zhkp_app, zhkp_worker;
grant select, insert on access.membership_event to zhkp_app, zhkp_worker;
