import { dayInKyiv } from '#platform/clock.ts';
import { writeLetters } from '#platform/mail/jobs.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { serviceOf } from './delivery.ts';
import type { LockedDocument } from './documents.sql.ts';
import type { Holder } from './holder.ts';
import type { DocumentKind } from './kind.ts';
import { insertRegistration, takeSerials } from './registrations.sql.ts';
import type { Numbering } from './settle-signature.ts';

const serialDigits = 6;

/** A registration number: the letters of the kind, the year, the number within both. */
function numberOf(prefix: string, year: number, serial: bigint): string {
  return `${prefix}-${year}-${String(serial).padStart(serialDigits, '0')}`;
}

export interface ToRegister {
  readonly document: LockedDocument;
  readonly kind: DocumentKind;
  readonly numbering: Numbering;
  /** Whether every signature asked for is there. */
  readonly complete: boolean;
}

/**
 * Gives a document its number and date (1039:73) and delivers it to everybody else who takes part:
 * it is in their cabinets from this moment, and a delivery message says so (1039:84, 1039:85).
 * Counters are taken late, in one question, and little is asked after: other registrations wait.
 * @law 1039:73 1039:84.1 1039:84.2 1039:85
 */
export async function register(
  { tx, now }: Execution,
  { document, kind, numbering, complete }: ToRegister,
): Promise<string> {
  const db = queryableOf(tx);
  const { documentId, version, emergency } = document;
  const { year } = dayInKyiv(now);
  const addressees = addresseesOf(document);
  const service = serviceOf(now, emergency, await numbering.calendar());
  const { serial, firstMessage } = await takeSerials(db, {
    ...{ kind: kind.code, year, messages: addressees.length },
  });
  const number = numberOf(kind.prefix, year, serial);
  const deliveries = addressees.map((holder, index) => ({
    ...{ holder, deliveredAt: now, ...service },
    messageNumber: numberOf(numbering.messagePrefix, year, firstMessage + BigInt(index)),
  }));
  await insertRegistration(
    db,
    { documentId, version, kind: kind.code, year, serial, number, registeredAt: now, complete },
    deliveries,
  );
  const letters = addressees.map((recipient) => ({
    ...({ recipient, notice: 'document-arrived', documentKind: kind.name } as const),
    ...{ documentNumber: number, link: `/cabinet/documents/${documentId}` },
  }));
  await writeLetters(tx, letters, now);
  return number;
}

/** Everybody who takes part beside the sender and the platform, each once. */
function addresseesOf({ parties, sender }: LockedDocument): readonly Holder[] {
  const others = parties.map(({ holder }) => holder).filter((holder) => holder !== sender);
  return Array.from(new Set(others)).filter((holder) => holder !== 'platform');
}
