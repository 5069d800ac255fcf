import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { readInOffice } from '#modules/access/index.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { writeLetters } from '#platform/mail/jobs.ts';
import type { Execution } from '#platform/operations.ts';
import { z } from 'zod';
import { errorDeskPath } from './paths.ts';
import { countedWithin } from './report-error.ts';
import { answersFor } from './report.ts';
import { forgetReporters, takeOverdue } from './reports.sql.ts';
import { texts } from './texts.uk.ts';

/**
 * Tells those who answer, once, of each report whose term has passed, and forgets by whom reports
 * came that are counted no more.
 * @law 1039:88.1 1039:90.1
 */
export const tellOverdueReports = defineCommand({
  id: 'support.tell-overdue',
  law: [law('1039:88.1'), law('1039:90.1')],
  audience: ['system'],
  scope: { kind: 'self' },
  input: z.object({}),
  async handle({ tx, now }: Execution): Promise<{ readonly told: readonly bigint[] }> {
    const db = queryableOf(tx);
    await forgetReporters(db, now.subtract(countedWithin));
    const overdue = await takeOverdue(db, now);
    for (const { reportId, kind } of overdue) {
      const told = await readInOffice(db, answersFor(kind), now);
      const letter = {
        ...({ notice: 'term-passed', documentKind: texts.documentKind } as const),
        ...{ documentNumber: String(reportId), link: `${errorDeskPath}/${reportId}` },
      };
      await writeLetters(
        tx,
        told.map((recipient) => ({ recipient, ...letter })),
        now,
      );
    }
    return { told: overdue.map(({ reportId }) => reportId) };
  },
});
