import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import { hromadaOf, type Capacity } from '../accounts/account-links.sql.ts';

/** Column that the ground of a change is tied to. */
export const changeGroundColumn = 'access.owner_change.ground';
const shownMax = 20;

/** Undefined when a change of that day is told of already. */
export async function insertOwnerChange(
  db: Queryable,
  change: {
    readonly accountId: bigint;
    readonly billerId: bigint;
    readonly changedOn: Temporal.PlainDate;
    readonly recorderId: bigint;
    readonly now: Temporal.Instant;
  },
): Promise<bigint | undefined> {
  const { accountId, billerId, changedOn, recorderId, now } = change;
  const [row] = await selectRows<{ changeId: bigint }>(
    db,
    `insert into access.owner_change
       (hromada_id, account_id, biller_id, changed_on, recorder_id, recorded_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning change_id as "changeId"`,
    [hromadaOf(accountId), accountId, billerId, changedOn, recorderId, now],
  );
  return row?.changeId;
}

export async function setChangeGround(
  db: Queryable,
  changeId: bigint,
  ground: Buffer,
): Promise<void> {
  await db.query('update access.owner_change set ground = $2 where change_id = $1', [
    changeId,
    ground,
  ]);
}

/** A change of owner that the biller told of. */
export interface OwnerChange {
  readonly changeId: bigint;
  readonly changedOn: Temporal.PlainDate;
  readonly recordedAt: Temporal.Instant;
  /** Sealed; null until it is written. */
  readonly ground: Buffer | null;
}

export async function readOwnerChanges(
  db: Queryable,
  accountId: bigint,
): Promise<readonly OwnerChange[]> {
  return selectRows(
    db,
    `select change_id as "changeId", changed_on as "changedOn", recorded_at as "recordedAt", ground
     from access.owner_change where hromada_id = $1 and account_id = $2
     order by change_id desc limit $3`,
    [hromadaOf(accountId), accountId, shownMax],
  );
}

/** How many people reach an account as what; no names. */
export async function countLinks(
  db: Queryable,
  accountId: bigint,
): Promise<Readonly<Record<Capacity, number>>> {
  const [row] = await selectRows<Readonly<Record<Capacity, number>>>(
    db,
    `select count(*) filter (where capacity = 'owner')::int as owner,
            count(*) filter (where capacity = 'tenant')::int as tenant
     from access.account_link
     where hromada_id = $1 and account_id = $2 and ended_at is null`,
    [hromadaOf(accountId), accountId],
  );
  return row ?? { owner: 0, tenant: 0 };
}

/**
 * Ends links of those who said to own the dwelling before an instant. Whoever connected later, or
 * whom the register has named an owner since, proved it after the change. Tells whose have ended.
 */
export async function endOwnersBefore(
  db: Queryable,
  accountId: bigint,
  { before, now }: { readonly before: Temporal.Instant; readonly now: Temporal.Instant },
): Promise<readonly bigint[]> {
  const rows = await selectRows<{ personId: bigint }>(
    db,
    `update access.account_link l set ended_at = $4, ended_by = 'biller'
     where hromada_id = $1 and account_id = $2 and capacity = 'owner' and ended_at is null
       and linked_at < $3
       and not exists (
         select from access.ownership_answer a
         join access.ownership_request r using (request_id)
         where r.person_id = l.person_id and a.account_id = l.account_id
           and a.answer in ('owner', 'co-owner') and a.answered_at >= $3)
     returning person_id as "personId"`,
    [hromadaOf(accountId), accountId, before, now],
  );
  return rows.map(({ personId }) => personId);
}

/** A mandate of a former owner that named the account. */
export interface NarrowedMandate {
  readonly mandateId: bigint;
  readonly trusteeId: bigint;
  /** It still gives an account that its grantor reaches. */
  readonly goesOn: boolean;
}

export async function readMandatesOver(
  db: Queryable,
  accountId: bigint,
  grantors: readonly bigint[],
): Promise<readonly NarrowedMandate[]> {
  return selectRows(
    db,
    `select m.mandate_id as "mandateId", m.trustee_id as "trusteeId", exists (
       select from access.mandate_account other
       join access.account_link l on (l.person_id, l.hromada_id, l.account_id)
         = (m.grantor_id, other.hromada_id, other.account_id)
       where other.mandate_id = m.mandate_id and l.ended_at is null) as "goesOn"
     from access.mandate m join access.mandate_account a using (mandate_id)
     where a.hromada_id = $1 and a.account_id = $2 and m.grantor_id = any ($3::bigint[])
       and m.state in ('offered', 'active')
     order by m.mandate_id`,
    [hromadaOf(accountId), accountId, grantors],
  );
}
