import type { CodeLimits } from './contacts.sql.ts';

const codeLimit = Temporal.Duration.from({ minutes: 10 });
const triesMax = 5;
/** Of all codes of an hour together, however many were sent. */
const hourTriesMax = 10;
const countedFor = Temporal.Duration.from({ hours: 1 }).add(codeLimit);

/** How long a code is good at an instant, and how many tries it and its like have. */
export function codeLimitsAt(now: Temporal.Instant): CodeLimits {
  const countedSince = now.subtract(countedFor);
  return { notBefore: now.subtract(codeLimit), triesMax, countedSince, hourTriesMax };
}
