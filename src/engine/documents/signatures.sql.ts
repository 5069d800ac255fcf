import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import type { SignatureLevel, SignatureQualification, SignerKind } from '../signature/ports.ts';
import { hromadaOfDocument, type VersionFile } from './documents.sql.ts';

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
  /** Sealed. */
  readonly signerName: Buffer | null;
  readonly signerTitle: string | null;
  readonly signerOrganization: string | null;
  readonly signerKind: SignerKind | null;
  readonly qualification: SignatureQualification | null;
  readonly checkedAt: Temporal.Instant | null;
  readonly tries: number;
  readonly keptAddress: string | null;
}

const columnNames = {
  signature_id: 'signatureId',
  document_id: 'documentId',
  version: 'version',
  slot: 'slot',
  state: 'state',
  address: 'address',
  received_at: 'receivedAt',
  received_from: 'receivedFrom',
  reasons: 'reasons',
  warnings: 'warnings',
  level: 'level',
  signed_at: 'signedAt',
  time_source: 'timeSource',
  revocation_source: 'revocationSource',
  signer_name: 'signerName',
  signer_title: 'signerTitle',
  signer_organization: 'signerOrganization',
  signer_kind: 'signerKind',
  qualification: 'qualification',
  checked_at: 'checkedAt',
  tries: 'tries',
  kept_address: 'keptAddress',
} as const satisfies Readonly<Record<string, keyof SignatureRow>>;

function columnsOf(prefix = ''): string {
  return Object.entries(columnNames)
    .map(([column, name]) => `${prefix}${column} as "${name}"`)
    .join(', ');
}

const columns = columnsOf();

export interface NewSignature {
  readonly signatureId: string;
  readonly documentId: bigint;
  readonly version: number;
  readonly slot: number;
  readonly address: string;
  readonly receivedAt: Temporal.Instant;
  readonly receivedFrom: string;
}

/** A signature as it was received, and the files of the version that it is on. */
export interface ReceivedRow extends SignatureRow {
  readonly files: readonly VersionFile[];
}

/** Adds signatures to be checked; those whose slots have one already are left out. */
export async function insertSignatures(
  db: Queryable,
  added: readonly NewSignature[],
): Promise<readonly ReceivedRow[]> {
  if (added.length === 0) return [];
  return selectRows<ReceivedRow>(
    db,
    `-- prepared: insert-signatures
     insert into documents.signature as one (hromada_id, signature_id, document_id, version, slot,
       address, received_at, received_from)
     select * from unnest($1::integer[], $2::uuid[], $3::bigint[], $4::integer[], $5::smallint[],
       $6::text[], $7::timestamptz[], $8::text[])
     on conflict (hromada_id, document_id, version, slot) where state <> 'refused' do nothing
     returning ${columns},
       (select v.files from documents.version v where v.hromada_id = one.hromada_id
          and v.document_id = one.document_id and v.version = one.version) as files`,
    [
      added.map(({ documentId }) => hromadaOfDocument(documentId)),
      added.map(({ signatureId }) => signatureId),
      added.map(({ documentId }) => documentId),
      added.map(({ version }) => version),
      added.map(({ slot }) => slot),
      added.map(({ address }) => address),
      added.map(({ receivedAt }) => receivedAt.toString()),
      added.map(({ receivedFrom }) => receivedFrom),
    ],
  );
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

/**
 * Writes what was found out of signatures on documents that are held, one of each; those that
 * somebody settled before are left out.
 */
export function updateSettled(
  db: Queryable,
  settled: readonly Settled[],
): Promise<readonly SettledRow[]> {
  const facts = settled.map(({ documentId, signedAt, checkedAt, signerName, ...one }) => ({
    ...one,
    hromadaId: hromadaOfDocument(documentId),
    signedAt: signedAt?.toString(),
    signerName: signerName?.toString('hex'),
    checkedAt: checkedAt?.toString(),
  }));
  return selectRows<SettledRow>(
    db,
    `-- prepared: settle-signatures
     update documents.signature as one set state = s.state, reasons = s.reasons,
       warnings = s.warnings, level = s.level, signed_at = s."signedAt",
       time_source = s."timeSource", revocation_source = s."revocationSource",
       signer_name = decode(s."signerName", 'hex'), signer_title = s."signerTitle",
       signer_organization = s."signerOrganization", signer_kind = s."signerKind",
       qualification = s.qualification, checked_at = s."checkedAt", tries = s.tries
     from jsonb_to_recordset($1::jsonb) as s ("hromadaId" integer, "signatureId" uuid, state text,
       reasons text[], warnings text[], level text, "signedAt" timestamptz, "timeSource" text,
       "revocationSource" text, "signerName" text, "signerTitle" text, "signerOrganization" text,
       "signerKind" text, qualification text, "checkedAt" timestamptz, tries integer)
     where one.hromada_id = s."hromadaId" and one.signature_id = s."signatureId"
       and one.state = 'pending'
     returning ${columnsOf('one.')},
       array(select other.slot from documents.signature other
         where other.hromada_id = one.hromada_id and other.document_id = one.document_id
           and other.version = one.version and other.state = 'valid') as "otherSlots"`,
    [JSON.stringify(facts)],
  );
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
