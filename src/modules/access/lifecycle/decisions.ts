import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { fullName, openName, openPerson, type OpenedPerson } from '../people/people.ts';
import type {
  HeldMembership,
  MembershipEvent,
  ReasonedEvent,
  ReportLine,
} from './decisions.sql.ts';
import { openReason } from './requests.ts';

/** A membership with whose it is, in the clear. */
export interface NamedMembership extends Omit<HeldMembership, 'rnokpp' | 'name'>, OpenedPerson {}

/** What was decided of a membership, with why. */
export interface ToldEvent extends MembershipEvent {
  readonly reason: string;
}

/** A line of the report on access, with whose it is. */
export interface ToldLine extends Omit<ReportLine, 'rnokpp' | 'name' | 'reason'> {
  readonly name: string;
  readonly reason: string;
}

const inUkrainian = new Intl.Collator('uk');

export async function openHeld(
  secrets: FieldCipher,
  { rnokpp, name, ...held }: HeldMembership,
): Promise<NamedMembership> {
  const { personId } = held;
  return { ...held, ...(await openPerson(secrets, { personId, rnokpp, name })) };
}

/** Users of a body: those who may act first, by name. */
export async function openStaff(
  secrets: FieldCipher,
  staff: readonly HeldMembership[],
): Promise<readonly NamedMembership[]> {
  const named = await Promise.all(staff.map((held) => openHeld(secrets, held)));
  return named.toSorted(
    (a, b) =>
      inUkrainian.compare(a.state, b.state) ||
      inUkrainian.compare(a.surname, b.surname) ||
      inUkrainian.compare(a.givenName, b.givenName),
  );
}

export async function openEvent(
  secrets: FieldCipher,
  { reason, ...event }: ReasonedEvent,
): Promise<ToldEvent> {
  const { requestId } = event;
  return {
    ...event,
    reason: reason === null ? '' : await openReason(secrets, { requestId, reason }),
  };
}

export async function openLine(
  secrets: FieldCipher,
  { rnokpp: _rnokpp, name, ...line }: ReportLine,
): Promise<ToldLine> {
  const { personId } = line;
  const { reason } = await openEvent(secrets, line);
  return { ...line, reason, name: fullName(await openName(secrets, { personId, name })) };
}
