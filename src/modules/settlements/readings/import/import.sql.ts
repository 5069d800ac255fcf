import type { Queryable } from '#platform/db/queryable.ts';
import type { LineReason, RefusedLine } from './line-reason.ts';
import type { FileProblem } from './sheet-row.ts';

export type ImportState = 'queued' | 'running' | 'done' | 'failed';

export interface ReadingImport {
  readonly importId: string;
  readonly providerId: bigint;
  readonly fileName: string;
  readonly fileFormat: string;
  readonly sha256: string;
  readonly period: string;
  readonly state: ImportState;
  /** Lines gone through; of them accepted, refused, and for the rest known already. */
  readonly lines: bigint;
  readonly accepted: bigint;
  readonly refused: bigint;
  /** A `FileProblem`, and what it is about behind a colon. */
  readonly problem: string | null;
  readonly createdBy: string;
  readonly createdAt: Temporal.Instant;
  readonly finishedAt: Temporal.Instant | null;
}

const columns = `import_id as "importId", provider_id as "providerId", file_name as "fileName",
  file_format as "fileFormat", file_sha256 as sha256, period, state, lines, accepted, refused,
  problem, created_by as "createdBy", created_at as "createdAt", finished_at as "finishedAt"`;

/** Enters a file to be read; false when it was entered before. */
export async function insertImport(
  db: Queryable,
  entered: Pick<
    ReadingImport,
    | 'importId'
    | 'providerId'
    | 'fileName'
    | 'fileFormat'
    | 'sha256'
    | 'period'
    | 'createdBy'
    | 'createdAt'
  >,
): Promise<boolean> {
  const { rows } = await db.query(
    `insert into settlements.reading_import (import_id, provider_id, file_name, file_format,
       file_sha256, period, state, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, 'queued', $7, $8)
     on conflict do nothing returning import_id`,
    [
      entered.importId,
      entered.providerId,
      entered.fileName,
      entered.fileFormat,
      entered.sha256,
      entered.period,
      entered.createdBy,
      entered.createdAt,
    ],
  );
  return rows.length > 0;
}

export async function findImport(
  db: Queryable,
  importId: string,
): Promise<ReadingImport | undefined> {
  const { rows } = await db.query(
    `select ${columns} from settlements.reading_import where import_id = $1`,
    [importId],
  );
  return rows[0] as unknown as ReadingImport | undefined;
}

/** The newest earlier import of the very same bytes by the same provider. */
export async function findEarlierCopy(
  db: Queryable,
  { providerId, sha256, importId, createdAt }: ReadingImport,
): Promise<ReadingImport | undefined> {
  const { rows } = await db.query(
    `select ${columns} from settlements.reading_import
     where provider_id = $1 and file_sha256 = $2 and import_id <> $3 and created_at <= $4
     order by created_at desc, import_id limit 1`,
    [providerId, sha256, importId, createdAt],
  );
  return rows[0] as unknown as ReadingImport | undefined;
}

/** Imports of a provider, newest first. */
export async function listImports(
  db: Queryable,
  providerId: bigint,
  page: { readonly limit: number; readonly offset: number },
): Promise<readonly ReadingImport[]> {
  const { rows } = await db.query(
    `select ${columns} from settlements.reading_import where provider_id = $1
     order by created_at desc, import_id limit $2 offset $3`,
    [providerId, page.limit, page.offset],
  );
  return rows as unknown as readonly ReadingImport[];
}

/** Begins or takes up the reading of a file; undefined when it is done or has failed. */
export async function beginImport(
  db: Queryable,
  importId: string,
): Promise<ReadingImport | undefined> {
  const { rows } = await db.query(
    `update settlements.reading_import set state = 'running'
     where import_id = $1 and state in ('queued', 'running') returning ${columns}`,
    [importId],
  );
  return rows[0] as unknown as ReadingImport | undefined;
}

/**
 * Locks an import for a batch. False when it is no longer at `lines`: another process is reading
 * the same file, and this one must leave it alone.
 */
export async function lockImportAt(
  db: Queryable,
  importId: string,
  lines: bigint,
): Promise<boolean> {
  const { rows } = await db.query(
    `select 1 from settlements.reading_import
     where import_id = $1 and state = 'running' and lines = $2 for update`,
    [importId, lines],
  );
  return rows.length > 0;
}

/** Counts a batch in, in the transaction that stored it. */
export async function advanceImport(
  db: Queryable,
  importId: string,
  counts: { readonly lines: number; readonly accepted: number; readonly refused: number },
): Promise<void> {
  await db.query(
    `update settlements.reading_import
     set lines = lines + $2, accepted = accepted + $3, refused = refused + $4
     where import_id = $1`,
    [importId, counts.lines, counts.accepted, counts.refused],
  );
}

/** Ends an import, well or with a problem of the whole file. */
export async function endImport(
  db: Queryable,
  importId: string,
  end: { readonly problem: string | null; readonly at: Temporal.Instant },
): Promise<void> {
  await db.query(
    `update settlements.reading_import
     set state = case when $2::text is null then 'done' else 'failed' end,
         problem = $2, finished_at = $3
     where import_id = $1 and state = 'running'`,
    [importId, end.problem, end.at],
  );
}

/** How a problem is kept in its column, and read from it. */
export function storedProblem(problem: FileProblem, about: string): string {
  return `${problem}:${about}`;
}

export function readProblem(stored: string): {
  readonly problem: FileProblem;
  readonly about: string;
} {
  const colon = stored.indexOf(':');
  return { problem: stored.slice(0, colon) as FileProblem, about: stored.slice(colon + 1) };
}

/** Lists refused lines; of two with one number, which only a forged spreadsheet has, the first. */
export async function insertRefusedLines(
  db: Queryable,
  importId: string,
  lines: readonly RefusedLine[],
): Promise<void> {
  if (lines.length === 0) return;
  await db.query(
    `insert into settlements.reading_import_line (import_id, line_number, reason, excerpt)
     select $1, l.line_number, l.reason, l.excerpt
     from unnest($2::bigint[], $3::text[], $4::text[]) as l (line_number, reason, excerpt)
     on conflict do nothing`,
    [
      importId,
      lines.map(({ line }) => line),
      lines.map(({ reason }) => reason),
      lines.map(({ excerpt }) => excerpt),
    ],
  );
}

export async function countRefusedLines(db: Queryable, importId: string): Promise<number> {
  const { rows } = await db.query(
    `select count(*)::int as listed from settlements.reading_import_line where import_id = $1`,
    [importId],
  );
  return rows[0]?.['listed'] as number;
}

/** Refused lines behind a line, in the order of the file. */
export async function listRefusedLines(
  db: Queryable,
  importId: string,
  page: { readonly afterLine: number; readonly limit: number },
): Promise<readonly RefusedLine[]> {
  const { rows } = await db.query(
    `select line_number, reason, excerpt from settlements.reading_import_line
     where import_id = $1 and line_number > $2 order by line_number limit $3`,
    [importId, page.afterLine, page.limit],
  );
  return rows.map((row) => ({
    line: Number(row['line_number']),
    reason: row['reason'] as LineReason,
    excerpt: String(row['excerpt']),
  }));
}
