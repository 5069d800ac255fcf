import { holders } from '#kernel/role.ts';
import { z } from 'zod';
import { defineCommand, defineQuery } from '#kernel/command.ts';
import type { ClauseId } from '#kernel/law.ts';
import type { Refusal } from '#kernel/result.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution, Reading } from '#platform/operations.ts';
import {
  findDocumentRow,
  listDocumentsOf,
  readParties,
  type DocumentRow,
  type ListedDocument,
} from './documents.sql.ts';
import { holderOf, type Holder } from './holder.ts';
import type { Party } from './kind.ts';
import { markOpened, readDeliveries, type Delivery } from './registrations.sql.ts';
import { readSignatures, type SignatureRow } from './signatures.sql.ts';

/** A document with all that happened to it; its words are read from the store. */
export interface DocumentHistory {
  readonly document: DocumentRow;
  readonly parties: readonly Party[];
  readonly signatures: readonly SignatureRow[];
  readonly deliveries: readonly Delivery[];
  /** The side of whoever asks. */
  readonly holder: Holder;
}

const oneDocument = z.object({ documentId: z.string().regex(/^\d{1,18}$/) });
type OneDocument = z.infer<typeof oneDocument>;

const aboutOne = {
  scope: { kind: 'document', key: ({ documentId }: OneDocument) => documentId },
  input: oneDocument,
  auditSubject: ({ documentId }: OneDocument) => `document:${documentId}`,
} as const;

/** Shows a document to somebody who takes part in it. */
export const findDocument = defineQuery({
  ...aboutOne,
  id: 'documents.find',
  law: ['1039:10.6', '1039:10.7', '1039:71'] satisfies ClauseId[],
  audience: holders,
  async handle({ db, principal }: Reading, input: OneDocument): Promise<DocumentHistory | Refusal> {
    const on = queryableOf(db);
    const documentId = BigInt(input.documentId);
    const document = await findDocumentRow(on, documentId);
    const holder = holderOf(principal);
    if (document === undefined || holder === undefined) throw new Error('passed the scope check');
    return {
      ...{ document, holder },
      parties: await readParties(on, documentId),
      signatures: await readSignatures(on, documentId),
      deliveries: await readDeliveries(on, documentId),
    };
  },
});

/** Notes that an addressee has opened a document. */
export const openDelivered = defineCommand({
  ...aboutOne,
  id: 'documents.open-delivered',
  law: ['1039:10.7', '1039:75'] satisfies ClauseId[],
  audience: holders,
  async handle({ tx, principal, now }: Execution, input: OneDocument): Promise<Empty> {
    const holder = holderOf(principal);
    if (holder === undefined) throw new Error('passed the scope check');
    const documentId = BigInt(input.documentId);
    await markOpened(queryableOf(tx), { documentId, holder }, now);
    return {};
  },
});

type Empty = Readonly<Record<string, never>>;

const page = z.object({ page: z.coerce.number().int().min(1).max(10_000).default(1) });
export const documentsPerPage = 20;

/** Documents of whoever asks, the newest first; one more than a page when there are more. */
export const listDocuments = defineQuery({
  id: 'documents.list',
  law: ['1039:10.6', '1039:10.7', '1039:83'] satisfies ClauseId[],
  audience: holders,
  scope: { kind: 'self' },
  input: page,
  async handle(
    { db, principal }: Reading,
    { page: number }: z.infer<typeof page>,
  ): Promise<readonly ListedDocument[]> {
    const holder = holderOf(principal);
    if (holder === undefined) return [];
    const offset = (number - 1) * documentsPerPage;
    return listDocumentsOf(queryableOf(db), holder, { limit: documentsPerPage + 1, offset });
  },
});
