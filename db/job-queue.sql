-- Lets the application and the worker into the job queue, whose own migrations make its tables.
-- Run after them at every migration; safe to run again.
grant usage on schema graphile_worker to zhkp_app, zhkp_worker;
grant select, insert, update, delete on all tables in schema graphile_worker
  to zhkp_app, zhkp_worker;
grant usage on all sequences in schema graphile_worker to zhkp_app, zhkp_worker;
grant execute on all functions in schema graphile_worker to zhkp_app, zhkp_worker;

do $$
declare
  queue_table record;
begin
  -- The queue turns row security on and writes no policies: only its owner could use it.
  for queue_table in
    select relname from pg_class
    where relnamespace = 'graphile_worker'::regnamespace and relrowsecurity
      and not exists (select from pg_policy where polrelid = pg_class.oid)
  loop
    execute format('create policy platform_uses_the_queue on graphile_worker.%I '
      'to zhkp_app, zhkp_worker using (true) with check (true)', queue_table.relname);
  end loop;
end
$$;
