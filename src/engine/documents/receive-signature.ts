import { holders } from '#kernel/role.ts';
import { z } from 'zod';
import { defineCommand } from '#kernel/command.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { actorKey } from '#platform/principal.ts';
import { lockDocument } from './documents.sql.ts';
import { holderOf } from './holder.ts';
import { signingActs, type Party } from './kind.ts';
import { insertSignature, type SignatureRow } from './signatures.sql.ts';

const input = z.object({
  documentId: z.bigint(),
  version: z.number().int().min(1),
  slot: z.number().int().min(1),
  signatureId: z.uuid(),
  /** Of the signature's bytes, in the store already. */
  address: z.string().regex(/^[0-9a-f]{64}$/),
});

type ReceiveSignature = z.infer<typeof input>;

export interface ReceivedSignature {
  readonly signature: SignatureRow;
  /** Whose slot it is to fill. */
  readonly party: Party;
}

/**
 * Fixes the moment a signature came (1039:10.7). What is known of it is found out next; until then
 * it is pending, whatever happens to the process. One slot of one version takes one signature.
 * Everybody who signs or confirms comes this way, so whose right to sign is blocked stops here.
 */
export const receiveSignature = defineCommand({
  id: 'documents.receive-signature',
  law: ['1039:10.3', '1039:10.7', '1039:34', '1039:71'],
  audience: [...holders, 'system'],
  scope: { kind: 'document', key: ({ documentId }: ReceiveSignature) => String(documentId) },
  input,
  auditSubject: ({ documentId }) => `document:${documentId}`,
  async handle(
    { tx, principal, now }: Execution,
    { documentId, version, slot, signatureId, address }: ReceiveSignature,
  ): Promise<ReceivedSignature | Refusal> {
    if (!principal.maySign) return refuse('may-not-sign', '1039:34');
    const db = queryableOf(tx);
    const document = await lockDocument(db, documentId);
    if (document === undefined || document.state === 'withdrawn') return refuse('withdrawn');
    if (document.version !== version) return refuse('another-version');
    const party = document.parties.find((one) => one.slot === slot);
    const isTheirs = party?.holder === holderOf(principal) || principal.role === 'system';
    if (party === undefined || !isTheirs || !signingActs.includes(party.act)) {
      return refuse('not-asked-to-sign');
    }
    const signature = await insertSignature(db, {
      ...{ signatureId, documentId, version, slot, address },
      receivedAt: now,
      receivedFrom: actorKey(principal),
    });
    return signature === undefined ? refuse('signed-already') : { signature, party };
  },
});
