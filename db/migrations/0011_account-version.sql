create table settlements.account_version (
  hromada_id integer not null,
  account_id bigint not null,
  version bigint not null,
  primary key (hromada_id, account_id),
  constraint account_version_counts_from_one check (version > 0)
);
comment on table settlements.account_version is
  'How many postings of payments, refunds and corrections an account has had: they wait for each '
  'other at its row, and a page made before one of them is seen to be old';

insert into settlements.account_version
select hromada_id, account_id, count(*) from settlements.transfer
where kind <> 'charge' group by hromada_id, account_id;

grant select, insert, update on settlements.account_version to zhkp_app, zhkp_worker;
grant select on settlements.account_version to zhkp_auditor;
