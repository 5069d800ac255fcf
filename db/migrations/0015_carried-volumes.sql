-- A line that could not be charged for want of a price hands its volume to the next bill.

alter table settlements.bill add column carried jsonb not null default '[]';
comment on column settlements.bill.carried is
  'Measured volume that no line was charged for: arrays [service, provider, zone, volume in millionths]';
