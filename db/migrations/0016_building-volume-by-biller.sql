-- Flats of one building may be billed by several billers: each shares out the whole building and
-- charges the flats that are its own.

alter table settlements.building_volume add column biller_id bigint, add column own bigint;
update settlements.building_volume v set
  own = v.distributed,
  biller_id = coalesce((
    select min(a.biller_id) from registry.account a
    where a.hromada_id = v.hromada_id and a.building_id = v.building_id
  ), 0);
alter table settlements.building_volume
  alter column biller_id set not null,
  alter column own set not null,
  drop constraint building_volume_pkey,
  add primary key (hromada_id, building_id, service, period, biller_id);
comment on column settlements.building_volume.biller_id is 'Whose run shared the volume out';
comment on column settlements.building_volume.own is
  'Of the volume, what the flats billed by this biller were charged';
