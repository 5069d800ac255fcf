import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { isRefusal, refuse, type Refusal } from '#kernel/result.ts';
import type { Role } from '#kernel/role.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { actorKey, type Principal } from '#platform/principal.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { readPersonCodes } from '../people/people.ts';
import { applyDecision } from './apply-decision.ts';
import { noticeTask } from './notice.ts';
import { lockRequest } from './requests.sql.ts';
import { openRequest, writeDecision, type AccessRequest } from './requests.ts';
import { texts } from './texts.uk.ts';

const { faults } = texts;
const reasonCharsMax = 1_000;

const input = z.object({
  requestId: z.string().regex(/^[1-9]\d{0,17}$/),
  outcome: z.enum(['approved', 'refused'], faults.outcome),
  reason: z.string(faults.reason).trim().min(1, faults.reason).max(reasonCharsMax, faults.reason),
});
type Decision = z.infer<typeof input>;

export interface Decided {
  readonly outcome: Decision['outcome'];
  /** Whose sessions this process must look at anew. */
  readonly personId: bigint | undefined;
}

/**
 * An administrator decides on a submission, once, with a reason; what comes of it happens in the
 * same transaction, and whom it is about is told.
 * @law 1039:36 1039:38 1039:54.1 1039:55
 */
export function decideRequestCommand(secrets: FieldCipher) {
  return defineCommand({
    id: 'access.decide-request',
    law: [
      law('1039:10.19'),
      ...[law('1039:32.2'), law('1039:33.1'), law('1039:34'), law('1039:36'), law('1039:37.1')],
      ...[law('1039:38'), law('1039:39'), law('1039:54.1'), law('1039:54.2'), law('1039:55')],
    ],
    audience: ['technical-administrator', 'temporary-administrator'],
    scope: { kind: 'access-request', key: ({ requestId }: Decision) => requestId },
    input,
    auditSubject: ({ requestId }) => `access-request:${requestId}`,
    // A reason is written about somebody.
    auditPayload: ({ outcome }) => ({ outcome }),
    async handle(
      execution: Execution,
      { requestId, outcome, reason }: Decision,
    ): Promise<Decided | Refusal> {
      const { tx, principal, now } = execution;
      const db = queryableOf(tx);
      const locked = await lockRequest(db, BigInt(requestId));
      if (locked === undefined || locked.receivedAt === null) return refuse('not-there');
      const request = await openRequest(secrets, locked);
      if (request.outcome !== null) return refuse('decided-already');
      const { personId: deciderId } = principal;
      const [ownCode] = deciderId === null ? [] : await readPersonCodes(db, secrets, [deciderId]);
      if (ownCode === request.rnokpp) return refuse('own-matter');
      if (outcome === 'approved' && needsAnother(request, principal)) return refuse('same-person');
      const applied =
        outcome === 'approved' ? await applyDecision(execution, secrets, request) : undefined;
      if (applied !== undefined && isRefusal(applied)) return applied;
      await writeDecision(db, secrets, request.requestId, {
        ...{ outcome, reason, deciderId, decidedBy: actorKey(principal), decidedAt: now },
        membershipId: applied?.membershipId ?? null,
      });
      await execution.enqueue(noticeTask, { requestId }, { key: `${noticeTask}:${requestId}` });
      return { outcome, personId: applied?.personId };
    },
  });
}

const powerful: ReadonlySet<Role> = new Set<Role>([
  'technical-administrator',
  'temporary-administrator',
  'owner',
]);

/** Whoever makes an administrator of paper does not also decide on it. */
function needsAnother({ entry, role, submitterId }: AccessRequest, { personId }: Principal) {
  return entry === 'paper' && powerful.has(role) && submitterId === personId;
}
