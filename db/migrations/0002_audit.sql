-- The audit log: entries written by commands, and the Merkle tree (RFC 9162) that seals them.
-- Bytes, proofs and keys are described in docs/operations/audit-proof.md.

create schema audit;
comment on schema audit is
  'System audit (1039:56.1, 1039:75): append-only entries under one Merkle tree with signed heads';
grant usage on schema audit to zhkp_app, zhkp_worker, zhkp_auditor;

create function audit.current_era() returns smallint
language sql immutable as $$ select 1::smallint $$;
comment on function audit.current_era() is
  'Replaced by audit.begin_era() after a logical restore, since transaction ids begin anew there';

create table audit.entry (
  entry_id uuid primary key,
  at timestamptz not null,
  command text not null,
  clauses text[] not null,
  actor_commitment bytea not null,
  subject_commitment bytea,
  payload_commitment bytea,
  outcome text not null,
  era smallint not null default audit.current_era(),
  transaction_id xid8 not null default pg_current_xact_id(),
  constraint entry_id_is_a_uuidv7_of_its_time check (
    substring(uuid_send(entry_id) for 6)
        = substring(int8send(floor(extract(epoch from at) * 1000)::bigint) from 3)
    and get_byte(uuid_send(entry_id), 6) >> 4 = 7
    and get_byte(uuid_send(entry_id), 8) >> 6 = 2
  ),
  -- A bounded repetition in a pattern is slow to match, so lengths are compared apart.
  constraint entry_command_is_an_id
    check (command ~ '^[a-z0-9][a-z0-9./:-]*$' and length(command) <= 120),
  constraint entry_cites_clauses check (cardinality(clauses) between 1 and 40),
  constraint entry_clauses_are_single_words
    check (string_to_array(array_to_string(clauses, ' '), ' ') = clauses),
  constraint entry_clauses_are_ids check (
    array_to_string(clauses, ' ')
      ~ '^[a-z0-9-]+:[a-z0-9][a-z0-9.-]*( [a-z0-9-]+:[a-z0-9][a-z0-9.-]*)*$'
  ),
  constraint entry_outcome_is_known
    check (outcome ~ '^(done|refused|failed)(:[a-z0-9][a-z0-9.-]*)?$' and length(outcome) <= 88),
  constraint entry_actor_commitment_is_a_sha256 check (octet_length(actor_commitment) = 32),
  constraint entry_subject_commitment_is_a_sha256 check (octet_length(subject_commitment) = 32),
  constraint entry_payload_commitment_is_a_sha256 check (octet_length(payload_commitment) = 32)
);
comment on table audit.entry is
  'One line for each command, each read of personal data and each refused access; kept for ever '
  '(1039:56.3). Not partitioned yet: ids begin with their time, so that the table can become '
  'partitioned by month on entry_id without a change of keys';
comment on column audit.entry.entry_id is 'UUIDv7 made by the platform from the instant in "at"';
comment on column audit.entry.at is 'When it happened; microseconds, as in the sealed bytes';
comment on column audit.entry.command is 'Id of the command, query or event';
comment on column audit.entry.clauses is 'Clauses of law it was done under, in sealed order';
comment on column audit.entry.actor_commitment is
  'SHA-256(salt, actor): who did it; opened by audit.opening';
comment on column audit.entry.subject_commitment is
  'SHA-256(salt, subject): whose data it touched; null when nobody''s';
comment on column audit.entry.payload_commitment is
  'SHA-256(salt, payload): what was sent; null when nothing was';
comment on column audit.entry.outcome is 'done, refused or failed; a reason may follow a colon';
comment on column audit.entry.era is 'Which run of transaction ids the row belongs to';
comment on column audit.entry.transaction_id is
  'Transaction that wrote the row; the sequencer takes rows only below the oldest running one';
create index entry_in_safe_order on audit.entry (era, transaction_id, entry_id);
create index entry_by_command on audit.entry (command, entry_id);

