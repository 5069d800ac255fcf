import { selectRows, type Queryable } from '#platform/db/queryable.ts';

export interface NearAccount {
  readonly account_id: bigint;
  readonly residents: number;
  /** Hundredths of a square metre. */
  readonly total_area: bigint;
  readonly heated_area: bigint;
}

/**
 * Accounts of the same hromada in premises of the same kind and heating, nearest by their ids to
 * the given one, at most `limit` of them: neighbours first, the whole of a small hromada. For
 * averages only; no name or number leaves the register.
 */
export async function listNearAccounts(
  db: Queryable,
  account: { readonly hromadaId: number; readonly accountId: bigint },
  day: Temporal.PlainDate,
  limit: number,
): Promise<readonly NearAccount[]> {
  return selectRows(
    db,
    `with near as (
       (select account_id, premises_id, residents from registry.account
        where hromada_id = $1 and account_id > $2
          and opened_on <= $3 and (closed_on is null or closed_on > $3)
        order by account_id limit $4)
       union all
       (select account_id, premises_id, residents from registry.account
        where hromada_id = $1 and account_id < $2
          and opened_on <= $3 and (closed_on is null or closed_on > $3)
        order by account_id desc limit $4)
     )
     select n.account_id, n.residents, (p.total_area_m2 * 100)::bigint as total_area,
            (p.heated_area_m2 * 100)::bigint as heated_area
     from near n
     join registry.premises p on p.hromada_id = $1 and p.premises_id = n.premises_id
     where (p.kind, p.heating) = (
       select own.kind, own.heating from registry.account a
       join registry.premises own
         on own.hromada_id = a.hromada_id and own.premises_id = a.premises_id
       where a.hromada_id = $1 and a.account_id = $2)
     order by abs(n.account_id - $2) limit $4`,
    [account.hromadaId, account.accountId, day, limit],
  );
}
