/** Where the time of day comes from; tests pass a clock that stands still. */
export interface Clock {
  now(): Temporal.Instant;
}

export const systemClock: Clock = { now: () => Temporal.Now.instant() };

/** A clock that goes as the machine's does, so many days behind it. */
export function clockBehind(days: number): Clock {
  return { now: () => Temporal.Now.instant().subtract({ hours: days * hoursPerDay }) };
}

const hoursPerDay = 24;

export const kyiv = 'Europe/Kyiv';

/** The calendar day in Kyiv at an instant. */
export function dayInKyiv(instant: Temporal.Instant): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(kyiv).toPlainDate();
}

/** The first instant of a day in Kyiv. */
export function midnightInKyiv(day: Temporal.PlainDate): Temporal.Instant {
  return day.toZonedDateTime(kyiv).toInstant();
}

/** The minute of an instant, as a stamp of what may be up to a minute old. */
export function minuteOf(instant: Temporal.Instant): string {
  return instant.round({ smallestUnit: 'minute', roundingMode: 'floor' }).toString();
}

/** For libraries that know no Temporal. */
export function legacyDate(instant: Temporal.Instant) {
  // oxlint-disable-next-line no-restricted-globals -- the one door through which it leaves
  return new Date(instant.epochMilliseconds);
}
