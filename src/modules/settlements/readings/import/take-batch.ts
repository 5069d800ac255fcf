import type { Queryable } from '#platform/db/queryable.ts';
import type pg from 'pg';
import type { MeterDirectory, NumberingPlace } from '../ports.ts';
import { ensureMonths, insertReadings, readKnownReadings } from '../reading.sql.ts';
import { chooseMeter } from './choose-meter.ts';
import { advanceImport, insertRefusedLines, lockImportAt } from './import.sql.ts';
import { judgeBatch, type BatchRules, type JudgedBatch, type PlacedLine } from './judge-batch.ts';
import type { RefusedLine } from './line-reason.ts';
import { isParsed, isRefused, refuseLine, type ParsedLine } from './parse-line.ts';

/** All refused lines are counted, the first so many are listed one by one. */
export const listedLinesMax = 10_000;
/** Somebody else storing the very same readings is met again at most this often. */
const attemptsMax = 5;

/** What is the same for all batches of a file. */
export interface ImportRun {
  readonly importId: string;
  readonly providerId: bigint;
  readonly meters: MeterDirectory;
  readonly places: readonly NumberingPlace[];
  readonly since: Temporal.PlainDate;
  readonly rules: BatchRules;
  /** Refused lines listed so far. */
  listed: number;
}

/** A batch whose lines have found their meters, or have not. */
export interface PlacedBatch {
  readonly lines: number;
  readonly placed: readonly PlacedLine[];
  readonly refused: readonly RefusedLine[];
}

/** Finds the meters of a batch's lines, all with one question to the registry. */
export async function placeLines(
  db: Queryable,
  run: ImportRun,
  lines: readonly (ParsedLine | RefusedLine)[],
): Promise<PlacedBatch> {
  const parsed = lines.filter(isParsed);
  const refused = lines.filter(isRefused);
  const { meters, providerId, places, since } = run;
  const names = parsed.map(({ name }) => name);
  const found = await meters.findNamedMeters(db, providerId, { places, names, since });
  const placed: PlacedLine[] = [];
  for (const [index, line] of parsed.entries()) {
    const chosen = chooseMeter(line, found[index] ?? []);
    if (typeof chosen === 'string') refused.push(refuseLine(line, chosen));
    else placed.push({ parsed: line, ...chosen });
  }
  return { lines: lines.length, placed, refused };
}

/**
 * Stores a batch with its refused lines and counts in one transaction. False when the import is no
 * longer where this process left it.
 */
export async function takeBatch(
  client: pg.PoolClient,
  run: ImportRun,
  { batch, done }: { readonly batch: PlacedBatch; readonly done: bigint },
): Promise<boolean> {
  await client.query('begin');
  if (!(await lockImportAt(client, run.importId, done))) {
    await client.query('rollback');
    return false;
  }
  const stored = await storeLines(client, run, batch.placed);
  const refused = [...batch.refused, ...stored.refused].sort((a, b) => a.line - b.line);
  const listed = refused.slice(0, Math.max(0, listedLinesMax - run.listed));
  await insertRefusedLines(client, run.importId, listed);
  await advanceImport(client, run.importId, {
    lines: batch.lines,
    accepted: stored.accepted,
    refused: refused.length,
  });
  await client.query('commit');
  run.listed += listed.length;
  return true;
}

async function storeLines(
  db: Queryable,
  { rules }: ImportRun,
  lines: readonly PlacedLine[],
): Promise<{ readonly accepted: number; readonly refused: readonly RefusedLine[] }> {
  const refused: RefusedLine[] = [];
  let accepted = 0;
  let open = lines;
  for (let attempt = 0; open.length > 0; attempt += 1) {
    if (attempt === attemptsMax) throw new Error('the same readings are stored again and again');
    const keys = open.map(({ parsed, meter, zone }) => ({
      hromadaId: meter.hromadaId,
      meterId: meter.meterId,
      zone,
      takenOn: parsed.takenOn,
    }));
    const known = await readKnownReadings(db, keys, rules.numbers.historyMonths);
    const judged = judgeBatch(open, known, rules);
    refused.push(...judged.refused.map(({ placed, reason }) => refuseLine(placed.parsed, reason)));
    const missed = await insertGood(db, judged, rules);
    accepted += judged.good.length - missed.size;
    open = judged.good.filter((_, index) => missed.has(index)).map(({ placed }) => placed);
  }
  return { accepted, refused };
}

async function insertGood(
  db: Queryable,
  { good }: JudgedBatch,
  { enteredBy, enteredAt }: BatchRules,
): Promise<ReadonlySet<number>> {
  if (good.length === 0) return new Set();
  const rows = good.map(({ row }) => row);
  await ensureMonths(
    db,
    rows.map(({ takenOn }) => takenOn),
  );
  return insertReadings(db, rows, { source: 'file', enteredBy, enteredAt });
}
