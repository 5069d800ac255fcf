const counterBits = 32n;

/** Identifiers of a hromada: hromada_id · 2^32 + counter, so that hromadas never ask each other. */
export class Identifiers {
  readonly #base: bigint;
  #counter: number;

  constructor(hromadaId: number, counter: number) {
    this.#base = BigInt(hromadaId) << counterBits;
    this.#counter = counter;
  }

  take(): bigint {
    const id = this.#base + BigInt(this.#counter);
    this.#counter += 1;
    return id;
  }

  /** The counter that the next identifier will have. */
  upcoming(): number {
    return this.#counter;
  }
}
