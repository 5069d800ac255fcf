import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { findAccountsById } from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Database } from '#platform/db/database.ts';
import type { Reading } from '#platform/operations.ts';
import { beyondReach } from '#platform/reach.ts';
import { z } from 'zod';
import { readMandatesOf, type Mandate } from './mandates.sql.ts';

/** A mandate as one of its sides sees it. */
export interface ShownMandate extends Mandate {
  readonly isGiven: boolean;
  /** The other side. */
  readonly otherName: string;
  readonly addresses: readonly string[];
  /** Its days are over, whatever else became of it. */
  readonly isOver: boolean;
}

/**
 * Mandates that a person gave and was given. The grantor sees the name that they typed and nothing
 * that the platform knows of whoever has the tax number.
 */
export const showMandates = defineQuery({
  id: 'access.show-mandates',
  law: [law('1039:20.11'), law('1039:25')],
  audience: ['individual-consumer'],
  scope: { kind: 'self' },
  input: z.object({}),
  async handle({ db, principal, now }: Reading): Promise<readonly ShownMandate[]> {
    const { personId } = principal;
    if (personId === null) return [];
    const mandates = await readMandatesOf(queryableOf(db), personId);
    const addresses = await beyondReach(db, 'of which homes a mandate speaks', (_every, all) =>
      readAddresses(all, mandates),
    );
    const today = dayInKyiv(now);
    return mandates.map((mandate) => {
      const isGiven = mandate.grantorId === personId;
      return {
        ...mandate,
        isGiven,
        otherName: isGiven ? mandate.trusteeName : mandate.grantorName,
        addresses: mandate.accountIds.flatMap((accountId) => addresses.get(accountId) ?? []),
        isOver: Temporal.PlainDate.compare(mandate.until, today) <= 0,
      };
    });
  },
});

async function readAddresses(
  db: Database,
  mandates: readonly Mandate[],
): Promise<ReadonlyMap<bigint, string>> {
  const accountIds = new Set(mandates.flatMap((mandate) => mandate.accountIds));
  const accounts = await findAccountsById(db, Array.from(accountIds));
  return new Map(accounts.map(({ accountId, address }) => [accountId, address]));
}
