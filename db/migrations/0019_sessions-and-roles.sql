-- Sessions that their person can see and end, and users of every group of the regulation.

delete from platform.session;
alter table platform.session
  add column session_id uuid not null unique,
  add column person_id bigint not null,
  add column method text not null,
  add column device text not null,
  add column proved_at timestamptz not null;
create index session_person on platform.session (person_id);
comment on column platform.session.method is
  'How the person proved who they are: a way of id.gov.ua or the key itself (1039:31)';
comment on column platform.session.device is
  'Family of browser and system, for the person''s own list; no address, no fingerprint';
comment on column platform.session.proved_at is
  'When the person last proved who they are: at sign-in, or again before what asks for it';

alter table access.membership
  drop constraint membership_role_is_known,
  drop constraint membership_of_an_official_names_a_subject,
  add column state text not null default 'active',
  add column may_sign boolean not null default true,
  add constraint membership_role_is_known check (role in (
    'individual-consumer', 'collective-consumer', 'provider', 'manager', 'billing-centre',
    'laboratory', 'payment-provider', 'contact-centre', 'local-authority',
    'state-administration', 'regulator', 'cabinet-secretariat', 'ministry', 'owner',
    'temporary-administrator', 'technical-administrator')),
  add constraint membership_of_a_body_names_it
    check ((role = 'individual-consumer') = (subject_id is null)),
  add constraint membership_state_is_known check (state in ('active', 'blocked', 'annulled'));
comment on column access.membership.state is
  'What the last decision made of it (1039:32–39); an annulled one never comes back';
comment on column access.membership.may_sign is 'The right to sign, which is a switch of its own (1039:34)';
comment on column access.membership.territory_id is
  'Where an authority or a temporary administrator has power: the unit and all below it';

alter table registry.subject
  drop constraint subject_kind_is_known,
  add constraint subject_kind_is_known check (kind in (
    'provider', 'manager', 'billing-centre', 'authority', 'administrator', 'laboratory',
    'payment-provider', 'contact-centre', 'association'));
