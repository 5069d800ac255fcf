import { CompiledQuery } from 'kysely';
import type { Database, Tx } from './database.ts';
import type { Queryable } from './queryable.ts';

/** A connection of either kind: Kysely's, as commands and queries have it, or the driver's own. */
export type Connection = Database | Tx | Queryable;

/** Lets hand-written SQL run on a connection of either kind. */
export function queryableOf(db: Connection): Queryable {
  if ('query' in db) return db;
  return {
    async query(text, values = []) {
      const { rows } = await db.executeQuery(CompiledQuery.raw(text, [...values]));
      return { rows: rows as Record<string, unknown>[] };
    },
  };
}
