import { law } from '#kernel/law.ts';
import { kopiykas, type Money } from '#kernel/money.ts';
import { periodOf, type Period } from '#kernel/period.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import type { AccountPlace } from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { hromadaOf } from '../account-id.ts';
import { readServiceTotals } from '../billing/bill-services.ts';
import { readStandings, type Standing } from '../payments/post-payments.ts';
import type { CorrectionInput } from './correction-input.ts';
import { findBilledServices, sumCorrections, type ChargedLine } from './corrections.sql.ts';

/** What a correction starts from and what it leads to. */
export interface PreparedCorrection {
  readonly line: ChargedLine;
  /** Charged for the service in the corrected month by its bill. */
  readonly billed: Money;
  /** Added by earlier corrections of that month; below zero when taken off. */
  readonly correctedBefore: Money;
  /** The month whose bill is still to come and will show the correction. */
  readonly posted: Period;
  /** Owed now, before the correction. */
  readonly owed: { readonly line: Money; readonly account: Money };
}

/**
 * Checks a correction against the bills (2189:26.2): it is of a line that the subject bills or
 * provides, of a month that is billed, and takes off no more than what that month still charges.
 * Changes nothing.
 */
export async function prepareCorrection(
  db: Queryable,
  by: {
    readonly subjectId: bigint | null;
    readonly place: AccountPlace;
    readonly now: Temporal.Instant;
  },
  input: CorrectionInput,
): Promise<PreparedCorrection | Refusal> {
  const { accountId, service, providerId, period, amount } = input;
  if (by.subjectId !== by.place.billerId && by.subjectId !== providerId) {
    return refuse('not-their-line', law('1039:26.4.j'));
  }
  if (Temporal.PlainDate.compare(input.actOn, dayInKyiv(by.now)) > 0) {
    return refuse('act-in-future', law('2189:26.2'));
  }
  const line: ChargedLine = { hromadaId: hromadaOf(accountId), accountId, service, providerId };
  const services = await findBilledServices(db, line, period);
  if (services === undefined) {
    return refuse('month-not-billed', law('1039:15.1'), { month: period });
  }
  const billed = readServiceTotals(services).find((total) => isOf(line, total));
  if (billed === undefined) return refuse('not-charged', law('1039:15.1'), { month: period });
  const correctedBefore = await sumCorrections(db, line, period);
  const left = billed.charged + correctedBefore;
  if (amount < 0n && left + amount < 0n) {
    const most = left < 0n ? 0n : left;
    return refuse('more-than-charged', law('2189:26.2'), { left: String(most) });
  }
  const standing = await getStanding(db, line, by.now);
  return {
    line,
    billed: kopiykas(billed.charged),
    correctedBefore: kopiykas(correctedBefore),
    posted: periodOf(standing.openPeriod),
    owed: {
      line: kopiykas(standing.services.find((total) => isOf(line, total))?.due ?? 0n),
      account: standing.due,
    },
  };
}

function isOf(
  line: Pick<ChargedLine, 'service' | 'providerId'>,
  other: Pick<ChargedLine, 'service' | 'providerId'>,
): boolean {
  return line.service === other.service && line.providerId === other.providerId;
}

async function getStanding(
  db: Queryable,
  { hromadaId, accountId }: ChargedLine,
  now: Temporal.Instant,
): Promise<Standing> {
  const standing = (await readStandings(db, hromadaId, [accountId], now)).get(accountId);
  if (standing === undefined) throw new Error('a billed account without a standing');
  return standing;
}
