import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { writeLetters } from '#platform/mail/jobs.ts';
import type { Execution } from '#platform/operations.ts';
import { beyondReach } from '#platform/reach.ts';
import { endSessionsOf } from '#platform/sessions/sessions.sql.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { deleteFactorsOf, readFactors } from '../second-factor/factors.sql.ts';
import { groundColumn, insertRemoval, setGround } from '../second-factor/removals.sql.ts';
import { securityPath } from '../second-factor/security-page.tsx';
import { oneAtATime } from '../people/one-at-a-time.sql.ts';
import { forPeople, isFoundBy } from './find-person.ts';
import { texts } from './texts.uk.ts';

const { faults } = texts;
const groundCharsMax = 1_000;

const input = z.object({
  personId: z
    .string()
    .regex(/^[1-9]\d{0,17}$/)
    .transform(BigInt),
  ground: z.string(faults.ground).trim().min(1, faults.ground).max(groundCharsMax, faults.ground),
});

/**
 * The administrator takes all second factors from somebody who lost them and proved who they are
 * otherwise. In one transaction their sessions end, whoever holds the lost phone among them, and
 * they are told by a letter; the next sign-in asks for the first proof alone. Nobody does it to
 * themselves: that would make one's own second factor worth nothing.
 * @law 1039:10.2 1039:31 1039:54.1
 */
export function removeFactorsCommand(secrets: FieldCipher) {
  return defineCommand({
    ...forPeople,
    id: 'access.remove-lost-factors',
    law: [law('1039:10.2'), law('1039:31'), law('1039:54.1')],
    input,
    auditSubject: ({ personId }) => `person:${personId}`,
    // How somebody proved who they are is written about them.
    auditPayload: () => ({}),
    async handle(
      { tx, principal, now }: Execution,
      { personId, ground }: z.infer<typeof input>,
    ): Promise<{ readonly personId: bigint } | Refusal> {
      const { personId: removerId } = principal;
      if (removerId === null) return refuse('nobody');
      if (!(await isFoundBy(tx, principal, { personId, now }))) return refuse('not-there');
      if (removerId === personId) return refuse('own-factors');
      const removed = await beyondReach(
        tx,
        'an administrator removes factors that somebody lost',
        (every) => removeAll(every, secrets, { personId, removerId, ground, now }),
      );
      if (removed === undefined) return refuse('no-factors');
      const letter = {
        ...({ recipient: `person:${personId}`, notice: 'factors-removed' } as const),
        ...{ documentKind: texts.removal, documentNumber: String(removed), link: securityPath },
      };
      await writeLetters(tx, [letter], now);
      return { personId };
    },
  });
}

interface Removing {
  readonly personId: bigint;
  readonly removerId: bigint;
  readonly ground: string;
  readonly now: Temporal.Instant;
}

/** The number of the removal; undefined when there is nothing to remove. */
async function removeAll(
  every: Queryable,
  secrets: FieldCipher,
  { ground, ...removing }: Removing,
): Promise<bigint | undefined> {
  const { personId } = removing;
  // What is being tried by a factor is over before the factor goes.
  await oneAtATime(every, 'factor', personId);
  const factors = await readFactors(every, personId);
  if (factors.length === 0) return undefined;
  await deleteFactorsOf(every, personId);
  await endSessionsOf(every, personId, 'all');
  const removalId = await insertRemoval(every, removing);
  const place = { column: groundColumn, rowId: String(removalId) };
  await setGround(every, removalId, await secrets.seal(place, ground));
  return removalId;
}
