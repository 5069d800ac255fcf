import type { Settled, SignatureRow } from './signatures.sql.ts';

const groupMax = 50;

/** Writes a group in one transaction; answers with the signatures that it settled. */
export type WriteSettled = (settled: readonly Settled[]) => Promise<readonly SignatureRow[]>;

interface Waiting {
  readonly settled: Settled;
  readonly answer: PromiseWithResolvers<SignatureRow | undefined>;
}

/**
 * Writes settled signatures. Those that come while others are being written go together next: under
 * load one transaction registers a dozen documents, and whoever counts waits once for all of them;
 * alone, a signature waits for nobody.
 */
export class Settler {
  readonly #write: WriteSettled;
  #waiting: readonly Waiting[] = [];
  #isWriting = false;

  constructor(write: WriteSettled) {
    this.#write = write;
  }

  /** Undefined when somebody has settled the signature meanwhile. */
  settle(settled: Settled): Promise<SignatureRow | undefined> {
    const answer = Promise.withResolvers<SignatureRow | undefined>();
    this.#waiting = [...this.#waiting, { settled, answer }];
    void this.#writeAll();
    return answer.promise;
  }

  async #writeAll(): Promise<void> {
    if (this.#isWriting) return;
    this.#isWriting = true;
    while (this.#waiting.length > 0) await this.#writeGroup(this.#takeGroup());
    this.#isWriting = false;
  }

  /** Those that came first, one of each document: what is true of it changes with each. */
  #takeGroup(): readonly Waiting[] {
    const group = new Map<bigint, Waiting>();
    for (const one of this.#waiting) {
      const { documentId } = one.settled;
      if (group.size < groupMax && !group.has(documentId)) group.set(documentId, one);
    }
    const taken = Array.from(group.values());
    this.#waiting = this.#waiting.filter((one) => !taken.includes(one));
    return taken;
  }

  async #writeGroup(group: readonly Waiting[]): Promise<void> {
    try {
      const rows = await this.#write(group.map(({ settled }) => settled));
      for (const { settled, answer } of group) {
        answer.resolve(rows.find(({ signatureId }) => signatureId === settled.signatureId));
      }
    } catch (error) {
      if (group.length === 1) for (const { answer } of group) answer.reject(error);
      // One that cannot be written does not take the others along.
      else for (const one of group) await this.#writeGroup([one]);
    }
  }
}
