export type XlsxFault = 'not-a-spreadsheet' | 'too-large' | 'broken';

/** A file is no spreadsheet that can be read to its end. */
export class UnreadableXlsx extends Error {
  readonly fault: XlsxFault;
  /** The last row that was read; 0 when there was none. */
  readonly line: number;

  constructor(fault: XlsxFault, { line = 0, cause }: { line?: number; cause?: unknown } = {}) {
    super(fault, { cause });
    this.name = 'UnreadableXlsx';
    this.fault = fault;
    this.line = line;
  }
}
