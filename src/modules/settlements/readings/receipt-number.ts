/** Day, meter and revision name a reading, so the number is the same however often it is asked. */
export function readingReceiptNumber(
  takenOn: Temporal.PlainDate,
  meterId: bigint,
  revision: number,
): string {
  const day = takenOn.toString().replaceAll('-', '');
  return `${day}-${meterId.toString(36).toUpperCase()}-${revision}`;
}
