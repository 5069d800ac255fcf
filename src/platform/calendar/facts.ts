import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { DateRange } from '#kernel/period.ts';

const factsDirectory = join(import.meta.dirname, 'facts');

/** A public holiday (labour-code:73), whether or not martial law made it a working day. */
export interface CalendarDay {
  readonly day: Temporal.PlainDate;
  readonly name: string;
  readonly act: string;
}

export interface MartialLaw {
  readonly valid: DateRange;
  readonly act: string;
}

const day = z.iso.date().transform((text) => Temporal.PlainDate.from(text));
const act = z.string().regex(/^[a-z0-9-]+:[a-z0-9][a-z0-9.-]*$/);

const holidayRow = z.object({ day, name: z.string().min(1), act });

/**
 * Martial law is prolonged by ninety days at a time, so a period without an end is always a
 * supposition: its row has to say that it is unverified.
 */
const martialLawRow = z
  .object({
    valid_from: day,
    valid_to: z
      .literal('')
      .transform(() => null)
      .or(day),
    act,
    status: z.enum(['enacted', 'unverified']),
  })
  .refine(({ valid_to: to, status }) => to !== null || status === 'unverified', {
    message: 'a period without an end is unverified',
  });

/** The public holidays that the platform ships, 2024 to 2031. Throws at the first faulty row. */
export async function readHolidayFacts(): Promise<CalendarDay[]> {
  return (await readRows('holidays.csv')).map((row) => holidayRow.parse(row));
}

/** The periods in which 2136:6 suspends holidays, as the platform ships them. */
export async function readMartialLawFacts(): Promise<MartialLaw[]> {
  return parseMartialLaw(await readRows('martial-law.csv'));
}

export function parseMartialLaw(rows: readonly unknown[]): MartialLaw[] {
  return rows.map((row) => {
    const { valid_from: from, valid_to: to, act } = martialLawRow.parse(row);
    return { valid: { from, to }, act };
  });
}

async function readRows(file: string): Promise<Record<string, string>[]> {
  return parse(await readFile(join(factsDirectory, file), 'utf8'), { columns: true });
}
