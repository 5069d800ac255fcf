-- Who bills an account stands beside each of its services, ledger lines and corrections: a biller's
-- lists ask row-level security about thousands of them, and a comparison costs less than a look-up
-- (decision 0022). An account never changes its biller: it has a number with one of them.
create function registry.account_keeps_its_biller() returns trigger language plpgsql as $$
begin
  raise exception 'account % keeps its biller: with another it gets a new number', old.account_id;
end
$$;
create trigger account_keeps_its_biller before update of biller_id on registry.account
  for each row when (old.biller_id is distinct from new.biller_id)
  execute function registry.account_keeps_its_biller();

alter table registry.account_service add column biller_id bigint;
alter table settlements.transfer add column biller_id bigint;
alter table settlements.correction add column biller_id bigint;

update registry.account_service own set biller_id = a.biller_id from registry.account a
  where (a.hromada_id, a.account_id) = (own.hromada_id, own.account_id);
alter table settlements.transfer disable trigger transfer_is_append_only;
update settlements.transfer own set biller_id = a.biller_id from registry.account a
  where (a.hromada_id, a.account_id) = (own.hromada_id, own.account_id);
alter table settlements.transfer enable trigger transfer_is_append_only;
alter table settlements.correction disable trigger correction_is_append_only;
update settlements.correction own set biller_id = a.biller_id from registry.account a
  where (a.hromada_id, a.account_id) = (own.hromada_id, own.account_id);
alter table settlements.correction enable trigger correction_is_append_only;

alter table registry.account_service alter column biller_id set not null;
alter table settlements.transfer alter column biller_id set not null;
alter table settlements.correction alter column biller_id set not null;
comment on column registry.account_service.biller_id is 'Who bills the account';
comment on column settlements.transfer.biller_id is 'Who bills the account';
comment on column settlements.correction.biller_id is 'Who bills the account';

-- Who acts is asked for once for all rows of a statement, by a subquery: lists have thousands.
alter policy suppliers_reach_what_they_bill_or_serve on registry.account_service
  using (biller_id = (select reach.subject()) or provider_id = (select reach.subject()));
-- Who writes a line says truly whose account it is.
alter policy suppliers_reach_what_they_charge_or_bill on settlements.transfer
  using (biller_id = (select reach.subject()) or provider_id = (select reach.subject()))
  with check ((provider_id = reach.subject() or biller_id = reach.subject()) and exists (
    select from registry.billed_account b
    where b.hromada_id = transfer.hromada_id and b.account_id = transfer.account_id
      and b.biller_id = transfer.biller_id));
alter policy suppliers_reach_what_they_charge_or_bill on settlements.correction
  using (biller_id = (select reach.subject()) or provider_id = (select reach.subject()))
  with check ((provider_id = reach.subject() or biller_id = reach.subject()) and exists (
    select from registry.billed_account b
    where b.hromada_id = correction.hromada_id and b.account_id = correction.account_id
      and b.biller_id = correction.biller_id));
alter policy suppliers_reach_what_they_billed on settlements.bill
  using (run_id in (
      select r.run_id from settlements.billing_run r where r.biller_id = (select reach.subject()))
    or exists (
      select from registry.billed_account b
      where b.hromada_id = bill.hromada_id and b.account_id = bill.account_id
        and b.biller_id = reach.subject())
    or exists (
      select from jsonb_array_elements(services) as l (line)
      where (line ->> 1)::bigint = reach.subject()));
