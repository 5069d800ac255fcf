/**
 * The part of a database connection that hand-written SQL needs. A `pg` pool, a `pg` client and a
 * client inside a transaction all satisfy it.
 */
export interface Queryable {
  query(
    text: string,
    values?: readonly unknown[],
  ): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
}

/** One connection held for itself: session locks and notifications belong to it. */
export interface DedicatedConnection extends Queryable {
  on(event: 'notification', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  /** Gives the connection back; `true` closes it, which also frees its session locks. */
  release(destroy?: boolean): void;
}

/** Rows of a query whose columns are as `Row` says; the one place where that is taken on trust. */
export async function selectRows<Row>(
  db: Queryable,
  text: string,
  values?: readonly unknown[],
): Promise<readonly Row[]> {
  const { rows } = await db.query(text, values);
  return rows as unknown as readonly Row[];
}
