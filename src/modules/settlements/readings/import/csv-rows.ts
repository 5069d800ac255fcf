import { parse, CsvError } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { countHeadings, headingRowsMax } from './columns.ts';
import type { Encoding } from './inspect-file.ts';
import { UnreadableReadings, type SheetRow } from './sheet-row.ts';

const sampleBytes = 64 * 1024;
const pieceBytes = 256 * 1024;
/** A record longer than this is a quotation mark that was opened and never closed. */
const recordBytesMax = 64 * 1024;
const delimiters = [';', '\t', ','] as const;
const outerQuotes = /^\s*"|"\s*$/g;

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads a CSV file row by row, however long; the delimiter is the one that makes most known
 * headings. Throws UnreadableReadings when a quotation mark swallows the rest of the file.
 */
export async function* csvRows(path: string, encoding: Encoding): AsyncGenerator<SheetRow> {
  const source = createReadStream(path, { highWaterMark: pieceBytes });
  const parser = parse({
    bom: true,
    delimiter: await detectDelimiter(path, encoding),
    info: true,
    max_record_size: recordBytesMax,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  const text = encoding === 'utf-8' ? source : source.pipe(decode(encoding));
  source.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  let line = 0;
  try {
    // With `info` each record comes wrapped, which the package's types do not say.
    for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
      line = info.lines;
      yield { line, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UnreadableReadings('broken-quotes', String(line + 1), error);
  } finally {
    source.destroy();
  }
}

function decode(encoding: Encoding): Transform {
  const decoder = new TextDecoder(encoding);
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      done(null, Buffer.from(decoder.decode(piece, { stream: true })));
    },
  });
}

async function detectDelimiter(path: string, encoding: Encoding): Promise<string> {
  const sample = new TextDecoder(encoding).decode(await readSample(path));
  const lines = sample.split(/\r\n|\r|\n/, headingRowsMax * 2);
  const [best] = delimiters
    .map((delimiter) => ({ delimiter, known: mostHeadings(lines, delimiter) }))
    .sort((a, b) => b.known - a.known);
  if (best === undefined || best.known === 0) {
    // Cyrillic of another encoding reads as wrong letters, so that no heading is known.
    if (encoding !== 'utf-8') throw new UnreadableReadings('wrong-encoding');
    return delimiters[0];
  }
  return best.delimiter;
}

function mostHeadings(lines: readonly string[], delimiter: string): number {
  const counts = lines.map((line) =>
    countHeadings(line.split(delimiter).map((cell) => cell.replace(outerQuotes, ''))),
  );
  return Math.max(0, ...counts);
}

async function readSample(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sampleBytes), 0, sampleBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
