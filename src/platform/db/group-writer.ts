import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';

const groupMax = 50;
/** After a group for as long as it took, while the next one gathers; no longer than this. */
const restMsMax = 100;

export interface GroupWriterParts<One, Answer> {
  /** Writes a group in one transaction; answers in the order of the group. */
  readonly write: (group: readonly One[]) => Promise<readonly Answer[]>;
  /** Of one key one goes in a group: what is true of it changes with each. */
  readonly keyOf: (one: One) => unknown;
}

interface Waiting<One, Answer> {
  readonly one: One;
  readonly answer: PromiseWithResolvers<Answer>;
}

/**
 * Turns many small transactions into few: what comes while others are being written, and in the
 * moment after, goes together next. Under load a dozen share one commit and wait once for what they
 * all count; alone, one waits for nobody.
 */
export class GroupWriter<One, Answer> {
  readonly #parts: GroupWriterParts<One, Answer>;
  #waiting: readonly Waiting<One, Answer>[] = [];
  #isWriting = false;

  constructor(parts: GroupWriterParts<One, Answer>) {
    this.#parts = parts;
  }

  write(one: One): Promise<Answer> {
    const answer = Promise.withResolvers<Answer>();
    this.#waiting = [...this.#waiting, { one, answer }];
    void this.#writeAll();
    return answer.promise;
  }

  async #writeAll(): Promise<void> {
    if (this.#isWriting) return;
    this.#isWriting = true;
    // Those who were answered together ask together again.
    await turn();
    while (this.#waiting.length > 0) {
      const began = performance.now();
      await this.#writeGroup(this.#takeGroup());
      await delay(Math.min(restMsMax, performance.now() - began));
    }
    this.#isWriting = false;
  }

  /** Those that came first, one of each key. */
  #takeGroup(): readonly Waiting<One, Answer>[] {
    const group = new Map<unknown, Waiting<One, Answer>>();
    for (const waiting of this.#waiting) {
      const key = this.#parts.keyOf(waiting.one);
      if (group.size < groupMax && !group.has(key)) group.set(key, waiting);
    }
    const taken = new Set(group.values());
    this.#waiting = this.#waiting.filter((waiting) => !taken.has(waiting));
    return Array.from(taken);
  }

  async #writeGroup(group: readonly Waiting<One, Answer>[]): Promise<void> {
    try {
      const answers = await this.#parts.write(group.map(({ one }) => one));
      if (answers.length !== group.length) throw new Error('a group was answered in part');
      await answerInTurn(group, answers);
    } catch (error) {
      if (group.length === 1) for (const { answer } of group) answer.reject(error);
      // One that cannot be written does not take the others along.
      else for (const one of group) await this.#writeGroup([one]);
    }
  }
}

/** Each in a turn of its own: what they all do next must not hold up a page for long. */
async function answerInTurn<One, Answer>(
  group: readonly Waiting<One, Answer>[],
  answers: readonly Answer[],
): Promise<void> {
  for (const [at, { answer }] of group.entries()) {
    answer.resolve(answers[at] as Answer);
    await turn();
  }
}
