import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** What a column of COPY's text format can be given. */
export type CopyValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | Temporal.PlainDate
  | Temporal.Instant;

const bufferedCharsMax = 256 * 1024;
const special = /[\\\n\r\t]/;
const specials = /[\\\n\r\t]/g;
const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** One line of COPY's text format, with its line end. */
export function copyLine(values: readonly CopyValue[]): string {
  let line = '';
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) line += '\t';
    line += copyText(values[index] ?? null);
  }
  return `${line}\n`;
}

function copyText(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value !== 'string') return String(value);
  return special.test(value) ? value.replace(specials, (found) => escapes[found] ?? found) : value;
}

/**
 * Streams lines into `target`, written `schema.table (column, …)`. Memory stays flat however many
 * lines there are. Returns the number of rows the server took.
 */
export async function copyIn(
  client: pg.ClientBase,
  target: string,
  lines: Iterable<string> | AsyncIterable<string>,
): Promise<number> {
  const sink = client.query(copyFrom(`copy ${target} from stdin`));
  await pipeline(Readable.from(gather(lines)), sink);
  return sink.rowCount ?? 0;
}

/**
 * Joins lines into larger pieces: a write for each line would cost more than the line. Lines that
 * need no waiting are joined without it: a turn of the event loop costs more than a line too.
 */
async function* gather(lines: Iterable<string> | AsyncIterable<string>): AsyncGenerator<Buffer> {
  if (Symbol.iterator in lines) {
    yield* joined(lines);
    return;
  }
  let buffered = '';
  for await (const line of lines) {
    buffered += line;
    if (buffered.length < bufferedCharsMax) continue;
    yield Buffer.from(buffered);
    buffered = '';
  }
  if (buffered !== '') yield Buffer.from(buffered);
}

function* joined(lines: Iterable<string>): Generator<Buffer> {
  let buffered = '';
  for (const line of lines) {
    buffered += line;
    if (buffered.length < bufferedCharsMax) continue;
    yield Buffer.from(buffered);
    buffered = '';
  }
  if (buffered !== '') yield Buffer.from(buffered);
}
