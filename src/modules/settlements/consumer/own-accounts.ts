import { consumers } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { readReachedAccounts } from '#modules/access/index.ts';
import { findAccountsById, type Account } from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Operations, Reading } from '#platform/operations.ts';
import type { Principal } from '#platform/principal.ts';
import { z } from 'zod';

/** The accounts that a consumer sees, in a steady order. */
export async function readOwnAccounts(
  db: Database,
  principal: Principal,
  now: Temporal.Instant,
): Promise<readonly Account[]> {
  const ids = await readReachedAccounts(queryableOf(db), principal, dayInKyiv(now));
  return findAccountsById(db, ids);
}

/** A consumer's own accounts (1039:25): what every page of the cabinet begins with. */
export const findOwnAccounts = defineQuery({
  id: 'find-own-accounts',
  law: [law('1039:25'), law('1039:10.5')],
  audience: consumers,
  scope: { kind: 'self' },
  input: z.object({}),
  handle: ({ db, principal, now }: Reading) => readOwnAccounts(db, principal, now),
});

/** The account that a page is about, among one's own. */
export type AskedAccount =
  /** The person has no accounts yet: the page says how they come. */
  | { readonly kind: 'none' }
  /** Another's account, or none at all. */
  | { readonly kind: 'hidden' }
  | {
      readonly kind: 'found';
      readonly account: Account;
      readonly accounts: readonly Account[];
    };

/** The own account that the address asks for; the first when it asks for none. */
export async function askAccount(
  operations: Operations,
  principal: Principal,
  asked: string | undefined,
): Promise<AskedAccount> {
  const own = await operations.ask(findOwnAccounts, principal, {});
  if (own.kind !== 'done') return { kind: 'hidden' };
  const accounts = own.value;
  const account =
    asked === undefined
      ? accounts[0]
      : accounts.find(({ accountId }) => String(accountId) === asked);
  if (account !== undefined) return { kind: 'found', account, accounts };
  return { kind: asked === undefined ? 'none' : 'hidden' };
}
