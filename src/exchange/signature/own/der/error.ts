/** What is wrong with bytes that claim to be DER. */
export type DerFault =
  | 'bad-boolean'
  | 'bad-integer'
  | 'bad-null'
  | 'bad-oid'
  | 'bad-padding'
  | 'bad-string'
  | 'bad-time'
  | 'duplicate'
  | 'empty'
  | 'high-tag-number'
  | 'indefinite-length'
  | 'long-length'
  | 'missing-element'
  | 'non-minimal-length'
  | 'not-constructed'
  | 'not-primitive'
  | 'too-deep'
  | 'too-large'
  | 'too-many-elements'
  | 'trailing-bytes'
  | 'truncated'
  | 'unexpected-element'
  | 'unexpected-value'
  | 'unordered-set';

/** The only error of this room: thrown by readers, turned into a report at its door. */
export class DerError extends Error {
  readonly fault: DerFault;
  readonly offset: number;

  constructor(fault: DerFault, offset = 0) {
    super(`${fault} at ${offset}`);
    this.name = 'DerError';
    this.fault = fault;
    this.offset = offset;
  }
}
