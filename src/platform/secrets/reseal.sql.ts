import { selectRows, type Queryable } from '../db/queryable.ts';
import type { SealedColumn } from './sealed-columns.ts';

export interface SealedValue {
  readonly rowId: string;
  readonly sealed: Buffer;
}

/** A column as SQL names it: its keys, and a row by parameters from the first on. */
function namesOf({ name, keys }: SealedColumn) {
  const at = name.lastIndexOf('.');
  const columns = keys.map(({ column }) => column).join(', ');
  const given = keys.map(({ type }, index) => `$${index + 1}::${type}`).join(', ');
  return {
    ...{ table: name.slice(0, at), value: name.slice(at + 1), columns },
    row: `(${columns}) = (${given})`,
    behind: `(${columns}) > (${given})`,
    rowId: keys.map(({ column }) => `${column}::text`).join(` || ':' || `),
    next: (offset: number) => `$${keys.length + offset}`,
  };
}

/** Some of the values of a column, in the order of their rows; the first ones after null. */
export async function readSealedAfter(
  db: Queryable,
  column: SealedColumn,
  after: string | null,
  limit: number,
): Promise<readonly SealedValue[]> {
  const { table, value, columns, behind, rowId, next } = namesOf(column);
  const given = after === null ? column.keys.map(() => null) : after.split(':');
  return selectRows(
    db,
    `select ${rowId} as "rowId", ${value} as sealed from ${table}
     where ${after === null ? `coalesce(${behind}, true)` : behind} and ${value} is not null
     order by ${columns} limit ${next(1)}`,
    [...given, limit],
  );
}

/** Puts a value under another key, unless it was changed meanwhile. */
export async function replaceSealed(
  db: Queryable,
  column: SealedColumn,
  { rowId, sealed }: SealedValue,
  resealed: Buffer,
): Promise<void> {
  const { table, value, row, next } = namesOf(column);
  await db.query(
    `update ${table} set ${value} = ${next(2)} where ${row} and ${value} = ${next(1)}`,
    [...rowId.split(':'), sealed, resealed],
  );
}

export interface UnsealedValue {
  readonly column: string;
  readonly rowId: string;
  readonly value: string;
}

/** Some of the values that a migration put aside to be sealed, taken from there. */
export async function takeUnsealed(
  db: Queryable,
  limit: number,
): Promise<readonly UnsealedValue[]> {
  return selectRows(
    db,
    `delete from platform.unsealed_value where (sealed_column, row_id) in (
       select sealed_column, row_id from platform.unsealed_value limit $1 for update skip locked)
     returning sealed_column as column, row_id as "rowId", value`,
    [limit],
  );
}

/** Puts a value where there was none, with what it is found by. */
export async function putSealed(
  db: Queryable,
  column: SealedColumn,
  { rowId, sealed }: SealedValue,
  index: Buffer | readonly Buffer[] | undefined,
): Promise<void> {
  const { table, value, row, next } = namesOf(column);
  const found = column.index === undefined ? '' : `, ${column.index.column} = ${next(2)}`;
  await db.query(`update ${table} set ${value} = ${next(1)}${found} where ${row}`, [
    ...[...rowId.split(':'), sealed],
    ...(column.index === undefined ? [] : [index]),
  ]);
}
