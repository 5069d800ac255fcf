import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { isRefusal, refuse, type Refusal } from '#kernel/result.ts';
import { users } from '#kernel/role.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { actorKey } from '#platform/principal.ts';
import { endSessionsOf } from '#platform/sessions/sessions.sql.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { changeHeld } from './apply-decision.ts';
import { lockActiveOf, standInPerson, type HeldMembership } from './decisions.sql.ts';
import { noticeTask } from './notice.ts';
import { openHeld } from './decisions.ts';
import { findRequest, markReceived } from './requests.sql.ts';
import { writeDecision, writeRequest } from './requests.ts';
import { texts } from './texts.uk.ts';

const { faults } = texts;
const basisCharsMax = 1_000;

const input = z.object({
  basis: z.string(faults.basis).trim().min(1, faults.basis).max(basisCharsMax, faults.basis),
});

/**
 * Whoever says that their own key is compromised is blocked at once in every name that the key
 * opens, their own as a consumer among them, and all their sessions and those of their deputies
 * end: nobody else's word is needed to stop a thief.
 * @law 1039:32.1
 */
export function reportKeyCommand(secrets: FieldCipher) {
  return defineCommand({
    id: 'access.report-key',
    law: [law('1039:32.1'), law('1039:36')],
    audience: users,
    scope: { kind: 'self' },
    input,
    auditPayload: () => ({}),
    async handle(
      execution: Execution,
      { basis }: z.infer<typeof input>,
    ): Promise<{ readonly personId: bigint; readonly blocked: number } | Refusal> {
      const { tx, principal, now } = execution;
      const { personId } = principal;
      if (personId === null) return refuse('nobody');
      const db = queryableOf(tx);
      await standInPerson(db, personId, dayInKyiv(now));
      const memberships = await lockActiveOf(db, personId);
      for (const held of memberships) await blockOwn(execution, secrets, { held, basis });
      await endSessionsOf(db, personId, 'all');
      return { personId, blocked: memberships.length };
    },
  });
}

/** Filed, decided and done by the word of its person. */
async function blockOwn(
  execution: Execution,
  secrets: FieldCipher,
  { held, basis }: { readonly held: HeldMembership; readonly basis: string },
): Promise<void> {
  const { tx, principal, now } = execution;
  const db = queryableOf(tx);
  const { role, subjectId, territoryId, membershipId, personId, rnokpp, ...said } = await openHeld(
    secrets,
    held,
  );
  if (rnokpp === null) throw new Error(`person ${personId} has no tax number`);
  const { surname, givenName, patronymic, post, maySign, isHead, from, until } = said;
  const submission = {
    ...({ act: 'block', entry: 'person', ground: '1039:32.1' } as const),
    ...{ role, subjectId, territoryId, membershipId, rnokpp, surname, givenName, patronymic },
    ...{ post, maySign, isHead, basis, valid: { from, to: until }, email: null, phone: null },
    ...{ aroseOn: dayInKyiv(now), submitterId: personId, submittedBy: actorKey(principal) },
    ...{ documentId: null, cameAt: null },
  };
  const requestId = await writeRequest(db, secrets, submission, now);
  await markReceived(db, requestId, { receivedAt: now, dueAt: now });
  const request = await findRequest(db, { requestId });
  if (request === undefined) throw new Error('the submission was not written');
  const changed = await changeHeld(execution, { request, held });
  if (isRefusal(changed)) throw new Error(`an active membership was not blocked`);
  await writeDecision(db, secrets, requestId, {
    ...({
      outcome: 'approved',
      reason: texts.keyReason,
      membershipId,
      deciderId: personId,
    } as const),
    ...{ decidedBy: actorKey(principal), decidedAt: now },
  });
  await execution.enqueue(noticeTask, { requestId }, { key: `${noticeTask}:${requestId}` });
}
