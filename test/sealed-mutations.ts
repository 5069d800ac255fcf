import { expect } from 'vitest';
import { sealedColumns } from '#main-sealed.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { readSealedAfter } from '#platform/secrets/reseal.sql.ts';
import type { SealedColumn } from '#platform/secrets/sealed-columns.ts';

/** A value of the column opens in its own row, in no other row or column, and not when changed. */
export async function expectSealedInPlace(
  db: Queryable,
  secrets: FieldCipher,
  column: SealedColumn,
): Promise<void> {
  const [first, second] = await readSealedAfter(db, column, null, 2);
  if (first === undefined || second === undefined) throw new Error(`${column.name}: too few rows`);
  const place = { column: column.name, rowId: first.rowId };
  expect(await secrets.open(place, first.sealed)).not.toBe('');
  const others = sealedColumns.filter(({ name }) => name !== column.name);
  for (const elsewhere of [
    { column: column.name, rowId: second.rowId },
    ...others.map(({ name }) => ({ column: name, rowId: first.rowId })),
  ]) {
    await expect(secrets.open(elsewhere, first.sealed)).rejects.toMatchObject({ kind: 'changed' });
  }
  for (let bit = 0; bit < first.sealed.length * 8; bit += 1) {
    const changed = Buffer.from(first.sealed);
    const byte = Math.floor(bit / 8);
    changed[byte] = (changed[byte] ?? 0) ^ (1 << (bit % 8));
    await expect(secrets.open(place, changed), `bit ${bit}`).rejects.toThrow('does not open');
  }
}
