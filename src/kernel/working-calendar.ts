import { contains, type DateRange } from './period.ts';

/** A decision that makes one date a working day or a day off against the general rule. */
export interface CalendarOverride {
  readonly date: Temporal.PlainDate;
  readonly kind: 'working' | 'day-off';
  /** The act that decided so, as a person names it. */
  readonly act: string;
}

/** Dated facts from which working days follow. */
export interface WorkingCalendar {
  /** Public holidays of every year covered, whether or not martial law made them working days. */
  readonly holidays: readonly Temporal.PlainDate[];
  /** When 2136:6 suspended holidays: it came into force a month after martial law, 24.03.2022. */
  readonly martialLaw: readonly DateRange[];
  readonly overrides: readonly CalendarOverride[];
}

/** Working hours of one regime; days of the week are 1 (Monday) to 7 (Sunday). */
export interface WorkingHours {
  readonly opensAt: Temporal.PlainTime;
  readonly closesAt: Temporal.PlainTime;
  /** Days that close at another time. */
  readonly closesAtOn: Readonly<Partial<Record<number, Temporal.PlainTime>>>;
}

/** The usual regime of central bodies: the regulation names working hours but does not set them. */
const defaultWorkingHours: WorkingHours = {
  opensAt: Temporal.PlainTime.from('09:00'),
  closesAt: Temporal.PlainTime.from('18:00'),
  closesAtOn: { 5: Temporal.PlainTime.from('16:45') },
};

/** The zone the law counts days in. */
const kyivTimeZone = 'Europe/Kyiv';

const saturday = 6;
// Longer runs of days off than this are a mistake in the calendar, not a holiday.
const daysOffInRowMax = 60;
// No term of the law comes near; a larger count is a date mistaken for a number of days.
const termWorkingDaysMax = 2_000;

/**
 * Whether the date is a working day: Monday to Friday except public holidays; a holiday that falls
 * on a weekend moves to the next working day (labour-code:67). Under martial law both rules are
 * suspended (2136:6). An override decides before them all.
 * @law 2136:6.6
 */
export function isWorkingDay(date: Temporal.PlainDate, calendar: WorkingCalendar): boolean {
  const override = calendar.overrides.find((entry) => entry.date.equals(date));
  if (override !== undefined) return override.kind === 'working';
  if (isWeekend(date)) return false;
  if (isMartialLaw(date, calendar)) return true;
  return !isHoliday(date, calendar) && !isMovedDayOff(date, calendar);
}

/** The date itself when it is a working day, else the first working day after it. */
export function nextWorkingDay(
  date: Temporal.PlainDate,
  calendar: WorkingCalendar,
): Temporal.PlainDate {
  return isWorkingDay(date, calendar) ? date : stepWorkingDay(date, 1, calendar);
}

/**
 * The working day `count` working days after the date, or before it when `count` is negative. The
 * term starts on the day after the event (civil-code:253), so the date itself is never counted;
 * zero returns it as it is. Throws RangeError when `count` is not an integer up to 2000.
 */
export function addWorkingDays(
  date: Temporal.PlainDate,
  count: number,
  calendar: WorkingCalendar,
): Temporal.PlainDate {
  if (!Number.isInteger(count) || Math.abs(count) > termWorkingDaysMax) {
    throw new RangeError(`not a number of working days: ${count}`);
  }
  const direction = count < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(count); left > 0; left -= 1) {
    day = stepWorkingDay(day, direction, calendar);
  }
  return day;
}

/** The moment a document appeared in the cabinet of its addressee. */
export interface Delivery {
  readonly deliveredAt: Temporal.Instant;
  /** A request to remove an accident that stopped the service or made it unusable. */
  readonly emergency: boolean;
}

/**
 * When a delivered document counts as served (1039:86.1–86.3), in Kyiv time. After closing or on a
 * day off: at the opening of the next working day. Otherwise, and always in an emergency: at the
 * moment of delivery; before opening too, for the clause speaks only of the end of working hours.
 * @law 1039:86.1 1039:86.2 1039:86.3
 */
export function servedAt(
  delivery: Delivery,
  calendar: WorkingCalendar,
  hours: WorkingHours = defaultWorkingHours,
): Temporal.ZonedDateTime {
  const deliveredAt = delivery.deliveredAt.toZonedDateTimeISO(kyivTimeZone);
  if (delivery.emergency) return deliveredAt;
  const day = deliveredAt.toPlainDate();
  const closesAt = hours.closesAtOn[day.dayOfWeek] ?? hours.closesAt;
  const inTime = Temporal.PlainTime.compare(deliveredAt.toPlainTime(), closesAt) <= 0;
  if (inTime && isWorkingDay(day, calendar)) return deliveredAt;
  const servedOn = stepWorkingDay(day, 1, calendar);
  return servedOn.toZonedDateTime({ timeZone: kyivTimeZone, plainTime: hours.opensAt });
}

function stepWorkingDay(
  date: Temporal.PlainDate,
  direction: 1 | -1,
  calendar: WorkingCalendar,
): Temporal.PlainDate {
  for (let days = 1; days <= daysOffInRowMax; days += 1) {
    const day = date.add({ days: days * direction });
    if (isWorkingDay(day, calendar)) return day;
  }
  throw new RangeError(`no working day within ${daysOffInRowMax} days of ${date.toString()}`);
}

function isWeekend(date: Temporal.PlainDate): boolean {
  return date.dayOfWeek >= saturday;
}

function isMartialLaw(date: Temporal.PlainDate, calendar: WorkingCalendar): boolean {
  return calendar.martialLaw.some((range) => contains(range, date));
}

function isHoliday(date: Temporal.PlainDate, calendar: WorkingCalendar): boolean {
  return calendar.holidays.some((holiday) => holiday.equals(date)) && !isMartialLaw(date, calendar);
}

/** Whether a holiday of the weekend just past moved its day off to this weekday. */
function isMovedDayOff(date: Temporal.PlainDate, calendar: WorkingCalendar): boolean {
  let owed = 0;
  let day = date.subtract({ days: date.dayOfWeek + 1 });
  for (; Temporal.PlainDate.compare(day, date) < 0; day = day.add({ days: 1 })) {
    const holiday = isHoliday(day, calendar);
    if (isWeekend(day) && holiday) owed += 1;
    else if (!isWeekend(day) && !holiday && owed > 0) owed -= 1;
  }
  return owed > 0;
}
