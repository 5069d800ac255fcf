import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { restrictedAskers } from '#kernel/role.ts';
import { findOpenRestricted, oneRestricted, type OpenRestricted } from '#modules/access/index.ts';
import { findAccount, openHolder, type Account } from '#modules/registry/index.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import type { z } from 'zod';
import { listMovements } from '../provider/accounts/account.sql.ts';
import {
  movementsShown,
  readAccountBills,
  readAccountMeters,
  type ProviderAccount,
} from '../provider/accounts/account.ts';

/** What was asked for of an account, and nothing more: a part that was not is undefined. */
export interface OpenedAccount {
  readonly request: OpenRestricted;
  readonly account: Pick<Account, 'accountId' | 'number' | 'address' | 'biller'>;
  readonly money: Pick<ProviderAccount, 'bills' | 'movements'> | undefined;
  readonly meters: ProviderAccount['meters'] | undefined;
  readonly holderName: string | undefined;
}

/**
 * An account as the official sees it whose request opened it, while it is open. The entry in the
 * log is about the request, which is what it was read for, and names the account.
 * @law 1039:93 1039:95
 */
export function openedAccountQuery(secrets: FieldCipher) {
  return defineQuery({
    id: 'restricted-account',
    law: [law('1039:93'), law('1039:95'), law('1039:96')],
    audience: restrictedAskers,
    scope: {
      kind: 'restricted-request',
      key: ({ restrictedId }: z.infer<typeof oneRestricted>) => restrictedId,
    },
    input: oneRestricted,
    auditSubject: ({ restrictedId }) => `restricted-request:${restrictedId}`,
    async handle(
      reading: Reading,
      { restrictedId }: z.infer<typeof oneRestricted>,
    ): Promise<OpenedAccount | Refusal> {
      const { db } = reading;
      const request = await findOpenRestricted(reading, secrets, BigInt(restrictedId));
      const account = request && (await findAccount(db, request.accountId));
      if (request === undefined || account === undefined) return refuse('nothing-open');
      const { accountId, number, address, biller } = account;
      const on = queryableOf(db);
      const sees = (part: (typeof request.parts)[number]) => request.parts.includes(part);
      return {
        request,
        account: { accountId, number, address, biller },
        money: sees('bills')
          ? {
              bills: await readAccountBills(on, account, null),
              movements: await listMovements(on, account, null, movementsShown),
            }
          : undefined,
        meters: sees('readings')
          ? await readAccountMeters(reading, account, () => true)
          : undefined,
        holderName: sees('holder') ? await openHolder(secrets, account) : undefined,
      };
    },
    shownAccounts: ({ account }) => [account.accountId],
  });
}
