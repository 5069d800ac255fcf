import { selectRows, type Queryable } from '#platform/db/queryable.ts';

export interface PersonName {
  readonly personId: bigint;
  readonly name: string;
}

/** Names of people by their ids, for those who answer for the log of actions (1039:56.1). */
export async function readPersonNames(
  db: Queryable,
  personIds: readonly bigint[],
): Promise<readonly PersonName[]> {
  return selectRows(
    db,
    `select person_id as "personId", concat_ws(' ', surname, given_name, patronymic) as name
     from access.person where person_id = any($1::bigint[])`,
    [personIds],
  );
}
