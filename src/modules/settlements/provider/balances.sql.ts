import type { Service } from '#kernel/service.ts';
import type { SubjectPlace } from '#modules/registry/index.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';

/** A finished run whose bills say what accounts owe; to a provider only its own lines count. */
export interface BilledRun {
  readonly hromadaId: number;
  readonly runId: bigint;
  /** First day of the month. */
  readonly month: Temporal.PlainDate;
  /** Whose lines count; null for all. */
  readonly providerId: bigint | null;
}

/** The newest finished run of each biller whose bills concern the subject in the place. */
export async function listBilledRuns(
  db: Queryable,
  subjectId: bigint,
  { hromadaId, as }: Pick<SubjectPlace, 'hromadaId' | 'as'>,
): Promise<readonly BilledRun[]> {
  return selectRows(
    db,
    `select distinct on (biller_id) hromada_id as "hromadaId", run_id as "runId", period as month,
            case when $3 then null else $2::bigint end as "providerId"
     from settlements.billing_run
     where hromada_id = $1 and state = 'done'
       and case when $3 then biller_id = $2 else biller_id <> $2 end
     order by biller_id, period desc`,
    [hromadaId, subjectId, as === 'biller'],
  );
}

/**
 * What each account of a run owes for each service now: its bill less what was credited since.
 * Charges of a later run that is still under way do not count. What acts took off the month of the
 * bill is no charge of it any more. The month stands in the text and not beside it: a plan that is
 * kept for any month looks into every month's partition.
 */
function balanceOf(run: BilledRun, accounts: 'all' | 'named'): string {
  const month = run.month.toString();
  const among = (column: string) =>
    accounts === 'all' ? '$4::bigint[] is null' : `${column} = any($4::bigint[])`;
  return `
  with owed as (
    select b.account_id, line ->> 0 as service, (line ->> 1)::bigint as provider_id,
           (line ->> 3)::bigint as charged, (line ->> 6)::bigint as due
    from settlements.bill b
    cross join lateral jsonb_array_elements(b.services) as l (line)
    where b.hromada_id = $1 and b.run_id = $2 and b.period = date '${month}'
      and ($3::bigint is null or (line ->> 1)::bigint = $3)
      and ${among('b.account_id')}
  ), credited as (
    select account_id, service, provider_id,
           sum(case when credit = 'receivable' then amount else -amount end)::bigint as credited
    from settlements.transfer
    where hromada_id = $1 and period > date '${month}' and kind <> 'charge'
      and ${among('account_id')}
    group by account_id, service, provider_id
  ), taken_off as (
    select account_id, service, provider_id, sum(amount)::bigint as amount
    from settlements.correction
    where hromada_id = $1 and corrected_period = date '${month}' and amount < 0
      and ${among('account_id')}
    group by account_id, service, provider_id
  ), balance as (
    select account_id, service, provider_id, charged,
           charged + coalesce(taken_off.amount, 0) as still_charged,
           due - coalesce(credited, 0) as debt
    from owed left join credited using (account_id, service, provider_id)
    left join taken_off using (account_id, service, provider_id)
  )`;
}

function values(run: BilledRun, accountIds: readonly bigint[] | null): readonly unknown[] {
  return [run.hromadaId, run.runId, run.providerId, accountIds];
}

export interface ServiceBalance {
  readonly service: Service;
  readonly providerId: bigint;
  /** Accounts that owe for the service. */
  readonly debtors: number;
  readonly debt: bigint;
  readonly overpaid: bigint;
  /** Of the debt, what the newest bill alone charged. */
  readonly fresh: bigint;
}

export async function sumBalances(
  db: Queryable,
  run: BilledRun,
): Promise<readonly ServiceBalance[]> {
  return selectRows(
    db,
    `${balanceOf(run, 'all')}
     select service, provider_id as "providerId",
            (count(*) filter (where debt > 0))::int as debtors,
            sum(greatest(debt, 0))::bigint as debt, sum(greatest(-debt, 0))::bigint as overpaid,
            coalesce(sum(debt) filter (where debt > 0 and debt <= still_charged), 0)::bigint
              as fresh
     from balance group by service, provider_id order by service, provider_id`,
    values(run, null),
  );
}

export interface OldDebt {
  readonly accountId: bigint;
  readonly service: Service;
  readonly providerId: bigint;
  readonly debt: bigint;
}

/** Debts larger than what the newest bill still charges: those that earlier months left. */
export async function listOldDebts(
  db: Queryable,
  run: BilledRun,
  accountIds: readonly bigint[] | null,
): Promise<readonly OldDebt[]> {
  return selectRows(
    db,
    `${balanceOf(run, accountIds === null ? 'all' : 'named')}
     select account_id as "accountId", service, provider_id as "providerId", debt
     from balance where debt > 0 and debt > still_charged order by account_id`,
    values(run, accountIds),
  );
}

export interface AccountBalance {
  readonly accountId: bigint;
  /** Negative when overpaid. */
  readonly debt: bigint;
}

/** The accounts that owe most, all services together. */
export async function listLargestDebts(
  db: Queryable,
  run: BilledRun,
  limit: number,
): Promise<readonly AccountBalance[]> {
  return selectRows(
    db,
    `${balanceOf(run, 'all')}
     select account_id as "accountId", sum(debt)::bigint as debt
     from balance group by account_id having sum(debt) > 0
     order by sum(debt) desc, account_id limit $5`,
    [...values(run, null), limit],
  );
}

/** Accounts that owe anything, all services together. */
export async function listDebtors(db: Queryable, run: BilledRun): Promise<readonly bigint[]> {
  const rows = await selectRows<{ readonly account_id: bigint }>(
    db,
    `${balanceOf(run, 'all')} select account_id from balance group by account_id having sum(debt) > 0`,
    values(run, null),
  );
  return rows.map(({ account_id }) => account_id);
}

/** What the accounts owe, all services together; those without a bill of the run are absent. */
export async function readAccountBalances(
  db: Queryable,
  run: BilledRun,
  accountIds: readonly bigint[],
): Promise<readonly AccountBalance[]> {
  return selectRows(
    db,
    `-- prepared: account-balances-${run.month.toString()}${balanceOf(run, 'named')}
     select account_id as "accountId", sum(debt)::bigint as debt from balance group by account_id`,
    values(run, accountIds),
  );
}

export interface ServiceDebt {
  readonly service: Service;
  readonly providerId: bigint;
  /** By the bill of the run. */
  readonly charged: bigint;
  readonly debt: bigint;
}

/** What one account owes for each service. */
export async function readServiceDebts(
  db: Queryable,
  run: BilledRun,
  accountId: bigint,
): Promise<readonly ServiceDebt[]> {
  return selectRows(
    db,
    `-- prepared: service-debts-${run.month.toString()}${balanceOf(run, 'named')}
     select service, provider_id as "providerId", charged, debt from balance`,
    values(run, [accountId]),
  );
}
