import { dayInKyiv } from '#platform/clock.ts';
import { toJson } from '#platform/json.ts';
import type { DocumentRow } from './documents.sql.ts';
import type { Delivery } from './registrations.sql.ts';

/** The file of a container that tells of its registration, and the number of the seal over it. */
export const recordFile = {
  name: 'META-INF/registration.json',
  mediaType: 'application/json',
  signature: 99,
} as const;

/**
 * The record of registration: number, date and delivery (1039:73, 1039:85). Addressees are not
 * named: who they are stands in the document itself.
 */
export function encodeRecord(document: DocumentRow, deliveries: readonly Delivery[]): Uint8Array {
  const { documentId, version, number, registeredAt } = document;
  if (number === null || registeredAt === null) throw new Error('not registered');
  return Buffer.from(
    toJson({
      format: 'zhkp-registration/1',
      document: String(documentId),
      version,
      number,
      date: dayInKyiv(registeredAt).toString(),
      registeredAt: registeredAt.toString(),
      deliveries: deliveries.map(({ messageNumber, deliveredAt, servedAt, rule }) => ({
        message: messageNumber,
        deliveredAt: deliveredAt.toString(),
        servedAt: servedAt.toString(),
        rule,
      })),
    }),
  );
}
