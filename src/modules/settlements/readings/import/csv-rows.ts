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

/**
 * Reads a CSV file row by row, however long; the delimiter is the one that makes most known
 * headings. Throws UnreadableReadings when a quotation mark swallows the rest of the file.
 */
export async function* csvRows(path: string, encoding: Encoding): AsyncGenerator<SheetRow> {
  const source = createReadStream(path, { highWaterMark: pieceBytes });
  const parser = parse({
    bom: true,
    delimiter: await detectDelimiter(path, encoding),
    max_record_size: recordBytesMax,
    relax_column_count: true,
    relax_quotes: true,
  });
  const text = encoding === 'utf-8' ? source : source.pipe(decode(encoding));
  source.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  let line = 1;
  try {
    for await (const cells of parser as AsyncIterable<readonly string[]>) {
      yield { line, cells };
      line += linesOf(cells);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Records made before the fault may still wait unread; the parser has counted them.
    const records = Number(error['records']);
    throw new UnreadableReadings('broken-quotes', String(records + 1), error);
  } finally {
    source.destroy();
  }
}

/** A record is one line, and one more for each line end inside its quoted cells. */
function linesOf(cells: readonly string[]): number {
  let lines = 1;
  for (const cell of cells) if (cell.includes('\n')) lines += cell.split('\n').length - 1;
  return lines;
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
