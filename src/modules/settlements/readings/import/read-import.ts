import { dayInKyiv, type Clock } from '#platform/clock.ts';
import { withClient } from '#platform/db/client.ts';
import { isRefusal } from '#kernel/result.ts';
import type pg from 'pg';
import { join } from 'node:path';
import { readingSpan } from '../judge-reading.ts';
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
import { lineParser, type LineParser, type ParsedLine } from './parse-line.ts';
import type { RefusedLine } from './line-reason.ts';
import { isBlank, UnreadableReadings } from './sheet-row.ts';
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
  const placed = placeBatches(readBatches(path, Number(begun.lines)), run, pool);
  let done = begun.lines;
  for await (const batch of oneAhead(placed)) {
    const taken = await withClient(pool, (client) => takeBatch(client, run, { batch, done }));
    if (!taken) return false;
    done += BigInt(batch.lines);
  }
  return true;
}

async function* placeBatches(
  batches: AsyncIterable<readonly (ParsedLine | RefusedLine)[]>,
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
      rules: {
        span: readingSpan(today),
        numbers,
        enteredBy: `import:${importId}`,
        enteredAt: clock.now(),
      },
      listed: await countRefusedLines(client, importId),
    };
  });
}

/** The lines below the heading in batches, without blank ones and the first `skipped`. */
async function* readBatches(
  path: string,
  skipped: number,
): AsyncGenerator<readonly (ParsedLine | RefusedLine)[]> {
  const form = await inspectFile(path);
  const rows = form.format === 'xlsx' ? xlsxRows(path) : csvRows(path, form.encoding);
  let parse: LineParser | undefined;
  let passed = 0;
  for await (const piece of inBatches(rows, linesPerBatch)) {
    let lines = piece.filter(({ cells }) => !isBlank(cells));
    if (lines.length === 0) continue;
    if (parse === undefined) {
      const { columns, headingLine } = findColumns(lines.slice(0, headingRowsMax));
      parse = lineParser(columns);
      lines = lines.filter(({ line }) => line > headingLine);
    }
    const left = lines.slice(Math.max(0, skipped - passed));
    passed += lines.length;
    if (left.length > 0) yield left.map(parse);
  }
  if (passed === 0) throw new UnreadableReadings('empty-file');
}
