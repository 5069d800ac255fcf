export type TerritoryFault =
  | 'bad-code'
  | 'unknown-category'
  | 'empty-name'
  | 'duplicate'
  | 'missing-parent'
  | 'wrong-parent';

export type StatusFault = 'unknown-territory' | 'unknown-status' | 'bad-dates';

/** Why a line of a file was left out. `value` is the text that is wrong. */
export interface LineFault<Fault extends string = string> {
  readonly line: number;
  readonly fault: Fault;
  readonly value: string;
}
