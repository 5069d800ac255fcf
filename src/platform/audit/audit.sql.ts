import { z } from 'zod';
import type { Queryable } from '#platform/db/queryable.ts';
import { lowestIdAt } from './months/month.ts';
import {
  committedFields,
  type AuditEntry,
  type CommittedField,
  type EntryId,
  type Opening,
  type SealedEntry,
} from './entry.ts';

/** An entry as it was found, with what may still be opened of it. */
export interface RecordedEntry {
  readonly entry: AuditEntry;
  readonly openings: readonly Opening[];
  /** Place in the tree; null until the sequencer has come to it. */
  readonly leafIndex: number | null;
}

export interface EntryFilter {
  readonly command?: string;
  readonly actor?: string;
  readonly subject?: string;
  /** Not before this instant. */
  readonly from?: Temporal.Instant;
  /** Before this instant. */
  readonly until?: Temporal.Instant;
}

export interface EntryPage {
  /** Newest first. */
  readonly entries: readonly RecordedEntry[];
  /** Where the next page begins; absent on the last page. */
  readonly next?: EntryId;
}

const entriesPerPageMax = 200;

export const entryColumns = `e.entry_id, e.at, e.command, e.clauses,
  e.actor_commitment, e.subject_commitment, e.payload_commitment, e.outcome`;

const bytes = z.instanceof(Uint8Array);
/** int8 arrives as bigint; places and sizes in the tree stay far below 2^53. */
export const wholeNumber = z.bigint().transform(Number);

export const entryRow = z
  .object({
    entry_id: z.string(),
    at: z.instanceof(Temporal.Instant),
    command: z.string(),
    clauses: z.array(z.string()),
    actor_commitment: bytes,
    subject_commitment: bytes.nullable(),
    payload_commitment: bytes.nullable(),
    outcome: z.string(),
  })
  .transform((row): AuditEntry => ({
    id: row.entry_id as EntryId,
    at: row.at,
    command: row.command,
    clauses: row.clauses,
    actor: row.actor_commitment,
    subject: row.subject_commitment,
    payload: row.payload_commitment,
    outcome: row.outcome,
  }));

const openingRow = z
  .object({
    entry_id: z.string(),
    field: z.enum(committedFields),
    salt: bytes,
    value: z.string(),
  })
  .transform(({ entry_id: entryId, ...opening }) => ({ entryId, opening }));
const leafIndexRow = z.object({ leaf_index: wholeNumber.nullable() });

/**
 * Writes one entry with its openings: one statement, so one round trip, inside the transaction of
 * the command that it records. Rolls back with it.
 */
export async function append(tx: Queryable, { entry, openings }: SealedEntry): Promise<void> {
  const openingOf = (field: CommittedField): Opening | undefined =>
    openings.find((opening) => opening.field === field);
  await tx.query(
    `-- prepared: append-entry
    with written as (
      insert into audit.entry (entry_id, at, command, clauses,
        actor_commitment, subject_commitment, payload_commitment, outcome)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
    )
    insert into audit.opening (entry_id, field, salt, value)
    select $1, field, salt, value
    from (values ('actor', $9::bytea, $10), ('subject', $11, $12), ('payload', $13, $14))
      as o (field, salt, value)
    where salt is not null`,
    [
      entry.id,
      entry.at.toString(),
      entry.command,
      entry.clauses,
      entry.actor,
      entry.subject,
      entry.payload,
      entry.outcome,
      ...committedFields.map(openingOf).flatMap((opening) => [opening?.salt, opening?.value]),
    ],
  );
}

/**
 * Writes several entries in one statement, all or none. For one entry `append` costs a quarter
 * less.
 */
export async function appendEntries(tx: Queryable, sealed: readonly SealedEntry[]): Promise<void> {
  const entries = sealed.map(({ entry }) => entry);
  const openings = sealed.flatMap(({ entry, openings }) =>
    openings.map((opening) => ({ ...opening, entryId: entry.id })),
  );
  await tx.query(
    `-- prepared: append-entries
    with written as (
      insert into audit.entry (entry_id, at, command, clauses,
        actor_commitment, subject_commitment, payload_commitment, outcome)
      select entry_id, at, command, string_to_array(clauses, ' '), actor, subject, payload, outcome
      from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[],
        $5::bytea[], $6::bytea[], $7::bytea[], $8::text[])
        as e (entry_id, at, command, clauses, actor, subject, payload, outcome)
    )
    insert into audit.opening (entry_id, field, salt, value)
    select entry_id, field, salt, value
    from unnest($9::uuid[], $10::text[], $11::bytea[], $12::text[])
      as o (entry_id, field, salt, value)`,
    [
      entries.map(({ id }) => id),
      entries.map(({ at }) => at.toString()),
      entries.map(({ command }) => command),
      entries.map(({ clauses }) => clauses.join(' ')),
      entries.map(({ actor }) => actor),
      entries.map(({ subject }) => subject),
      entries.map(({ payload }) => payload),
      entries.map(({ outcome }) => outcome),
      openings.map(({ entryId }) => entryId),
      openings.map(({ field }) => field),
      openings.map(({ salt }) => salt),
      openings.map(({ value }) => value),
    ],
  );
}

/**
 * The log of actions for the technical administrator (1039:56.1), newest first. `before` is the
 * `next` of the page shown before; `limit` is cut to `entriesPerPageMax`.
 */
