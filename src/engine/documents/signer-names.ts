import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { rowIdOf, type SealedColumn } from '#platform/secrets/sealed-columns.ts';
import { hromadaOfDocument } from './documents.sql.ts';
import type { DocumentHistory } from './find-document.ts';
import type { SignatureKey, SignatureRow } from './signatures.sql.ts';

const signerColumn = 'documents.signature.signer_name';

/** What this room seals. */
export const documentsSealedColumns: readonly SealedColumn[] = [
  {
    name: signerColumn,
    keys: [
      { column: 'hromada_id', type: 'integer' },
      { column: 'signature_id', type: 'uuid' },
    ],
  },
];

/** A signature with the name of whoever made it. */
export interface NamedSignature extends Omit<SignatureRow, 'signerName'> {
  readonly signerName: string | null;
}

/** A document as its sides see it. */
export interface NamedHistory extends Omit<DocumentHistory, 'signatures'> {
  readonly signatures: readonly NamedSignature[];
}

/** Names of those who signed stay sealed until they are shown to a side of the document. */
export async function sealSigner<T extends SignatureKey & { readonly signerName: string | null }>(
  secrets: FieldCipher,
  found: T,
): Promise<Omit<T, 'signerName'> & { readonly signerName: Buffer | null }> {
  const { signerName } = found;
  return {
    ...found,
    signerName: signerName === null ? null : await secrets.seal(placeOf(found), signerName),
  };
}

export async function openSigner(
  secrets: FieldCipher,
  signature: SignatureRow,
): Promise<NamedSignature> {
  const { signerName } = signature;
  return {
    ...signature,
    signerName: signerName === null ? null : await secrets.open(placeOf(signature), signerName),
  };
}

/** For a side of the document, which sees who signed. */
export async function openHistory(
  secrets: FieldCipher,
  history: DocumentHistory,
): Promise<NamedHistory> {
  const signatures = history.signatures.map((signature) => openSigner(secrets, signature));
  return { ...history, signatures: await Promise.all(signatures) };
}

function placeOf({ documentId, signatureId }: SignatureKey) {
  return { column: signerColumn, rowId: rowIdOf(hromadaOfDocument(documentId), signatureId) };
}
