import { z } from 'zod';
import { defineQuery, type QueryDefinition } from '#kernel/command.ts';
import type { Role } from '#kernel/role.ts';
import type { Refusal } from '#kernel/result.ts';
import type { Reading } from '#platform/operations.ts';
import { optionalField, parameterIdField, territoryField } from './parameter-fields.ts';
import type { Effect, EffectPreview } from './ports.ts';
import { findProposal, listProposals, readHistory, type StoredParameter } from './proposals.sql.ts';
import { parameterFaults as faults } from './texts.uk.ts';
import { refuseParameter } from './refuse-parameter.ts';
import { codesTogether, refuseValue, type ParameterRules } from './rules.ts';
import { readApprovedParameters } from './store.sql.ts';

const reviewers: readonly Role[] = ['technical-administrator', 'ministry'];
const scope = { kind: 'platform', key: () => 'parameters' } as const;

/** Values that wait for the second pair of eyes. */
export const waitingProposals = defineQuery({
  id: 'platform.waiting-proposals',
  law: ['1039:10.17'],
  audience: reviewers,
  scope,
  input: z.object({}),
  handle: ({ db }: Reading): Promise<StoredParameter[]> => listProposals(db),
});

const historyInput = z.object({
  code: z.string(faults.code).min(1, faults.code),
  territory: optionalField(territoryField),
});

/** Everything ever entered under a code: in force, given way, rejected and waiting. */
export const parameterHistory = defineQuery({
  id: 'platform.parameter-history',
  law: ['1039:10.17'],
  audience: reviewers,
  scope,
  input: historyInput,
  handle: ({ db }: Reading, input: z.infer<typeof historyInput>): Promise<StoredParameter[]> =>
    readHistory(db, input),
});

const previewInput = z.object({ parameterId: parameterIdField });
type PreviewInput = z.infer<typeof previewInput>;

/** What approving a proposal would change, or why it cannot be approved, before anybody decides. */
export function previewProposal(
  rules: ParameterRules,
  effects: EffectPreview,
): QueryDefinition<PreviewInput, Effect | Refusal, Reading> {
  return defineQuery({
    id: 'platform.preview-proposal',
    law: ['1039:10.17'],
    audience: reviewers,
    scope,
    input: previewInput,
    async handle({ db }: Reading, { parameterId }: PreviewInput) {
      const proposal = await findProposal(db, parameterId);
      if (proposal === undefined) return refuseParameter('proposal-missing');
      if (proposal.state !== 'proposed') return refuseParameter('already-decided');
      const codes = codesTogether(rules, proposal.parameter.code);
      const approved = await readApprovedParameters(db, codes);
      return (
        refuseValue(rules, approved, proposal.parameter) ?? (await effects.preview(db, proposal))
      );
    },
  });
}
