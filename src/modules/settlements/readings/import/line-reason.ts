import type { JudgeRefusal } from '../judge-reading.ts';

/** What a line of a file may be refused for. */
export type LineReason =
  | JudgeRefusal
  | 'no-meter-named'
  | 'unknown-service'
  | 'bad-zone'
  | 'zone-missing'
  | 'no-such-zone'
  | 'bad-date'
  | 'bad-value'
  | 'formula'
  | 'cell-error'
  | 'meter-not-found'
  | 'several-meters'
  | 'too-many-decimals'
  | 'lower'
  | 'contradicts-earlier-line';

/** A line that was not taken. */
export interface RefusedLine {
  readonly line: number;
  readonly reason: LineReason;
  /** What the known columns of the line held. */
  readonly excerpt: string;
}
