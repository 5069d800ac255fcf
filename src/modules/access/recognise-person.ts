import { defineCommand, type Role } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { z } from 'zod';
import { addConsumerMembership, putPerson, readMemberships } from './access.sql.ts';

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
  today: z.iso.date(),
});

export interface Recognised {
  readonly personId: bigint;
  readonly personName: string;
  readonly role: Role;
  readonly subjectId: bigint | null;
}

/**
 * Finds who an identified person is on the platform. Somebody unknown becomes a consumer: consumers
 * register by themselves (1039:45.1), everybody else is let in by a decision.
 */
export const recognisePerson = defineCommand({
  id: 'recognise-person',
  law: [law('1039:31'), law('1039:45.1'), law('1039:21.11')],
  audience: ['system'],
  scope: { kind: 'public' },
  input,
  // A tax number and a name have no place in the log, not even behind a commitment.
  auditSubject: () => 'sign-in',
  auditPayload: ({ today }) => ({ today }),
  async handle({ tx, now }: Execution, given: z.infer<typeof input>): Promise<Recognised> {
    const db = queryableOf(tx);
    const today = Temporal.PlainDate.from(given.today);
    const person = await putPerson(db, { ...given, now });
    let memberships = await readMemberships(db, person.person_id, today);
    if (memberships.length === 0) {
      await addConsumerMembership(db, person.person_id, today);
      memberships = await readMemberships(db, person.person_id, today);
    }
    const [membership] = memberships;
    return {
      personId: person.person_id,
      personName: [person.given_name, person.surname].filter((part) => part !== '').join(' '),
      role: membership?.role ?? 'individual-consumer',
      subjectId: membership?.subject_id ?? null,
    };
  },
});
