-- Letters by e-mail: a notice that something waits in the cabinet, with nothing in it that is
-- restricted (1039:10.8, 1039:84). What is due is read from here; a letter is never deleted.

create table platform.letter (
  letter_id uuid primary key default gen_random_uuid(),
  recipient text not null,
  notice text not null,
  document_kind text not null,
  document_number text not null,
  link text not null,
  state text not null default 'waiting',
  reason text,
  tries smallint not null default 0,
  written_at timestamptz not null,
  next_try_at timestamptz not null,
  sent_at timestamptz,
  constraint letter_recipient_is_a_reference check (recipient ~ '^[a-z-]+:[0-9A-Za-z-]+$'),
  constraint letter_notice_is_a_word check (notice ~ '^[a-z-]+$'),
  constraint letter_kind_is_one_line check (document_kind ~ '^[^[:cntrl:]]{1,200}$'),
  constraint letter_number_is_a_number check (document_number ~ '^[^[:space:][:cntrl:]<>@]{1,64}$'),
  constraint letter_link_is_a_path check (link ~ '^/[A-Za-z0-9/_.-]{0,200}$'),
  constraint letter_state_is_known check (state in ('waiting', 'sent', 'given-up')),
  constraint letter_reason_is_for_what_was_given_up
    check ((state = 'given-up') = (reason is not null)),
  constraint letter_sent_has_its_time check ((state = 'sent') = (sent_at is not null))
);
comment on table platform.letter is
  'Notices by e-mail, each with its number of tries. Whom they are for is a reference: the address '
  'is looked up when a letter is sent, and stands nowhere here';
comment on column platform.letter.next_try_at is
  'Moved on before a try is made, so that a process that dies in the middle leaves the letter due';
comment on column platform.letter.reason is 'Why it will not be tried again';
create index letter_due on platform.letter (next_try_at) where state = 'waiting';

create function platform.keep_letter() returns trigger
language plpgsql as $$
begin
  raise exception 'a letter is neither rewritten nor deleted'
    using errcode = 'insufficient_privilege';
end
$$;
comment on function platform.keep_letter() is 'Refuses any change of what a letter says';

create trigger letter_keeps_what_it_says
  before delete or truncate or update of letter_id, recipient, notice, document_kind,
    document_number, link, written_at
  on platform.letter for each statement execute function platform.keep_letter();
alter table platform.letter enable always trigger letter_keeps_what_it_says;

grant select, insert on platform.letter to zhkp_app, zhkp_worker;
grant update (state, reason, tries, next_try_at, sent_at) on platform.letter to zhkp_worker;
grant select (letter_id, notice, state, reason, tries, written_at, sent_at) on platform.letter
  to zhkp_auditor;
