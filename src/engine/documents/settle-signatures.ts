import { z } from 'zod';
import { defineGroupCommand } from '#kernel/command.ts';
import type { WorkingCalendar } from '#kernel/working-calendar.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { writeLetters } from '#platform/mail/jobs.ts';
import type { Asked, GroupExecution } from '#platform/operations.ts';
import { lockDocuments, type LockedDocument } from './documents.sql.ts';
import { enqueueEffects } from './effects.ts';
import { signingActs, type DocumentKinds, type Party } from './kind.ts';
import { letterOfCompletion } from './notices.ts';
import { register, type ToRegister } from './register.ts';
import { markComplete } from './registrations.sql.ts';
import {
  updateSettled,
  type Settled,
  type SettledRow,
  type SignatureRow,
} from './signatures.sql.ts';

const input = z.custom<Settled>((value) => typeof value === 'object' && value !== null);

export interface Numbering {
  readonly kinds: DocumentKinds;
  /** Letters of delivery messages. */
  readonly messagePrefix: string;
  /** By which a delivery counts as served. */
  readonly calendar: () => Promise<WorkingCalendar>;
}

/**
 * Writes what was found out of signatures, one of each document. The first valid one registers its
 * document; the last one asked for completes it.
 * @law 1039:10.16 1039:73
 */
export function settleSignaturesCommand(numbering: Numbering) {
  return defineGroupCommand({
    id: 'documents.settle-signature',
    law: ['1039:10.8', '1039:10.16', '1039:73', '1039:75'],
    audience: ['system'],
    scope: { kind: 'self' },
    input,
    auditSubject: ({ documentId }: Settled) => `document:${documentId}`,
    // Who signed is personal; the log keeps what came of it.
    auditPayload: ({ signatureId, state, reasons }: Settled) => ({ signatureId, state, reasons }),
    /** Signatures as they were settled; undefined for one that somebody settled before. */
    async handleAll(
      execution: GroupExecution,
      asked: readonly Asked<Settled>[],
    ): Promise<readonly (SignatureRow | undefined)[]> {
      const db = queryableOf(execution.tx);
      const settled = asked.map(({ input }) => input);
      const documentIds = settled.map(({ documentId }) => documentId);
      const documents = await lockDocuments(db, documentIds);
      if (documents.length < settled.length) throw new Error(`not one document for a signature`);
      const signatures = await updateSettled(db, settled);
      const signed = signatures.flatMap((signature) => signedBy(signature, documents));
      const done = signed.filter(({ document: { state }, complete }) => {
        return complete && state === 'registered';
      });
      await complete(execution, numbering, done);
      await enqueueEffects(execution, done.map(withKind(numbering)), 'complete');
      const drafts = signed.filter(({ document }) => document.state === 'draft');
      await register(execution, numbering, drafts.map(withKind(numbering)));
      return settled.map((one) => {
        return signatures.find(({ signatureId }) => signatureId === one.signatureId);
      });
    },
  });
}

/** Those registered before are complete; whoever sent them is told so (1039:10.8). */
async function complete(
  { tx, now }: GroupExecution,
  numbering: Numbering,
  done: readonly Signed[],
): Promise<void> {
  const documentIds = done.map(({ document }) => document.documentId);
  const numbers = await markComplete(queryableOf(tx), documentIds, now);
  const letters = done.map(withKind(numbering)).flatMap(({ document, kind }) => {
    const { documentId, sender } = document;
    const number = numbers.get(documentId);
    if (number === undefined) return [];
    return letterOfCompletion({ documentId, number, kindName: kind.name }, sender);
  });
  await writeLetters(tx, letters, now);
}

interface Signed {
  readonly document: LockedDocument;
  /** Whether every signature asked for is there. */
  readonly complete: boolean;
}

/** The document that a valid signature moves on, if any. */
function signedBy(signature: SettledRow, documents: readonly LockedDocument[]): readonly Signed[] {
  const document = documents.find(({ documentId }) => documentId === signature.documentId);
  if (document === undefined || signature.state !== 'valid') return [];
  // While it waited to be checked its author may have written another version, or withdrawn all.
  if (document.state === 'withdrawn' || signature.version !== document.version) return [];
  const filled = new Set([...signature.otherSlots, signature.slot]);
  return [{ document, complete: signingSlots(document.parties).every((slot) => filled.has(slot)) }];
}

function withKind({ kinds }: Numbering): (signed: Signed) => ToRegister {
  return ({ document, complete }) => {
    const kind = kinds.get(document.kind);
    if (kind === undefined) throw new Error(`no kind of documents ${document.kind}`);
    return { document, kind, complete };
  };
}

function signingSlots(parties: readonly Party[]): readonly number[] {
  return parties.filter(({ act }) => signingActs.includes(act)).map(({ slot }) => slot);
}
