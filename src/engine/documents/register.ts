import { readWorkingCalendar } from '#platform/calendar/store.sql.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { writeLetter } from '#platform/mail/jobs.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { serviceOf } from './delivery.ts';
import type { DocumentRow } from './documents.sql.ts';
import type { DocumentKind, Party } from './kind.ts';
import {
  deliveryMessageKind,
  insertDelivery,
  insertRegistration,
  markRegistered,
  takeSerials,
} from './registrations.sql.ts';

const serialDigits = 6;

/** A registration number: the letters of the kind, the year, the number within both. */
function numberOf(prefix: string, year: number, serial: bigint): string {
  return `${prefix}-${year}-${String(serial).padStart(serialDigits, '0')}`;
}

export interface ToRegister {
  readonly document: DocumentRow;
  readonly kind: DocumentKind;
  /** Letters of delivery messages. */
  readonly messagePrefix: string;
  readonly parties: readonly Party[];
  /** Whether every signature asked for is there. */
  readonly complete: boolean;
}

/**
 * Gives a document its number and date (1039:73) and delivers it to everybody else who takes part:
 * it is in their cabinets from this moment, and a delivery message says so (1039:84, 1039:85).
 * Counters are taken last: they are what other registrations wait for.
 * @law 1039:73 1039:84.1 1039:84.2 1039:85
 */
export async function register(
  { tx, now }: Execution,
  { document, kind, messagePrefix, parties, complete }: ToRegister,
): Promise<string> {
  const db = queryableOf(tx);
  const { documentId, version } = document;
  const { year } = dayInKyiv(now);
  const addressees = Array.from(
    new Set(parties.map(({ holder }) => holder).filter((holder) => holder !== document.sender)),
  ).filter((holder) => holder !== 'platform');
  const service = serviceOf(now, document.emergency, await readWorkingCalendar(db));
  await markRegistered(db, documentId, { at: now, complete });
  const firstMessage =
    addressees.length === 0
      ? 0n
      : await takeSerials(db, { kind: deliveryMessageKind, year }, addressees.length);
  for (const [index, holder] of addressees.entries()) {
    const messageNumber = numberOf(messagePrefix, year, firstMessage + BigInt(index));
    await insertDelivery(db, documentId, { holder, messageNumber, deliveredAt: now, ...service });
  }
  const serial = await takeSerials(db, { kind: kind.code, year }, 1);
  const number = numberOf(kind.prefix, year, serial);
  await insertRegistration(db, {
    ...{ documentId, version, kind: kind.code, year, serial, number },
    registeredAt: now,
  });
  for (const recipient of addressees) {
    await writeLetter(
      tx,
      {
        ...{ recipient, notice: 'document-arrived', documentKind: kind.name },
        ...{ documentNumber: number, link: `/cabinet/documents/${documentId}` },
      },
      now,
    );
  }
  return number;
}
