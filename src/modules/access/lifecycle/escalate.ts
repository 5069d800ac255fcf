import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { defineJob, type Job } from '#platform/jobs/worker.ts';
import { writeLetters } from '#platform/mail/jobs.ts';
import type { Execution, Operations } from '#platform/operations.ts';
import { system } from '#platform/principal.ts';
import { z } from 'zod';
import { readInOffice } from '../memberships/memberships.sql.ts';
import { deskPath, reportPath } from './paths.ts';
import { restrictedDeskPath } from '../restricted/paths.ts';
import { takeOverdueRestricted } from '../restricted/restricted.sql.ts';
import { texts as restrictedTexts } from '../restricted/texts.uk.ts';
import { takeOverdue } from './requests.sql.ts';
import { texts } from './texts.uk.ts';

const everyFiveMinutes = '*/5 * * * *';

/**
 * Tells the owner and the technical administrators, once, of each submission whose term has passed,
 * and the owner of each request for restricted information.
 * @law 1039:36 1039:38 1039:95
 */
export const escalateOverdue = defineCommand({
  id: 'access.escalate-overdue',
  law: [law('1039:36'), law('1039:38'), law('1039:95')],
  audience: ['system'],
  scope: { kind: 'self' },
  input: z.object({}),
  async handle({ tx, now }: Execution): Promise<{ readonly told: readonly bigint[] }> {
    const db = queryableOf(tx);
    const overdue = await takeOverdue(db, now);
    const restricted = await takeOverdueRestricted(db, now);
    if (overdue.length === 0 && restricted.length === 0) return { told: [] };
    const owners = await readInOffice(db, 'owner', now);
    const administrators = await readInOffice(db, 'technical-administrator', now);
    const letters = overdue.flatMap(({ requestId, act }) => {
      const letter = {
        ...({ notice: 'term-passed', documentKind: texts.acts[act] } as const),
        documentNumber: String(requestId),
      };
      return [
        ...owners.map((recipient) => ({ ...letter, recipient, link: reportPath })),
        ...administrators.map((recipient) => {
          return { ...letter, recipient, link: `${deskPath}/${requestId}` };
        }),
      ];
    });
    const ofRestricted = restricted.flatMap(({ requestId }) =>
      owners.map((recipient) => ({
        ...({ recipient, notice: 'term-passed' } as const),
        documentKind: restrictedTexts.document.name,
        documentNumber: String(requestId),
        link: `${restrictedDeskPath}/${requestId}`,
      })),
    );
    await writeLetters(tx, [...letters, ...ofRestricted], now);
    return { told: overdue.map(({ requestId }) => requestId) };
  },
});

export function escalationJob(operations: Operations): Job<unknown> {
  return defineJob({
    task: 'escalate-access-requests',
    payload: z.unknown(),
    cron: everyFiveMinutes,
    handle: async () => {
      const outcome = await operations.carryOut(escalateOverdue, system, {});
      if (outcome.kind !== 'done') throw new Error(`nobody was told: ${outcome.kind}`);
    },
  });
}
