import { suppliers } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { kopiykas, type Money } from '#kernel/money.ts';
import { periodOf, type Period } from '#kernel/period.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { services, type Service } from '#kernel/service.ts';
import { findAccount, readSubjectNames, type Account } from '#modules/registry/index.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { accountIdSchema } from '../account-id.ts';
import { parseServiceTotals } from '../billing/bill-services.ts';
import { readLastBills } from '../payments/ledger.sql.ts';

/** Months that the form offers: as far back as a debt is looked up month by month. */
const monthsMax = 36;

const input = z.object({ accountId: accountIdSchema });

/** A service that bills have charged, and by how much in each month. */
export interface CorrectableLine {
  readonly service: Service;
  readonly providerId: bigint;
  readonly providerName: string;
  readonly charged: ReadonlyMap<Period, Money>;
}

export interface CorrectableCharges {
  readonly account: Account;
  /** Billed months, newest first. */
  readonly months: readonly Period[];
  readonly lines: readonly CorrectableLine[];
}

/** What of an account its biller, or a provider of its own lines, may correct (1039:26.4.j). */
export const correctableCharges = defineQuery({
  id: 'correctable-charges',
  law: [law('1039:26.4.j'), law('2189:26.2')],
  audience: suppliers,
  scope: {
    kind: 'account',
    act: 'serve',
    key: ({ accountId }: z.infer<typeof input>) => String(accountId),
  },
  input,
  auditSubject: ({ accountId }) => `account:${accountId}`,
  async handle({ db, principal }: Reading, { accountId }): Promise<CorrectableCharges | Refusal> {
    const account = await findAccount(db, accountId);
    const { subjectId } = principal;
    if (account === undefined || subjectId === null) return refuse('no-such-account');
    const own = account.biller.subjectId === subjectId ? null : subjectId;
    const bills = await readLastBills(queryableOf(db), account.hromadaId, [accountId], monthsMax);
    const lines = new Map<string, CorrectableLine & { readonly charged: Map<Period, Money> }>();
    for (const bill of bills) {
      for (const { service, providerId, charged } of parseServiceTotals(bill.services)) {
        if (own !== null && providerId !== own) continue;
        const key = `${service}:${providerId}`;
        const line = lines.get(key) ?? newLine(service, providerId);
        line.charged.set(periodOf(bill.period), kopiykas(charged));
        lines.set(key, line);
      }
    }
    const found = [...lines.values()];
    const names = await readSubjectNames(
      db,
      found.map(({ providerId }) => providerId),
    );
    return {
      account,
      months: bills.map(({ period }) => periodOf(period)),
      lines: found
        .map((line) => ({ ...line, providerName: names.get(line.providerId)?.shortName ?? '' }))
        .sort((a, b) => services.indexOf(a.service) - services.indexOf(b.service)),
    };
  },
});

function newLine(service: Service, providerId: bigint) {
  return { service, providerId, providerName: '', charged: new Map<Period, Money>() };
}
