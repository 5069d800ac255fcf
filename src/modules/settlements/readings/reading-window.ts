import { z } from 'zod';

const lastDayOfMonth = 31;

/** Days of the month on which readings are taken, both included; 20 to 5 runs over its end. */
export interface ReadingWindow {
  readonly from: number;
  readonly to: number;
}

const dayOfMonth = z.number().int().min(1).max(lastDayOfMonth);
const setting = z.object({ from: dayOfMonth, to: dayOfMonth }).nullable();

/** A subject's setting; null when every day is good. Throws when it is not a window at all. */
export function readWindowSetting(stored: unknown): ReadingWindow | null {
  return setting.parse(stored ?? null);
}

/** Whether readings are taken on the day. In a short month a late window opens on its last day. */
export function isWindowOpen(window: ReadingWindow | null, day: Temporal.PlainDate): boolean {
  if (window === null) return true;
  const opened = day.day >= Math.min(window.from, day.daysInMonth);
  const closed = day.day > window.to;
  return window.from <= window.to ? opened && !closed : opened || !closed;
}

/** The day itself when readings are taken on it, else the next day that they are. */
export function nextOpening(
  window: ReadingWindow | null,
  day: Temporal.PlainDate,
): Temporal.PlainDate {
  if (window === null || isWindowOpen(window, day)) return day;
  const opensThisMonth = day.with({ day: Math.min(window.from, day.daysInMonth) });
  if (Temporal.PlainDate.compare(opensThisMonth, day) > 0) return opensThisMonth;
  const next = day.with({ day: 1 }).add({ months: 1 });
  return next.with({ day: Math.min(window.from, next.daysInMonth) });
}

/** The last day of the window that is open on the day; null when it never closes. */
export function closingDay(
  window: ReadingWindow | null,
  day: Temporal.PlainDate,
): Temporal.PlainDate | null {
  if (window === null) return null;
  const wrapped = window.from > window.to && day.day > window.to;
  const month = wrapped ? day.with({ day: 1 }).add({ months: 1 }) : day;
  return month.with({ day: Math.min(window.to, month.daysInMonth) });
}
