import { Batcher } from '#platform/db/batcher.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { ScopeCheck } from '#platform/operations.ts';
import { areShown, type Look } from './documents.sql.ts';
import { holderOf } from './holder.ts';

const looks = new WeakMap<Database | Tx, Batcher<Look, boolean>>();

/** A document is its sender's, and once registered everybody's who takes part in it (1039:71). */
export const documentScope: ScopeCheck = async (db, principal, { key }) => {
  const holder = holderOf(principal);
  if (holder === undefined) return false;
  const batcher =
    looks.get(db) ?? new Batcher<Look, boolean>((asked) => areShown(queryableOf(db), asked));
  looks.set(db, batcher);
  return batcher.ask({ documentId: BigInt(key), holder });
};
