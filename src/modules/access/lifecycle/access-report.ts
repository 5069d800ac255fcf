import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { findSubjectByCode, readSubjectNames } from '#modules/registry/index.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import { beyondReach } from '#platform/reach.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { bodiesOf, bodyNameIn } from './body-name.ts';
import { readReport } from './decisions.sql.ts';
import { openLine, type ToldLine } from './decisions.ts';

/** More than a page shows; the file holds them all. */
const linesMax = 50_000;

const day = z.iso
  .date()
  .transform((text) => Temporal.PlainDate.from(text))
  .nullable()
  .catch(null);

const input = z.object({
  edrpou: z.string().max(10).catch(''),
  state: z.enum(['active', 'blocked', 'annulled']).nullable().catch(null),
  from: day,
  through: day,
});

export interface NamedLine extends ToldLine {
  readonly bodyName: string;
}

/**
 * Users who were granted access, blocked or annulled, with dates and grounds, for the owner.
 * @law 1039:40
 */
export function accessReportQuery(secrets: FieldCipher) {
  return defineQuery({
    id: 'access.report',
    law: [law('1039:40')],
    audience: ['owner', 'technical-administrator'],
    scope: { kind: 'platform', key: () => 'access-report' },
    input,
    auditSubject: () => 'access-report',
    async handle(
      { db }: Reading,
      { edrpou, ...search }: z.output<typeof input>,
    ): Promise<readonly NamedLine[]> {
      const on = queryableOf(db);
      const body = edrpou === '' ? undefined : await findSubjectByCode(on, edrpou);
      if (edrpou !== '' && body === undefined) return [];
      const asked = { ...search, subjectId: body?.subjectId ?? null, limit: linesMax };
      const lines = await beyondReach(db, 'the report names everybody let in', (every) =>
        readReport(every, asked),
      );
      const bodies = await readSubjectNames(db, bodiesOf(lines));
      const told = await Promise.all(lines.map((line) => openLine(secrets, line)));
      return told.map((line) => ({ ...line, bodyName: bodyNameIn(bodies, line.subjectId) }));
    },
  });
}
