import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { findSubjectByCode, type SubjectName } from '#modules/registry/index.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { readStaff } from './decisions.sql.ts';
import { openStaff, type NamedMembership } from './decisions.ts';
import { isInRemit } from './remit.ts';

const input = z.object({ edrpou: z.string().trim().max(10) });

export interface BodyStaff {
  readonly body: SubjectName;
  readonly staff: readonly NamedMembership[];
}

/** Users of a body that an administrator may decide on, before a paper about them is entered. */
export function bodyStaffQuery(secrets: FieldCipher) {
  return defineQuery({
    id: 'access.body-staff',
    law: [law('1039:54.1'), law('1039:55')],
    audience: ['technical-administrator', 'temporary-administrator'],
    scope: { kind: 'self' },
    input,
    auditSubject: ({ edrpou }) => `edrpou:${edrpou}`,
    async handle(
      { db, principal, now }: Reading,
      { edrpou }: z.infer<typeof input>,
    ): Promise<BodyStaff | Refusal> {
      const on = queryableOf(db);
      const body = await findSubjectByCode(on, edrpou);
      if (body === undefined) return refuse('body-unknown');
      const all = await readStaff(on, body.subjectId);
      const theirs = await Promise.all(all.map((one) => isInRemit(db, principal, one, now)));
      const staff = all.filter((_, at) => theirs[at]);
      return { body, staff: await openStaff(secrets, staff) };
    },
  });
}
