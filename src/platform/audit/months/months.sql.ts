import { z } from 'zod';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import { entryColumns, entryRow, wholeNumber } from '../audit.sql.ts';
import { committedFields, type AuditEntry, type Opening } from '../entry.ts';
import { beginningOf, lowestIdAt, type LogMonth } from './month.ts';

/** Makes the partitions of a month; how many rows lay in the rest meanwhile. */
export async function ensureMonth(db: Queryable, month: LogMonth): Promise<bigint> {
  const rows = await selectRows<{ taken: bigint }>(db, 'select audit.ensure_month($1) as taken', [
    month.toString(),
  ]);
  return rows[0]?.taken ?? 0n;
}

function boundsOf(month: LogMonth): readonly [string, string] {
  const next = month.add({ months: 1 });
  return [lowestIdAt(beginningOf(month)), lowestIdAt(beginningOf(next))];
}

/** The first month that has entries in a partition of its own, or undefined. */
export async function findFirstMonth(db: Queryable): Promise<Temporal.Instant | undefined> {
  const rows = await selectRows<{ at: Temporal.Instant }>(
    db,
    'select at from audit.entry order by entry_id limit 1',
  );
  return rows[0]?.at;
}

export interface MonthCount {
  readonly entries: number;
  /** Without a leaf of the tree yet. */
  readonly waiting: number;
}

export async function countMonth(db: Queryable, month: LogMonth): Promise<MonthCount> {
  const { rows } = await db.query(
    `select count(*) as entries, count(*) filter (where l.leaf_index is null) as waiting
     from audit.entry e left join audit.leaf l using (entry_id)
     where e.entry_id >= $1::uuid and e.entry_id < $2::uuid`,
    boundsOf(month),
  );
  return z.object({ entries: wholeNumber, waiting: wholeNumber }).parse(rows[0]);
}

/** An entry of a month as a file keeps it: with its leaf, its place in the order, its openings. */
export interface MonthEntry {
  readonly leafIndex: number;
  readonly entry: AuditEntry;
  readonly era: number;
  readonly transactionId: string;
  readonly openings: readonly Opening[];
}

const openingsColumn = `(select jsonb_agg(jsonb_build_object('field', o.field,
    'salt', encode(o.salt, 'hex'), 'value', o.value)) from audit.opening o
  where o.entry_id = e.entry_id) as openings`;

const openingJson = z
  .object({ field: z.enum(committedFields), salt: z.string(), value: z.string() })
  .transform((opening): Opening => ({ ...opening, salt: Buffer.from(opening.salt, 'hex') }));
const monthRow = z.object({
  leaf_index: wholeNumber,
  era: z.number(),
  transaction_id: z.string(),
  openings: z.array(openingJson).nullable(),
});

/**
 * Entries of a month in the order of their leaves, by a cursor of the transaction that `db` is in:
 * memory does not grow with the month.
 */
export async function* readMonth(
  db: Queryable,
  month: LogMonth,
  pageSize: number,
): AsyncGenerator<readonly MonthEntry[]> {
  const [low, high] = boundsOf(month);
  await db.query(`declare month_entries no scroll cursor for
    select l.leaf_index, ${entryColumns}, e.era, e.transaction_id::text, ${openingsColumn}
    from audit.entry e join audit.leaf l using (entry_id)
    where e.entry_id >= '${low}' and e.entry_id < '${high}' order by l.leaf_index`);
  for (;;) {
    const { rows } = await db.query(`fetch ${pageSize} from month_entries`);
    if (rows.length === 0) break;
    yield rows.map((row) => {
      const found = monthRow.parse(row);
      return {
        leafIndex: found.leaf_index,
        entry: entryRow.parse(row),
        era: found.era,
        transactionId: found.transaction_id,
        openings: inOrder(found.openings ?? []),
      };
    });
  }
  await db.query('close month_entries');
}

function inOrder(openings: readonly Opening[]): readonly Opening[] {
  return openings.toSorted(
    (a, b) => committedFields.indexOf(a.field) - committedFields.indexOf(b.field),
  );
}

