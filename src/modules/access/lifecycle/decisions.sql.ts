import type { DateRange } from '#kernel/period.ts';
import type { Role } from '#kernel/role.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import type { EventKind, Ground, MembershipState, Standing } from './acts.ts';

/** A membership with whose it is, for those who decide on it. */
export interface HeldMembership extends Standing {
  readonly membershipId: bigint;
  readonly personId: bigint;
  readonly role: Role;
  readonly subjectId: bigint;
  readonly territoryId: number | null;
  readonly isHead: boolean;
  readonly post: string | null;
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate | null;
  readonly rnokpp: string | null;
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string | null;
}

const columns = `m.membership_id as "membershipId", m.person_id as "personId", m.role,
  m.subject_id as "subjectId", m.territory_id as "territoryId", m.state, m.may_sign as "maySign",
  m.is_head as "isHead", m.post, lower(m.valid) as "from", upper(m.valid) as until, p.rnokpp,
  p.surname, p.given_name as "givenName", p.patronymic`;
const held = 'access.membership m join access.person p using (person_id)';

export async function findHeld(
  db: Queryable,
  membershipId: bigint,
): Promise<HeldMembership | undefined> {
  const rows = await selectRows<HeldMembership>(
    db,
    `select ${columns} from ${held} where m.membership_id = $1`,
    [membershipId],
  );
  return rows[0];
}

/** Holds a membership for this transaction: decisions on one follow in turn. */
export async function lockHeld(
  db: Queryable,
  membershipId: bigint,
): Promise<HeldMembership | undefined> {
  const rows = await selectRows<HeldMembership>(
    db,
    `select ${columns} from ${held} where m.membership_id = $1 for update of m`,
    [membershipId],
  );
  return rows[0];
}

/** Everybody who acts or acted for a body, by name. */
export async function readStaff(
  db: Queryable,
  subjectId: bigint,
): Promise<readonly HeldMembership[]> {
  return selectRows<HeldMembership>(
    db,
    `select ${columns} from ${held} where m.subject_id = $1
     order by m.state, p.surname collate "uk-x-icu", p.given_name, m.membership_id`,
    [subjectId],
  );
}

/** In which name somebody is to act. */
export interface Place {
  readonly rnokpp: string;
  readonly role: Role;
  readonly subjectId: bigint;
  readonly territoryId: number | null;
}

/** Memberships of the same person in the same name, annulled ones too, the newest first. */
export async function readSame(
  db: Queryable,
  { rnokpp, role, subjectId, territoryId }: Place,
): Promise<readonly HeldMembership[]> {
  return selectRows<HeldMembership>(
    db,
    `select ${columns} from ${held}
     where p.rnokpp = $1 and m.role = $2 and m.subject_id = $3
       and m.territory_id is not distinct from $4::integer
     order by m.membership_id desc`,
    [rnokpp, role, subjectId, territoryId],
  );
}

/** All that a person may act by now, for a key that is theirs in every name. */
export async function lockActiveOf(
  db: Queryable,
  personId: bigint,
): Promise<readonly HeldMembership[]> {
  return selectRows<HeldMembership>(
    db,
    `select ${columns} from ${held}
     where m.person_id = $1 and m.state = 'active' and m.subject_id is not null
     order by m.membership_id for update of m`,
    [personId],
  );
}

export interface NewMembership extends Omit<Place, 'rnokpp'> {
  readonly personId: bigint;
  readonly valid: DateRange;
  readonly maySign: boolean;
  readonly isHead: boolean;
  readonly post: string | null;
}

export async function insertMembership(db: Queryable, made: NewMembership): Promise<bigint> {
  const { personId, role, subjectId, territoryId, valid, maySign, isHead, post } = made;
  const [row] = await selectRows<{ membershipId: bigint }>(
    db,
    `insert into access.membership
       (person_id, role, subject_id, territory_id, valid, may_sign, is_head, post)
     values ($1, $2, $3, $4, daterange($5::date, $6::date), $7, $8, $9)
     returning membership_id as "membershipId"`,
    [personId, role, subjectId, territoryId, valid.from, valid.to, maySign, isHead, post],
  );
  if (row === undefined) throw new Error('the membership was not written');
  return row.membershipId;
}

