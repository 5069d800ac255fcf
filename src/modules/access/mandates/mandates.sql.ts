import type { AccountAct, MandateAct } from '#kernel/command.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';

export type MandateState = 'offered' | 'active' | 'declined' | 'revoked' | 'void';

/** A mandate as its two sides see it. */
export interface Mandate {
  readonly mandateId: bigint;
  readonly grantorId: bigint;
  readonly trusteeId: bigint;
  /** As the grantor typed it, sealed; null until it is written. */
  readonly trusteeName: Buffer | null;
  readonly acts: readonly MandateAct[];
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate;
  readonly state: MandateState;
  readonly documentId: bigint | null;
  readonly accountIds: readonly bigint[];
}

const columns = `m.mandate_id as "mandateId", m.grantor_id as "grantorId",
  m.trustee_id as "trusteeId", m.trustee_name as "trusteeName", m.acts, lower(m.valid) as "from",
  upper(m.valid) as until, m.state, m.document_id as "documentId",
  array(select a.account_id from access.mandate_account a
        where a.mandate_id = m.mandate_id order by a.account_id) as "accountIds"`;

/**
 * A mandate counts while it is accepted, its days last, the grantor's link to the account holds,
 * nobody has ended it and both sides may act for themselves; asked anew each time, so that what is
 * revoked is revoked at once.
 */
const bothAct = `access.acts_in_person(m.grantor_id) and access.acts_in_person(m.trustee_id)`;
const inForce = `m.state = 'active' and m.valid @> $3::date and ${bothAct}`;

export interface UsableMandate extends Pick<Mandate, 'mandateId' | 'grantorId' | 'acts' | 'until'> {
  readonly maySign: boolean;
}

export interface MandateUse {
  readonly mandateId: bigint;
  readonly trusteeId: bigint;
  readonly on: Temporal.PlainDate;
}

/** Accounts that a trustee reaches by a mandate today, with what may be done. */
export async function readMandatedAccounts(
  db: Queryable,
  { mandateId, trusteeId, on }: MandateUse,
): Promise<readonly { readonly accountId: bigint; readonly acts: readonly AccountAct[] }[]> {
  return selectRows(
    db,
    `select a.account_id as "accountId", m.acts
     from access.mandate m
     join access.mandate_account a using (mandate_id)
     join access.account_link l
       on (l.person_id, l.hromada_id, l.account_id) = (m.grantor_id, a.hromada_id, a.account_id)
     where m.mandate_id = $1 and m.trustee_id = $2 and ${inForce} and l.ended_at is null
     order by a.account_id`,
    [mandateId, trusteeId, on],
  );
}

/** Mandates by which somebody may act today; a deputy signs where both sides may. */
export async function readMandatesOfTrustee(
  db: Queryable,
  trusteeId: bigint,
  on: Temporal.PlainDate,
): Promise<readonly UsableMandate[]> {
  return selectRows(
    db,
    `select mandate_id as "mandateId", grantor_id as "grantorId", acts, upper(valid) as until,
            access.signs_in_person(grantor_id) and access.signs_in_person(trustee_id)
              as "maySign"
     from access.mandate m
     where trustee_id = $1 and state = 'active' and valid @> $2::date and ${bothAct}
     order by mandate_id`,
    [trusteeId, on],
  );
}

/** Mandates that somebody gave and that nobody has ended. */
export async function readMandatesGiven(
  db: Queryable,
  grantorId: bigint,
): Promise<readonly bigint[]> {
  const rows = await selectRows<{ mandateId: bigint }>(
    db,
    `select mandate_id as "mandateId" from access.mandate
     where grantor_id = $1 and state = 'active' order by mandate_id`,
    [grantorId],
  );
  return rows.map(({ mandateId }) => mandateId);
}

/** Mandates that somebody gave or was given, the newest first. */
export async function readMandatesOf(db: Queryable, personId: bigint): Promise<readonly Mandate[]> {
  return selectRows(
    db,
    `select ${columns} from access.mandate m
     where m.grantor_id = $1 or m.trustee_id = $1 order by m.mandate_id desc`,
    [personId],
  );
}

