import { z } from 'zod';
import type { WorkingCalendar } from '#kernel/working-calendar.ts';
import { queryableOf, type Connection } from '#platform/db/queryable-of.ts';
import type { CalendarDay, MartialLaw } from './facts.ts';

const day = z.instanceof(Temporal.PlainDate);

const dayRow = z.object({
  day,
  kind: z.enum(['holiday', 'working', 'day-off']),
  reason: z.string(),
  act: z.string(),
});
type DayRow = z.infer<typeof dayRow>;

const martialLawRow = z.object({ valid_from: day, valid_to: day.nullable(), act: z.string() });

/** The facts from which working days follow, as they stand in the database. */
export async function readWorkingCalendar(db: Connection): Promise<WorkingCalendar> {
  const days = await readDays(db);
  const martialLaw = await readMartialLaw(db);
  return {
    holidays: days.flatMap((row) => (row.kind === 'holiday' ? [row.day] : [])),
    martialLaw: martialLaw.map(({ valid }) => valid),
    overrides: days.flatMap(({ day: date, kind, act }) =>
      kind === 'holiday' ? [] : [{ date, kind, act }],
    ),
  };
}

export async function readDays(db: Connection): Promise<DayRow[]> {
  const { rows } = await queryableOf(db).query(
    'select day, kind, reason, act from platform.calendar_day order by day',
  );
  return rows.map((row) => dayRow.parse(row));
}

export async function readMartialLaw(db: Connection): Promise<MartialLaw[]> {
  const { rows } = await queryableOf(db).query(
    `select lower(valid) as valid_from, upper(valid) as valid_to, act
    from platform.martial_law order by valid`,
  );
  return rows.map((row) => {
    const { valid_from: from, valid_to: to, act } = martialLawRow.parse(row);
    return { valid: { from, to }, act };
  });
}

export async function insertHoliday(
  db: Connection,
  { day, name, act }: CalendarDay,
): Promise<void> {
  await queryableOf(db).query(
    `insert into platform.calendar_day (day, kind, reason, act) values ($1, 'holiday', $2, $3)`,
    [day.toString(), name, act],
  );
}

export async function insertMartialLaw(db: Connection, { valid, act }: MartialLaw): Promise<void> {
  await queryableOf(db).query(
    'insert into platform.martial_law (valid, act) values (daterange($1::date, $2::date), $3)',
    [valid.from.toString(), valid.to?.toString() ?? null, act],
  );
}
