import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { findAccount } from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Database } from '#platform/db/database.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { Reading } from '#platform/operations.ts';
import { beyondReach } from '#platform/reach.ts';
import { z } from 'zod';
import { readPersonNames } from '../people/person-names.sql.ts';
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
 * Mandates that a person gave and was given. Until a trusted person agrees, the grantor sees the
 * name that they typed and nothing that the platform knows of them.
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
    const { names, addresses } = await beyondReach(
      db,
      'the other side of a mandate, and of which homes it speaks',
      (every, all) => readSides({ every, all }, mandates),
    );
    const today = dayInKyiv(now);
    return mandates.map((mandate) => {
      const isGiven = mandate.grantorId === personId;
      return {
        ...mandate,
        isGiven,
        otherName: isGiven ? (names.get(mandate.trusteeId) ?? '') : mandate.grantorName,
        addresses: mandate.accountIds.flatMap((accountId) => addresses.get(accountId) ?? []),
        isOver: Temporal.PlainDate.compare(mandate.until, today) <= 0,
      };
    });
  },
});

async function readSides(
  { every, all }: { readonly every: Queryable; readonly all: Database },
  mandates: readonly Mandate[],
) {
  const trustees = mandates.map(({ trusteeId }) => trusteeId);
  const people = await readPersonNames(every, trustees);
  const accountIds = new Set(mandates.flatMap((mandate) => mandate.accountIds));
  const accounts = await Promise.all(Array.from(accountIds, (id) => findAccount(all, id)));
  return {
    names: new Map(people.map((one) => [one.personId, one.name])),
    addresses: new Map(
      accounts.flatMap((one) => (one === undefined ? [] : [[one.accountId, one.address] as const])),
    ),
  };
}
