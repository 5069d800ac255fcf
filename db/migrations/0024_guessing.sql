-- What nobody learns by guessing: the name behind a tax number, an account behind its number.

alter table access.mandate add column trustee_name text;
update access.mandate
set trustee_name = (
  select concat_ws(' ', surname, given_name) from access.person where person_id = trustee_id);
alter table access.mandate alter column trustee_name set not null;
comment on column access.mandate.trustee_name is
  'As the grantor typed it: what the platform knows of the person is not told to whoever names them';

alter table access.link_attempt
  add column way text not null default 'code'
    constraint link_attempt_way_is_known check (way in ('code', 'request'));
alter table access.link_attempt alter column way drop default;
comment on table access.link_attempt is
  'Tries to reach an account by a code or by asking its biller: so many of each an hour';
