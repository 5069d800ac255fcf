import { accessParameters } from '#modules/access/index.ts';
import { provisionParameters } from '#modules/provision/index.ts';
import { settlementsParameters } from '#modules/settlements/index.ts';
import { supportParameters } from '#modules/support/index.ts';
import type { ParameterRules } from '#platform/parameters/rules.ts';

/** What the numbers of all modules may be. */
export const allParameters: ParameterRules = {
  bounds: {
    ...settlementsParameters.bounds,
    ...accessParameters.bounds,
    ...provisionParameters.bounds,
    ...supportParameters.bounds,
  },
  partsOfOne: [
    ...settlementsParameters.partsOfOne,
    ...accessParameters.partsOfOne,
    ...provisionParameters.partsOfOne,
    ...supportParameters.partsOfOne,
  ],
};
