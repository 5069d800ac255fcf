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
