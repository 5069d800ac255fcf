import type { WorkingCalendar } from '#kernel/working-calendar.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { writeLetters } from '#platform/mail/jobs.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { GroupExecution } from '#platform/operations.ts';
import { serviceOf } from './delivery.ts';
import type { LockedDocument } from './documents.sql.ts';
import { enqueueEffects } from './effects.ts';
import type { Holder } from './holder.ts';
import type { DocumentKind } from './kind.ts';
import { lettersOfRegistration } from './notices.ts';
import {
  insertRegistrations,
  takeSerials,
  type Registration,
  type TakenSerials,
} from './registrations.sql.ts';
import type { Numbering } from './settle-signatures.ts';

const serialDigits = 6;

/** A registration number: the letters of the kind, the year, the number within both. */
function numberOf(prefix: string, year: number, serial: bigint): string {
  return `${prefix}-${year}-${String(serial).padStart(serialDigits, '0')}`;
}

export interface ToRegister {
  readonly document: LockedDocument;
  readonly kind: DocumentKind;
  /** Whether every signature asked for is there. */
  readonly complete: boolean;
}

/**
 * Gives documents their numbers and date (1039:73) and delivers them to everybody else who takes
 * part: they are in their cabinets from this moment, and a delivery message says so (1039:84,
 * 1039:85). Whoever sent them is told of their numbers (1039:10.8). Counters are taken late, and
 * little is asked after: other registrations wait.
 * @law 1039:73 1039:84.1 1039:84.2 1039:85
 */
export async function register(
  execution: GroupExecution,
  numbering: Numbering,
  documents: readonly ToRegister[],
): Promise<readonly string[]> {
  if (documents.length === 0) return [];
  const { tx, now } = execution;
  const registrations = numberAll(documents, {
    ...{ now, numbering, calendar: await numbering.calendar() },
    taken: await takeSerials(queryableOf(tx), {
      year: dayInKyiv(now).year,
      kinds: countKinds(documents),
      messages: documents.flatMap(({ document }) => addresseesOf(document)).length,
    }),
  });
  await insertRegistrations(queryableOf(tx), registrations);
  const letters = documents.flatMap(({ document, kind }, at) =>
    lettersOfRegistration(
      {
        ...{ documentId: document.documentId, kindName: kind.name },
        number: registrations[at]?.number ?? '',
      },
      { sender: document.sender, addressees: addresseesOf(document) },
    ),
  );
  await writeLetters(tx, letters, now);
  await enqueueEffects(execution, documents);
  return registrations.map(({ number }) => number);
}

function countKinds(documents: readonly ToRegister[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { kind } of documents) counts.set(kind.code, (counts.get(kind.code) ?? 0) + 1);
  return counts;
}

interface Numbers {
  readonly now: Temporal.Instant;
  readonly numbering: Numbering;
  readonly calendar: WorkingCalendar;
  readonly taken: TakenSerials;
}

/** Documents with their numbers, in turn, and deliveries with theirs. */
function numberAll(
  documents: readonly ToRegister[],
  { now, numbering, calendar, taken }: Numbers,
): readonly Registration[] {
  const { year } = dayInKyiv(now);
  const next = new Map(taken.kinds);
  let message = taken.firstMessage;
  return documents.map(({ document, kind, complete }) => {
    const { documentId, version, emergency } = document;
    const serial = next.get(kind.code) ?? 0n;
    next.set(kind.code, serial + 1n);
    const service = serviceOf(now, emergency, calendar);
    const deliveries = addresseesOf(document).map((holder) => {
      const messageNumber = numberOf(numbering.messagePrefix, year, message);
      message += 1n;
      return { holder, messageNumber, deliveredAt: now, ...service };
    });
    const number = numberOf(kind.prefix, year, serial);
    return {
      ...{ documentId, version, kind: kind.code, year, serial, number, complete, deliveries },
      registeredAt: now,
    };
  });
}

/** Everybody who takes part beside the sender and the platform, each once. */
function addresseesOf({ parties, sender }: LockedDocument): readonly Holder[] {
  const others = parties.map(({ holder }) => holder).filter((holder) => holder !== sender);
  return Array.from(new Set(others)).filter((holder) => holder !== 'platform');
}
