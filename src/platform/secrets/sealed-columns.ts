import type { FieldCipher } from './field-cipher.ts';

/** A column whose values are sealed and stay; what is swept within hours is left out. */
export interface SealedColumn {
  /** `schema.table.column`, as its values are tied to it. */
  readonly name: string;
  /** What its rows are known by, in the order of their index. */
  readonly keys: readonly {
    readonly column: string;
    readonly type: 'integer' | 'bigint' | 'uuid';
  }[];
  /** By what its values are found: the column, and what stands in it for a value. */
  readonly index?: {
    readonly column: string;
    of(secrets: FieldCipher, plain: string): Buffer | readonly Buffer[];
  };
}

/** A row as its values are tied to it: its keys in their order. */
export function rowIdOf(...keys: readonly (bigint | number | string)[]): string {
  return keys.join(':');
}
