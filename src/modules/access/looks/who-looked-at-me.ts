import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { users } from '#kernel/role.ts';
import { readSubjectNames } from '#modules/registry/index.ts';
import { findEntries } from '#platform/audit/audit.sql.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { lookFrom } from './look.ts';
import type { Looks } from './who-looked.ts';

const entriesMax = 100;

/**
 * Who found a person by their tax number, entered a paper about them or removed their second
 * factors: the administrator is seen by whom they look at.
 * @law 1039:93
 */
export const whoLookedAtMe = defineQuery({
  id: 'access.who-looked-at-me',
  law: [law('1039:93')],
  audience: users,
  scope: { kind: 'self' },
  input: z.object({}),
  async handle({ db, principal: { personId } }: Reading): Promise<Looks> {
    const about = { subject: `person:${personId}` };
    const { entries } = await findEntries(queryableOf(db), about, { limit: entriesMax });
    const looks = entries
      .flatMap((entry) => lookFrom(entry) ?? [])
      .filter(({ actor }) => actor.personId !== personId);
    const bodyIds = looks.flatMap(({ actor }) => actor.subjectId ?? []);
    const names = await readSubjectNames(db, Array.from(new Set(bodyIds)));
    return {
      looks: looks.map(({ look, actor: { subjectId } }) => ({
        ...look,
        subjectName: subjectId === undefined ? undefined : names.get(subjectId)?.shortName,
      })),
      next: undefined,
      openings: [],
    };
  },
});
