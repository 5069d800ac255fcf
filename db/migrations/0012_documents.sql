-- Documents: what was said, by whom signed, under which number, when delivered and served. Their
-- words lie encrypted in the store of files (0010), never here; docs/operations/documents.md.

create schema documents;
comment on schema documents is
  'E-documents (1039:10.6, 1039:68-75, 1039:83-86): versions, parties, signatures, numbers, delivery';
grant usage on schema documents to zhkp_app, zhkp_worker, zhkp_auditor;

create function documents.refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception 'documents.% keeps what was written', tg_table_name
    using errcode = 'insufficient_privilege';
end
$$;
comment on function documents.refuse_change() is
  'Refuses any change of what was written, to everyone';

create table documents.sequence (
  hromada_id integer primary key,
  next_value bigint not null,
  constraint sequence_counts_from_one check (next_value > 0)
);
comment on table documents.sequence is
  'Identifiers of documents given out in each hromada: hromada * 2^32 + counter; 0 is the country';

create table documents.document (
  hromada_id integer not null,
  document_id bigint not null,
  kind text not null,
  state text not null default 'draft',
  version integer not null default 0,
  sender text not null,
  about text,
  emergency boolean not null default false,
  created_at timestamptz not null,
  created_by text not null,
  registered_at timestamptz,
  completed_at timestamptz,
  primary key (hromada_id, document_id),
  constraint document_id_is_of_its_hromada check (document_id >> 32 = hromada_id),
  constraint document_kind_is_a_word check (kind ~ '^[a-z][a-z-]{1,39}$'),
  constraint document_state_is_known check (state in ('draft', 'registered', 'withdrawn')),
  constraint document_sender_is_a_holder
    check (sender ~ '^(platform|(person|subject):[0-9]{1,19})$'),
  constraint document_is_registered_at_an_instant
    check ((state = 'registered') = (registered_at is not null)),
  constraint document_is_completed_after_it_is_registered check (completed_at >= registered_at)
);
comment on table documents.document is
  'One row for each document. A draft changes by new versions; a registered one never changes';
comment on column documents.document.version is 'The latest version; 0 before the first';
comment on column documents.document.about is
  'What it is about, by key: an account, a bill, a tariff; null when by its words only';
comment on column documents.document.emergency is
  'A call for help with an accident that stopped a service: served at once (1039:86.3)';
comment on column documents.document.completed_at is 'When the last of the signatures asked for came';
create index document_by_what_it_is_about on documents.document (about, kind)
  where about is not null;
create unique index document_of_the_platform_is_made_once on documents.document
  (hromada_id, about, kind) where sender = 'platform' and state <> 'withdrawn';

create table documents.version (
  hromada_id integer not null,
  document_id bigint not null,
  version integer not null,
  files jsonb not null,
  made_at timestamptz not null,
  made_by text not null,
  primary key (hromada_id, document_id, version),
  foreign key (hromada_id, document_id) references documents.document,
  constraint version_counts_from_one check (version > 0),
  constraint version_has_files check (jsonb_array_length(files) between 2 and 32)
);
comment on table documents.version is
  'What a document said at a time; written once. A signature is of one version and of no other';
comment on column documents.version.files is
  'Files that signatures cover, in order: name, mediaType, sizeBytes, address in the store, sha256';
create trigger version_keeps_what_was_written
  before update or delete or truncate on documents.version
  for each statement execute function documents.refuse_change();
alter table documents.version enable always trigger version_keeps_what_was_written;

create table documents.party (
  hromada_id integer not null,
  document_id bigint not null,
  slot smallint not null,
  act text not null,
  holder text not null,
  primary key (hromada_id, document_id, slot),
  foreign key (hromada_id, document_id) references documents.document,
  constraint party_slot_is_a_number check (slot between 1 and 16),
  constraint party_act_is_known check (act in ('send', 'submit', 'agree', 'confirm', 'seal', 'receive')),
  constraint party_holder_is_known
    check (holder ~ '^(platform|(person|subject):[0-9]{1,19})$')
);
comment on table documents.party is
  'Who takes part: sends, signs as author, agrees, confirms, seals, or receives. The slot numbers '
  'the signature in the container';
create index party_by_holder on documents.party (holder, document_id desc);

create table documents.signature (
  hromada_id integer not null,
  signature_id uuid not null,
  document_id bigint not null,
  version integer not null,
  slot smallint not null,
  state text not null default 'pending',
  address text not null,
  received_at timestamptz not null,
  received_from text not null,
  reasons text[] not null default '{}',
  warnings text[] not null default '{}',
  level text,
  signed_at timestamptz,
  time_source text,
  revocation_source text,
  signer_name text,
  signer_title text,
  signer_organization text,
  signer_kind text,
  qualification text,
  checked_at timestamptz,
  tries integer not null default 0,
  kept_address text,
  primary key (hromada_id, signature_id),
  foreign key (hromada_id, document_id, version) references documents.version,
  foreign key (hromada_id, document_id, slot) references documents.party,
  constraint signature_state_is_known check (state in ('pending', 'valid', 'refused')),
  constraint signature_level_is_known check (level in ('BES', 'T', 'XL')),
  constraint signature_time_source_is_known check (time_source in ('timestamp', 'receipt')),
  constraint signature_valid_names_its_signer
    check (state <> 'valid' or (signer_name is not null and signed_at is not null))
);
comment on table documents.signature is
  'Signatures as received: pending until everything about them is known, then valid or refused';
