import type { Role } from '#kernel/command.ts';
import { z } from 'zod';

const roles = [
  'anonymous',
  'individual-consumer',
  'provider',
  'ministry',
  'technical-administrator',
  'system',
] as const satisfies readonly Role[];

const bigintText = z.union([z.bigint(), z.string().regex(/^\d+$/).transform(BigInt)]);

/** Who acts: a person in one role, and for officials the subject in whose name. */
export const principalSchema = z.object({
  role: z.enum(roles),
  personId: bigintText.nullable(),
  personName: z.string(),
  subjectId: bigintText.nullable(),
  subjectName: z.string().nullable(),
});

export type Principal = Readonly<z.infer<typeof principalSchema>>;

export const anonymous: Principal = {
  role: 'anonymous',
  personId: null,
  personName: '',
  subjectId: null,
  subjectName: null,
};

/** The platform's own jobs. */
export const system: Principal = { ...anonymous, role: 'system' };

/** A short stable name for logs, keys and the audit commitment; no personal data in it. */
export function actorKey(principal: Principal): string {
  if (principal.role === 'system') return 'system';
  if (principal.personId === null) return 'anonymous';
  return `person:${principal.personId}:${principal.role}:${principal.subjectId ?? '-'}`;
}
