import { z } from 'zod';
import { defineCommand } from '#kernel/command.ts';
import type { WorkingCalendar } from '#kernel/working-calendar.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { lockDocuments, type LockedDocument } from './documents.sql.ts';
import { enqueueEffects } from './effects.ts';
import { signingActs, type DocumentKinds, type Party } from './kind.ts';
import { register, type ToRegister } from './register.ts';
import { markComplete } from './registrations.sql.ts';
import {
  updateSettled,
  type Settled,
  type SettledRow,
  type SignatureRow,
} from './signatures.sql.ts';

const input = z.object({
  settled: z.custom<readonly Settled[]>((value) => Array.isArray(value)),
});

type SettleSignatures = z.infer<typeof input>;

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
  return defineCommand({
    id: 'documents.settle-signature',
    law: ['1039:10.16', '1039:73', '1039:75'],
    audience: ['system'],
    scope: { kind: 'self' },
    input,
    // Who signed is personal; the log keeps what came of it.
    auditEach: ({ settled }: SettleSignatures) =>
      settled.map(({ documentId, signatureId, state, reasons }) => ({
        subject: `document:${documentId}`,
        payload: { signatureId, state, reasons },
      })),
    /** Signatures as they were settled; those that somebody settled before are left out. */
    async handle(
      execution: Execution,
      { settled }: SettleSignatures,
    ): Promise<readonly SignatureRow[]> {
      const db = queryableOf(execution.tx);
      const documentIds = settled.map(({ documentId }) => documentId);
      const documents = await lockDocuments(db, documentIds);
      if (documents.length < settled.length) throw new Error(`not one document for a signature`);
      const signatures = await updateSettled(db, settled);
      const signed = signatures.flatMap((signature) => signedBy(signature, documents));
      const done = signed.filter(({ document: { state }, complete }) => {
        return complete && state === 'registered';
      });
      await markComplete(
        db,
        done.map(({ document }) => document.documentId),
        execution.now,
      );
      await enqueueEffects(execution, done.map(withKind(numbering)), 'complete');
      const drafts = signed.filter(({ document }) => document.state === 'draft');
      await register(execution, numbering, drafts.map(withKind(numbering)));
      return signatures;
    },
  });
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
