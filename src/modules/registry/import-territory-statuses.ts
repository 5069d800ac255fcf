import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import type { Execution } from '#platform/operations.ts';
import { z } from 'zod';
import { dateField, fileField, flagField, sha256Of } from './fields.ts';
import { keepsRegistry } from './keeps-registry.ts';
import type { LineFault, StatusFault } from './line-fault.ts';
import { readCsv, type CsvLine } from './territory-file.ts';
import { UnreadableFile } from './territory-line.ts';
import {
  findKnownCodes,
  replaceStatuses,
  type StatusPeriod,
  type TerritoryStatus,
} from './territory-status.sql.ts';

/** The order that lists territories of hostilities and occupied territories. */
export const statusListAct = law('376:1');

const territoryStatusImportInput = z.object({
  file: fileField,
  /** Load the good lines of a list that has faulty ones too. */
  takeGoodLines: flagField,
});

type TerritoryStatusImportInput = z.infer<typeof territoryStatusImportInput>;

export interface TerritoryStatusImportReport {
  readonly periods: number;
  readonly added: number;
  readonly removed: number;
  readonly faults: readonly LineFault<StatusFault>[];
}

const columns = ['katottg', 'status', 'from', 'to'];

const statusByWord: Readonly<Record<string, TerritoryStatus>> = {
  possible: 'possible-hostilities',
  active: 'active-hostilities',
  'active-registers': 'active-hostilities-registers-working',
  occupied: 'occupied',
};

/**
 * Loads the whole list of territories with a status (376:1) from CSV `katottg,status,from,to`. The
 * last day is included: the order ends one status and begins the next on the same day or the day
 * after. The list replaces the one before. Refuses an unreadable or faulty file.
 */
export const importTerritoryStatuses = defineCommand({
  id: 'registry.import-territory-statuses',
  law: [law('1039:66'), law('1039:resolution-7.4'), statusListAct],
  ...keepsRegistry,
  input: territoryStatusImportInput,
  auditSubject: () => 'territory-statuses',
  auditPayload: ({ file, ...choices }) => ({ ...choices, fileSha256: sha256Of(file) }),
  async handle(
    { tx }: Execution,
    { file, takeGoodLines }: TerritoryStatusImportInput,
  ): Promise<TerritoryStatusImportReport | Refusal> {
    const lines = await readLines(file);
    if ('refusal' in lines) return lines;
    const codes = lines.map(({ cells }) => cells[0] ?? '');
    const { periods, faults } = readPeriods(lines, await findKnownCodes(tx, codes));
    if (faults.length > 0 && !takeGoodLines) {
      return refuse('status-file-has-faults', statusListAct, { count: faults.length.toString() });
    }
    const change = await replaceStatuses(tx, statusListAct, periods);
    return { periods: periods.length, faults, ...change };
  },
});

function readPeriods(lines: readonly CsvLine[], known: ReadonlySet<string>) {
  const periods: StatusPeriod[] = [];
  const faults: LineFault<StatusFault>[] = [];
  for (const line of lines) {
    const period = readPeriod(line, known);
    if ('fault' in period) faults.push(period);
    else periods.push(period);
  }
  return { periods, faults };
}

async function readLines(file: Uint8Array): Promise<readonly CsvLine[] | Refusal> {
  try {
    return await readCsv(file, columns);
  } catch (error) {
    if (error instanceof UnreadableFile) return refuse('status-file-unreadable', statusListAct);
    throw error;
  }
}

function readPeriod(
  { line, cells: [code = '', word = '', first = '', last = ''] }: CsvLine,
  known: ReadonlySet<string>,
): StatusPeriod | LineFault<StatusFault> {
  if (!known.has(code)) return { line, fault: 'unknown-territory', value: code };
  const status = statusByWord[word];
  if (status === undefined) return { line, fault: 'unknown-status', value: word };
  const from = dateField.safeParse(first);
  const through = last === '' ? undefined : dateField.safeParse(last);
  const reversed =
    from.success &&
    through?.success === true &&
    Temporal.PlainDate.compare(through.data, from.data) < 0;
  if (!from.success || through?.success === false || reversed) {
    return { line, fault: 'bad-dates', value: `${first}–${last}` };
  }
  return { code, status, from: from.data, through: through?.data ?? null };
}
