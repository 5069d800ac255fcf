import type { Queryable } from '#platform/db/queryable.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import {
  readSealedAfter,
  replaceSealed,
  sealedFields,
  type SealedField,
} from './sealed-fields.sql.ts';

const batch = 500;

/** Puts what is sealed under the newest key; returns how many values were under an older one. */
export async function resealFields(db: Queryable, secrets: FieldCipher): Promise<number> {
  let resealed = 0;
  for (const field of sealedFields) resealed += await resealField(db, secrets, field);
  return resealed;
}

async function resealField(
  db: Queryable,
  secrets: FieldCipher,
  field: SealedField,
): Promise<number> {
  let resealed = 0;
  let after = field.first;
  for (;;) {
    const values = await readSealedAfter(db, field, after, batch);
    for (const value of values) {
      const { rowId, sealed } = value;
      const fresh = await secrets.reseal({ column: field.column, rowId }, sealed);
      if (fresh === undefined) continue;
      await replaceSealed(db, field, value, fresh);
      resealed += 1;
    }
    const last = values.at(-1);
    if (last === undefined) return resealed;
    after = last.rowId;
  }
}
