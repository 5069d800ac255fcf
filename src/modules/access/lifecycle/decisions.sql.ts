import type { DateRange } from '#kernel/period.ts';
import type { Role } from '#kernel/role.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import { personFields, type SealedPerson } from '../people/people.sql.ts';
import type { EventKind, Ground, MembershipState, Standing } from './acts.ts';

/** A membership with whose it is, for those who decide on it; who that is stays sealed. */
export interface HeldMembership extends Standing, SealedPerson {
  readonly membershipId: bigint;
  readonly role: Role;
  /** Null for a consumer in person. */
  readonly subjectId: bigint | null;
  readonly territoryId: number | null;
  readonly isHead: boolean;
  readonly post: string | null;
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate | null;
}

const columns = `${personFields}, m.membership_id as "membershipId", m.role,
  m.subject_id as "subjectId", m.territory_id as "territoryId", m.state, m.may_sign as "maySign",
  m.is_head as "isHead", m.post, lower(m.valid) as "from", upper(m.valid) as until`;
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

/** Everybody who acts or acted for a body. */
export async function readStaff(
  db: Queryable,
  subjectId: bigint,
): Promise<readonly HeldMembership[]> {
  return selectRows<HeldMembership>(
    db,
    `select ${columns} from ${held} where m.subject_id = $1
     order by m.state, m.membership_id`,
    [subjectId],
  );
}

/** In which name somebody is to act. */
export interface Place {
  readonly rnokppIndex: Buffer;
  readonly role: Role;
  readonly subjectId: bigint | null;
  readonly territoryId: number | null;
}

/** Memberships of the same person in the same name, annulled ones too, the newest first. */
export async function readSame(
  db: Queryable,
  { rnokppIndex, role, subjectId, territoryId }: Place,
): Promise<readonly HeldMembership[]> {
  return selectRows<HeldMembership>(
    db,
    `select ${columns} from ${held}
     where p.rnokpp_index = $1 and m.role = $2 and m.subject_id is not distinct from $3::bigint
       and m.territory_id is not distinct from $4::integer
     order by m.membership_id desc`,
    [rnokppIndex, role, subjectId, territoryId],
  );
}

/**
 * Writes down that somebody acts for themselves, which nobody decides on until it is to change; not
 * of whom a decision has shut out.
 */
export async function standInPerson(
  db: Queryable,
  personId: bigint,
  since: Temporal.PlainDate,
): Promise<void> {
  await db.query(
    `insert into access.membership (person_id, role, valid)
     select $1, 'individual-consumer', daterange($2::date, null)
     where access.acts_in_person($1) on conflict do nothing`,
    [personId, since],
  );
}

/** The newest word on somebody's access in person; undefined when there never was one. */
export async function findInPerson(
  db: Queryable,
  personId: bigint,
): Promise<HeldMembership | undefined> {
  const rows = await selectRows<HeldMembership>(
    db,
    `select ${columns} from ${held}
     where m.person_id = $1 and m.subject_id is null order by m.membership_id desc limit 1`,
    [personId],
  );
  return rows[0];
}

/** All that a person may act by now, for a key that is theirs in every name. */
export async function lockActiveOf(
  db: Queryable,
  personId: bigint,
): Promise<readonly HeldMembership[]> {
  return selectRows<HeldMembership>(
    db,
    `select ${columns} from ${held}
     where m.person_id = $1 and m.state = 'active' order by m.membership_id for update of m`,
    [personId],
  );
}

export interface NewMembership extends Omit<Place, 'rnokppIndex'> {
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

export interface MembershipEvent {
  readonly membershipId: bigint;
  readonly kind: EventKind;
  readonly at: Temporal.Instant;
  readonly actor: string;
  readonly requestId: bigint;
  readonly ground: Ground;
  readonly documentId: bigint | null;
}

/** An event with why it was decided so, sealed. */
export interface ReasonedEvent extends MembershipEvent {
  readonly reason: Buffer | null;
}

export async function addEvent(db: Queryable, event: MembershipEvent): Promise<void> {
  const { membershipId, kind, at, actor, requestId, ground, documentId } = event;
  await db.query(
    `insert into access.membership_event
       (membership_id, kind, at, actor, request_id, ground, document_id)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [membershipId, kind, at, actor, requestId, ground, documentId],
  );
}

const eventColumns = `e.membership_id as "membershipId", e.kind, e.at, e.actor,
  e.request_id as "requestId", e.ground, e.document_id as "documentId", r.reason`;
const decided = 'access.membership_event e join access.access_request r using (request_id)';

export async function readEvents(
  db: Queryable,
  membershipId: bigint,
): Promise<readonly ReasonedEvent[]> {
  return selectRows<ReasonedEvent>(
    db,
    `select ${eventColumns} from ${decided} where e.membership_id = $1 order by e.event_id`,
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

export interface ReportLine extends ReasonedEvent, SealedPerson {
  readonly role: Role;
  readonly subjectId: bigint | null;
  readonly state: MembershipState;
  readonly maySign: boolean;
  readonly post: string | null;
}

/** What was decided of whom, the newest first (1039:40). */
export async function readReport(
  db: Queryable,
  { subjectId, state, from, through, limit }: ReportSearch,
): Promise<readonly ReportLine[]> {
  return selectRows<ReportLine>(
    db,
    `select ${eventColumns}, ${personFields}, m.role,
            m.subject_id as "subjectId", m.state, m.may_sign as "maySign", m.post
     from ${decided} join access.membership m on m.membership_id = e.membership_id
     join access.person p using (person_id)
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
