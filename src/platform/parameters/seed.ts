import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { acts } from '#kernel/acts.ts';
import type { ParameterValue } from '#kernel/parameters.ts';
import { isRefusal } from '#kernel/result.ts';
import { services } from '#kernel/service.ts';
import type { Tx } from '#platform/db/database.ts';
import { makeRoom } from './make-room.ts';
import { codesTogether, refuseValue, type ParameterRules } from './rules.ts';
import { readApprovedParameters } from './store.sql.ts';
import { insertApproved, lockCode, readBegunOnSameDay, rangeText } from './proposals.sql.ts';

const seedAuthor = 'seed';
const seedReviewer = 'seed-review';

const optional = z.string().transform((text) => (text === '' ? undefined : text));
const day = z.iso.date().transform((text) => Temporal.PlainDate.from(text));
const knownActs = new Set<string>(['1039', ...acts.map(({ id }) => id)]);

const seedRow = z.object({
  code: z.string().regex(/^[a-z0-9_.-]{1,80}$/),
  value: z.string().min(1),
  unit: z.string().min(1),
  valid_from: day,
  valid_to: z
    .literal('')
    .transform(() => null)
    .or(day),
  territory: optional,
  service: z
    .literal('')
    .transform(() => undefined)
    .or(z.enum(services)),
  category: optional,
  act: z
    .string()
    .regex(/^[a-z0-9-]+:[a-z0-9][a-z0-9.-]*$/)
    .refine((clause) => knownActs.has(clause.slice(0, clause.indexOf(':')))),
  status: z.enum(['enacted', 'draft', 'unverified']),
});

/** A file of values with what its module says of them. */
export interface ParameterSeed {
  readonly file: URL;
  readonly rules: ParameterRules;
}

export interface Seeded {
  readonly added: number;
  /** Rows that the database holds already, just so or as decided by people since. */
  readonly kept: number;
}

/**
 * Brings the values of the law that the platform ships into the database; may run at every start.
 * Rows are never edited: a row that was changed since it was first loaded stops the seed, for what
 * was calculated with it would no longer come out the same. A new act is a new dated row, and the
 * older open-ended row gives way at its first day. What people have since decided stands above the
 * seed. A value that its rules do not allow stops it too. Returns how many rows it added; throws
 * with the file and the row at the first fault.
 */
export async function seedParameters(
  tx: Tx,
  seeds: readonly ParameterSeed[],
  now: Temporal.Instant,
): Promise<Seeded> {
  let added = 0;
  let kept = 0;
  for (const { file, rules } of seeds) {
    const rows = readSeedRows(await readFile(file, 'utf8'), fileName(file));
    for (const { parameter, place } of rows) {
      if (await seedRowOnce(tx, parameter, { place, now, rules })) added += 1;
      else kept += 1;
    }
  }
  return { added, kept };
}

interface PlacedRow {
  readonly parameter: ParameterValue;
  /** File and line, for the message of a fault. */
  readonly place: string;
}

/** The rows of a file in the order of their first days. Throws at the first faulty row. */
export function readSeedRows(csv: string, file: string): PlacedRow[] {
  const records = parse<Record<string, string>>(csv, { columns: true });
  return records
    .map((record, index) => {
      const place = `${file}, line ${index + 2}`;
      const row = seedRow.safeParse(record);
      if (!row.success) throw new Error(`${place}: ${z.prettifyError(row.error)}`);
      return { parameter: parameterFrom(row.data), place };
    })
    .sort((a, b) => Temporal.PlainDate.compare(a.parameter.valid.from, b.parameter.valid.from));
}

interface SeedContext {
  readonly place: string;
  readonly now: Temporal.Instant;
  readonly rules: ParameterRules;
}

async function seedRowOnce(
  tx: Tx,
  parameter: ParameterValue,
  { place, now, rules }: SeedContext,
): Promise<boolean> {
  const codes = codesTogether(rules, parameter.code);
  for (const code of codes) await lockCode(tx, code);
  const begun = await readBegunOnSameDay(tx, parameter, ['approved', 'superseded']);
  if (begun.some((stored) => isSame(stored.parameter, parameter))) return false;
  if (begun.some(({ enteredBy }) => enteredBy === seedAuthor)) {
    throw new Error(`${place}: ${parameter.code} was changed; add a new dated row instead`);
  }
  // Only people entered values for this day: they knew more than the release did.
  if (begun.length > 0) return false;
  const refusal = refuseValue(rules, await readApprovedParameters(tx, codes), parameter);
  if (refusal !== undefined) {
    throw new Error(`${place}: ${parameter.code} = ${parameter.value}: ${refusal.refusal}`);
  }
  const entered = { by: seedAuthor, at: now };
  const approved = { by: seedReviewer, at: now };
  const obstacle = await makeRoom(tx, parameter, { entered, approved });
  if (isRefusal(obstacle)) {
    throw new Error(`${place}: ${parameter.code} runs into a value of other dates`);
  }
  await insertApproved(tx, parameter, { entered, approved });
  return true;
}

function isSame(a: ParameterValue, b: ParameterValue): boolean {
  return (
    a.value === b.value &&
    a.unit === b.unit &&
    a.act === b.act &&
    a.status === b.status &&
    rangeText(a.valid) === rangeText(b.valid)
  );
}

function parameterFrom(row: z.infer<typeof seedRow>): ParameterValue {
  return {
    code: row.code,
    value: row.value,
    unit: row.unit,
    valid: { from: row.valid_from, to: row.valid_to },
    ...(row.territory === undefined ? {} : { territory: row.territory }),
    ...(row.service === undefined ? {} : { service: row.service }),
    ...(row.category === undefined ? {} : { category: row.category }),
    act: row.act,
    status: row.status,
  };
}

function fileName(file: URL): string {
  return file.pathname.slice(file.pathname.lastIndexOf('/') + 1);
}
