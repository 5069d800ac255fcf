import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import type { Person } from '../memberships/membership.ts';
import { putPerson, shortName } from '../people/people.ts';

const nameCharsMax = 200;

const input = z.object({
  rnokpp: z.string().length(10),
  surname: z.string().min(1).max(nameCharsMax),
  givenName: z.string().max(nameCharsMax),
  patronymic: z.string().max(nameCharsMax).nullable(),
  email: z
    .string()
    .max(nameCharsMax * 2)
    .nullable()
    .default(null),
  /** Whether a name that is known already is better than this one. */
  keepsName: z.boolean().default(false),
});

/**
 * Finds who an identified person is on the platform. Somebody unknown becomes a consumer: consumers
 * register by themselves (1039:45.1), everybody else is let in by a decision.
 */
export function recognisePersonCommand(secrets: FieldCipher) {
  return defineCommand({
    id: 'recognise-person',
    law: [law('1039:31'), law('1039:45.1'), law('1039:21.11'), law('1039:28')],
    audience: ['system'],
    scope: { kind: 'public' },
    input,
    // A tax number and a name have no place in the log, not even behind a commitment.
    auditSubject: () => 'sign-in',
    auditPayload: () => ({}),
    async handle({ tx, now }: Execution, given: z.infer<typeof input>): Promise<Person> {
      const person = await putPerson(queryableOf(tx), secrets, { ...given, now });
      return { personId: person.personId, personName: shortName(person) };
    },
  });
}

export type RecognisePerson = ReturnType<typeof recognisePersonCommand>;
