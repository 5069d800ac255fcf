/** One line of a file, unchecked. `line` counts from 1 and includes the heading. */
export interface TerritoryLine {
  readonly line: number;
  readonly code: string;
  readonly parent: string;
  readonly category: string;
  readonly name: string;
}

/** The file is not of any known form: neither a codifier in CSV or XLSX nor a list of statuses. */
export class UnreadableFile extends Error {}
