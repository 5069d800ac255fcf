import { setTimeout as delay } from 'node:timers/promises';
import type { Queryable } from '#platform/db/queryable.ts';
import type { EntryAnnouncer } from './announcer.ts';
import { appendEntries } from './audit.sql.ts';
import type { SealedEntry } from './entry.ts';

const gatherMsDefault = 2;
const entriesPerInsertMax = 500;
const waitingMax = 20_000;
/** One insert is being written while the next one is being gathered. */
const insertsAtOnceMax = 2;

interface Waiting {
  readonly sealed: SealedEntry;
  readonly settle: PromiseWithResolvers<void>;
}

export interface GroupAppenderOptions {
  readonly announcer?: EntryAnnouncer;
  /** How long the first of a group waits for others. */
  readonly gatherMs?: number;
}

/** Thrown instead of letting the queue grow without end; the caller refuses the request. */
export class AuditQueueFull extends Error {
  override readonly name = 'AuditQueueFull';
}

/**
 * Appends entries that have no transaction of their own: reads of personal data, refused access.
 * Entries that come within a few milliseconds share one insert and one commit.
 */
export class GroupAppender {
  readonly #db: Queryable;
  readonly #options: GroupAppenderOptions;
  readonly #waiting: Waiting[] = [];
  readonly #writers = new Set<Promise<void>>();
  #writersBusy = 0;

  constructor(db: Queryable, options: GroupAppenderOptions = {}) {
    this.#db = db;
    this.#options = options;
  }

  /** Resolves when the entry is committed; rejects when that is not known, so go no further. */
  append(sealed: SealedEntry): Promise<void> {
    if (this.#waiting.length >= waitingMax) {
      return Promise.reject(new AuditQueueFull(`${waitingMax} audit entries wait to be written`));
    }
    const settle = Promise.withResolvers<void>();
    this.#waiting.push({ sealed, settle });
    const isFull = this.#waiting.length >= entriesPerInsertMax;
    if (this.#writersBusy === 0 || (isFull && this.#writersBusy < insertsAtOnceMax)) {
      this.#writersBusy += 1;
      const writer = this.#writeAll().finally(() => this.#writers.delete(writer));
      this.#writers.add(writer);
    }
    return settle.promise;
  }

  /** Resolves when nothing is waiting any more; for an orderly stop. */
  async drain(): Promise<void> {
    while (this.#writers.size > 0) await Promise.all(this.#writers);
  }

  async #writeAll(): Promise<void> {
    await delay(this.#options.gatherMs ?? gatherMsDefault);
    while (this.#waiting.length > 0) {
      await this.#write(this.#waiting.splice(0, entriesPerInsertMax));
    }
    // In the same step as the look at the empty queue: an entry that comes next starts a writer.
    this.#writersBusy -= 1;
  }

  async #write(group: readonly Waiting[]): Promise<void> {
    try {
      await appendEntries(
        this.#db,
        group.map(({ sealed }) => sealed),
      );
    } catch (error) {
      for (const { settle } of group) settle.reject(error);
      return;
    }
    for (const { settle } of group) settle.resolve();
    this.#options.announcer?.announce();
  }
}
