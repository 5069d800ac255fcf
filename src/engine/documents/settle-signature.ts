import { z } from 'zod';
import { defineCommand } from '#kernel/command.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { lockDocument, readParties, type DocumentRow } from './documents.sql.ts';
import { signingActs, type DocumentKinds, type Party } from './kind.ts';
import { prolongTask } from './jobs-names.ts';
import { register } from './register.ts';
import { markComplete } from './registrations.sql.ts';
import { readSignatures, updateSettled, type Settled } from './signatures.sql.ts';

const input = z.object({
  documentId: z.bigint(),
  settled: z.custom<Settled>((value) => typeof value === 'object' && value !== null),
});

type SettleSignature = z.infer<typeof input>;

export interface SettledDocument {
  /** Given now; undefined when it was there already or is not due yet. */
  readonly number: string | undefined;
}

export interface Numbering {
  readonly kinds: DocumentKinds;
  /** Letters of delivery messages. */
  readonly messagePrefix: string;
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
    async handle(
      execution: Execution,
      { documentId, settled }: SettleSignature,
    ): Promise<SettledDocument> {
      const db = queryableOf(execution.tx);
      const document = await lockDocument(db, documentId);
      if (document === undefined) throw new Error(`no document ${documentId}`);
      const isFirst = await updateSettled(db, settled);
      if (!isFirst || settled.state !== 'valid') return { number: undefined };
      await execution.enqueue(prolongTask, {}, { key: prolongTask });
      return advance(execution, document, numbering);
    },
  });
}

async function advance(
  execution: Execution,
  document: DocumentRow,
  { kinds, messagePrefix }: Numbering,
): Promise<SettledDocument> {
  const db = queryableOf(execution.tx);
  const { documentId, version } = document;
  const parties = await readParties(db, documentId);
  const signatures = await readSignatures(db, documentId);
  const filled = new Set(
    signatures
      .filter((signature) => signature.version === version && signature.state === 'valid')
      .map(({ slot }) => slot),
  );
  const complete = signingSlots(parties).every((slot) => filled.has(slot));
  if (document.state === 'registered') {
    if (complete) await markComplete(db, documentId, execution.now);
    return { number: undefined };
  }
  const kind = kinds.get(document.kind);
  if (kind === undefined) throw new Error(`no kind of documents ${document.kind}`);
  const toRegister = { document, kind, messagePrefix, parties, complete };
  return { number: await register(execution, toRegister) };
}

function signingSlots(parties: readonly Party[]): readonly number[] {
  return parties.filter(({ act }) => signingActs.includes(act)).map(({ slot }) => slot);
}