/** A month that is over and sealed, as it was counted then. */
export interface MonthSeal {
  readonly month: LogMonth;
  readonly headSize: number;
  readonly entries: number;
  readonly sha256: Uint8Array;
}

export async function insertSeal(
  db: Queryable,
  { month, headSize, entries, sha256 }: MonthSeal,
  now: Temporal.Instant,
): Promise<void> {
  await db.query(
    `insert into audit.month_seal (month, head_size, entries, sha256, sealed_at)
     values ($1, $2, $3, $4, $5)`,
    [month.toString(), headSize, entries, sha256, now.toString()],
  );
}

const sealRow = z
  .object({
    month: z.instanceof(Temporal.PlainDate),
    head_size: wholeNumber,
    entries: wholeNumber,
    sha256: z.instanceof(Uint8Array),
  })
  .transform(({ head_size: headSize, ...seal }): MonthSeal => ({ ...seal, headSize }));

/** The last seal of each month, in the order of months. */
export async function readSeals(db: Queryable): Promise<readonly MonthSeal[]> {
  const { rows } = await db.query(
    `select distinct on (month) month, head_size, entries, sha256
     from audit.month_seal order by month, head_size desc`,
  );
  return rows.map((row) => sealRow.parse(row));
}

/** Months whose entries lie in files. */
export async function readMonthsOut(db: Queryable): Promise<readonly LogMonth[]> {
  const rows = await selectRows<{ month: LogMonth }>(
    db,
    'select month from audit.month_out order by month',
  );
  return rows.map(({ month }) => month);
}

export async function takeMonthOut(
  db: Queryable,
  { month, sha256 }: Pick<MonthSeal, 'month' | 'sha256'>,
): Promise<void> {
  await db.query('select audit.take_month_out($1, $2)', [month.toString(), sha256]);
}

export async function beginBringingBack(db: Queryable, month: LogMonth): Promise<void> {
  await db.query('select audit.begin_bringing_back($1)', [month.toString()]);
}

export async function bringMonthBack(db: Queryable, month: LogMonth): Promise<void> {
  await db.query('select audit.bring_month_back($1)', [month.toString()]);
}

/** Writes entries of a file into the tables of their month, which are not attached yet. */
export async function writeMonth(
  db: Queryable,
  month: LogMonth,
  entries: readonly MonthEntry[],
): Promise<void> {
  const suffix = month.toString().slice(0, 7).replace('-', '_');
  await db.query(
    `insert into audit.entry_${suffix} (entry_id, at, command, clauses, actor_commitment,
       subject_commitment, payload_commitment, outcome, era, transaction_id)
     select entry_id, at, command, string_to_array(clauses, ' '), actor, subject, payload, outcome,
       era, transaction_id::xid8
     from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::bytea[], $6::bytea[],
       $7::bytea[], $8::text[], $9::smallint[], $10::text[])
       as e (entry_id, at, command, clauses, actor, subject, payload, outcome, era,
             transaction_id)`,
    [
      entries.map(({ entry }) => entry.id),
      entries.map(({ entry }) => entry.at.toString()),
      entries.map(({ entry }) => entry.command),
      entries.map(({ entry }) => entry.clauses.join(' ')),
      entries.map(({ entry }) => entry.actor),
      entries.map(({ entry }) => entry.subject),
      entries.map(({ entry }) => entry.payload),
      entries.map(({ entry }) => entry.outcome),
      entries.map(({ era }) => era),
      entries.map(({ transactionId }) => transactionId),
    ],
  );
  const openings = entries.flatMap(({ entry, openings: all }) =>
    all.map((opening) => ({ ...opening, id: entry.id })),
  );
  await db.query(
    `insert into audit.opening_${suffix} (entry_id, field, salt, value)
     select * from unnest($1::uuid[], $2::text[], $3::bytea[], $4::text[])`,
    [
      openings.map(({ id }) => id),
      openings.map(({ field }) => field),
      openings.map(({ salt }) => salt),
      openings.map(({ value }) => value),
    ],
  );
}
