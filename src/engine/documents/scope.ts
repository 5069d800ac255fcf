import { queryableOf } from '#platform/db/queryable-of.ts';
import type { ScopeCheck } from '#platform/operations.ts';
import { isShownTo } from './documents.sql.ts';
import { holderOf } from './holder.ts';

/** A document is its sender's, and once registered everybody's who takes part in it (1039:71). */
export const documentScope: ScopeCheck = async (db, principal, { key }) => {
  const holder = holderOf(principal);
  return holder !== undefined && isShownTo(queryableOf(db), BigInt(key), holder);
};