export async function findMandate(
  db: Queryable,
  by: { readonly mandateId: bigint } | { readonly documentId: bigint },
): Promise<Mandate | undefined> {
  const [column, id] =
    'mandateId' in by ? ['mandate_id', by.mandateId] : ['document_id', by.documentId];
  const [row] = await selectRows<Mandate>(
    db,
    `select ${columns} from access.mandate m where m.${column} = $1`,
    [id],
  );
  return row;
}

export async function insertMandate(
  db: Queryable,
  mandate: Omit<Mandate, 'mandateId' | 'state' | 'documentId' | 'trusteeName'> & {
    readonly offeredAt: Temporal.Instant;
  },
): Promise<bigint> {
  const { grantorId, trusteeId, accountIds, acts, from, until, offeredAt } = mandate;
  const [row] = await selectRows<{ mandateId: bigint }>(
    db,
    `with made as (
       insert into access.mandate (grantor_id, trustee_id, acts, valid, offered_at)
       values ($1, $2, $3, daterange($4::date, $5::date), $6) returning mandate_id),
     named as (
       insert into access.mandate_account (mandate_id, hromada_id, account_id)
       select made.mandate_id, (id >> 32)::int, id from made, unnest($7::bigint[]) as id)
     select mandate_id as "mandateId" from made`,
    [grantorId, trusteeId, acts, from, until, offeredAt, accountIds],
  );
  if (row === undefined) throw new Error('the mandate was not written');
  return row.mandateId;
}

/** Whether the very same mandate waits for its signatures already. */
export async function isOffered(
  db: Queryable,
  mandate: Pick<Mandate, 'grantorId' | 'trusteeId' | 'acts' | 'from' | 'until' | 'accountIds'>,
): Promise<boolean> {
  const { grantorId, trusteeId, acts, from, until, accountIds } = mandate;
  const rows = await selectRows(
    db,
    `select 1 from access.mandate m
     where grantor_id = $1 and trustee_id = $2 and state = 'offered' and acts = $3
       and valid = daterange($4::date, $5::date)
       and array(select a.account_id from access.mandate_account a
                 where a.mandate_id = m.mandate_id order by a.account_id)
         = array(select id from unnest($6::bigint[]) as id order by id)`,
    [grantorId, trusteeId, acts, from, until, accountIds],
  );
  return rows.length > 0;
}

export async function setTrusteeName(
  db: Queryable,
  mandateId: bigint,
  sealed: Buffer,
): Promise<void> {
  await db.query('update access.mandate set trustee_name = $2 where mandate_id = $1', [
    mandateId,
    sealed,
  ]);
}

export async function setMandateDocument(
  db: Queryable,
  mandateId: bigint,
  documentId: bigint,
): Promise<void> {
  await db.query('update access.mandate set document_id = $2 where mandate_id = $1', [
    mandateId,
    documentId,
  ]);
}

/** Moves a mandate on; false when it is no longer in one of the states it may come from. */
export async function moveMandate(
  db: Queryable,
  move: {
    readonly mandateId: bigint;
    readonly from: readonly MandateState[];
    readonly to: MandateState;
    readonly by: string;
    readonly now: Temporal.Instant;
  },
): Promise<boolean> {
  const rows = await selectRows(
    db,
    `update access.mandate
     set state = $3, decided_at = coalesce(decided_at, $5),
         ended_at = case when $3 = 'active' then null else $5 end,
         ended_by = case when $3 = 'active' then null else $4 end
     where mandate_id = $1 and state = any ($2::text[]) returning mandate_id`,
    [move.mandateId, move.from, move.to, move.by, move.now],
  );
  return rows.length > 0;
}

/** Its days end with this one. */
export function lastDayOf({ until }: Pick<Mandate, 'until'>): Temporal.PlainDate {
  return until.subtract({ days: 1 });
}
