import { signatureOnly, type Role } from '#kernel/role.ts';
import { anonymous, type Principal } from '#platform/principal.ts';

/** In which group a person acts and for whom, as a decision says; in person without one. */
export interface Membership {
  /** Null for the consumer in person, which needs no decision (1039:45.1). */
  readonly membershipId: bigint | null;
  readonly role: Role;
  readonly subjectId: bigint | null;
  readonly subjectName: string | null;
  readonly territoryId: number | null;
  readonly maySign: boolean;
  /** The day from which it counts no longer. */
  readonly until: Temporal.PlainDate | null;
  /** Of a trusted consumer: whose accounts they see to (1039:20.11). */
  readonly mandate: Principal['mandate'];
}

export interface Person {
  readonly personId: bigint;
  readonly personName: string;
}

/** Everybody may act for themselves. */
export const inPerson: Membership = {
  membershipId: null,
  role: 'individual-consumer',
  subjectId: null,
  subjectName: null,
  territoryId: null,
  maySign: true,
  until: null,
  mandate: null,
};

/** Ways of proving who one is that leave a signature (1039:29.2). */
const signingMethods: ReadonlySet<string> = new Set(['dig_sign', 'diia_id', 'key']);

/**
 * Whether the way somebody signed in suits the group: officials of state bodies are let in by a
 * signature alone.
 * @law 1039:29.2
 */
export function isOpenTo(method: string, role: Role): boolean {
  return signingMethods.has(method) || !signatureOnly.includes(role);
}

export function principalOf(person: Person, membership: Membership): Principal {
  return { ...anonymous, ...person, ...membership };
}

/** By what a choice names in whose name somebody acts. */
export function keyOf({ membershipId, mandate }: Pick<Membership, 'membershipId' | 'mandate'>) {
  if (mandate !== null) return `mandate-${mandate.mandateId}`;
  return membershipId === null ? 'self' : String(membershipId);
}