create table audit.opening (
  entry_id uuid not null,
  field text not null,
  salt bytea not null,
  value text not null,
  primary key (entry_id, field),
  constraint opening_field_is_known check (field in ('actor', 'subject', 'payload')),
  constraint opening_salt_has_sixteen_bytes check (octet_length(salt) = 16),
  constraint opening_value_is_bounded
    check (octet_length(value) <= case field when 'payload' then 65536 else 200 end)
);
comment on table audit.opening is
  'What the commitments of an entry hide. Erasing a row by decision leaves the tree whole, and the '
  'erased value can no longer be guessed, since its salt is gone too. No foreign key to the entry: '
  'it would double the cost of an append; one statement writes both, and the sweep compares them';
comment on column audit.opening.value is 'Pseudonymous ids and canonical input; no names';
create index opening_by_person on audit.opening (field, value, entry_id)
  where field in ('actor', 'subject');

create table audit.leaf (
  leaf_index bigint primary key,
  entry_id uuid not null,
  leaf_hash bytea not null,
  constraint leaf_seals_an_entry_once unique (entry_id),
  constraint leaf_index_is_not_negative check (leaf_index >= 0),
  constraint leaf_hash_is_a_sha256 check (octet_length(leaf_hash) = 32)
);
comment on table audit.leaf is
  'Leaves of the tree, numbered without gaps by the one sequencer. No foreign key to the entry: '
  'its row locks would write the entry table again; the sweep finds a leaf without an entry';

create table audit.node (
  level smallint not null,
  index bigint not null,
  hash bytea not null,
  primary key (level, index),
  constraint node_stands_above_the_leaves check (level between 1 and 52 and index >= 0),
  constraint node_hash_is_a_sha256 check (octet_length(hash) = 32)
);
comment on table audit.node is
  'Roots of perfect subtrees: (level, index) covers the leaves from index * 2^level up to, not '
  'including, (index + 1) * 2^level. Written once; every proof is put together from them';

create table audit.tree_head (
  size bigint primary key,
  root bytea not null,
  at timestamptz not null,
  key_id text not null,
  signature bytea not null,
  constraint tree_head_covers_a_leaf check (size > 0),
  constraint tree_head_root_is_a_sha256 check (octet_length(root) = 32),
  constraint tree_head_signature_is_ed25519 check (octet_length(signature) = 64)
);
comment on table audit.tree_head is
  'Signed heads; each is also published outside the database, where its owner cannot change it';

create function audit.refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception 'audit.% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end
$$;
comment on function audit.refuse_change() is 'Refuses any change of rows once written, to everyone';

create trigger entry_is_append_only before update or delete or truncate on audit.entry
  for each statement execute function audit.refuse_change();
create trigger leaf_is_append_only before update or delete or truncate on audit.leaf
  for each statement execute function audit.refuse_change();
create trigger node_is_append_only before update or delete or truncate on audit.node
  for each statement execute function audit.refuse_change();
create trigger tree_head_is_append_only before update or delete or truncate on audit.tree_head
  for each statement execute function audit.refuse_change();

-- Replica mode, which silences ordinary triggers, does not silence these.
alter table audit.entry enable always trigger entry_is_append_only;
alter table audit.leaf enable always trigger leaf_is_append_only;
alter table audit.node enable always trigger node_is_append_only;
alter table audit.tree_head enable always trigger tree_head_is_append_only;

create function audit.begin_era() returns smallint
language plpgsql as $$
declare
  next_era smallint := audit.current_era() + 1;
begin
  -- Waits for every writer of the old era, so that none of its rows can still appear.
  lock table audit.entry in access exclusive mode;
  execute format(
    'create or replace function audit.current_era() returns smallint '
    'language sql immutable as ''select %s::smallint''', next_era);
  return next_era;
end
$$;
comment on function audit.begin_era() is
  'For the owner, once after a logical restore: new entries are ordered after all restored ones';
revoke all on function audit.begin_era() from public;

-- Column grants: nobody but the owner chooses the era or the transaction id of an entry.
grant select on all tables in schema audit to zhkp_app, zhkp_worker;
grant insert (entry_id, at, command, clauses, actor_commitment, subject_commitment,
              payload_commitment, outcome) on audit.entry to zhkp_app, zhkp_worker;
grant insert on audit.opening to zhkp_app, zhkp_worker;
grant insert on audit.leaf, audit.node, audit.tree_head to zhkp_worker;
-- The auditor checks the whole tree without seeing whom it is about.
grant select on audit.entry, audit.leaf, audit.node, audit.tree_head to zhkp_auditor;
