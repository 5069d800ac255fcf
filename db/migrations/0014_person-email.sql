alter table access.person add column email text,
  add constraint person_email_is_an_address check (email ~ '^[^@[:space:]]{1,64}@[^@[:space:]]{1,190}$');
comment on column access.person.email is
  'Where notices of documents go (1039:84.2); as id.gov.ua told it, until confirmed by the person';
