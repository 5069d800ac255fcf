import { lookUp, type ParameterValue } from '#kernel/parameters.ts';
import { addWorkingDays, type WorkingCalendar } from '#kernel/working-calendar.ts';
import { readWorkingCalendar } from '#platform/calendar/store.sql.ts';
import { dayInKyiv, midnightInKyiv } from '#platform/clock.ts';
import type { Connection } from '#platform/db/queryable-of.ts';
import { readApprovedParameters } from '#platform/parameters/store.sql.ts';
import { isAdmitting, type AccessAct } from './acts.ts';

const codes = {
  block: 'access.block_hours',
  annul: 'access.block_hours',
  restore: 'access.restore_hours',
  'block-signing': 'access.signing_hours',
  'restore-signing': 'access.signing_hours',
} as const;
const grantDays = 'access.grant_working_days';
const noticeDays = 'access.notice_working_days';

/** The dated numbers of terms, read once for many questions. */
export interface Terms {
  readonly parameters: readonly ParameterValue[];
  readonly calendar: WorkingCalendar;
}

export async function readTerms(db: Connection): Promise<Terms> {
  const all = [...Object.values(codes), grantDays, noticeDays];
  return {
    parameters: await readApprovedParameters(db, Array.from(new Set(all))),
    calendar: await readWorkingCalendar(db),
  };
}

/** Throws RangeError when a number is not set: a term that nobody knows cannot be kept. */
function numberOf({ parameters }: Terms, code: string, date: Temporal.PlainDate): number {
  const found = lookUp(parameters, { code, date });
  if (!found.ok) throw new RangeError(`no ${code} on ${date.toString()}: ${found.error.refusal}`);
  return Number(found.value.value);
}

/**
 * Until when a submission is to be decided: what takes away or gives back, within hours of its
 * receipt; what lets somebody in, by the end of a working day.
 * @law 1039:36 1039:38
 */
export function dueAt(
  act: AccessAct,
  receivedAt: Temporal.Instant,
  terms: Terms,
): Temporal.Instant {
  const day = dayInKyiv(receivedAt);
  if (!isAdmitting(act)) {
    const hours = numberOf(terms, codes[act], day);
    return receivedAt.add({ hours });
  }
  const lastDay = addWorkingDays(day, numberOf(terms, grantDays, day), terms.calendar);
  return midnightInKyiv(lastDay.add({ days: 1 }));
}

/**
 * The last day on which the body was to tell of a ground that arose on a day.
 * @law 1039:35
 */
export function noticeDueOn(arose: Temporal.PlainDate, terms: Terms): Temporal.PlainDate {
  return addWorkingDays(arose, numberOf(terms, noticeDays, arose), terms.calendar);
}
