import type { Principal } from './principal.ts';

/** Whose documents they are: a person's, a body's, or the platform's own. */
export type Holder = 'platform' | `person:${bigint}` | `subject:${bigint}`;

/** Who somebody acts for: a consumer for themselves, an official for the body. */
export function holderOf(principal: Principal): Holder | undefined {
  if (principal.role === 'system') return 'platform';
  if (principal.subjectId !== null) return `subject:${principal.subjectId}`;
  return principal.personId === null ? undefined : `person:${principal.personId}`;
}
