import type { Queryable } from '#platform/db/queryable.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { setTrusteeName, type Mandate } from './mandates.sql.ts';

export const trusteeNameColumn = 'access.mandate.trustee_name';

/** The name as the grantor typed it; it is tied to its row, so the row comes first. */
export async function writeTrusteeName(
  db: Queryable,
  secrets: FieldCipher,
  mandateId: bigint,
  name: string,
): Promise<void> {
  const place = { column: trusteeNameColumn, rowId: String(mandateId) };
  await setTrusteeName(db, mandateId, await secrets.seal(place, name));
}

/** Whom the grantor said they trust; nothing that the platform knows of them. */
export async function openTrusteeName(
  secrets: FieldCipher,
  { mandateId, trusteeName }: Pick<Mandate, 'mandateId' | 'trusteeName'>,
): Promise<string> {
  const place = { column: trusteeNameColumn, rowId: String(mandateId) };
  return trusteeName === null ? '' : secrets.open(place, trusteeName);
}
