-- What a meter is charged from is what was last billed, so the bill itself remembers it.

alter table settlements.bill add column meters jsonb not null default '[]';
comment on column settlements.bill.meters is
  'Where each meter stands after the bill: arrays [meter, zone, value, day, charged beyond it without a reading]';

alter table settlements.building_volume add column meters jsonb not null default '[]';
comment on column settlements.building_volume.meters is
  'Where the meters of the building stand after the month, written as in settlements.bill.meters';
