import { countOf } from '#ui/format/plural.ts';
import { deskTexts } from './texts.uk.ts';

/** How long there is until a term, or since it passed, in hours and minutes. */
export function timeBetween(one: Temporal.Instant, other: Temporal.Instant): string {
  const { hours, minutes } = one
    .until(other, { largestUnit: 'hours', smallestUnit: 'minutes' })
    .abs();
  return `${countOf(hours, deskTexts.hours)} ${minutes} ${deskTexts.minutes}`;
}
