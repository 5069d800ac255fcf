import { defineQuery, type QueryDefinition } from '#kernel/command.ts';
import type { ParameterValue } from '#kernel/parameters.ts';
import { isRefusal, type Refusal } from '#kernel/result.ts';
import type { Reading } from '#platform/operations.ts';
import type { Effect, EffectPreview } from './ports.ts';
import { proposalInput, readProposedParameter, type ProposalInput } from './propose-parameter.ts';
import type { ParameterRules } from './rules.ts';

export interface CheckedProposal {
  readonly parameter: ParameterValue;
  readonly effect: Effect;
}

/** What the filled form would enter and what it would change, before anything is sent. */
export function checkProposal(
  rules: ParameterRules,
  effects: EffectPreview,
): QueryDefinition<ProposalInput, CheckedProposal | Refusal, Reading> {
  return defineQuery({
    id: 'platform.check-proposal',
    law: ['1039:10.17'],
    audience: ['technical-administrator'],
    scope: { kind: 'platform', key: () => 'parameters' },
    input: proposalInput(rules),
    async handle({ db }: Reading, input: ProposalInput) {
      const parameter = await readProposedParameter(db, rules, input);
      if (isRefusal(parameter)) return parameter;
      return { parameter, effect: await effects.preview(db, { parameter }) };
    },
  });
}
