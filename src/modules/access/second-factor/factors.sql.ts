import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import type { RecoveryCode } from './recovery-codes.ts';

export type FactorKind = 'passkey' | 'generator';

/** A factor as its person sees it. */
export interface Factor {
  readonly kind: FactorKind;
  readonly factorId: string;
  readonly name: string;
  readonly addedAt: Temporal.Instant;
  readonly usedAt: Temporal.Instant | null;
}

/** What a person has set up, in the order in which it was; recovery codes alone are no factor. */
export async function readFactors(db: Queryable, personId: bigint): Promise<readonly Factor[]> {
  return selectRows(
    db,
    `select 'passkey' as kind, passkey_id::text as "factorId", name, added_at as "addedAt",
            used_at as "usedAt"
     from access.passkey where person_id = $1
     union all
     select 'generator', generator_id::text, name, added_at, used_at
     from access.code_generator where person_id = $1 and confirmed_at is not null
     order by 4`,
    [personId],
  );
}

const tables = { passkey: 'access.passkey', generator: 'access.code_generator' } as const;
const keys = { passkey: 'passkey_id', generator: 'generator_id' } as const;

interface FactorOf {
  readonly personId: bigint;
  readonly kind: FactorKind;
  readonly factorId: string;
}

/** Whether the person has such a factor. */
export async function renameFactorRow(
  db: Queryable,
  { personId, kind, factorId }: FactorOf,
  name: string,
): Promise<boolean> {
  const { rows } = await db.query(
    `update ${tables[kind]} set name = $3
     where ${keys[kind]} = $2 and person_id = $1 returning 1`,
    [personId, factorId, name],
  );
  return rows.length > 0;
}

/** Whether the person had such a factor. */
export async function deleteFactor(
  db: Queryable,
  { personId, kind, factorId }: FactorOf,
): Promise<boolean> {
  const { rows } = await db.query(
    `delete from ${tables[kind]} where ${keys[kind]} = $2 and person_id = $1 returning 1`,
    [personId, factorId],
  );
  return rows.length > 0;
}

/** Takes everything of a person's second factor, and the sign-ins that wait for it. */
export async function deleteFactorsOf(db: Queryable, personId: bigint): Promise<void> {
  for (const table of [
    ...['access.passkey', 'access.code_generator', 'access.recovery_code'],
    'access.pending_sign_in',
  ]) {
    await db.query(`delete from ${table} where person_id = $1`, [personId]);
  }
}

/** New codes in the place of all older ones. */
export async function replaceRecoveryCodes(
  db: Queryable,
  personId: bigint,
  codes: readonly RecoveryCode[],
  now: Temporal.Instant,
): Promise<void> {
  await db.query('delete from access.recovery_code where person_id = $1', [personId]);
  await db.query(
    `insert into access.recovery_code (person_id, salt, code_hash, made_at)
     select $1, salt, code_hash, $2 from unnest($3::bytea[], $4::bytea[]) as c (salt, code_hash)`,
    [personId, now, codes.map(({ salt }) => salt), codes.map(({ hash }) => hash)],
  );
}

export interface RecoveryRow {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** Codes that have not been used. */
export async function readRecoveryCodes(
  db: Queryable,
  personId: bigint,
): Promise<readonly RecoveryRow[]> {
  return selectRows(
    db,
    `select salt, code_hash as hash from access.recovery_code
     where person_id = $1 and used_at is null`,
    [personId],
  );
}

/** False when somebody used it a moment before. */
export async function useRecoveryCode(
  db: Queryable,
  personId: bigint,
  hash: Buffer,
  now: Temporal.Instant,
): Promise<boolean> {
  const { rows } = await db.query(
    `update access.recovery_code set used_at = $3
     where person_id = $1 and code_hash = $2 and used_at is null returning 1`,
    [personId, hash, now],
  );
  return rows.length > 0;
}
