import { holders } from '#kernel/role.ts';
import { z } from 'zod';
import { defineGroupCommand } from '#kernel/command.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Asked, GroupExecution } from '#platform/operations.ts';
import { actorKey, type Principal } from '#platform/principal.ts';
import { lockDocuments, type LockedDocument, type VersionFile } from './documents.sql.ts';
import { holderOf } from './holder.ts';
import { signingActs, type Party } from './kind.ts';
import { insertSignatures, type SignatureRow } from './signatures.sql.ts';

const input = z.object({
  documentId: z.bigint(),
  version: z.number().int().min(1),
  slot: z.number().int().min(1),
  signatureId: z.uuid(),
  /** Of the signature's bytes, in the store already. */
  address: z.string().regex(/^[0-9a-f]{64}$/),
});

export type ReceiveSignature = z.infer<typeof input>;

export interface ReceivedSignature {
  readonly signature: SignatureRow;
  /** Whose slot it is to fill. */
  readonly party: Party;
  /** Of the version that is signed. */
  readonly files: readonly VersionFile[];
}

/**
 * Fixes the moment a signature came (1039:10.7), of many at once, one of each document. What is
 * known of it is found out next; until then it is pending, whatever happens to the process. One
 * slot of one version takes one signature. Everybody who signs or confirms comes this way, so
 * whose right to sign is blocked stops here.
 */
export const receiveSignatures = defineGroupCommand({
  id: 'documents.receive-signature',
  law: ['1039:10.3', '1039:10.7', '1039:34', '1039:71'],
  audience: [...holders, 'system'],
  scope: { kind: 'document', key: ({ documentId }: ReceiveSignature) => String(documentId) },
  input,
  auditSubject: ({ documentId }) => `document:${documentId}`,
  async handleAll(
    { tx, now }: GroupExecution,
    asked: readonly Asked<ReceiveSignature>[],
  ): Promise<readonly (ReceivedSignature | Refusal)[]> {
    const db = queryableOf(tx);
    const documents = await lockDocuments(
      db,
      asked.map(({ input }) => input.documentId),
    );
    const slots = asked.map((one) => slotFor(one, documents));
    const added = asked.filter((_, at) => 'holder' in (slots[at] ?? {}));
    const received = await insertSignatures(
      db,
      added.map(({ principal, input }) => ({
        ...input,
        receivedAt: now,
        receivedFrom: actorKey(principal),
      })),
    );
    return asked.map(({ input }, at) => {
      const party = slots[at] ?? refuse('not-asked-to-sign');
      if ('refusal' in party) return party;
      const row = received.find(({ signatureId }) => signatureId === input.signatureId);
      if (row === undefined) return refuse('signed-already');
      const { files, ...signature } = row;
      return { signature, party, files };
    });
  },
});

/** The slot that a signature is to fill, if it may. */
function slotFor(
  { principal, input }: { readonly principal: Principal; readonly input: ReceiveSignature },
  documents: readonly LockedDocument[],
): Party | Refusal {
  if (!principal.maySign) return refuse('may-not-sign', '1039:34');
  const document = documents.find(({ documentId }) => documentId === input.documentId);
  if (document === undefined || document.state === 'withdrawn') return refuse('withdrawn');
  if (document.version !== input.version) return refuse('another-version');
  const party = document.parties.find(({ slot }) => slot === input.slot);
  const isTheirs = party?.holder === holderOf(principal) || principal.role === 'system';
  if (party === undefined || !isTheirs || !signingActs.includes(party.act)) {
    return refuse('not-asked-to-sign');
  }
  return party;
}
