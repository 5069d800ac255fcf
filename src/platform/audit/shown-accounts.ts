/**
 * How an entry names the accounts of consumers that an answer showed. The database reads it too:
 * audit.shown_accounts and its index know this beginning (decision 0026).
 */

/** So many accounts one entry names; what shows more leaves several. */
export const accountsNamedMax = 2_000;

const named = /^\{"shownAccounts":\[([\d,]+)\]/;

/** What was asked for, as JSON, with the accounts that the answer showed before it. */
export function namingAccounts(accounts: readonly bigint[], asked: string): string {
  return `{"shownAccounts":[${accounts.join(',')}],"asked":${asked}}`;
}

/** How many accounts a payload names; 0 when it names none. */
export function accountsNamedIn(payload: string): number {
  const [, accounts] = named.exec(payload) ?? [];
  return accounts === undefined ? 0 : accounts.split(',').length;
}
