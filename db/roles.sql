-- The roles of the platform. Run by whoever owns the server, once; safe to run again.
--   zhkp_owner   owns every object and runs the migrations
--   zhkp_app     acts of users: of tables with personal data only what row-level security lets out
--   zhkp_system  the platform's own work beside it: sessions, sign-in, documents' machinery
--   zhkp_worker  runs jobs: everything the application may, and the audit tree besides
--   zhkp_auditor reads the audit log and the ledger, changes nothing
-- Of zhkp_app, for the length of a transaction, those whose reach is not everybody's:
--   zhkp_consumer, zhkp_deputy among them, zhkp_supplier, zhkp_official, zhkp_administrator
do $$
declare
  role_name text;
begin
  foreach role_name in array array['zhkp_owner', 'zhkp_app', 'zhkp_worker', 'zhkp_auditor',
    'zhkp_system', 'zhkp_consumer', 'zhkp_deputy', 'zhkp_supplier', 'zhkp_official',
    'zhkp_administrator'] loop
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I nologin', role_name);
    end if;
    if not pg_has_role(current_user, role_name, 'member') then
      execute format('grant %I to current_user', role_name);
    end if;
  end loop;
end
$$;

-- They may what the application may, and meet the policies written for it besides their own.
grant zhkp_app to zhkp_system, zhkp_consumer, zhkp_supplier, zhkp_official, zhkp_administrator;
grant zhkp_consumer to zhkp_deputy;

do $$
begin
  execute format('grant create on database %I to zhkp_owner', current_database());
end
$$;

create extension if not exists pg_trgm;
create extension if not exists btree_gist;
