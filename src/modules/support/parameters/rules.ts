import { whole, type ParameterRules } from '#platform/parameters/rules.ts';

/** What the parameters of support.csv may be. */
export const supportParameters: ParameterRules = {
  bounds: { 'support.check_working_days': whole(1, 30) },
  partsOfOne: [],
};
