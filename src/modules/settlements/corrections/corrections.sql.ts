import type { Money } from '#kernel/money.ts';
import { firstDay, type Period } from '#kernel/period.ts';
import type { Service } from '#kernel/service.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';

/** A service of one provider, as an account is charged for it. */
export interface ChargedLine {
  readonly hromadaId: number;
  readonly accountId: bigint;
  readonly service: Service;
  readonly providerId: bigint;
}

/** The `services` column of the month's bill; undefined when the month is not billed. */
export async function findBilledServices(
  db: Queryable,
  { hromadaId, accountId }: Pick<ChargedLine, 'hromadaId' | 'accountId'>,
  month: Period,
): Promise<unknown> {
  const [bill] = await selectRows<{ readonly services: unknown }>(
    db,
    `select services from settlements.bill
     where hromada_id = $1 and account_id = $2 and period = $3::date`,
    [hromadaId, accountId, firstDay(month)],
  );
  return bill?.services;
}

/** What earlier corrections have added to the charge of the month; below zero when taken off. */
export async function sumCorrections(
  db: Queryable,
  line: ChargedLine,
  month: Period,
): Promise<bigint> {
  const [sum] = await selectRows<{ readonly corrected: bigint }>(
    db,
    `select coalesce(sum(amount), 0)::bigint as corrected from settlements.correction
     where hromada_id = $1 and account_id = $2 and service = $3 and provider_id = $4
       and corrected_period = $5::date`,
    [line.hromadaId, line.accountId, line.service, line.providerId, firstDay(month)],
  );
  return sum?.corrected ?? 0n;
}

export interface ActsOfMonthRow {
  readonly account_id: bigint;
  readonly service: Service;
  readonly provider_id: bigint;
  /** First day of the month whose debt they change. */
  readonly period: Temporal.PlainDate;
  readonly amount: bigint;
}

/**
 * What acts changed in the debt of each month, as far as they are posted before `until`. What one
 * took off was not owed for the month it corrects; what one added is owed from the month it is
 * posted to, as nobody asked for it earlier.
 */
export async function readActsByMonth(
  db: Queryable,
  hromadaId: number,
  accountIds: readonly bigint[],
  until: Temporal.PlainDate | null,
): Promise<readonly ActsOfMonthRow[]> {
  if (accountIds.length === 0) return [];
  return selectRows(
    db,
    `select account_id, service, provider_id, month as period, sum(amount)::bigint as amount
     from settlements.correction
     cross join lateral (
       select case when amount < 0 then corrected_period else posted_period end as month
     ) m
     where hromada_id = $1 and account_id = any($2::bigint[])
       and ($3::date is null or posted_period < $3::date)
     group by account_id, service, provider_id, month`,
    [hromadaId, accountIds, until],
  );
}

export interface NewCorrection extends ChargedLine {
  readonly billerId: bigint;
  readonly correctionId: string;
  readonly corrected: Period;
  /** The month whose bill is still to come. */
  readonly posted: Period;
  /** Adds to the debt; below zero takes off. */
  readonly amount: Money;
  readonly ground: string;
  readonly actNumber: string;
  readonly actOn: Temporal.PlainDate;
  readonly enteredBy: string;
  readonly now: Temporal.Instant;
}

/**
 * Writes a correction with its ledger line, the reverse of a charge or one more of it, and adds it
 * to the totals of the month that it is posted to.
 */
export async function insertCorrection(db: Queryable, correction: NewCorrection): Promise<void> {
  const { hromadaId, billerId, correctionId, accountId, service, providerId, amount, now } =
    correction;
  const posted = firstDay(correction.posted);
  await db.query(
    `insert into settlements.correction (hromada_id, correction_id, account_id, service,
       provider_id, corrected_period, posted_period, amount, ground, act_number, act_on,
       entered_by, entered_at, biller_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      hromadaId,
      correctionId,
      accountId,
      service,
      providerId,
      firstDay(correction.corrected),
      posted,
      amount,
      correction.ground,
      correction.actNumber,
      correction.actOn,
      correction.enteredBy,
      now,
      billerId,
    ],
  );
  await db.query(
    `insert into settlements.transfer (hromada_id, account_id, period, source, line, kind, service,
       provider_id, debit, credit, amount, posted_at, biller_id)
     values ($1, $2, $3, 'correction:' || $4::text, 1, 'correction', $5, $6,
             case when $7::bigint > 0 then 'receivable' else 'income' end,
             case when $7::bigint > 0 then 'income' else 'receivable' end, abs($7::bigint), $8,
             $9)`,
    [hromadaId, accountId, posted, correctionId, service, providerId, amount, now, billerId],
  );
  await db.query(
    `insert into settlements.month_total as t
       (hromada_id, period, provider_id, service, accounts, opening, charged, corrected, paid)
     values ($1, $2, $3, $4, 0, 0, 0, $5, 0)
     on conflict (hromada_id, period, provider_id, service)
       do update set corrected = t.corrected + excluded.corrected`,
    [hromadaId, posted, providerId, service, amount],
  );
}

export interface Correction {
  readonly correctionId: string;
  readonly service: Service;
  readonly providerId: bigint;
  /** First day of the month whose charge it corrects. */
  readonly corrected: Temporal.PlainDate;
  /** First day of the month whose bill shows it. */
  readonly posted: Temporal.PlainDate;
  readonly amount: Money;
  readonly ground: string;
  readonly actNumber: string;
  readonly actOn: Temporal.PlainDate;
  readonly enteredAt: Temporal.Instant;
}

/** Corrections of an account, newest first; to a provider those of its own lines. */
export async function listCorrections(
  db: Queryable,
  account: Pick<ChargedLine, 'hromadaId' | 'accountId'>,
  providerId: bigint | null,
  limit: number,
): Promise<readonly Correction[]> {
  return selectRows(
    db,
    `select correction_id as "correctionId", service, provider_id as "providerId",
            corrected_period as corrected, posted_period as posted, amount, ground,
            act_number as "actNumber", act_on as "actOn", entered_at as "enteredAt"
     from settlements.correction
     where hromada_id = $1 and account_id = $2 and ($3::bigint is null or provider_id = $3)
     order by entered_at desc, correction_id limit $4`,
    [account.hromadaId, account.accountId, providerId, limit],
  );
}
