const keysPerBatchMax = 500;
/** One batch is being answered while the next one gathers. */
const batchesAtOnceMax = 2;

interface Asked<Key, Value> {
  readonly key: Key;
  readonly answer: PromiseWithResolvers<Value>;
}

/**
 * Turns many small questions into few: what is asked for in one turn of the event loop, and while
 * the questions before it are being answered, goes to the database together. Under load a query
 * serves a dozen requests; alone, a request waits for nobody.
 */
export class Batcher<Key, Value> {
  readonly #read: (keys: readonly Key[]) => Promise<readonly Value[]>;
  readonly #asked: Asked<Key, Value>[] = [];
  #reading = 0;
  #isPlanned = false;

  /** `read` answers in the order of the keys. */
  constructor(read: (keys: readonly Key[]) => Promise<readonly Value[]>) {
    this.#read = read;
  }

  ask(key: Key): Promise<Value> {
    const answer = Promise.withResolvers<Value>();
    this.#asked.push({ key, answer });
    this.#plan();
    return answer.promise;
  }

  #plan(): void {
    if (this.#isPlanned || this.#reading >= batchesAtOnceMax || this.#asked.length === 0) return;
    this.#isPlanned = true;
    setImmediate(() => {
      this.#isPlanned = false;
      void this.#answer(this.#asked.splice(0, keysPerBatchMax));
    });
  }

  async #answer(batch: readonly Asked<Key, Value>[]): Promise<void> {
    this.#reading += 1;
    try {
      const values = await this.#read(batch.map(({ key }) => key));
      if (values.length !== batch.length) throw new Error('a batch was answered in part');
      for (const [index, { answer }] of batch.entries()) answer.resolve(values[index] as Value);
    } catch (error) {
      for (const { answer } of batch) answer.reject(error);
    } finally {
      this.#reading -= 1;
      this.#plan();
    }
  }
}
