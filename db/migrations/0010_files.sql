-- The catalogue of stored files. Their bytes lie outside the database, encrypted and written once;
-- docs/operations/file-store.md describes the bytes, the keys and what heals itself.

create schema files;
comment on schema files is
  'Stored documents (1039:10.22): what is kept, under which key, when it was last read back whole';
grant usage on schema files to zhkp_app, zhkp_worker, zhkp_auditor;

create function files.refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception 'files.% keeps what was written', tg_table_name
    using errcode = 'insufficient_privilege';
end
$$;
comment on function files.refuse_change() is 'Refuses any change of what was written, to everyone';

create table files.key (
  key_id text primary key,
  made_at timestamptz not null,
  constraint key_id_is_plain check (key_id ~ '^[0-9a-f]{32}$')
);
comment on table files.key is
  'Key-encryption keys by id; the keys themselves lie outside the database. The newest wraps new '
  'objects; a row can be deleted only when no object refers to it, and the key goes after its row';
create index key_by_age on files.key (made_at);

create table files.object (
  object_id uuid primary key,
  sha256 bytea not null,
  address text not null,
  blob_name text collate "C" not null,
  size_bytes bigint not null,
  media_type text not null,
  format smallint not null,
  suite smallint not null,
  written_at timestamptz not null,
  key_id text not null references files.key,
  wrapped_key bytea not null,
  wrapped_at timestamptz not null,
  state text not null default 'stored',
  last_scrubbed_at timestamptz,
  constraint object_has_a_blob_of_its_own unique (blob_name),
  constraint object_blob_is_named_after_its_address
    check (blob_name = address || '-' || encode(uuid_send(object_id), 'hex')),
  constraint object_address_is_a_keyed_hash check (address ~ '^[0-9a-f]{64}$'),
  constraint object_sha256_has_its_length check (octet_length(sha256) = 32),
  constraint object_size_is_not_negative check (size_bytes >= 0),
  constraint object_media_type_is_one check (media_type ~ '^[a-z]+/[a-z0-9.+-]+$'),
  constraint object_wrapped_key_is_bounded check (octet_length(wrapped_key) between 1 and 1024),
  constraint object_state_is_known check (state in ('stored', 'damaged'))
);
comment on table files.object is
  'One row for each blob. What was written never changes; only the wrapping of its key, its state '
  'and the time it was last read back do. The same content is stored once, and again only when '
  'what was stored has been found damaged';
comment on column files.object.sha256 is 'Of the content; never leaves the platform by itself';
comment on column files.object.address is
  'HMAC-SHA-256 of the hash: shown outside, it does not let anybody test for a known file';
comment on column files.object.media_type is 'As found in the content, whatever its name said';
comment on column files.object.format is 'Version of the layout of the blob';
comment on column files.object.suite is 'Which algorithm and chunk size the blob is sealed with';
comment on column files.object.wrapped_key is
  'The data key of the blob, encrypted under key_id and bound to object_id, sha256 and size_bytes';
comment on column files.object.last_scrubbed_at is 'When every byte was last read back and compared';
create unique index object_content_is_stored_once on files.object (sha256)
  where state = 'stored';
create index object_by_address on files.object (address);
create index object_by_key on files.object (key_id);
create index object_by_scrub on files.object (last_scrubbed_at nulls first, object_id);

create trigger object_keeps_what_was_written
  before delete or truncate or update of object_id, sha256, address, blob_name, size_bytes,
    media_type, format, suite, written_at
  on files.object for each statement execute function files.refuse_change();
alter table files.object enable always trigger object_keeps_what_was_written;

create table files.finding (
  finding_id bigint generated always as identity primary key,
  found_at timestamptz not null,
  kind text not null,
  blob_name text not null,
  constraint finding_kind_is_known check (kind in (
    'deleted', 'changed', 'key-missing', 'whole-again', 'unknown-blob', 'unknown-blob-removed'
  ))
);
comment on table files.finding is
  'What the scrubber found: an object whose bytes are gone, changed or no longer readable; one '
  'that is whole again; a blob that no row knows, and its removal. Written on a change only';
create unique index finding_tells_of_an_unknown_blob_once on files.finding (blob_name)
  where kind = 'unknown-blob';

create trigger finding_is_append_only before update or delete or truncate on files.finding
  for each statement execute function files.refuse_change();
alter table files.finding enable always trigger finding_is_append_only;

create table files.sweep (
  only_row boolean primary key default true,
  blob_name text collate "C" not null,
  constraint sweep_has_one_row check (only_row)
);
comment on table files.sweep is
  'The blob name up to which the store has been compared with the catalogue; empty at the start';
insert into files.sweep (blob_name) values ('');

grant select on files.key, files.object, files.finding, files.sweep to zhkp_app, zhkp_worker;
grant insert on files.key, files.object, files.finding to zhkp_app, zhkp_worker;
grant update (state) on files.object to zhkp_app;
grant update (state, last_scrubbed_at, key_id, wrapped_key, wrapped_at) on files.object
  to zhkp_worker;
grant delete on files.key to zhkp_worker;
grant update (blob_name) on files.sweep to zhkp_worker;
-- The auditor compares hashes without being able to open anything.
grant select (object_id, sha256, address, blob_name, size_bytes, media_type, written_at, key_id,
              state, last_scrubbed_at) on files.object to zhkp_auditor;
grant select on files.finding to zhkp_auditor;
