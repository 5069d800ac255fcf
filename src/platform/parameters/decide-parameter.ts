import { z } from 'zod';
import { defineCommand, type CommandDefinition } from '#kernel/command.ts';
import { isRefusal, type Refusal } from '#kernel/result.ts';
import type { Execution } from '#platform/operations.ts';
import { actorKey, type Principal } from '#platform/principal.ts';
import { makeRoom } from './make-room.ts';
import { parameterIdField } from './parameter-fields.ts';
import { findProposal, lockCode, recordDecision } from './proposals.sql.ts';
import { parameterFaults as faults } from './texts.uk.ts';
import { refuseParameter } from './refuse-parameter.ts';
import { codesTogether, refuseValue, type ParameterRules } from './rules.ts';
import { readApprovedParameters } from './store.sql.ts';

const decisionInput = z.object({
  parameterId: parameterIdField,
  decision: z.enum(['approve', 'reject'], faults.decision),
});

type Decision = z.infer<typeof decisionInput>;

export interface Decided {
  readonly state: 'approved' | 'rejected';
}

/**
 * Decides on a proposal. Approving needs a second person, whatever the role or subject they act in;
 * rejecting does not, so that a slip can be taken back by who made it. Dates before the first day
 * of an approved value go on giving the earlier value.
 */
export function decideParameter(
  rules: ParameterRules,
): CommandDefinition<Decision, Decided | Refusal, Execution> {
  return defineCommand({
    id: 'platform.decide-parameter',
    law: ['1039:10.17', '1039:53.3'],
    audience: ['technical-administrator'],
    scope: { kind: 'platform', key: () => 'parameters' },
    input: decisionInput,
    auditSubject: ({ parameterId }) => `parameter-proposal:${parameterId}`,
    async handle(execution, { parameterId, decision }) {
      const { tx, principal } = execution;
      const seen = await findProposal(tx, parameterId);
      if (seen === undefined) return refuseParameter('proposal-missing');
      const codes = codesTogether(rules, seen.parameter.code);
      for (const code of codes) await lockCode(tx, code);
      const proposal = await findProposal(tx, parameterId);
      if (proposal?.state !== 'proposed') return refuseParameter('already-decided');
      const decided = { by: actorKey(principal), at: execution.now };
      if (decision === 'reject') {
        await recordDecision(tx, parameterId, 'rejected', decided);
        return { state: 'rejected' };
      }
      if (isEnteredBy(principal, proposal.enteredBy)) return refuseParameter('same-person');
      // Others may have been approved since it was proposed.
      const approved = await readApprovedParameters(tx, codes);
      const refusal = refuseValue(rules, approved, proposal.parameter);
      if (refusal !== undefined) return refusal;
      const entered = { by: proposal.enteredBy, at: proposal.enteredAt };
      const obstacle = await makeRoom(tx, proposal.parameter, { entered, approved: decided });
      if (isRefusal(obstacle)) return obstacle;
      await recordDecision(tx, parameterId, 'approved', decided);
      return { state: 'approved' };
    },
  });
}

/** The same person may act in several roles and for several subjects; the eyes stay theirs. */
function isEnteredBy(principal: Principal, enteredBy: string): boolean {
  const actor = actorKey(principal);
  return personOf(actor) === personOf(enteredBy);
}

function personOf(actor: string): string {
  return actor.split(':').slice(0, 2).join(':');
}
