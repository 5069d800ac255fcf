import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { findAccount } from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { readPersonNames } from '../people/people.ts';
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
export function showMandatesQuery(secrets: FieldCipher) {
  return defineQuery({
    id: 'access.show-mandates',
    law: [law('1039:20.11'), law('1039:25')],
    audience: ['individual-consumer'],
    scope: { kind: 'self' },
    input: z.object({}),
    async handle({ db, principal, now }: Reading): Promise<readonly ShownMandate[]> {
      const { personId } = principal;
      if (personId === null) return [];
      const queryable = queryableOf(db);
      const mandates = await readMandatesOf(queryable, personId);
      const names = await readPersonNames(
        queryable,
        secrets,
        mandates.flatMap(({ grantorId, trusteeId }) => [grantorId, trusteeId]),
      );
      const today = dayInKyiv(now);
      return Promise.all(
        mandates.map(async (mandate) => {
          const accounts = await Promise.all(mandate.accountIds.map((id) => findAccount(db, id)));
          const isGiven = mandate.grantorId === personId;
          return {
            ...mandate,
            isGiven,
            otherName: names.get(isGiven ? mandate.trusteeId : mandate.grantorId) ?? '',
            addresses: accounts.flatMap((account) =>
              account === undefined ? [] : account.address,
            ),
            isOver: Temporal.PlainDate.compare(mandate.until, today) <= 0,
          };
        }),
      );
    },
  });
}