export async function findEntries(
  db: Queryable,
  filter: EntryFilter,
  page: { readonly before?: EntryId; readonly limit: number },
): Promise<EntryPage> {
  const limit = Math.min(page.limit, entriesPerPageMax);
  const values: unknown[] = [];
  const parameter = (value: unknown): string => `$${values.push(value)}`;
  const joins: string[] = [];
  const conditions = timeConditions(filter, parameter);
  for (const field of ['actor', 'subject'] as const) {
    const value = filter[field];
    if (value === undefined) continue;
    const within = idConditions(field, filter, parameter).map((condition) => ` and ${condition}`);
    joins.push(`join audit.opening ${field} on ${field}.entry_id = e.entry_id
      and ${field}.field = '${field}' and ${field}.value = ${parameter(value)}${within.join('')}`);
  }
  if (filter.command !== undefined) conditions.push(`e.command = ${parameter(filter.command)}`);
  if (page.before !== undefined) conditions.push(`e.entry_id < ${parameter(page.before)}::uuid`);
  const { rows } = await db.query(
    `select ${entryColumns}, l.leaf_index
    from audit.entry e ${joins.join(' ')} left join audit.leaf l on l.entry_id = e.entry_id
    ${conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`}
    order by e.entry_id desc limit ${parameter(limit + 1)}`,
    values,
  );
  const entries = await withOpenings(db, rows.slice(0, limit));
  const last = entries.at(-1);
  return rows.length > limit && last !== undefined ? { entries, next: last.entry.id } : { entries };
}

/**
 * What others did about an account or saw of it, in a list too, newest first; `before` is the
 * `next` of the page shown before. What `personId` and the platform did is left out.
 */
export async function findEntriesAboutAccount(
  db: Queryable,
  { accountId, personId }: { readonly accountId: bigint; readonly personId: bigint },
  page: { readonly before?: EntryId; readonly limit: number },
): Promise<EntryPage> {
  const limit = Math.min(page.limit, entriesPerPageMax);
  const { rows } = await db.query(
    `with about as (
       select entry_id from audit.opening where field = 'subject' and value = $1
       union
       select entry_id from audit.opening
       where field = 'payload' and value like '{"shownAccounts":[%'
         and audit.shown_accounts(value) @> array[$2::bigint])
     select ${entryColumns}, l.leaf_index
     from about
     join audit.entry e using (entry_id)
     join audit.opening actor on actor.entry_id = e.entry_id and actor.field = 'actor'
       and actor.value like 'person:%' and actor.value not like $3
     left join audit.leaf l on l.entry_id = e.entry_id
     where ($4::uuid is null or e.entry_id < $4::uuid)
     order by e.entry_id desc limit $5`,
    [`account:${accountId}`, accountId, `person:${personId}:%`, page.before ?? null, limit + 1],
  );
  const entries = await withOpenings(db, rows.slice(0, limit));
  const last = entries.at(-1);
  return rows.length > limit && last !== undefined ? { entries, next: last.entry.id } : { entries };
}

/** One entry, or undefined when there is none of that id. */
export async function findEntry(db: Queryable, id: EntryId): Promise<RecordedEntry | undefined> {
  const { rows } = await db.query(
    `select ${entryColumns}, l.leaf_index
    from audit.entry e left join audit.leaf l on l.entry_id = e.entry_id
    where e.entry_id = $1`,
    [id],
  );
  return (await withOpenings(db, rows)).at(0);
}

type Parameter = (value: unknown) => string;

/**
 * Ids begin with their millisecond, so the primary key finds a stretch of time, and months outside
 * of it are not opened.
 */
function idConditions(table: string, { from, until }: EntryFilter, parameter: Parameter): string[] {
  const conditions: string[] = [];
  if (from !== undefined) {
    conditions.push(`${table}.entry_id >= ${parameter(lowestIdAt(from))}::uuid`);
  }
  if (until !== undefined) {
    const end = until.add({ milliseconds: 1 });
    conditions.push(`${table}.entry_id < ${parameter(lowestIdAt(end))}::uuid`);
  }
  return conditions;
}

function timeConditions(filter: EntryFilter, parameter: Parameter): string[] {
  const { from, until } = filter;
  const conditions = idConditions('e', filter, parameter);
  if (from !== undefined) conditions.push(`e.at >= ${parameter(from.toString())}::timestamptz`);
  if (until !== undefined) conditions.push(`e.at < ${parameter(until.toString())}::timestamptz`);
  return conditions;
}

async function withOpenings(
  db: Queryable,
  rows: readonly Record<string, unknown>[],
): Promise<readonly RecordedEntry[]> {
  const entries = rows.map((row) => entryRow.parse(row));
  const openings = await readOpenings(
    db,
    entries.map(({ id }) => id),
  );
  return entries.map((entry, at) => ({
    entry,
    openings: openings.get(entry.id) ?? [],
    leafIndex: leafIndexRow.parse(rows[at]).leaf_index,
  }));
}

async function readOpenings(
  db: Queryable,
  ids: readonly EntryId[],
): Promise<ReadonlyMap<string, readonly Opening[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query(
    `select entry_id, field, salt, value from audit.opening where entry_id = any($1::uuid[])`,
    [ids],
  );
  const order = ({ opening }: { opening: Opening }): number =>
    committedFields.indexOf(opening.field);
  const found = rows.map((row) => openingRow.parse(row)).sort((a, b) => order(a) - order(b));
  const byEntry = new Map<string, Opening[]>();
  for (const { entryId, opening } of found) {
    byEntry.set(entryId, [...(byEntry.get(entryId) ?? []), opening]);
  }
  return byEntry;
}
