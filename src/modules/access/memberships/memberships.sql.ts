import { dayInKyiv } from '#platform/clock.ts';
import type { Role } from '#kernel/role.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';

export interface MembershipRow {
  readonly membershipId: bigint;
  readonly role: Role;
  readonly subjectId: bigint;
  readonly territoryId: number | null;
  readonly maySign: boolean;
  readonly until: Temporal.PlainDate | null;
}

/** Decisions by which a person acts for bodies today; blocked and annulled ones are left out. */
export async function readMemberships(
  db: Queryable,
  personId: bigint,
  today: Temporal.PlainDate,
): Promise<readonly MembershipRow[]> {
  return selectRows(
    db,
    `select membership_id as "membershipId", role, subject_id as "subjectId",
            territory_id as "territoryId", may_sign as "maySign",
            upper(valid) as until
     from access.membership
     where person_id = $1 and valid @> $2::date and state = 'active' and subject_id is not null
     order by membership_id`,
    [personId, today],
  );
}

/** Whether somebody may act, and sign, for themselves (1039:32, 1039:34). */
export interface InPerson {
  readonly acts: boolean;
  readonly signs: boolean;
}

export async function readInPerson(db: Queryable, personId: bigint): Promise<InPerson> {
  const [row] = await selectRows<InPerson>(
    db,
    'select access.acts_in_person($1) as acts, access.signs_in_person($1) as signs',
    [personId],
  );
  if (row === undefined) throw new Error('no answer about a person');
  return row;
}

export async function addMembership(
  db: Queryable,
  membership: {
    readonly personId: bigint;
    readonly role: Role;
    readonly subjectId: bigint;
    readonly territoryId?: number;
    readonly isHead?: boolean;
    readonly post?: string;
    readonly since: Temporal.PlainDate;
  },
): Promise<void> {
  const { personId, role, subjectId, territoryId, isHead = false, post, since } = membership;
  await db.query(
    `insert into access.membership
       (person_id, role, subject_id, territory_id, valid, is_head, post)
     select $1, $2, $3, $4, daterange($5::date, null), $6, $7
     where not exists (select from access.membership
                       where person_id = $1 and role = $2 and subject_id = $3)`,
    [personId, role, subjectId, territoryId ?? null, since, isHead, post ?? null],
  );
}

/** A body for which somebody in office may sign, in which role and where. */
export interface SigningBody {
  readonly subjectId: bigint;
  readonly role: Role;
  readonly territoryId: number | null;
}

/** Bodies that somebody in office in one of the roles may sign for; only of these territories. */
export async function readSigningBodies(
  db: Queryable,
  asked: {
    readonly roles: readonly Role[];
    readonly around?: readonly number[];
    readonly now: Temporal.Instant;
  },
): Promise<readonly SigningBody[]> {
  const { roles, around = null, now } = asked;
  return selectRows(
    db,
    `select distinct subject_id as "subjectId", role, territory_id as "territoryId"
     from access.membership
     where role = any($1::text[]) and ($2::integer[] is null or territory_id = any($2::integer[]))
       and state = 'active' and may_sign and subject_id is not null and valid @> $3::date
     order by subject_id`,
    [roles, around, dayInKyiv(now)],
  );
}

/** References of those who are in office in a role, for letters to them. */
export async function readInOffice(
  db: Queryable,
  role: Role,
  now: Temporal.Instant,
): Promise<readonly string[]> {
  const rows = await selectRows<{ recipient: string }>(
    db,
    `select distinct 'person:' || person_id as recipient from access.membership
     where role = $1 and state = 'active' and valid @> $2::date`,
    [role, dayInKyiv(now)],
  );
  return rows.map(({ recipient }) => recipient);
}

/** Bodies in whose name somebody is in office in a role. */
export async function readBodiesInOffice(
  db: Queryable,
  role: Role,
  now: Temporal.Instant,
): Promise<readonly bigint[]> {
  const rows = await selectRows<{ subjectId: bigint }>(
    db,
    `select distinct subject_id as "subjectId" from access.membership
     where role = $1 and state = 'active' and valid @> $2::date order by subject_id`,
    [role, dayInKyiv(now)],
  );
  return rows.map(({ subjectId }) => subjectId);
}