export async function setStanding(
  db: Queryable,
  membershipId: bigint,
  { state, maySign }: Standing,
): Promise<void> {
  await db.query(
    'update access.membership set state = $2, may_sign = $3 where membership_id = $1',
    [membershipId, state, maySign],
  );
}

/** What a submission tells of a person who has not told it themselves yet. */
export async function fillContacts(
  db: Queryable,
  personId: bigint,
  { patronymic, email }: { readonly patronymic: string | null; readonly email: string | null },
): Promise<void> {
  await db.query(
    `update access.person
     set patronymic = coalesce(patronymic, $2), email = coalesce(email, $3) where person_id = $1`,
    [personId, patronymic, email],
  );
}

export interface MembershipEvent {
  readonly membershipId: bigint;
  readonly kind: EventKind;
  readonly at: Temporal.Instant;
  readonly actor: string;
  readonly requestId: bigint;
  readonly ground: Ground;
  readonly documentId: bigint | null;
  readonly reason: string;
}

export async function addEvent(db: Queryable, event: MembershipEvent): Promise<void> {
  const { membershipId, kind, at, actor, requestId, ground, documentId, reason } = event;
  await db.query(
    `insert into access.membership_event
       (membership_id, kind, at, actor, request_id, ground, document_id, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [membershipId, kind, at, actor, requestId, ground, documentId, reason],
  );
}

export async function readEvents(
  db: Queryable,
  membershipId: bigint,
): Promise<readonly MembershipEvent[]> {
  return selectRows<MembershipEvent>(
    db,
    `select membership_id as "membershipId", kind, at, actor, request_id as "requestId", ground,
            document_id as "documentId", reason
     from access.membership_event where membership_id = $1 order by event_id`,
    [membershipId],
  );
}

export interface ReportSearch {
  readonly subjectId: bigint | null;
  readonly state: MembershipState | null;
  /** Days on which something was decided, both included. */
  readonly from: Temporal.PlainDate | null;
  readonly through: Temporal.PlainDate | null;
  readonly limit: number;
}

export interface ReportLine extends MembershipEvent {
  readonly role: Role;
  readonly subjectId: bigint;
  readonly state: MembershipState;
  readonly maySign: boolean;
  readonly post: string | null;
  readonly name: string;
}

/** What was decided of whom, the newest first (1039:40). */
export async function readReport(
  db: Queryable,
  { subjectId, state, from, through, limit }: ReportSearch,
): Promise<readonly ReportLine[]> {
  return selectRows<ReportLine>(
    db,
    `select e.membership_id as "membershipId", e.kind, e.at, e.actor, e.request_id as "requestId",
            e.ground, e.document_id as "documentId", e.reason, m.role,
            m.subject_id as "subjectId", m.state, m.may_sign as "maySign", m.post,
            concat_ws(' ', p.surname, p.given_name, p.patronymic) as name
     from access.membership_event e
     join access.membership m using (membership_id) join access.person p using (person_id)
     where ($1::bigint is null or m.subject_id = $1) and ($2::text is null or m.state = $2)
       and ($3::date is null or e.at >= $3::date::timestamp at time zone 'Europe/Kyiv')
       and ($4::date is null or e.at < ($4::date + 1)::timestamp at time zone 'Europe/Kyiv')
     order by e.event_id desc limit $5`,
    [subjectId, state, from, through, limit],
  );
}

/** All in whose name a person acts or acted. */
export async function readOffices(
  db: Queryable,
  personId: bigint,
): Promise<readonly HeldMembership[]> {
  return selectRows<HeldMembership>(
    db,
    `select ${columns} from ${held}
     where m.person_id = $1 and m.subject_id is not null order by m.membership_id`,
    [personId],
  );
}

/** The surname of whoever has a tax number, when the platform knows them. */
export async function readNamesake(db: Queryable, rnokpp: string): Promise<string | undefined> {
  const rows = await selectRows<{ surname: string }>(
    db,
    'select surname from access.person where rnokpp = $1',
    [rnokpp],
  );
  return rows[0]?.surname;
}