comment on column documents.signature.address is 'The signature itself, in the store of files';
comment on column documents.signature.received_at is
  'When the platform got it: the best time of a signature without a trusted stamp';
comment on column documents.signature.kept_address is
  'The same with a time stamp and all that validates it inside, for keeping';
create unique index signature_fills_a_slot_once
  on documents.signature (hromada_id, document_id, version, slot) where state <> 'refused';
create index signature_pending on documents.signature (received_at) where state = 'pending';
create index signature_to_prolong on documents.signature (checked_at)
  where state = 'valid' and kept_address is null;

create table documents.counter (
  kind text not null,
  year smallint not null,
  last_serial bigint not null,
  primary key (kind, year),
  constraint counter_counts_from_one check (last_serial > 0)
);
comment on table documents.counter is
  'The last number given out for each kind and year. It is taken in the transaction that registers, '
  'so that numbers have no gaps (1039:73)';

create table documents.registration (
  kind text not null,
  year smallint not null,
  serial bigint not null,
  number text not null,
  hromada_id integer not null,
  document_id bigint not null,
  version integer not null,
  registered_at timestamptz not null,
  primary key (kind, year, serial),
  constraint registration_number_is_unique unique (number),
  constraint registration_is_of_one_document unique (hromada_id, document_id),
  foreign key (hromada_id, document_id, version) references documents.version
);
comment on table documents.registration is
  'Numbers and dates of registered documents (1039:73); written once';
create trigger registration_keeps_what_was_written
  before update or delete or truncate on documents.registration
  for each statement execute function documents.refuse_change();
alter table documents.registration enable always trigger registration_keeps_what_was_written;

create table documents.record (
  hromada_id integer not null,
  document_id bigint not null,
  address text not null,
  signature_address text not null,
  sealed_at timestamptz not null,
  primary key (hromada_id, document_id),
  foreign key (hromada_id, document_id) references documents.document
);
comment on table documents.record is
  'The record of registration that travels with a document: number, date and delivery under the '
  'seal of the platform, so that they are proved without it; written once';
create trigger record_keeps_what_was_written
  before update or delete or truncate on documents.record
  for each statement execute function documents.refuse_change();
alter table documents.record enable always trigger record_keeps_what_was_written;

create table documents.delivery (
  hromada_id integer not null,
  document_id bigint not null,
  holder text not null,
  message_number text not null,
  delivered_at timestamptz not null,
  served_at timestamptz not null,
  rule text not null,
  opened_at timestamptz,
  primary key (hromada_id, document_id, holder),
  foreign key (hromada_id, document_id) references documents.document,
  constraint delivery_message_has_a_number_of_its_own unique (message_number),
  constraint delivery_is_served_after_it_is_delivered check (served_at >= delivered_at),
  constraint delivery_rule_is_known
    check (rule in ('in-working-time', 'after-working-time', 'day-off', 'emergency'))
);
comment on table documents.delivery is
  'When a document appeared in the cabinet of its addressee and when it counts as served (1039:86)';
comment on column documents.delivery.message_number is 'Of the delivery message (1039:73, 1039:85)';
comment on column documents.delivery.opened_at is 'When the addressee first opened it; no legal effect';
create index delivery_by_holder on documents.delivery (holder, delivered_at desc);

create trigger document_is_not_deleted before delete or truncate on documents.document
  for each statement execute function documents.refuse_change();
create trigger party_keeps_what_was_written before update or delete or truncate on documents.party
  for each statement execute function documents.refuse_change();
create trigger signature_keeps_what_was_received
  before delete or truncate or update of document_id, version, slot, address, received_at,
    received_from
  on documents.signature for each statement execute function documents.refuse_change();
create trigger delivery_keeps_its_instants
  before delete or truncate or update of message_number, delivered_at, served_at, rule
  on documents.delivery for each statement execute function documents.refuse_change();
alter table documents.document enable always trigger document_is_not_deleted;
alter table documents.party enable always trigger party_keeps_what_was_written;
alter table documents.signature enable always trigger signature_keeps_what_was_received;
alter table documents.delivery enable always trigger delivery_keeps_its_instants;

grant select on all tables in schema documents to zhkp_app, zhkp_worker;
grant insert on documents.sequence, documents.document, documents.version, documents.party,
  documents.signature, documents.counter, documents.registration, documents.record,
  documents.delivery
  to zhkp_app, zhkp_worker;
grant update (next_value) on documents.sequence to zhkp_app, zhkp_worker;
grant update (state, version, registered_at, completed_at) on documents.document
  to zhkp_app, zhkp_worker;
grant update (state, reasons, warnings, level, signed_at, time_source, revocation_source,
              signer_name, signer_title, signer_organization, signer_kind, qualification,
              checked_at, tries, kept_address) on documents.signature to zhkp_app, zhkp_worker;
grant update (last_serial) on documents.counter to zhkp_app, zhkp_worker;
grant update (opened_at) on documents.delivery to zhkp_app, zhkp_worker;
grant select on documents.document, documents.version, documents.registration,
  documents.delivery, documents.counter to zhkp_auditor;
