create table settlements.correction (
  hromada_id integer not null,
  correction_id uuid not null,
  account_id bigint not null,
  service text not null,
  provider_id bigint not null,
  corrected_period date not null,
  posted_period date not null,
  amount bigint not null,
  ground text not null,
  act_number text not null,
  act_on date not null,
  entered_by text not null,
  entered_at timestamptz not null,
  primary key (hromada_id, correction_id),
  constraint correction_changes_something check (amount <> 0),
  constraint correction_periods_are_months
    check (extract(day from corrected_period) = 1 and extract(day from posted_period) = 1),
  constraint correction_is_posted_after_the_month_it_corrects check (posted_period > corrected_period),
  constraint correction_has_a_ground check (ground <> '' and length(ground) <= 500),
  constraint correction_names_its_act check (act_number <> '')
);
comment on table settlements.correction is
  'Why a billed month is charged otherwise after all; its ledger lines have the source correction:<id> (1039:15.1, 2189:26.2)';
comment on column settlements.correction.amount is
  'Kopiykas added to what the account owes; negative when it owes less';
comment on column settlements.correction.posted_period is 'The month whose bill shows the correction';
create index correction_account on settlements.correction (hromada_id, account_id, corrected_period);

grant select, insert on settlements.correction to zhkp_app, zhkp_worker;
grant select on settlements.correction to zhkp_auditor;

create trigger correction_is_append_only before update or delete on settlements.correction
  for each row execute function settlements.refuse_change();
