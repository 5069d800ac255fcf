import { Batcher } from './db/batcher.ts';
import type { Database } from './db/database.ts';
import { queryableOf } from './db/queryable-of.ts';
import type { Queryable } from './db/queryable.ts';

/** Answers for many keys in their order. */
export type ReadTogether<Key, Value> = (
  db: Queryable,
  keys: readonly Key[],
) => Promise<readonly Value[]>;

/** Small questions of many visitors, each kind of which goes to the database together. */
export class Together {
  readonly #db: Queryable;
  readonly #batchers = new WeakMap<object, unknown>();

  constructor(db: Database) {
    this.#db = queryableOf(db);
  }

  ask<Key, Value>(read: ReadTogether<Key, Value>, key: Key): Promise<Value> {
    const known = this.#batchers.get(read) as Batcher<Key, Value> | undefined;
    const batcher = known ?? new Batcher((keys: readonly Key[]) => read(this.#db, keys));
    this.#batchers.set(read, batcher);
    return batcher.ask(key);
  }
}
