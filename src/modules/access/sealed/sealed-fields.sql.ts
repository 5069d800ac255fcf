import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import { phoneColumn } from '../contacts/contacts.sql.ts';
import { secretColumn } from '../second-factor/generators.sql.ts';

/** A column of this module that is sealed and stays; what is swept within hours is left out. */
export interface SealedField {
  /** As its values are tied to it. */
  readonly column: string;
  readonly table: string;
  readonly value: string;
  readonly key: string;
  readonly keyType: 'uuid' | 'bigint';
  /** Before every key. */
  readonly first: string;
}

export const sealedFields: readonly SealedField[] = [
  {
    column: secretColumn,
    table: 'access.code_generator',
    value: 'secret',
    key: 'generator_id',
    keyType: 'uuid',
    first: '00000000-0000-0000-0000-000000000000',
  },
  {
    column: phoneColumn,
    table: 'access.person',
    value: 'phone',
    key: 'person_id',
    keyType: 'bigint',
    first: '0',
  },
];

export interface SealedValue {
  readonly rowId: string;
  readonly sealed: Buffer;
}

/** Some of the values of a column, in the order of their rows. */
export async function readSealedAfter(
  db: Queryable,
  { table, value, key, keyType }: SealedField,
  after: string,
  limit: number,
): Promise<readonly SealedValue[]> {
  return selectRows(
    db,
    `select ${key}::text as "rowId", ${value} as sealed from ${table}
     where ${key} > $1::${keyType} and ${value} is not null order by ${key} limit $2`,
    [after, limit],
  );
}

/** Puts a value under another key, unless it was changed meanwhile. */
export async function replaceSealed(
  db: Queryable,
  { table, value, key, keyType }: SealedField,
  { rowId, sealed }: SealedValue,
  resealed: Buffer,
): Promise<void> {
  await db.query(
    `update ${table} set ${value} = $3 where ${key} = $1::${keyType} and ${value} = $2`,
    [rowId, sealed, resealed],
  );
}
