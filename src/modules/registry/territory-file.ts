import { parse } from 'csv-parse/sync';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { readCodifierSheet } from './codifier-sheet.ts';
import { UnreadableFile, type TerritoryLine } from './territory-line.ts';

export const territoryFileBytesMax = 32 * 1024 * 1024;
const inflatedBytesMax = 64 * 1024 * 1024;
const gzipMagic = [0x1f, 0x8b];
const zipMagic = [0x50, 0x4b];
const codifierColumns = ['code', 'parent', 'category', 'name'] as const;

/**
 * Reads a codifier: CSV `code,parent,category,name`, plain or gzip, or the ministry's XLSX sheet.
 * The form is told by the first bytes. Throws UnreadableFile.
 */
export async function readTerritoryFile(file: Uint8Array): Promise<TerritoryLine[]> {
  if (startsWith(file, zipMagic)) return readCodifierSheet(limited(file));
  const rows = await readCsv(file, codifierColumns);
  return rows.map(({ line, cells: [code = '', parent = '', category = '', name = ''] }) => ({
    line,
    code,
    parent,
    category,
    name,
  }));
}

export interface CsvLine {
  readonly line: number;
  /** In the order of the columns asked for. */
  readonly cells: readonly string[];
}

/** Reads the named columns of a CSV file, plain or gzip. Throws UnreadableFile. */
export async function readCsv(file: Uint8Array, columns: readonly string[]): Promise<CsvLine[]> {
  const text = await decode(limited(file));
  const [heading, ...rows] = parseCsv(text);
  const positions = columns.map((column) => heading?.record.indexOf(column) ?? -1);
  if (positions.includes(-1)) throw new UnreadableFile('the heading lacks a column');
  return rows.map(({ record, info }) => ({
    line: info.lines,
    cells: positions.map((position) => record[position] ?? ''),
  }));
}

interface ParsedCsv {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function parseCsv(text: string): ParsedCsv[] {
  const options = {
    bom: true,
    delimiter: [',', ';'],
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  };
  try {
    // With `info` each record comes wrapped, which the package's types do not say.
    return parse(text, options) as unknown as ParsedCsv[];
  } catch (error) {
    throw new UnreadableFile('not a CSV file', { cause: error });
  }
}

async function decode(file: Uint8Array): Promise<string> {
  try {
    const plain = startsWith(file, gzipMagic)
      ? await promisify(gunzip)(file, { maxOutputLength: inflatedBytesMax })
      : file;
    return new TextDecoder('utf-8', { fatal: true }).decode(plain);
  } catch (error) {
    throw new UnreadableFile('not UTF-8 text', { cause: error });
  }
}

function limited(file: Uint8Array): Uint8Array {
  if (file.byteLength > territoryFileBytesMax) throw new UnreadableFile('the file is too large');
  return file;
}

function startsWith(file: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => file[index] === byte);
}
