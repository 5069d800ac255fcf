/** A hash of a message that comes in parts. */
export interface StreamingHash {
  update(octets: Uint8Array): this;
  /** The hash of all parts. To be called once, last. */
  digest(): Uint8Array;
}
