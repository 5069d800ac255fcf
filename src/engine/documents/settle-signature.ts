import { z } from 'zod';
import { defineCommand } from '#kernel/command.ts';
import type { WorkingCalendar } from '#kernel/working-calendar.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { lockDocument, type LockedDocument } from './documents.sql.ts';
import { signingActs, type DocumentKinds, type Party } from './kind.ts';
import { register } from './register.ts';
import { markComplete } from './registrations.sql.ts';
import {
  updateSettled,
  type Settled,
  type SettledRow,
  type SignatureRow,
} from './signatures.sql.ts';

const input = z.object({
  documentId: z.bigint(),
  settled: z.custom<Settled>((value) => typeof value === 'object' && value !== null),
});

type SettleSignature = z.infer<typeof input>;

export interface Numbering {
  readonly kinds: DocumentKinds;
  /** Letters of delivery messages. */
  readonly messagePrefix: string;
  /** By which a delivery counts as served. */
  readonly calendar: () => Promise<WorkingCalendar>;
}

/**
 * Writes what was found out of a signature. The first valid one registers its document; the last
 * one asked for completes it.
 * @law 1039:10.16 1039:73
 */
export function settleSignatureCommand(numbering: Numbering) {
  return defineCommand({
    id: 'documents.settle-signature',
    law: ['1039:10.16', '1039:73', '1039:75'],
    audience: ['system'],
    scope: { kind: 'document', key: ({ documentId }: SettleSignature) => String(documentId) },
    input,
    auditSubject: ({ documentId }) => `document:${documentId}`,
    // Who signed is personal; the log keeps what came of it.
    auditPayload: ({ settled: { signatureId, state, reasons } }) => ({
      signatureId,
      state,
      reasons,
    }),
    /** The signature as it was settled; undefined when somebody settled it before. */
    async handle(
      execution: Execution,
      { documentId, settled }: SettleSignature,
    ): Promise<SignatureRow | undefined> {
      const db = queryableOf(execution.tx);
      const document = await lockDocument(db, documentId);
      if (document === undefined) throw new Error(`no document ${documentId}`);
      const signature = await updateSettled(db, settled);
      if (signature?.state === 'valid')
        await advance(execution, { document, signature }, numbering);
      return signature;
    },
  });
}

async function advance(
  execution: Execution,
  { document, signature }: { readonly document: LockedDocument; readonly signature: SettledRow },
  numbering: Numbering,
): Promise<void> {
  // While it waited to be checked its author may have written another version, or withdrawn all.
  if (document.state === 'withdrawn' || signature.version !== document.version) return;
  const filled = new Set([...signature.otherSlots, signature.slot]);
  const complete = signingSlots(document.parties).every((slot) => filled.has(slot));
  if (document.state === 'registered') {
    const db = queryableOf(execution.tx);
    if (complete) await markComplete(db, document.documentId, execution.now);
    return;
  }
  const kind = numbering.kinds.get(document.kind);
  if (kind === undefined) throw new Error(`no kind of documents ${document.kind}`);
  await register(execution, { document, kind, numbering, complete });
}

function signingSlots(parties: readonly Party[]): readonly number[] {
  return parties.filter(({ act }) => signingActs.includes(act)).map(({ slot }) => slot);
}
