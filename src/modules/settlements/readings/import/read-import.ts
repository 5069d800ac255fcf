import { dayInKyiv, type Clock } from '#platform/clock.ts';
import { withClient } from '#platform/db/client.ts';
import { isRefusal } from '#kernel/result.ts';
import type pg from 'pg';
import { join } from 'node:path';
import { readReadingNumbers } from '../reading-numbers.ts';
import type { MeterDirectory } from '../ports.ts';
import { inBatches, oneAhead } from './batches.ts';
import { findColumns, headingRowsMax } from './columns.ts';
import { csvRows } from './csv-rows.ts';
import {
  beginImport,
  countRefusedLines,
  endImport,
  storedProblem,
  type ReadingImport,
} from './import.sql.ts';
import { inspectFile } from './inspect-file.ts';
import { lineParser, type ParsedLine } from './parse-line.ts';
import type { RefusedLine } from './line-reason.ts';
import { isBlank, UnreadableReadings, type SheetRow } from './sheet-row.ts';
import { placeLines, takeBatch, type ImportRun } from './take-batch.ts';
import { xlsxRows } from './xlsx-rows.ts';

export const linesPerBatch = 5_000;
/** A provider that stopped serving may still send the last readings of its accounts. */
const finalReadingsMonths = 3;

export interface ReadImportParts {
  readonly pool: pg.Pool;
  readonly meters: MeterDirectory;
  /** Folder of the uploads; the file bears the id of its import. */
  readonly directory: string;
  readonly clock: Clock;
  readonly importId: string;
}

/**
 * Reads a provider's file of readings: good lines go in, bad ones are listed with their reasons. A
 * batch and its counts are one transaction, so a process that was killed is taken up where it
 * stopped. A file that cannot be read as a whole ends as failed; anything else that goes wrong is
 * thrown, for the queue to try again.
 */
export async function readImport(parts: ReadImportParts): Promise<void> {
  const { pool, importId, clock } = parts;
  const begun = await withClient(pool, (client) => beginImport(client, importId));
  if (begun === undefined) return;
  try {
    const complete = await readFile(parts, begun);
    if (!complete) return;
    await withClient(pool, (client) =>
      endImport(client, importId, { problem: null, at: clock.now() }),
    );
  } catch (error) {
    if (!(error instanceof UnreadableReadings)) throw error;
    const problem = storedProblem(error.problem, error.about);
    await withClient(pool, (client) => endImport(client, importId, { problem, at: clock.now() }));
  }
}

/** False when another process turned out to be reading the same file. */
async function readFile(parts: ReadImportParts, begun: ReadingImport): Promise<boolean> {
  const { pool } = parts;
  const path = join(parts.directory, begun.importId);
  const run = await prepareRun(parts, begun);
  const lines = readLines(path, Number(begun.lines));
  const placed = placeBatches(inBatches(lines, linesPerBatch), run, pool);
  let done = begun.lines;
  for await (const batch of oneAhead(placed)) {
    const taken = await withClient(pool, (client) => takeBatch(client, run, { batch, done }));
    if (!taken) return false;
    done += BigInt(batch.lines);
  }
  if (done === 0n) throw new UnreadableReadings('empty-file');
  return true;
}

async function* placeBatches(
  batches: AsyncIterable<(ParsedLine | RefusedLine)[]>,
  run: ImportRun,
  pool: pg.Pool,
) {
  for await (const batch of batches) {
    yield await withClient(pool, (client) => placeLines(client, run, batch));
  }
}

async function prepareRun(parts: ReadImportParts, begun: ReadingImport): Promise<ImportRun> {
  const { pool, meters, clock, importId } = parts;
  // The day the file came decides, so that a run taken up later decides the same.
  const today = dayInKyiv(begun.createdAt);
  return withClient(pool, async (client) => {
    const numbers = await readReadingNumbers(client, today);
    if (isRefusal(numbers)) throw new Error(`${numbers.refusal}: ${numbers.details?.['code']}`);
    return {
      importId,
      providerId: begun.providerId,
      meters,
      places: await meters.listNumberingPlaces(client, begun.providerId),
      since: today.subtract({ months: finalReadingsMonths }),
      rules: { today, numbers, enteredBy: `import:${importId}`, enteredAt: clock.now() },
      listed: await countRefusedLines(client, importId),
    };
  });
}

/** The lines below the heading, without the first `skipped`. */
async function* readLines(path: string, skipped: number): AsyncGenerator<ParsedLine | RefusedLine> {
  const form = await inspectFile(path);
  const rows = withoutBlank(form.format === 'xlsx' ? xlsxRows(path) : csvRows(path, form.encoding));
  try {
    const first = await takeFirst(rows, headingRowsMax);
    if (first.length === 0) throw new UnreadableReadings('empty-file');
    const { columns, headingLine } = findColumns(first);
    const parse = lineParser(columns);
    let passed = 0;
    for await (const row of inTurn(first, rows)) {
      if (row.line <= headingLine) continue;
      passed += 1;
      if (passed > skipped) yield parse(row);
    }
  } finally {
    await rows.return(undefined);
  }
}

async function* withoutBlank(rows: AsyncIterable<SheetRow>): AsyncGenerator<SheetRow> {
  for await (const row of rows) if (!isBlank(row.cells)) yield row;
}

async function takeFirst<T>(items: AsyncGenerator<T>, count: number): Promise<readonly T[]> {
  const first: T[] = [];
  while (first.length < count) {
    const next = await items.next();
    if (next.done === true) break;
    first.push(next.value);
  }
  return first;
}

async function* inTurn<T>(first: readonly T[], others: AsyncIterable<T>): AsyncGenerator<T> {
  yield* first;
  yield* others;
}
