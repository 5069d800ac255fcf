import { whole, type ParameterRules } from '#platform/parameters/rules.ts';

const hours = whole(1, 720);
const workingDays = whole(1, 30);
/** Longer than half a year nobody needs the same account open for one case. */
const windowDays = whole(1, 180);
/** Whether consumers are told at once. */
const flag = whole(0, 1);

/** What the parameters of access.csv may be. */
export const accessParameters: ParameterRules = {
  bounds: {
    'access.block_hours': hours,
    'access.restore_hours': hours,
    'access.signing_hours': hours,
    'access.grant_working_days': workingDays,
    'access.notice_working_days': workingDays,
    'access.restricted_decide_working_days': workingDays,
    'access.restricted_window_days': windowDays,
    'access.restricted_told_court': flag,
    'access.restricted_told_investigation': flag,
    'access.restricted_told_law': flag,
    'access.restricted_told_consent': flag,
    'access.restricted_told_appeal': flag,
  },
  partsOfOne: [],
};
