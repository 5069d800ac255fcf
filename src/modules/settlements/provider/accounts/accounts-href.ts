import type { AccountsAsked } from './search-accounts.ts';

export const accountsPath = '/cabinet/accounts';

/** Address of the list in a state; `ending` makes it a file. */
export function accountsHref(
  asked: Omit<AccountsAsked, 'subjectId'> & { readonly subjectId?: bigint },
  ending: '' | '.csv' | '.xlsx' = '',
): string {
  const { place, find, debt, unread, order, way, page } = asked;
  const state: readonly (readonly [string, string | undefined])[] = [
    ['place', place],
    ['find', find === '' ? undefined : find],
    ['debt', debt],
    ['unread', unread],
    ['order', order],
    ['way', way === 'up' ? undefined : way],
    ['page', page === 1 ? undefined : String(page)],
  ];
  const query = new URLSearchParams();
  for (const [name, value] of state) if (value !== undefined) query.set(name, value);
  return `${accountsPath}${ending}?${query.toString()}`;
}
