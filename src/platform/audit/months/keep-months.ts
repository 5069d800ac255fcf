import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../db/database.ts';
import { queryableOf } from '../../db/queryable-of.ts';
import type { Queryable } from '../../db/queryable.ts';
import { defineJob, type Job } from '../../jobs/worker.ts';
import type { Operations } from '../../operations.ts';
import { system } from '../../principal.ts';
import type { VerificationKey } from '../keys.ts';
import { DamagedLog } from '../log-tree.ts';
import { findLatestHead } from '../tree.sql.ts';
import { logMonthOf, nameOfMonth, type LogMonth } from './month.ts';
import { bringBackMonth, sealMonth, takeOutMonth } from './month-commands.ts';
import {
  digestMonth,
  MonthDigest,
  monthPath,
  readMonthFile,
  writeMonthFile,
} from './month-file.ts';
import { countMonth, ensureMonth, findFirstMonth, readMonthsOut, readSeals } from './months.sql.ts';

/** As the migration makes at first. */
const monthsAhead = 3;
/** A month is sealed when the one after it is over too: nothing of it comes any more. */
const monthsOpen = 2;

export interface MonthsParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly operations: Operations;
  /** Where months that are taken out lie. */
  readonly directory: string;
}

/**
 * Makes the partitions of this month and the next ones. Returns those that were made too late:
 * their first entries had to be taken from the rest.
 */
export async function prepareMonths({
  db,
  clock,
}: Pick<MonthsParts, 'db' | 'clock'>): Promise<readonly LogMonth[]> {
  const first = logMonthOf(clock.now());
  const late: LogMonth[] = [];
  for (let ahead = 0; ahead <= monthsAhead; ahead += 1) {
    const month = first.add({ months: ahead });
    if ((await ensureMonth(queryableOf(db), month)) > 0n) late.push(month);
  }
  return late;
}

/** Seals every month that is over and not sealed yet; returns which. */
export async function sealMonths(parts: MonthsParts): Promise<readonly LogMonth[]> {
  const { db, clock } = parts;
  const on = queryableOf(db);
  const earliest = await findFirstMonth(on);
  if (earliest === undefined) return [];
  const known = new Set((await readSeals(on)).map(({ month }) => nameOfMonth(month)));
  const end = logMonthOf(clock.now()).subtract({ months: monthsOpen - 1 });
  const sealed: LogMonth[] = [];
  for (
    let month = logMonthOf(earliest);
    Temporal.PlainDate.compare(month, end) < 0;
    month = month.add({ months: 1 })
  ) {
    if (!known.has(nameOfMonth(month)) && (await sealOne(parts, month))) sealed.push(month);
  }
  return sealed;
}

/** False when the month has no entries, or some are not in the tree yet. */
async function sealOne({ db, operations }: MonthsParts, month: LogMonth): Promise<boolean> {
  const on = queryableOf(db);
  await ensureMonth(on, month);
  const { entries, waiting } = await countMonth(on, month);
  if (entries === 0 || waiting > 0) return false;
  const { digest } = await reading(db, (tx) => digestMonth(tx, month));
  const head = await findLatestHead(on);
  if (head === undefined) throw new DamagedLog('leaves without a head');
  const outcome = await operations.carryOut(sealMonth, system, {
    ...{ month: nameOfMonth(month), headSize: head.size, entries: digest.entries },
    sha256: digest.sha256().toString('hex'),
  });
  if (outcome.kind !== 'done') throw new Error(`a month was not sealed: ${outcome.kind}`);
  return true;
}

/**
 * Writes a sealed month into a file, reads the file back, and takes the month out of the database.
 * Returns where the file lies. Throws when the month is not sealed as it stands.
 */
export async function takeOut(
  parts: MonthsParts & { readonly keys: () => Promise<readonly VerificationKey[]> },
  month: LogMonth,
): Promise<string> {
  const { db, operations, directory } = parts;
  await sealAgainIfGrown(parts, month);
  const head = await findLatestHead(queryableOf(db));
  if (head === undefined) throw new DamagedLog('leaves without a head');
  const keys = await parts.keys();
  const written = await reading(db, (tx) =>
    writeMonthFile({ db: tx, directory, head, keys }, month),
  );
  const again = new MonthDigest();
  for await (const page of readMonthFile(written.path)) for (const one of page) again.add(one);
  if (!again.sha256().equals(written.sha256)) throw new Error(`${written.path} reads otherwise`);
  const outcome = await operations.carryOut(takeOutMonth, system, {
    ...{ month: nameOfMonth(month), sha256: written.sha256.toString('hex') },
  });
  if (outcome.kind !== 'done') throw new Error(`the month stays: ${outcome.kind}`);
  return written.path;
}

/** An entry may have come late, by a clock that was behind. */
async function sealAgainIfGrown(parts: MonthsParts, month: LogMonth): Promise<void> {
  const on = queryableOf(parts.db);
  const seal = (await readSeals(on)).find((one) => one.month.equals(month));
  if (seal === undefined) throw new Error(`${nameOfMonth(month)} is not sealed`);
  const { entries } = await countMonth(on, month);
  if (entries !== seal.entries) await sealOne(parts, month);
}

/** Puts a month back from its file. */
export async function bringBack(
  { operations, directory }: MonthsParts,
  month: LogMonth,
): Promise<void> {
  const outcome = await operations.carryOut(bringBackMonth, system, {
    ...{ month: nameOfMonth(month), path: monthPath(directory, month) },
  });
  if (outcome.kind !== 'done') throw new Error(`the month stays out: ${outcome.kind}`);
}

/** Months of a stretch of time whose entries lie in files. */
export async function monthsOutWithin(
  db: Queryable,
  { from, until }: { readonly from?: Temporal.Instant; readonly until?: Temporal.Instant },
): Promise<readonly LogMonth[]> {
  const [first, last] = [from && logMonthOf(from), until && logMonthOf(until)];
  return (await readMonthsOut(db)).filter(
    (month) =>
      (first === undefined || Temporal.PlainDate.compare(month, first) >= 0) &&
      (last === undefined || Temporal.PlainDate.compare(month, last) <= 0),
  );
}

/** A cursor lives as long as its transaction, which sees the log as it stood at one instant. */
function reading<T>(db: Database, work: (tx: Queryable) => Promise<T>): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((tx) => work(queryableOf(tx)));
}

export interface MonthJobParts extends MonthsParts {
  /** Told of months whose partition came after their first entries. */
  readonly onLate: (month: string) => void;
}

/** Makes months ahead and seals those that are over, every night after the log was checked. */
export function monthJobs(parts: MonthJobParts): readonly Job<unknown>[] {
  return [
    defineJob({
      task: 'keep-audit-months',
      payload: z.unknown(),
      cron: '47 3 * * *',
      async handle() {
        for (const month of await prepareMonths(parts)) parts.onLate(nameOfMonth(month));
        await sealMonths(parts);
      },
    }),
  ];
}
