import type { Database } from '#platform/db/database.ts';
import { z } from 'zod';
import { searchAccounts } from './accounts.sql.ts';
import type { AccountBrief } from './dwelling.ts';
import {
  bigintField,
  choiceField,
  dateField,
  flagField,
  optional,
  pageBounds,
  pageField,
  territoryIdField,
  toPage,
  type Page,
} from './fields.ts';
import { addressKey } from './search-key.ts';

const textLengthMax = 200;

export const accountSearchInput = z.object({
  subjectId: bigintField,
  /** The accounts that the subject bills, or those that it provides with a service. */
  as: choiceField(['biller', 'provider']),
  hromadaId: optional(territoryIdField),
  /** How the number of the account begins. */
  number: optional(z.string().trim().max(textLengthMax)),
  /** Street, and the number of the house after it. */
  address: optional(z.string().trim().max(textLengthMax)),
  /** Also accounts that are closed. */
  closedToo: flagField,
  on: dateField,
  order: choiceField(['number', 'address']).default('number'),
  page: pageField,
});

export type AccountSearchInput = z.infer<typeof accountSearchInput>;

/** Accounts of a biller or provider for its cabinet, sorted and cut into pages by the server. */
export async function findAccounts(
  db: Database,
  input: AccountSearchInput,
): Promise<Page<AccountBrief>> {
  const rows = await searchAccounts(db, {
    subjectId: input.subjectId,
    as: input.as,
    hromadaId: input.hromadaId ?? null,
    numberStart: input.number ?? null,
    addressKey: input.address === undefined ? null : addressKey(input.address),
    openOnly: !input.closedToo,
    on: input.on,
    order: input.order,
    ...pageBounds(input.page),
  });
  return toPage(rows, input.page);
}
