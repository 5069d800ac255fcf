import type { Database } from '../db/database.ts';
import { queryableOf } from '../db/queryable-of.ts';
import type { Queryable } from '../db/queryable.ts';
import type { FieldCipher } from './field-cipher.ts';
import { putSealed, readSealedAfter, replaceSealed, takeUnsealed } from './reseal.sql.ts';
import type { SealedColumn } from './sealed-columns.ts';

const batch = 500;

/** Puts what is sealed under the newest key; returns how many values were under an older one. */
export async function resealColumns(
  db: Queryable,
  secrets: FieldCipher,
  columns: readonly SealedColumn[],
): Promise<number> {
  let resealed = 0;
  for (const column of columns) resealed += await resealColumn(db, secrets, column);
  return resealed;
}

async function resealColumn(
  db: Queryable,
  secrets: FieldCipher,
  column: SealedColumn,
): Promise<number> {
  let resealed = 0;
  let after: string | null = null;
  for (;;) {
    const values = await readSealedAfter(db, column, after, batch);
    for (const value of values) {
      const { rowId, sealed } = value;
      const fresh = await secrets.reseal({ column: column.name, rowId }, sealed);
      if (fresh === undefined) continue;
      await replaceSealed(db, column, value, fresh);
      resealed += 1;
    }
    const last = values.at(-1);
    if (last === undefined) return resealed;
    after = last.rowId;
  }
}

/**
 * Seals what was written before its column was sealed and was put aside by a migration; returns how
 * many values. Run before anything is served: until then those values are not there.
 */
export async function sealEarlierValues(
  db: Database,
  secrets: FieldCipher,
  columns: readonly SealedColumn[],
): Promise<number> {
  const known = new Map(columns.map((column) => [column.name, column]));
  for (let sealed = 0; ;) {
    const taken = await db.transaction().execute(async (tx) => {
      const on = queryableOf(tx);
      const values = await takeUnsealed(on, batch);
      for (const { column: name, rowId, value } of values) {
        const column = known.get(name);
        if (column === undefined) throw new Error(`${name} is not a sealed column`);
        const fresh = await secrets.seal({ column: name, rowId }, value);
        const index = column.index?.of(secrets, value);
        await putSealed(on, column, { rowId, sealed: fresh }, index);
      }
      return values.length;
    });
    if (taken === 0) return sealed;
    sealed += taken;
  }
}
