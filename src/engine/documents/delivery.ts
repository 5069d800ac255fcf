import { isWorkingDay, servedAt, type WorkingCalendar } from '#kernel/working-calendar.ts';
import { dayInKyiv } from '#platform/clock.ts';

/** Why a delivered document counts as served when it does (1039:86). */
export type ServiceRule = 'in-working-time' | 'after-working-time' | 'day-off' | 'emergency';

export interface Service {
  readonly servedAt: Temporal.Instant;
  readonly rule: ServiceRule;
}

/**
 * When a document delivered at an instant counts as served, and by which rule.
 * @law 1039:86.1 1039:86.2 1039:86.3
 */
export function serviceOf(
  deliveredAt: Temporal.Instant,
  emergency: boolean,
  calendar: WorkingCalendar,
): Service {
  const served = servedAt({ deliveredAt, emergency }, calendar).toInstant();
  if (emergency) return { servedAt: served, rule: 'emergency' };
  if (served.equals(deliveredAt)) return { servedAt: served, rule: 'in-working-time' };
  const rule = isWorkingDay(dayInKyiv(deliveredAt), calendar) ? 'after-working-time' : 'day-off';
  return { servedAt: served, rule };
}
