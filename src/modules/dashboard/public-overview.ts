import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { isRefusal, type Refusal } from '#kernel/result.ts';
import { publicAccountsMin } from '#modules/settlements/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { everybody } from '#kernel/role.ts';
import type { Reading } from '#platform/operations.ts';
import {
  overviewInput,
  readMonths,
  readOverview,
  readPlace,
  type Overview,
  type OverviewInput,
} from './overview.ts';

/**
 * Charges, payments and arrears by territory as everybody may see them (1039:12.3): sums only, of
 * groups that are large enough, and nothing of any person.
 */
export const publicOverview = defineQuery({
  id: 'dashboard.public-overview',
  law: [law('1039:12.3'), law('1039:44'), law('1039:94')],
  audience: everybody,
  scope: { kind: 'public' },
  input: overviewInput,
  async handle({ db, now }: Reading, input: OverviewInput): Promise<Overview | Refusal> {
    const place = await readPlace(db, input.territory);
    if (isRefusal(place)) return place;
    const months = await readMonths(db, input.period);
    if (isRefusal(months)) return months;
    return readOverview(db, place, {
      ...months,
      accountsMin: publicAccountsMin,
      today: dayInKyiv(now),
    });
  },
});
