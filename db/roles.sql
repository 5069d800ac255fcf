-- The four roles of the platform. Run by whoever owns the server, once; safe to run again.
--   zhkp_owner   owns every object and runs the migrations
--   zhkp_app     serves pages and commands, owns nothing
--   zhkp_worker  runs jobs: everything the application may, and the audit tree besides
--   zhkp_auditor reads the audit log and the ledger, changes nothing
do $$
declare
  role_name text;
begin
  foreach role_name in array array['zhkp_owner', 'zhkp_app', 'zhkp_worker', 'zhkp_auditor'] loop
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I nologin', role_name);
    end if;
    if not pg_has_role(current_user, role_name, 'member') then
      execute format('grant %I to current_user', role_name);
    end if;
  end loop;
end
$$;

do $$
begin
  execute format('grant create on database %I to zhkp_owner', current_database());
end
$$;

create extension if not exists pg_trgm;
create extension if not exists btree_gist;
