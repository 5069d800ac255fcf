import { mandateActs, type MandateAct } from '#kernel/command.ts';
import { roles } from '#kernel/role.ts';
import { z } from 'zod';

const dayText = z.union([
  z.instanceof(Temporal.PlainDate),
  z.iso.date().transform((day) => Temporal.PlainDate.from(day)),
]);
const bigintText = z.union([z.bigint(), z.string().regex(/^\d+$/).transform(BigInt)]);

/** Who acts: a person in one role, and for officials the subject in whose name. */
export const principalSchema = z.object({
  role: z.enum(roles),
  personId: bigintText.nullable(),
  personName: z.string(),
  subjectId: bigintText.nullable(),
  subjectName: z.string().nullable(),
  /** The decision that lets the person act so; a consumer in person needs none. */
  membershipId: bigintText.nullable(),
  /** Where the person has power, for those whose power ends somewhere. */
  territoryId: z.number().int().nullable(),
  /** The day from which the decision or the mandate counts no longer. */
  until: dayText.nullable(),
  /** Whom a trusted consumer acts for, by the mandate that says so (1039:20.11). */
  mandate: z
    .object({
      mandateId: bigintText,
      grantorName: z.string(),
      acts: z.array(z.enum(mandateActs)).readonly(),
    })
    .nullable(),
  /** The right to sign is a switch of its own (1039:34). */
  maySign: z.boolean(),
});

export type Principal = Readonly<z.infer<typeof principalSchema>>;

export const anonymous: Principal = {
  role: 'anonymous',
  personId: null,
  personName: '',
  subjectId: null,
  subjectName: null,
  membershipId: null,
  territoryId: null,
  until: null,
  mandate: null,
  maySign: true,
};

/** The platform's own jobs. */
export const system: Principal = { ...anonymous, role: 'system' };

/**
 * Whether pages offer an act: a trusted consumer is shown what the mandate names. Whether it may
 * be done is decided where it is done.
 * @law 1039:20.11
 */
export function isOffered({ mandate }: Principal, act: MandateAct): boolean {
  return mandate === null || mandate.acts.includes(act);
}

/**
 * A short stable name for logs, keys and the audit commitment; no personal data in it. What a
 * trusted consumer does is marked with the mandate.
 */
export function actorKey(principal: Principal): string {
  const { role, personId, subjectId, mandate } = principal;
  if (role === 'system') return 'system';
  if (personId === null) return 'anonymous';
  const holder = mandate === null ? (subjectId ?? '-') : `mandate-${mandate.mandateId}`;
  return `person:${personId}:${role}:${holder}`;
}
