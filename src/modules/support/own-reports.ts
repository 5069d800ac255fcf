import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { users } from '#kernel/role.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { errorIdField } from './error-id.ts';
import { openReport, type OpenedReport } from './open-report.ts';
import { findReport, readReportsOf } from './reports.sql.ts';

const shownMax = 50;

const own = {
  law: [law('1039:19.9'), law('1039:88.2'), law('1039:90.2')],
  audience: users,
  scope: { kind: 'self' },
} as const;

/** What somebody has reported, with its state of this moment. */
export function listOwnReportsQuery(secrets: FieldCipher) {
  return defineQuery({
    ...own,
    id: 'support.list-own-reports',
    input: z.object({}),
    async handle({ db, principal }: Reading): Promise<readonly OpenedReport[]> {
      const { personId } = principal;
      if (personId === null) return [];
      const rows = await readReportsOf(queryableOf(db), personId, shownMax);
      return Promise.all(rows.map((row) => openReport(secrets, row)));
    },
  });
}

const oneInput = z.object({ errorId: errorIdField });

/** One of them, with the answer. */
export function findOwnReportQuery(secrets: FieldCipher) {
  return defineQuery({
    ...own,
    id: 'support.find-own-report',
    input: oneInput,
    async handle(
      { db, principal }: Reading,
      { errorId }: z.infer<typeof oneInput>,
    ): Promise<OpenedReport | Refusal> {
      const row = await findReport(queryableOf(db), errorId);
      const isTheirs = row !== undefined && row.personId === principal.personId;
      return isTheirs && row.personId !== null
        ? openReport(secrets, row)
        : refuse('no-such-report');
    },
  });
}
