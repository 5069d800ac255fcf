import type { ClauseId } from '#kernel/law.ts';
import type { Role } from '#kernel/role.ts';
import type { SubjectKind } from '#modules/registry/index.ts';

/** Acts by which somebody gets a membership that they have not (1039:29, 1039:39, 1039:54.2). */
export const admittingActs = ['grant', 'appoint-temporary-administrator', 're-register'] as const;
/** Acts that change a membership (1039:32–38). */
export const changingActs = [
  'block',
  'annul',
  'restore',
  'block-signing',
  'restore-signing',
] as const;

/** What a submission asks for. */
export const accessActs = [...admittingActs, ...changingActs] as const;
export type AdmittingAct = (typeof admittingActs)[number];
export type AccessAct = (typeof accessActs)[number];

export function isAdmitting(act: AccessAct): act is AdmittingAct {
  return (admittingActs as readonly AccessAct[]).includes(act);
}

/** Clauses that a submission may rest on. */
export const grounds = [
  ...(['1039:29.1', '1039:32.1', '1039:32.2', '1039:32.3', '1039:32.4', '1039:33.1'] as const),
  ...(['1039:33.2', '1039:34', '1039:37.1', '1039:37.2', '1039:39', '1039:54.2'] as const),
] as const satisfies readonly ClauseId[];
export type Ground = (typeof grounds)[number];

/** On what each act may rest. */
export const groundsOf: Readonly<Record<AccessAct, readonly Ground[]>> = {
  grant: ['1039:29.1'],
  'appoint-temporary-administrator': ['1039:54.2'],
  're-register': ['1039:39'],
  block: ['1039:32.1', '1039:32.2', '1039:32.3', '1039:32.4'],
  annul: ['1039:33.1', '1039:33.2'],
  restore: ['1039:37.1', '1039:37.2'],
  'block-signing': ['1039:34'],
  'restore-signing': ['1039:34'],
};

/** Decisions of courts come on paper, from whoever brings them. */
const courtGrounds: ReadonlySet<Ground> = new Set<Ground>(['1039:32.4', '1039:33.2', '1039:37.2']);

/** On what the head of a body may rest an act in their cabinet. */
export function headGroundsOf(act: AccessAct): readonly Ground[] {
  return groundsOf[act].filter((ground) => !courtGrounds.has(ground));
}

/**
 * On what an act on a consumer in person may rest: they have no head, so their own signed word
 * stands where the head's does, and duties, which only a body gives, change nothing.
 * @law 1039:32.1 1039:32.3 1039:32.4 1039:33.2 1039:37.1 1039:37.2
 */
export function consumerGroundsOf(act: AccessAct): readonly Ground[] {
  return groundsOf[act].filter((ground) => ground !== '1039:32.2');
}

/** What may become of a consumer's access in person; the first one needs no decision. */
export const consumerActs = ['re-register', ...changingActs] as const;
export type ConsumerAct = (typeof consumerActs)[number];

export type MembershipState = 'active' | 'blocked' | 'annulled';

export interface Standing {
  readonly state: MembershipState;
  readonly maySign: boolean;
}

/** What became of a membership, as its history says it. */
export type EventKind =
  | 'granted'
  | 'blocked'
  | 'annulled'
  | 'restored'
  | 'signing-blocked'
  | 'signing-restored';

interface Change extends Standing {
  readonly event: EventKind;
}

/**
 * What an act makes of a membership; undefined when it cannot be done to one that stands so: what
 * is annulled never comes back, and only what is blocked is restored.
 * @law 1039:32.2 1039:33.1 1039:34 1039:37.1 1039:39
 */
export function changeBy(act: AccessAct, { state, maySign }: Standing): Change | undefined {
  if (state === 'annulled') return undefined;
  switch (act) {
    case 'block':
      return state === 'active' ? { state: 'blocked', maySign, event: 'blocked' } : undefined;
    case 'annul':
      return { state: 'annulled', maySign, event: 'annulled' };
    case 'restore':
      return state === 'blocked' ? { state: 'active', maySign, event: 'restored' } : undefined;
    case 'block-signing':
      return maySign ? { state, maySign: false, event: 'signing-blocked' } : undefined;
    case 'restore-signing':
      return maySign ? undefined : { state, maySign: true, event: 'signing-restored' };
    case 'grant':
    case 'appoint-temporary-administrator':
    case 're-register':
      return undefined;
  }
}

/** Of a temporary administrator: any body with users of its own, but for consumers' (1039:55). */
const connectingKinds: readonly SubjectKind[] = [
  ...(['provider', 'manager', 'billing-centre', 'authority', 'administrator'] as const),
  ...(['laboratory', 'payment-provider', 'contact-centre'] as const),
];

const kindsOf: Partial<Readonly<Record<Role, readonly SubjectKind[]>>> = {
  'collective-consumer': ['association'],
  provider: ['provider'],
  manager: ['manager'],
  'billing-centre': ['billing-centre'],
  laboratory: ['laboratory'],
  'payment-provider': ['payment-provider'],
  'contact-centre': ['contact-centre'],
  'local-authority': ['authority'],
  'state-administration': ['authority'],
  regulator: ['authority'],
  'cabinet-secretariat': ['authority'],
  ministry: ['authority'],
  owner: ['authority'],
  'temporary-administrator': connectingKinds,
  'technical-administrator': ['administrator'],
};

/** Roles that somebody may have in the name of a body. */
export const bodyRoles = Object.keys(kindsOf) as readonly Role[];

/** Whether a role fits the kind of a body. */
export function fits(role: Role, kind: SubjectKind): boolean {
  return kindsOf[role]?.includes(kind) ?? false;
}

/** Roles whose power ends at a territory: a decision that gives them one names it. */
export const territorialRoles: readonly Role[] = ['local-authority', 'state-administration'];
