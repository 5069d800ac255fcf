import type { Queryable } from '#platform/db/queryable.ts';

export const entryChannel = 'audit_entry';
const announceEveryMsDefault = 200;

/**
 * Tells the sequencer that entries are waiting. PostgreSQL lets only one transaction with a
 * notification commit at a time, so a notification in every command would take away group commit;
 * this one goes by itself, after commits, at most once in `everyMs`. It may be lost: the sequencer
 * also looks by itself.
 */
export class EntryAnnouncer {
  readonly #db: Queryable;
  readonly #everyMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(db: Queryable, everyMs: number = announceEveryMsDefault) {
    this.#db = db;
    this.#everyMs = everyMs;
  }

  /** Call it after the transaction with the entries has committed. */
  announce(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#notify();
    }, this.#everyMs).unref();
  }

  async #notify(): Promise<void> {
    try {
      await this.#db.query('select pg_notify($1, $2)', [entryChannel, '']);
    } catch {
      // A database out of reach has nothing to sequence; polling finds the entries later.
    }
  }
}
