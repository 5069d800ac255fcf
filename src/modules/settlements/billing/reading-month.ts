/**
 * The month a reading counts for, as 'YYYY-MM'. Where readings are taken from the 20th to the 5th, one
 * sent on the 3rd of December is November's.
 */
export function readingMonth(takenOn: string, readingDaysAfter: number): string {
  if (readingDaysAfter === 0) return takenOn.slice(0, 7);
  const day = Temporal.PlainDate.from(takenOn).subtract({ days: readingDaysAfter });
  return day.toString().slice(0, 7);
}
