import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { Reading } from '#platform/operations.ts';
import { beyondReach } from '#platform/reach.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import type { Standing } from '../lifecycle/acts.ts';
import { findInPerson } from '../lifecycle/decisions.sql.ts';
import { readPeople } from '../people/people.sql.ts';
import { fullName, openName } from '../people/people.ts';
import { readFactors, type Factor } from '../second-factor/factors.sql.ts';
import { forPeople, isFoundBy } from './find-person.ts';

const input = z.object({
  personId: z
    .string()
    .regex(/^[1-9]\d{0,17}$/)
    .transform(BigInt),
});

/** What an administrator sees of a person they found: no more than a paper is compared with. */
export interface ShownPerson {
  readonly personId: bigint;
  readonly name: string;
  /** How their access in person stands. */
  readonly inPerson: Standing;
  /** What kinds of second factors they have, since when; nothing that would help to pass them. */
  readonly factors: readonly Pick<Factor, 'kind' | 'addedAt'>[];
}

/** Somebody whom the administrator found within the hour; the log says that they were looked at. */
export function showPersonQuery(secrets: FieldCipher) {
  return defineQuery({
    ...forPeople,
    id: 'access.show-person',
    law: [law('1039:32.1'), law('1039:54.1')],
    input,
    auditSubject: ({ personId }) => `person:${personId}`,
    async handle(
      { db, principal, now }: Reading,
      { personId }: z.infer<typeof input>,
    ): Promise<ShownPerson | Refusal> {
      if (!(await isFoundBy(db, principal, { personId, now }))) return refuse('not-there');
      const shown = await beyondReach(db, 'whom an administrator found is shown', (every) =>
        readShown(every, secrets, personId),
      );
      return shown ?? refuse('not-there');
    },
  });
}

async function readShown(
  every: Queryable,
  secrets: FieldCipher,
  personId: bigint,
): Promise<ShownPerson | undefined> {
  const [person] = await readPeople(every, [personId]);
  if (person === undefined) return undefined;
  const { state, maySign } = (await findInPerson(every, personId)) ?? {
    state: 'active',
    maySign: true,
  };
  const factors = await readFactors(every, personId);
  return {
    personId,
    name: fullName(await openName(secrets, person)),
    inPerson: { state, maySign },
    factors: factors.map(({ kind, addedAt }) => ({ kind, addedAt })),
  };
}
