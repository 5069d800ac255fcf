import type { Clock } from '#platform/clock.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { SignatureTrouble, type SignatureProvider } from '../signature/ports.ts';
import type { DocumentDesk } from './document-desk.ts';
import { findDocumentRow } from './documents.sql.ts';
import { encodeRecord, recordFile } from './record.ts';
import { findUnrecorded, insertRecord } from './records.sql.ts';
import { readDeliveries } from './registrations.sql.ts';

export interface RecordParts {
  readonly db: Queryable;
  readonly clock: Clock;
  readonly desk: DocumentDesk;
  readonly signatures: SignatureProvider;
}

const batchMax = 200;
const signatureMediaType = 'application/pkcs7-signature';

/**
 * Seals the records of registration that are not sealed yet; returns how many. The seal covers
 * every file of the document and the record, and bears a time stamp and what validates it where
 * the authority answers.
 */
export async function sealRecords(parts: RecordParts, signal: AbortSignal): Promise<number> {
  let count = 0;
  for (const documentId of await findUnrecorded(parts.db, batchMax)) {
    if (signal.aborted) break;
    count += (await sealRecord(parts, documentId)) ? 1 : 0;
  }
  return count;
}

async function sealRecord(parts: RecordParts, documentId: bigint): Promise<boolean> {
  const { db, clock, desk, signatures } = parts;
  const document = await findDocumentRow(db, documentId);
  const version = await desk.version(documentId);
  if (document === undefined || version === undefined) return false;
  const record = encodeRecord(document, await readDeliveries(db, documentId));
  const file = await desk.keep(record, recordFile.mediaType);
  const manifest = desk.manifest(recordFile.signature, [
    ...version.files,
    desk.fileOf(recordFile.name, file),
  ]);
  try {
    const seal = await signatures.seal(manifest);
    const sealedAt = clock.now();
    const kept = await signatures
      .prolong({ signature: seal, content: manifest, receivedAt: sealedAt })
      .catch((error: unknown) => {
        // The seal is good without a stamp too; who waits for it would wait for an authority.
        if (error instanceof SignatureTrouble) return seal;
        throw error;
      });
    const signature = await desk.keep(kept, signatureMediaType);
    await insertRecord(db, {
      ...{ documentId, sealedAt, address: file.address },
      signatureAddress: signature.address,
    });
    return true;
  } catch (error) {
    if (error instanceof SignatureTrouble) return false;
    throw error;
  }
}
