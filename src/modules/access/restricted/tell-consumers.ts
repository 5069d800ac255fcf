import type { Clock } from '#platform/clock.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { defineJob, type Job } from '#platform/jobs/worker.ts';
import { writeLetters } from '#platform/mail/jobs.ts';
import { z } from 'zod';
import { readAccountPersons } from '../accounts/account-links.sql.ts';
import { accountsPath } from '../accounts/accounts-page.tsx';
import { findRestricted } from './restricted.sql.ts';
import { texts } from './texts.uk.ts';

export const tellAfterwardsTask = 'tell-restricted-afterwards';
const payload = z.object({ requestId: z.string().transform(BigInt) });

/** Who of an account is told, of what was opened or has been open. */
export function lettersToConsumers(
  notice: 'restricted-opened' | 'restricted-was-open',
  requestId: bigint,
  { accountId, persons }: { readonly accountId: bigint; readonly persons: readonly bigint[] },
) {
  return persons.map((personId) => ({
    ...{ recipient: `person:${personId}`, notice },
    documentKind: texts.document.name,
    documentNumber: String(requestId),
    link: `${accountsPath}/${accountId}/looks`,
  }));
}

/**
 * Tells consumers of what the law forbade to tell while it was open, once it is over.
 * @law 1039:93 1039:95
 */
export function tellAfterwardsJob({
  db,
  clock,
}: {
  readonly db: Queryable;
  readonly clock: Clock;
}): Job<unknown> {
  return defineJob({
    task: tellAfterwardsTask,
    payload,
    async handle({ requestId }) {
      const request = await findRestricted(db, { requestId });
      if (request === undefined || request.accountId === null) {
        throw new Error(`nothing was opened by request ${requestId}`);
      }
      const { accountId } = request;
      const persons = await readAccountPersons(db, accountId);
      const letters = lettersToConsumers('restricted-was-open', requestId, { accountId, persons });
      await writeLetters(db, letters, clock.now());
    },
  });
}
