import { choice, decimal, share, whole, type ParameterRules } from '#platform/parameters/rules.ts';
import { averageMethods } from '../rules/meter-history.ts';

/** Volumes are counted in millionths of their unit. */
const microDecimals = 6;
const kopiykaDecimals = 2;

/**
 * What the parameters of settlements.csv may be. A norm of nothing is a norm; a due day later than
 * its month is the last of it.
 */
export const settlementsParameters: ParameterRules = {
  bounds: {
    'water.norm': decimal('0', '100', microDecimals),
    'hot-water.norm': decimal('0', '100', microDecimals),
    'gas.norm': decimal('0', '1000', microDecimals),
    'electricity.norm': decimal('0', '10000', microDecimals),
    'waste.norm': decimal('0', '100', microDecimals),
    'reading.average_months_max': whole(1, 36),
    'reading.average_method': choice(...averageMethods),
    'reading.history_months': whole(1, 36),
    'reading.history_days_min': whole(1, 366),
    'reading.far_from_usual_times': whole(2, 100),
    'heat.season_first_month': whole(1, 12),
    'heat.season_last_month': whole(1, 12),
    'heat.function_share': share(microDecimals),
    'heat.common_share': share(microDecimals),
    'heat.least_share': share(microDecimals),
    'bill.due_day': whole(1, 31),
    'fee.overheads': decimal('0', '100', microDecimals),
    'fee.share': share(microDecimals),
    'fee.service_factor': share(microDecimals),
    'subsistence.minimum': decimal('0', '1000000', kopiykaDecimals),
  },
  partsOfOne: [['heat.function_share', 'heat.common_share']],
};
