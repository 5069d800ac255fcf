import type { Database, Tx } from '#platform/db/database.ts';
import { toJson } from '#platform/json.ts';
import { sql } from 'kysely';
import type { TerritoryImportReport } from './import-territories.ts';
import type { LoadedEdition } from './territory-edition.sql.ts';

export interface TerritoryUpload {
  readonly uploadId: bigint;
  readonly editionOn: Temporal.PlainDate;
  readonly source: string;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly fileSha256: string;
  readonly state: 'waiting' | 'loaded' | 'replaced';
  readonly uploadedBy: string;
  readonly uploadedAt: Temporal.Instant;
  readonly loadedBy: string | null;
  readonly loadedAt: Temporal.Instant | null;
}

interface KeptUpload extends TerritoryUpload {
  /** Only while it waits. */
  readonly file: Uint8Array | null;
  /** Only when it has been loaded. */
  readonly report: TerritoryImportReport | null;
}

const columns = sql`
  upload_id as "uploadId", edition_on as "editionOn", source, file_name as "fileName",
  file_bytes as "fileBytes", file_sha256 as "fileSha256", state, uploaded_by as "uploadedBy",
  uploaded_at as "uploadedAt", loaded_by as "loadedBy", loaded_at as "loadedAt"`;

/** Keeps an upload in place of the one that waits, if any does. */
export async function insertUpload(
  tx: Tx,
  upload: Pick<
    TerritoryUpload,
    'editionOn' | 'source' | 'fileName' | 'fileSha256' | 'uploadedBy' | 'uploadedAt'
  > & { readonly file: Uint8Array },
): Promise<bigint> {
  await sql`lock table registry.territory_upload in share row exclusive mode`.execute(tx);
  await sql`
    update registry.territory_upload set state = 'replaced', file = null
    where state = 'waiting'`.execute(tx);
  const { rows } = await sql<{ uploadId: bigint }>`
    insert into registry.territory_upload
      (edition_on, source, file_name, file, file_bytes, file_sha256, state, uploaded_by,
       uploaded_at)
    values (${upload.editionOn}, ${upload.source}, ${upload.fileName}, ${Buffer.from(upload.file)},
            ${upload.file.byteLength}, ${upload.fileSha256}, 'waiting', ${upload.uploadedBy},
            ${upload.uploadedAt})
    returning upload_id as "uploadId"`.execute(tx);
  const uploadId = rows[0]?.uploadId;
  if (uploadId === undefined) throw new Error('the upload was not inserted');
  return uploadId;
}

export async function findUpload(db: Database, uploadId: bigint): Promise<KeptUpload | undefined> {
  const { rows } = await sql<KeptUpload>`
    select ${columns}, file, report from registry.territory_upload
    where upload_id = ${uploadId}`.execute(db);
  return rows[0];
}

/** The upload that waits, locked: the second who loads it finds nothing. */
export async function lockUpload(
  tx: Tx,
  uploadId: bigint,
): Promise<(TerritoryUpload & { readonly file: Uint8Array }) | undefined> {
  const { rows } = await sql<TerritoryUpload & { readonly file: Uint8Array }>`
    select ${columns}, file from registry.territory_upload
    where upload_id = ${uploadId} and state = 'waiting' for update`.execute(tx);
  return rows[0];
}

export async function finishUpload(
  tx: Tx,
  uploadId: bigint,
  loaded: {
    readonly report: TerritoryImportReport;
    readonly loadedBy: string;
    readonly loadedAt: Temporal.Instant;
  },
): Promise<void> {
  await sql`
    update registry.territory_upload
    set state = 'loaded', file = null, report = ${toJson(loaded.report)}::jsonb,
        loaded_by = ${loaded.loadedBy}, loaded_at = ${loaded.loadedAt}
    where upload_id = ${uploadId}`.execute(tx);
}

/** The last uploads, newest first. */
export async function listUploads(
  db: Database,
  limit: number,
): Promise<readonly TerritoryUpload[]> {
  const { rows } = await sql<TerritoryUpload>`
    select ${columns} from registry.territory_upload
    order by upload_id desc limit ${limit}`.execute(db);
  return rows;
}

/** The last editions loaded, newest first. */
export async function listEditions(db: Database, limit: number): Promise<readonly LoadedEdition[]> {
  const { rows } = await sql<LoadedEdition>`
    select edition_on as "editionOn", source, units, added, renamed, moved, retired,
           loaded_at as "loadedAt"
    from registry.territory_edition order by edition_on desc limit ${limit}`.execute(db);
  return rows;
}
