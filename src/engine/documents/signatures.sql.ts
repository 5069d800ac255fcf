import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import type { SignatureLevel, SignatureQualification, SignerKind } from '../signature/ports.ts';
import { hromadaOfDocument } from './documents.sql.ts';

export type SignatureState = 'pending' | 'valid' | 'refused';

/** A signature on a version of a document, and what is known of it. */
export interface SignatureRow {
  readonly signatureId: string;
  readonly documentId: bigint;
  readonly version: number;
  readonly slot: number;
  readonly state: SignatureState;
  readonly address: string;
  readonly receivedAt: Temporal.Instant;
  readonly receivedFrom: string;
  readonly reasons: readonly string[];
  readonly warnings: readonly string[];
  readonly level: SignatureLevel | null;
  readonly signedAt: Temporal.Instant | null;
  readonly timeSource: 'timestamp' | 'receipt' | null;
  readonly revocationSource: string | null;
  readonly signerName: string | null;
  readonly signerTitle: string | null;
  readonly signerOrganization: string | null;
  readonly signerKind: SignerKind | null;
  readonly qualification: SignatureQualification | null;
  readonly checkedAt: Temporal.Instant | null;
  readonly tries: number;
  readonly keptAddress: string | null;
}

const columns = `signature_id as "signatureId", document_id as "documentId", version, slot, state,
  address, received_at as "receivedAt", received_from as "receivedFrom", reasons, warnings, level,
  signed_at as "signedAt", time_source as "timeSource", revocation_source as "revocationSource",
  signer_name as "signerName", signer_title as "signerTitle",
  signer_organization as "signerOrganization", signer_kind as "signerKind", qualification,
  checked_at as "checkedAt", tries, kept_address as "keptAddress"`;

export interface NewSignature {
  readonly signatureId: string;
  readonly documentId: bigint;
  readonly version: number;
  readonly slot: number;
  readonly address: string;
  readonly receivedAt: Temporal.Instant;
  readonly receivedFrom: string;
}

/** Adds a signature to be checked; undefined when the slot of the version has one already. */
export async function insertSignature(
  db: Queryable,
  added: NewSignature,
): Promise<SignatureRow | undefined> {
  const { signatureId, documentId, version, slot, address, receivedAt, receivedFrom } = added;
  const rows = await selectRows<SignatureRow>(
    db,
    `-- prepared: insert-signature
     insert into documents.signature (hromada_id, signature_id, document_id, version, slot, address,
       received_at, received_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (hromada_id, document_id, version, slot) where state <> 'refused' do nothing
     returning ${columns}`,
    [
      hromadaOfDocument(documentId),
      signatureId,
      documentId,
      version,
      slot,
      address,
      receivedAt,
      receivedFrom,
    ],
  );
  return rows.at(0);
}

/** Signatures on a document, in the order received. */
export function readSignatures(
  db: Queryable,
  documentId: bigint,
): Promise<readonly SignatureRow[]> {
  return selectRows<SignatureRow>(
    db,
    `select ${columns} from documents.signature
     where hromada_id = $1 and document_id = $2 order by received_at, signature_id`,
    [hromadaOfDocument(documentId), documentId],
  );
}

export interface SignatureKey {
  readonly documentId: bigint;
  readonly signatureId: string;
}

export async function findSignature(
  db: Queryable,
  { documentId, signatureId }: SignatureKey,
): Promise<SignatureRow | undefined> {
  const rows = await selectRows<SignatureRow>(
    db,
    `select ${columns} from documents.signature where hromada_id = $1 and signature_id = $2`,
    [hromadaOfDocument(documentId), signatureId],
  );
  return rows.at(0);
}

/** Signatures received before an instant and still to be checked, the oldest first. */
export function findPending(
  db: Queryable,
  receivedBefore: Temporal.Instant,
  limit: number,
): Promise<readonly SignatureRow[]> {
  return selectRows<SignatureRow>(
    db,
    `select ${columns} from documents.signature
     where state = 'pending' and received_at < $1 order by tries, received_at limit $2`,
    [receivedBefore, limit],
  );
}

/** Valid signatures that do not yet hold what validates them, the oldest first. */
export function findToProlong(db: Queryable, limit: number): Promise<readonly SignatureRow[]> {
  return selectRows<SignatureRow>(
    db,
    `select ${columns} from documents.signature
     where state = 'valid' and kept_address is null order by tries, checked_at limit $1`,
    [limit],
  );
}

/** What was found out of a signature. */
export type Settled = Omit<
  SignatureRow,
  'documentId' | 'version' | 'slot' | 'address' | 'receivedAt' | 'receivedFrom' | 'keptAddress'
> & { readonly documentId: bigint };

/** A signature as it was settled, and which slots of its version others fill. */
export interface SettledRow extends SignatureRow {
  readonly otherSlots: readonly number[];
}

/** Writes what was found out; undefined when somebody did before. The document must be held. */
export async function updateSettled(
  db: Queryable,
  settled: Settled,
): Promise<SettledRow | undefined> {
  const rows = await selectRows<SettledRow>(
    db,
    `-- prepared: settle-signature
     update documents.signature as one set state = $3, reasons = $4, warnings = $5, level = $6,
       signed_at = $7, time_source = $8, revocation_source = $9, signer_name = $10,
       signer_title = $11, signer_organization = $12, signer_kind = $13, qualification = $14,
       checked_at = $15, tries = $16
     where hromada_id = $1 and signature_id = $2 and state = 'pending'
     returning ${columns},
       array(select other.slot from documents.signature other
         where other.hromada_id = one.hromada_id and other.document_id = one.document_id
           and other.version = one.version and other.state = 'valid') as "otherSlots"`,
    [
      hromadaOfDocument(settled.documentId),
      settled.signatureId,
      settled.state,
      settled.reasons,
      settled.warnings,
      settled.level,
      settled.signedAt,
      settled.timeSource,
      settled.revocationSource,
      settled.signerName,
      settled.signerTitle,
      settled.signerOrganization,
      settled.signerKind,
      settled.qualification,
      settled.checkedAt,
      settled.tries,
    ],
  );
  return rows.at(0);
}

/** Notes that a signature could not be prolonged now, so that others come before it. */
export async function countTry(db: Queryable, key: SignatureKey): Promise<void> {
  await db.query(
    `update documents.signature set tries = tries + 1
     where hromada_id = $1 and signature_id = $2`,
    [hromadaOfDocument(key.documentId), key.signatureId],
  );
}

export async function updateKept(
  db: Queryable,
  { documentId, signatureId }: SignatureKey,
  address: string,
): Promise<void> {
  await db.query(
    `update documents.signature set kept_address = $3, level = 'XL'
     where hromada_id = $1 and signature_id = $2 and state = 'valid'`,
    [hromadaOfDocument(documentId), signatureId, address],
  );
}
