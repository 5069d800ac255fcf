import { whole, type ParameterRules } from '#platform/parameters/rules.ts';

/** What the parameters of provision.csv may be. */
export const provisionParameters: ParameterRules = {
  bounds: { 'provision.answer_working_days': whole(1, 60) },
  partsOfOne: [],
};
