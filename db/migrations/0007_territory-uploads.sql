-- Editions of the codifier wait here between the upload and the decision to load them.

create table registry.territory_upload (
  upload_id bigint generated always as identity primary key,
  edition_on date not null,
  source text not null,
  file_name text not null,
  file bytea,
  file_bytes integer not null,
  file_sha256 text not null,
  state text not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null,
  loaded_by text,
  loaded_at timestamptz,
  report jsonb,
  constraint territory_upload_state_is_known check (state in ('waiting', 'loaded', 'replaced')),
  constraint territory_upload_keeps_its_file_while_it_waits
    check ((state = 'waiting') = (file is not null)),
  constraint territory_upload_says_who_loaded_it_when_and_what_came_of_it
    check ((state = 'loaded') = (loaded_by is not null)
       and (state = 'loaded') = (loaded_at is not null)
       and (state = 'loaded') = (report is not null)),
  constraint territory_upload_file_is_not_large check (file_bytes between 1 and 33554432)
);
comment on table registry.territory_upload is
  'Uploaded editions of the codifier: one waits at a time, a newer one replaces it; then its report';
create unique index territory_upload_waits_alone on registry.territory_upload (state)
  where state = 'waiting';

grant select, insert, update on registry.territory_upload to zhkp_app, zhkp_worker;
