import { whole, type ParameterRules } from '#platform/parameters/rules.ts';

const hours = whole(1, 720);
const workingDays = whole(1, 30);

/** What the parameters of access.csv may be. */
export const accessParameters: ParameterRules = {
  bounds: {
    'access.block_hours': hours,
    'access.restore_hours': hours,
    'access.signing_hours': hours,
    'access.grant_working_days': workingDays,
    'access.notice_working_days': workingDays,
  },
  partsOfOne: [],
};
