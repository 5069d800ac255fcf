import type { Queryable } from '#platform/db/queryable.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { personColumns } from '../people/people.sql.ts';
import {
  confirmIdentity,
  phoneColumn,
  setEmail,
  setPhone,
  type PersonContacts,
} from './contacts.sql.ts';

/** Seals and opens the contacts of people: an address of mail and a phone. */
export async function openEmail(
  secrets: FieldCipher,
  { personId, email }: Pick<PersonContacts, 'personId' | 'email'>,
): Promise<string> {
  return email === null ? '' : secrets.open(emailOf(personId), email);
}

export async function openPhone(
  secrets: FieldCipher,
  { personId, phone }: Pick<PersonContacts, 'personId' | 'phone'>,
): Promise<string> {
  return phone === null ? '' : secrets.open(phoneOf(personId), phone);
}

export interface ContactChange {
  readonly personId: bigint;
  readonly contact: string;
  /** Null when nobody has confirmed it. */
  readonly confirmedAt: Temporal.Instant | null;
}

/** An address that the person confirmed. */
export async function writeEmail(
  db: Queryable,
  secrets: FieldCipher,
  { personId, contact, confirmedAt }: ContactChange & { readonly confirmedAt: Temporal.Instant },
): Promise<void> {
  await setEmail(db, personId, await secrets.seal(emailOf(personId), contact), confirmedAt);
}

export async function writePhone(
  db: Queryable,
  secrets: FieldCipher,
  { personId, contact, confirmedAt }: ContactChange,
): Promise<void> {
  await setPhone(db, personId, await secrets.seal(phoneOf(personId), contact), confirmedAt);
}

/** Somebody whose contacts are known from elsewhere: an invented person of a demonstration. */
export async function knowContacts(
  db: Queryable,
  secrets: FieldCipher,
  person: { readonly personId: bigint; readonly email: string; readonly now: Temporal.Instant },
): Promise<void> {
  const { personId, email, now } = person;
  await writeEmail(db, secrets, { personId, contact: email, confirmedAt: now });
  await confirmIdentity(db, personId, now);
}

function emailOf(personId: bigint) {
  return { column: personColumns.email, rowId: String(personId) };
}

function phoneOf(personId: bigint) {
  return { column: phoneColumn, rowId: String(personId) };
}
