create table settlements.peer_use (
  hromada_id integer not null,
  period date not null,
  premises_kind text not null,
  heating text not null,
  service text not null,
  basis text not null,
  accounts bigint not null,
  weight bigint not null,
  volume bigint not null,
  amount bigint not null,
  primary key (hromada_id, period, premises_kind, heating, service, basis),
  constraint peer_use_counts_somebody check (accounts > 0 and weight > 0 and volume >= 0)
);
comment on table settlements.peer_use is
  'What households of one kind used and paid in a month, written with the chunks it sums: a bill '
  'compares itself with it (2119:8.3)';
comment on column settlements.peer_use.weight is
  'What use is counted for: persons, or hundredths of a square metre for heat';

-- Months billed before the table was there.
insert into settlements.peer_use
select c.hromada_id, c.period, p.kind, p.heating, c.service, c.basis,
       count(*), sum(w.weight), sum(c.volume), sum(c.amount)
from settlements.charge c
join registry.account a on a.hromada_id = c.hromada_id and a.account_id = c.account_id
join registry.premises p on p.hromada_id = a.hromada_id and p.premises_id = a.premises_id
cross join lateral (
  select case c.service when 'heat' then (p.heated_area_m2 * 100)::bigint
                        else a.residents end as weight
) w
where c.component = 'volume' and c.volume >= 0 and w.weight > 0
group by c.hromada_id, c.period, p.kind, p.heating, c.service, c.basis;

grant select, insert, update on settlements.peer_use to zhkp_app, zhkp_worker;
grant select on settlements.peer_use to zhkp_auditor;
