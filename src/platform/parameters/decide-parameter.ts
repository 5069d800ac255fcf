import { z } from 'zod';
import { defineCommand } from '#kernel/command.ts';
import { isRefusal, type Refusal } from '#kernel/result.ts';
import type { Execution } from '#platform/operations.ts';
import { actorKey, type Principal } from '#platform/principal.ts';
import { makeRoom } from './make-room.ts';
import { parameterIdField } from './parameter-fields.ts';
import { findProposal, lockCode, recordDecision } from './proposals.sql.ts';
import { parameterFaults as faults } from './texts.uk.ts';
import { refuseParameter } from './refuse-parameter.ts';

const decisionInput = z.object({
  parameterId: parameterIdField,
  decision: z.enum(['approve', 'reject'], faults.decision),
});

/**
 * Decides on a proposal. Approving needs a second person, whatever the role or subject they act in;
 * rejecting does not, so that a slip can be taken back by who made it. Dates before the first day
 * of an approved value go on giving the earlier value.
 */
export const decideParameter = defineCommand({
  id: 'platform.decide-parameter',
  law: ['1039:10.17', '1039:53.3'],
  audience: ['technical-administrator'],
  scope: { kind: 'platform', key: () => 'parameters' },
  input: decisionInput,
  auditSubject: ({ parameterId }) => `parameter-proposal:${parameterId}`,
  async handle(
    { tx, principal, now }: Execution,
    { parameterId, decision }: z.infer<typeof decisionInput>,
  ): Promise<{ readonly state: 'approved' | 'rejected' } | Refusal> {
    const seen = await findProposal(tx, parameterId);
    if (seen === undefined) return refuseParameter('proposal-missing');
    await lockCode(tx, seen.parameter.code);
    const proposal = await findProposal(tx, parameterId);
    if (proposal?.state !== 'proposed') return refuseParameter('already-decided');
    const decided = { by: actorKey(principal), at: now };
    if (decision === 'reject') {
      await recordDecision(tx, parameterId, 'rejected', decided);
      return { state: 'rejected' };
    }
    if (isEnteredBy(principal, proposal.enteredBy)) return refuseParameter('same-person');
    const entered = { by: proposal.enteredBy, at: proposal.enteredAt };
    const obstacle = await makeRoom(tx, proposal.parameter, { entered, approved: decided });
    if (isRefusal(obstacle)) return obstacle;
    await recordDecision(tx, parameterId, 'approved', decided);
    return { state: 'approved' };
  },
});

/** The same person may act in several roles and for several subjects; the eyes stay theirs. */
function isEnteredBy(principal: Principal, enteredBy: string): boolean {
  const actor = actorKey(principal);
  return personOf(actor) === personOf(enteredBy);
}

function personOf(actor: string): string {
  return actor.split(':').slice(0, 2).join(':');
}
