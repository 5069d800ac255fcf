import type { BuildingKey } from '#modules/registry/index.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';

/** A house that an association acts for with a biller (1039:20.9). */
export interface House extends BuildingKey {
  readonly houseId: bigint;
  /** The association. */
  readonly subjectId: bigint;
  readonly billerId: bigint;
  /** The decision of the co-owners, as its author names it. */
  readonly basis: string;
  readonly state: 'asked' | 'connected' | 'ended';
  readonly askedAt: Temporal.Instant;
  readonly documentId: bigint | null;
}

const columns = `house_id as "houseId", subject_id as "subjectId", hromada_id as "hromadaId",
  building_id as "buildingId", biller_id as "billerId", basis, state, asked_at as "askedAt",
  document_id as "documentId"`;

export async function insertHouse(
  db: Queryable,
  house: Pick<House, 'subjectId' | 'hromadaId' | 'buildingId' | 'billerId' | 'basis' | 'askedAt'>,
): Promise<bigint> {
  const { subjectId, hromadaId, buildingId, billerId, basis, askedAt } = house;
  const [row] = await selectRows<{ houseId: bigint }>(
    db,
    `insert into access.house (subject_id, hromada_id, building_id, biller_id, basis, asked_at)
     values ($1, $2, $3, $4, $5, $6) returning house_id as "houseId"`,
    [subjectId, hromadaId, buildingId, billerId, basis, askedAt],
  );
  if (row === undefined) throw new Error('a house was not written');
  return row.houseId;
}

export async function setHouseDocument(
  db: Queryable,
  houseId: bigint,
  documentId: bigint,
): Promise<void> {
  await db.query('update access.house set document_id = $2 where house_id = $1', [
    houseId,
    documentId,
  ]);
}

/** Houses of an association or of a biller, the newest first. */
export async function readHousesOf(db: Queryable, subjectId: bigint): Promise<readonly House[]> {
  return selectRows(
    db,
    `select ${columns} from access.house where subject_id = $1 or biller_id = $1
     order by house_id desc`,
    [subjectId],
  );
}

/** Takes a house that waits for the biller's signature; undefined when it waits no longer. */
export async function markConnected(
  db: Queryable,
  documentId: bigint,
  now: Temporal.Instant,
): Promise<House | undefined> {
  const [row] = await selectRows<House>(
    db,
    `update access.house set state = 'connected', connected_at = $2
     where document_id = $1 and state = 'asked' returning ${columns}`,
    [documentId, now],
  );
  return row;
}

/** Takes a house of either side to end it; undefined when there is none of theirs that lasts. */
export async function markEnded(
  db: Queryable,
  ended: { readonly houseId: bigint; readonly by: bigint; readonly now: Temporal.Instant },
): Promise<House | undefined> {
  const [row] = await selectRows<House>(
    db,
    `update access.house set state = 'ended', ended_at = $3
     where house_id = $1 and (subject_id = $2 or biller_id = $2) and state <> 'ended'
     returning ${columns}`,
    [ended.houseId, ended.by, ended.now],
  );
  return row;
}

/** From a day on the association reaches these accounts. */
export async function connectAccounts(
  db: Queryable,
  subjectId: bigint,
  accounts: readonly bigint[],
  since: Temporal.PlainDate,
): Promise<void> {
  await db.query(
    `insert into access.subject_account (subject_id, hromada_id, account_id, since)
     select $1, (id >> 32)::int, id, $3 from unnest($2::bigint[]) as id
     on conflict (subject_id, hromada_id, account_id)
       do update set since = excluded.since, ended_on = null
       where subject_account.ended_on is not null`,
    [subjectId, accounts, since],
  );
}

/** From a day on it reaches them no more. */
export async function disconnectAccounts(
  db: Queryable,
  subjectId: bigint,
  accounts: readonly bigint[],
  on: Temporal.PlainDate,
): Promise<void> {
  await db.query(
    `update access.subject_account set ended_on = $3
     where subject_id = $1 and account_id = any($2::bigint[]) and ended_on is null`,
    [subjectId, accounts, on],
  );
}
