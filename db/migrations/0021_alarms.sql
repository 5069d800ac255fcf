-- Alarms (1039:21.5, 1039:53.5): what was seen, and the incidents that are made of it.

create table platform.sighting (
  sighting_id bigint generated always as identity primary key,
  kind text not null,
  about text not null,
  seen_at timestamptz not null,
  constraint sighting_kind_is_a_word check (kind ~ '^[a-z-]{3,40}$'),
  constraint sighting_is_about_a_reference check (about ~ '^[a-z0-9:.-]{1,80}$')
);
comment on table platform.sighting is
  'Signs of trouble that leave no entry in the log of actions; kept for a week';
create index sighting_seen on platform.sighting (kind, seen_at);

create table platform.incident (
  incident_id bigint generated always as identity primary key,
  kind text not null,
  about text not null,
  signs integer not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  told_at timestamptz,
  closed_at timestamptz,
  closed_by text,
  note text,
  constraint incident_is_closed_by_somebody check ((closed_at is null) = (closed_by is null)),
  constraint incident_note_is_short check (length(note) <= 1000)
);
comment on table platform.incident is
  'Trouble that the technical administrator was told of: one while it goes on, however many signs';
comment on column platform.incident.told_at is 'When the letter about it was written; null while it waits for its turn';
create unique index incident_open on platform.incident (kind, about) where closed_at is null;

grant select, insert on platform.sighting to zhkp_app, zhkp_worker;
grant delete on platform.sighting to zhkp_worker;
grant select, insert, update on platform.incident to zhkp_app, zhkp_worker;
