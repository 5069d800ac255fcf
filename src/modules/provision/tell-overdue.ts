import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { readInOffice } from '#modules/access/index.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { writeLetters } from '#platform/mail/jobs.ts';
import type { Execution } from '#platform/operations.ts';
import { z } from 'zod';
import { kindOf } from './change.ts';
import { takeOverdue } from './changes.sql.ts';
import { answerPath, changePath, provisionDeskPath } from './paths.ts';
import { texts } from './texts.uk.ts';

/**
 * Tells once of each change whose term has passed without an answer: whoever was to answer, whoever
 * asked, and the technical administrators.
 * @law 1039:19.5
 */
export const tellOverdueChanges = defineCommand({
  id: 'provision.tell-overdue',
  law: [law('1039:19.2'), law('1039:19.5')],
  audience: ['system'],
  scope: { kind: 'self' },
  input: z.object({}),
  async handle({ tx, now }: Execution): Promise<{ readonly told: readonly bigint[] }> {
    const db = queryableOf(tx);
    const overdue = await takeOverdue(db, now);
    if (overdue.length === 0) return { told: [] };
    const administrators = await readInOffice(db, 'technical-administrator', now);
    const letters = overdue.flatMap(({ changeId, providerId, answererId, matter, number }) => {
      const letter = {
        ...({ notice: 'term-passed', documentNumber: number ?? '' } as const),
        documentKind: texts.kinds[kindOf(matter)],
      };
      return [
        { ...letter, recipient: `subject:${answererId}`, link: answerPath(changeId) },
        { ...letter, recipient: `subject:${providerId}`, link: changePath(changeId) },
        ...administrators.map((recipient) => ({ ...letter, recipient, link: provisionDeskPath })),
      ];
    });
    await writeLetters(tx, letters, now);
    return { told: overdue.map(({ changeId }) => changeId) };
  },
});
