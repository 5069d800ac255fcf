import { selectRows, type Queryable } from '#platform/db/queryable.ts';

export interface NumberedAccount {
  readonly accountId: bigint;
  readonly billerId: bigint;
}

/** Open accounts with a number: billers number theirs each for themselves. */
export async function findAccountsByNumber(
  db: Queryable,
  number: string,
  limit: number,
): Promise<readonly NumberedAccount[]> {
  return selectRows(
    db,
    `select account_id as "accountId", biller_id as "billerId" from registry.account
     where number = $1 and closed_on is null order by account_id limit $2`,
    [number, limit],
  );
}

/** Those of the biller with a code: the accounts that somebody who writes to it means. */
export async function findAccountsOfBiller(
  db: Queryable,
  { number, edrpou }: { readonly number: string; readonly edrpou: string },
): Promise<readonly NumberedAccount[]> {
  return selectRows(
    db,
    `select account_id as "accountId", biller_id as "billerId"
     from registry.account join registry.subject on subject_id = biller_id
     where number = $1 and edrpou = $2 and closed_on is null order by account_id`,
    [number, edrpou],
  );
}
