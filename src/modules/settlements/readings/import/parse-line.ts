import { services, type Service } from '#kernel/service.ts';
import type { MeterName } from '../ports.ts';
import { parseReadingValue } from '../reading-value.ts';
import { remembering } from '../remembering.ts';
import { columnNames, headingKey, type Columns } from './columns.ts';
import type { LineReason, RefusedLine } from './line-reason.ts';
import type { Cell, CellFault, SheetRow } from './sheet-row.ts';
import { serviceSpellings, zoneSpellings, type ZoneWord } from './texts.uk.ts';

/** A line that says which meter showed what on which day. */
export interface ParsedLine {
  readonly row: SheetRow;
  readonly columns: Columns;
  readonly name: MeterName;
  /** Number or word of the zone; null when the line names none. */
  readonly zone: number | ZoneWord | null;
  readonly takenOn: Temporal.PlainDate;
  /** Millionths of the unit. */
  readonly value: bigint;
}

export type LineParser = (row: SheetRow) => ParsedLine | RefusedLine;

const excerptCharsMax = 200;
const readingDecimals = 6;

/** Days of a spreadsheet are counted from here, because it takes 1900 for a leap year. */
const spreadsheetEpoch = Temporal.PlainDate.from('1899-12-30');
/** 1 January 2000 to the end of 2173: a number outside is no date but a slip. */
const spreadsheetDayMin = 36_526;
const spreadsheetDayMax = 99_999;

const dayFirst = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$/;
const yearFirst = /^(\d{4})-(\d{2})-(\d{2})(?:[ T]\d{2}:\d{2}.*)?$/;
const zoneNumber = /^[0-3]$/;

const serviceByKey = new Map<string, Service>([
  ...services.map((service): [string, Service] => [headingKey(service), service]),
  ...services.flatMap((service) =>
    (serviceSpellings[service] ?? []).map((spelling): [string, Service] => [
      headingKey(spelling),
      service,
    ]),
  ),
]);

const zoneByKey = new Map<string, ZoneWord>(
  Object.entries(zoneSpellings).flatMap(([word, spellings]) =>
    spellings.map((spelling): [string, ZoneWord] => [headingKey(spelling), word as ZoneWord]),
  ),
);

/** Reads lines of one file; days and services that repeat are read once. */
export function lineParser(columns: Columns): LineParser {
  const readDate = remembering(parseDate);
  const readService = remembering((text) => serviceByKey.get(headingKey(text)));
  return (row) => {
    const at = (name: keyof Columns) => row.cells[columns[name]] ?? null;
    const refused = (reason: LineReason) => refuseLine({ row, columns }, reason);
    const fault = row.cells.some(isFault) ? columnNames.map(at).find(isFault) : undefined;
    if (fault !== undefined) return refused(fault.fault);
    const name = parseName(
      { account: at('account'), service: at('service'), serial: at('serial'), meter: at('meter') },
      readService,
    );
    if (typeof name === 'string') return refused(name);
    const zone = parseZone(textOf(at('zone')));
    if (zone === undefined) return refused('bad-zone');
    const takenOn =
      typeof at('date') === 'number' ? dayOf(at('date')) : readDate(textOf(at('date')));
    if (takenOn === undefined) return refused('bad-date');
    const value = parseReadingValue(textOf(at('value')), readingDecimals);
    if (!value.ok) return refused(value.error === 'not-a-number' ? 'bad-value' : value.error);
    return { row, columns, name, zone, takenOn, value: value.value };
  };
}

/** The line as it is listed when it is not taken. */
export function refuseLine(
  { row, columns }: Pick<ParsedLine, 'row' | 'columns'>,
  reason: LineReason,
): RefusedLine {
  return { line: row.line, reason, excerpt: excerptOf(row, columns) };
}

export function isParsed(line: ParsedLine | RefusedLine): line is ParsedLine {
  return 'takenOn' in line;
}

export function isRefused(line: ParsedLine | RefusedLine): line is RefusedLine {
  return 'reason' in line;
}

type NameCells = Readonly<Record<'account' | 'service' | 'serial' | 'meter', Cell>>;

function parseName(
  cells: NameCells,
  readService: (text: string) => Service | undefined,
): MeterName | LineReason {
  const account = textOf(cells.account);
  const serviceText = textOf(cells.service);
  const either = textOf(cells.meter);
  const eitherService = either === '' ? undefined : readService(either);
  const service = serviceText === '' ? eitherService : readService(serviceText);
  if (serviceText !== '' && service === undefined) return 'unknown-service';
  const ownSerial = textOf(cells.serial);
  const serial = ownSerial === '' && eitherService === undefined ? either : ownSerial;
  if (serial === '' && (account === '' || service === undefined)) return 'no-meter-named';
  return {
    account: account === '' ? null : account,
    service: service ?? null,
    serial: serial === '' ? null : serial,
  };
}

function parseZone(text: string): number | ZoneWord | null | undefined {
  if (text === '') return null;
  return zoneNumber.test(text) ? Number(text) : zoneByKey.get(headingKey(text));
}

/** "21.11.2026", "1.2.26", "2026-11-21", also with the time behind. */
export function parseDate(text: string): Temporal.PlainDate | undefined {
  const [, day = '', month = '', year = ''] = dayFirst.exec(text) ?? [];
  const [, isoYear = '', isoMonth = '', isoDay = ''] = yearFirst.exec(text) ?? [];
  const fields =
    year === ''
      ? { year: Number(isoYear), month: Number(isoMonth), day: Number(isoDay) }
      : { year: Number(year.length === 2 ? `20${year}` : year), month: +month, day: +day };
  if (fields.month === 0 || fields.day === 0) return undefined;
  try {
    return Temporal.PlainDate.from(fields, { overflow: 'reject' });
  } catch (error) {
    // The form is right, the day is not: 31.11.2026.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function dayOf(cell: Cell): Temporal.PlainDate | undefined {
  const days = Math.floor(Number(cell));
  if (days < spreadsheetDayMin || days > spreadsheetDayMax) return undefined;
  return spreadsheetEpoch.add({ days });
}

/** Text of a cell; a number is written with no more decimals than a reading may have. */
function textOf(cell: Cell): string {
  if (typeof cell === 'string') return cell.trim();
  if (typeof cell !== 'number') return '';
  if (Number.isSafeInteger(cell)) return String(cell);
  return Math.abs(cell) < Number.MAX_SAFE_INTEGER ? cell.toFixed(readingDecimals) : '';
}

function isFault(cell: Cell): cell is CellFault {
  return typeof cell === 'object' && cell !== null;
}

/** Only the columns that are read: names of people, if the file has any, stay in it. */
function excerptOf(row: SheetRow, columns: Columns): string {
  return columnNames
    .map((name) => textOf(row.cells[columns[name]] ?? null))
    .filter((text) => text !== '')
    .join('; ')
    .slice(0, excerptCharsMax);
}
