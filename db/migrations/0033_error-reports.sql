-- Reports of errors in the work of the platform (1039:19.9, 1039:87-91).

create schema support;
comment on schema support is 'What users report of the work of the platform, and what came of it';
grant usage on schema support to zhkp_app, zhkp_worker;

create sequence support.error_number as bigint;
grant usage on sequence support.error_number to zhkp_app, zhkp_worker;

create table support.error_report (
  report_id bigint primary key,
  kind text not null,
  state text not null default 'sent',
  person_id bigint references access.person,
  reporter_index bytea,
  said_index bytea,
  page text,
  happened_on date not null,
  said bytea not null,
  email bytea,
  screenshot_address text,
  screenshot_type text,
  received_at timestamptz not null,
  due_at timestamptz not null,
  told_at timestamptz,
  answer bytea,
  answered_at timestamptz,
  estimate_on date,
  fixed_at timestamptz,
  constraint error_report_kind_is_known
    check (kind in ('methodological', 'software-hardware', 'technical')),
  constraint error_report_state_is_known
    check (state in ('sent', 'checking', 'confirmed', 'refuted', 'fixing', 'fixed')),
  constraint error_report_is_answered_somewhere check ((person_id is null) = (email is not null)),
  constraint error_report_is_counted_for_a_while check (num_nulls(reporter_index, said_index) in (0, 2)),
  constraint error_report_has_a_whole_screenshot
    check (num_nulls(screenshot_address, screenshot_type) in (0, 2)),
  constraint error_report_is_answered_when_it_says_so
    check ((state in ('sent', 'checking')) = (num_nulls(answer, answered_at) = 2)),
  constraint error_report_is_confirmed_with_an_estimate
    check ((state in ('confirmed', 'fixing', 'fixed')) = (estimate_on is not null)),
  constraint error_report_is_fixed_when_it_says_so check ((state = 'fixed') = (fixed_at is not null))
);
comment on table support.error_report is
  'Errors that users report; words, answers and addresses are sealed, and by whom they came is counted for a day';
create index error_report_person on support.error_report (person_id);
create index error_report_counted on support.error_report (reporter_index) where reporter_index is not null;
create index error_report_open on support.error_report (due_at) where answered_at is null;

create table support.error_step (
  report_id bigint not null references support.error_report,
  at timestamptz not null,
  act text not null,
  kind text not null,
  actor text not null,
  constraint error_step_act_is_known
    check (act in ('check', 'classify', 'confirm', 'refute', 'fix', 'finish'))
);
comment on table support.error_step is 'What was done about a report, when and by whom';
create index error_step_report on support.error_step (report_id);

alter table support.error_report enable row level security;
alter table support.error_step enable row level security;
create policy platform_works_on_all on support.error_report to zhkp_system, zhkp_worker
  using (true) with check (true);
create policy platform_works_on_all on support.error_step to zhkp_system, zhkp_worker
  using (true) with check (true);
create policy people_see_their_own on support.error_report for select to zhkp_app
  using (person_id = reach.person());
create policy everybody_reports_for_themselves on support.error_report for insert to zhkp_app
  with check (person_id is not distinct from reach.person() and state = 'sent');
create policy those_who_answer_see_all on support.error_report for select to zhkp_app
  using (reach.role() in ('owner', 'technical-administrator'));
create policy those_who_answer_act on support.error_report for update to zhkp_app
  using (reach.role() in ('owner', 'technical-administrator'));
create policy whoever_sees_the_report on support.error_step for select to zhkp_app
  using (exists (select from support.error_report r where r.report_id = error_step.report_id));
create policy those_who_answer_act on support.error_step for insert to zhkp_app
  with check (reach.role() in ('owner', 'technical-administrator'));
grant select, insert, update on support.error_report to zhkp_app, zhkp_worker;
grant select, insert on support.error_step to zhkp_app, zhkp_worker;
