/**
 * Who somebody acts as: the groups of users of the regulation (1039:20), those who serve them,
 * anybody on the public portal and the platform's own jobs.
 * @law 1039:20.1 1039:20.2 1039:20.3 1039:20.4 1039:20.5 1039:20.6 1039:20.7 1039:20.8 1039:20.9
 * @law 1039:20.10 1039:20.11
 */
export const roles = [
  'anonymous',
  'individual-consumer',
  'collective-consumer',
  'trusted-consumer',
  'provider',
  'manager',
  'billing-centre',
  'laboratory',
  'payment-provider',
  'contact-centre',
  'local-authority',
  'state-administration',
  'regulator',
  'cabinet-secretariat',
  'ministry',
  'owner',
  'temporary-administrator',
  'technical-administrator',
  'system',
] as const;

export type Role = (typeof roles)[number];

/** Those who consume services, in person, for a house, or for somebody who trusts them. */
export const consumers = [
  'individual-consumer',
  'collective-consumer',
  'trusted-consumer',
] as const satisfies readonly Role[];

/** Consumers who act for themselves or for their house; a deputy has no letters of their own. */
export const ownConsumers = [
  'individual-consumer',
  'collective-consumer',
] as const satisfies readonly Role[];

/** Those who provide services or bill for them: one set of services (1039:26.4). */
export const suppliers = [
  'provider',
  'manager',
  'billing-centre',
] as const satisfies readonly Role[];

/** Those who look over the whole country (1039:26.1). */
export const overseers = [
  'cabinet-secretariat',
  'ministry',
  'owner',
] as const satisfies readonly Role[];

/** Those whose power is over a territory and everything within it (1039:26.3). */
export const localPowers = [
  'local-authority',
  'state-administration',
] as const satisfies readonly Role[];

/** Those who see the panel: the country's (1039:26.1, 1039:26.2) or their territory's. */
export const panelReaders = [
  ...overseers,
  'regulator',
  ...localPowers,
] as const satisfies readonly Role[];

/**
 * Officials who may ask for restricted information of one consumer (1039:95): those whose bodies
 * examine single cases by law. The owner decides on requests and makes none; the Secretariat of the
 * Cabinet watches over sums alone (1039:26.1.a.1).
 */
export const restrictedAskers = [
  'ministry',
  'regulator',
  'state-administration',
  'local-authority',
] as const satisfies readonly Role[];

/** Everybody who can be signed in. */
export const users: readonly Role[] = roles.filter(
  (role) => role !== 'anonymous' && role !== 'system',
);

/** Those who send and sign documents in the name that they act in. */
export const holders: readonly Role[] = users.filter((role) => role !== 'trusted-consumer');

/** Whoever visits the portal, signed in or not. */
export const everybody: readonly Role[] = roles.filter((role) => role !== 'system');

/**
 * Officials of state bodies, who are let in by a signature alone (1039:29.2), and the
 * administrators, whose keys are no weaker.
 */
export const signatureOnly: readonly Role[] = [
  'local-authority',
  'state-administration',
  'regulator',
  ...overseers,
  'temporary-administrator',
  'technical-administrator',
];

export function isOneOf(group: readonly Role[], role: Role): boolean {
  return group.includes(role);
}
