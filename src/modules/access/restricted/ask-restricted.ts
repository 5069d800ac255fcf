import { defineCommand } from '#kernel/command.ts';
import { parseAccountNumber, parseEdrpou } from '#kernel/identifiers.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { restrictedAskers } from '#kernel/role.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { oneAtATime } from '../people/one-at-a-time.sql.ts';
import { grounds, restrictedParts } from './kind.ts';
import { writeRestricted } from './restricted.ts';
import { countUndecided } from './restricted.sql.ts';
import { lastWindowDay } from './terms.ts';
import { texts } from './texts.uk.ts';

const { faults } = texts;
const wordsCharsMax = 1_000;
/** More than these at once nobody can be waiting for. */
const undecidedMax = 20;

const words = (fault: string) =>
  z.string(fault).trim().min(1, fault).max(wordsCharsMax, faults.tooLong);

const input = z.object({
  edrpou: z
    .string(faults.edrpou)
    .transform((text) => parseEdrpou(text.trim()))
    .refine((parsed) => parsed.ok, faults.edrpou)
    .transform((parsed) => (parsed.ok ? parsed.value : '')),
  number: z
    .string(faults.number)
    .transform((text) => parseAccountNumber(text.trim()))
    .refine((parsed) => parsed.ok, faults.number)
    .transform((parsed) => (parsed.ok ? parsed.value : '')),
  ground: z.enum(grounds, faults.ground),
  details: words(faults.details),
  purpose: words(faults.purpose),
  parts: z
    .array(z.enum(restrictedParts), faults.parts)
    .min(1, faults.parts)
    .transform((parts) => restrictedParts.filter((part) => parts.includes(part))),
  until: z.iso.date(faults.until).transform((day) => Temporal.PlainDate.from(day)),
  warned: z.literal('yes', faults.warned),
});
export type RestrictedAsked = z.infer<typeof input>;

/**
 * An official asks for restricted information of one account. Whether there is such an account is
 * looked at by nobody before the request is signed, so the answer is the same.
 * @law 1039:95 1039:96
 */
export function askRestrictedCommand(secrets: FieldCipher) {
  return defineCommand({
    id: 'ask-for-restricted',
    law: [law('1039:93'), law('1039:95'), law('1039:96')],
    audience: restrictedAskers,
    scope: { kind: 'self' },
    input,
    auditSubject: () => 'restricted-requests',
    auditPayload: ({ ground, parts, until }: RestrictedAsked) => ({
      ...{ ground, parts, until: until.toString() },
    }),
    async handle(
      { tx, principal, now }: Execution,
      { number, edrpou, ground, details, purpose, parts, until }: RestrictedAsked,
    ): Promise<{ readonly requestId: bigint } | Refusal> {
      const { personId, membershipId, subjectId, territoryId, role } = principal;
      if (personId === null || membershipId === null || subjectId === null) return refuse('nobody');
      const today = dayInKyiv(now);
      if (Temporal.PlainDate.compare(until, today) < 0) return refuse('until-passed');
      const last = await lastWindowDay(tx, today);
      if (Temporal.PlainDate.compare(until, last) > 0) {
        return refuse('until-too-late', law('1039:95'), { last: last.toString() });
      }
      const db = queryableOf(tx);
      await oneAtATime(db, 'restricted', personId);
      if ((await countUndecided(db, personId)) >= undecidedMax) return refuse('too-many-waiting');
      const requestId = await writeRestricted(
        db,
        secrets,
        {
          ...{ personId, membershipId, role, subjectId, territoryId },
          ...{ accountNumber: number, billerEdrpou: edrpou, ground, parts, until },
          ...{ details, purpose },
        },
        now,
      );
      return { requestId };
    },
  });
}
