import { selectRows, type Queryable } from '#platform/db/queryable.ts';

/** What each account of a hromada was billed for a month, for those who collect payments. */
export async function readBillDues(
  db: Queryable,
  hromadaId: number,
  month: Temporal.PlainDate,
): Promise<readonly { readonly account_id: bigint; readonly due: bigint }[]> {
  return selectRows(
    db,
    `select account_id, due from settlements.bill
     where hromada_id = $1 and period = $2::date order by account_id`,
    [hromadaId, month],
  );
}
