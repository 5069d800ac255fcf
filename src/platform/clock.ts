/** Where the time of day comes from; tests pass a clock that stands still. */
export interface Clock {
  now(): Temporal.Instant;
}

export const systemClock: Clock = { now: () => Temporal.Now.instant() };

export const kyiv = 'Europe/Kyiv';

/** The calendar day in Kyiv at an instant. */
export function dayInKyiv(instant: Temporal.Instant): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(kyiv).toPlainDate();
}
