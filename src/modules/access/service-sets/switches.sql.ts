import type { DateRange } from '#kernel/period.ts';
import type { Role } from '#kernel/role.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';

export type SwitchState = 'proposed' | 'agreed' | 'rejected';

/** What is said of a service and a group of users. */
export interface Switching {
  readonly role: Role;
  readonly serviceId: string;
  readonly isOn: boolean;
  readonly reason: string;
}

export interface SwitchRow extends Switching {
  readonly switchId: bigint;
  readonly from: Temporal.PlainDate;
  /** The day after the last. */
  readonly until: Temporal.PlainDate | null;
  readonly state: SwitchState;
  readonly proposerId: bigint;
  readonly proposedBy: string;
  readonly proposedAt: Temporal.Instant;
  readonly decidedBy: string | null;
  readonly decidedAt: Temporal.Instant | null;
}

const columns = `switch_id as "switchId", role, service_id as "serviceId", is_on as "isOn", reason,
  lower(valid) as "from", upper(valid) as until, state, proposer_id as "proposerId",
  proposed_by as "proposedBy", proposed_at as "proposedAt", decided_by as "decidedBy",
  decided_at as "decidedAt"`;

export interface Deed {
  readonly personId: bigint;
  readonly by: string;
  readonly at: Temporal.Instant;
}

/** Whether the very same switch waits for the owner; proposals made at once wait for each other. */
export async function isProposed(
  db: Queryable,
  { role, serviceId, isOn, valid }: Switching & { readonly valid: DateRange },
): Promise<boolean> {
  await db.query('lock table access.service_switch in share row exclusive mode');
  const rows = await selectRows(
    db,
    `select 1 from access.service_switch
     where state = 'proposed' and role = $1 and service_id = $2 and is_on = $3
       and valid = daterange($4::date, $5::date)`,
    [role, serviceId, isOn, valid.from, valid.to],
  );
  return rows.length > 0;
}

export async function insertSwitch(
  db: Queryable,
  { role, serviceId, isOn, reason, valid }: Switching & { readonly valid: DateRange },
  { personId, by, at }: Deed,
): Promise<bigint> {
  const [row] = await selectRows<{ switchId: bigint }>(
    db,
    `insert into access.service_switch
       (role, service_id, is_on, reason, valid, proposer_id, proposed_by, proposed_at)
     values ($1, $2, $3, $4, daterange($5::date, $6::date), $7, $8, $9)
     returning switch_id as "switchId"`,
    [role, serviceId, isOn, reason, valid.from, valid.to, personId, by, at],
  );
  if (row === undefined) throw new Error('the switch was not written');
  return row.switchId;
}

export async function lockSwitch(db: Queryable, switchId: bigint): Promise<SwitchRow | undefined> {
  const rows = await selectRows<SwitchRow>(
    db,
    `select ${columns} from access.service_switch where switch_id = $1 for update`,
    [switchId],
  );
  return rows[0];
}

export async function decideSwitch(
  db: Queryable,
  switchId: bigint,
  { state, personId, by, at }: Deed & { readonly state: SwitchState },
): Promise<void> {
  await db.query(
    `update access.service_switch
     set state = $2, decider_id = $3, decided_by = $4, decided_at = $5 where switch_id = $1`,
    [switchId, state, personId, by, at],
  );
}

/** All that was ever proposed, the newest first. */
export async function readSwitches(db: Queryable, limit: number): Promise<readonly SwitchRow[]> {
  return selectRows<SwitchRow>(
    db,
    `select ${columns} from access.service_switch order by switch_id desc limit $1`,
    [limit],
  );
}

/** What holds on a day: of several agreed rows the one agreed last. */
export async function readInForce(
  db: Queryable,
  on: Temporal.PlainDate,
): Promise<readonly Pick<Switching, 'role' | 'serviceId' | 'isOn'>[]> {
  return selectRows(
    db,
    `-- prepared: service-switches
     select distinct on (role, service_id) role, service_id as "serviceId", is_on as "isOn"
     from access.service_switch where state = 'agreed' and valid @> $1::date
     order by role, service_id, decided_at desc, switch_id desc`,
    [on],
  );
}

/** How many act in a role on a day by a decision. */
export async function countInRole(
  db: Queryable,
  role: Role,
  on: Temporal.PlainDate,
): Promise<number> {
  const [row] = await selectRows<{ count: number }>(
    db,
    `select count(*)::int as count from access.membership
     where role = $1 and state = 'active' and valid @> $2::date`,
    [role, on],
  );
  return row?.count ?? 0;
}
