import type { Service } from '#kernel/service.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';

export interface CorrectionRow {
  readonly service: Service;
  /** Added to what is owed; negative when taken off. */
  readonly amount: bigint;
  readonly posted_at: Temporal.Instant;
}

/** Corrections of an account posted in the months [from, to). */
export async function readCorrections(
  db: Queryable,
  account: { readonly hromadaId: number; readonly accountId: bigint },
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<readonly CorrectionRow[]> {
  return selectRows(
    db,
    `select service, case when debit = 'receivable' then amount else -amount end as amount,
            posted_at
     from settlements.transfer
     where hromada_id = $1 and account_id = $2 and period >= $3::date and period < $4::date
       and kind = 'correction'`,
    [account.hromadaId, account.accountId, from, to],
  );
}
