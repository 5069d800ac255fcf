import type { Money } from '#kernel/money.ts';
import { firstDay, periodOf, type Period } from '#kernel/period.ts';
import type { Service } from '#kernel/service.ts';
import type { Database } from '#platform/db/database.ts';
import { sql, type RawBuilder } from 'kysely';

/**
 * Everybody may see sums over at least so many accounts of one provider and service in a hromada;
 * smaller groups are left out of every public sum, so that no difference of two sums reveals them
 * (1039:94).
 */
export const publicAccountsMin = 10;

/** What sums may be told apart by. */
export interface TotalsGroup {
  readonly hromadaId: number;
  readonly period: Period;
  readonly service: Service;
  readonly providerId: bigint;
}

/** Movement of a month; the debt at its end is what the bills of the month ask for. */
export interface MonthSums {
  /** Accounts by service: one with three services counts three times in a sum over services. */
  readonly accounts: bigint;
  readonly charged: Money;
  readonly corrected: Money;
  readonly paid: Money;
  /** Opening + charged + corrected − paid; overpayments of others are taken off. */
  readonly debt: Money;
}

export interface TotalsFilter {
  readonly from: Period;
  readonly through: Period;
  /** Null for the whole country. */
  readonly hromadaIds: readonly number[] | null;
  readonly services?: readonly Service[];
  /** Groups with fewer accounts are left out; 1 for those who may see everything. */
  readonly accountsMin: number;
}

const columns: Readonly<Record<keyof TotalsGroup, RawBuilder<unknown>>> = {
  hromadaId: sql`total.hromada_id`,
  period: sql`total.period`,
  service: sql`total.service`,
  providerId: sql`total.provider_id`,
};

/**
 * Sums of billed months by the keys asked for. A debt is one of a month: whoever reads several
 * months must have them told apart.
 */
export async function sumMonthTotals<K extends keyof TotalsGroup>(
  db: Database,
  filter: TotalsFilter,
  by: readonly K[],
): Promise<readonly (Pick<TotalsGroup, K> & MonthSums)[]> {
  const keys = by.map((key) => sql`${columns[key]} as ${sql.ref(key)}`);
  const groups = by.map((key) => columns[key]);
  const { rows } = await sql<Record<string, unknown>>`
    select ${sql.join([...keys, sums])}
    from settlements.month_total total
    where total.period between ${firstDay(filter.from)}::date and ${firstDay(filter.through)}::date
      and total.accounts >= ${filter.accountsMin}
      and (${filter.hromadaIds}::integer[] is null
           or total.hromada_id = any(${filter.hromadaIds}::integer[]))
      and (${filter.services ?? null}::text[] is null
           or total.service = any(${filter.services ?? null}::text[]))
    ${groups.length === 0 ? sql`having count(*) > 0` : sql`group by ${sql.join(groups)}`}
    ${groups.length === 0 ? sql`` : sql`order by ${sql.join(groups)}`}`.execute(db);
  return rows.map((row) => withPeriod(row) as Pick<TotalsGroup, K> & MonthSums);
}

const sums = sql`
  sum(total.accounts)::bigint as accounts, sum(total.charged)::bigint as charged,
  sum(total.corrected)::bigint as corrected, sum(total.paid)::bigint as paid,
  sum(total.opening + total.charged + total.corrected - total.paid)::bigint as debt`;

function withPeriod(row: Record<string, unknown>): Record<string, unknown> {
  const { period } = row;
  return period instanceof Temporal.PlainDate ? { ...row, period: periodOf(period) } : row;
}

export interface BilledMonth {
  readonly period: Period;
  /** When the last of its bills was formed. */
  readonly formedAt: Temporal.Instant;
  /** How many hromadas have their bills of the month. */
  readonly hromadas: number;
}

const billedMonthsMax = 60;

/** Months with bills, newest first. */
export async function listBilledMonths(db: Database): Promise<readonly BilledMonth[]> {
  const { rows } = await sql<{
    month: Temporal.PlainDate;
    formedAt: Temporal.Instant;
    hromadas: bigint;
  }>`
    select period as month, max(finished_at) as "formedAt",
           count(distinct hromada_id) as hromadas
    from settlements.billing_run where state = 'done' and finished_at is not null
    group by period order by period desc limit ${billedMonthsMax}`.execute(db);
  return rows.map(({ month, formedAt, hromadas }) => ({
    period: periodOf(month),
    formedAt,
    hromadas: Number(hromadas),
  }));
}

/** What has been paid since the bills of a month were formed, by now (1039:26.1.a.1). */
export async function sumPaidSince(
  db: Database,
  since: Period,
  hromadaIds: readonly number[] | null,
): Promise<Money> {
  const { rows } = await sql<{ paid: Money }>`
    select coalesce(sum(paid), 0)::bigint as paid from settlements.month_total
    where period > ${firstDay(since)}::date
      and (${hromadaIds}::integer[] is null or hromada_id = any(${hromadaIds}::integer[]))
    `.execute(db);
  return rows[0]?.paid ?? (0n as Money);
}
