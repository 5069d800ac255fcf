import { suppliers } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { accountIdSchema } from '../../account-id.ts';
import {
  findEarlierCopy,
  findImport,
  listImports,
  listRefusedLines,
  readProblem,
  type ReadingImport,
} from './import.sql.ts';
import type { RefusedLine } from './line-reason.ts';
import { writeRefusedLines } from './refused-lines-csv.ts';
import type { FileProblem } from './sheet-row.ts';
import { listedLinesMax } from './take-batch.ts';
import { refusedLinesFileName } from './texts.uk.ts';

export const importsPerPage = 20;
const refusedLinesPerPage = 100;
const pagesMax = 500;

const importsInput = z.object({
  providerId: accountIdSchema,
  page: z.coerce.number().int().min(1).max(pagesMax).default(1),
});

const reportInput = z.object({
  providerId: accountIdSchema,
  importId: z.uuid(),
  /** Lines are shown that stand behind this one. */
  afterLine: z.coerce.number().int().min(0).default(0),
});

const fileInput = z.object({ providerId: accountIdSchema, importId: z.uuid() });

/** An import as it is shown. */
export interface ImportView extends Omit<ReadingImport, 'problem'> {
  /** Lines that were known already: the same meter, day and value. */
  readonly repeated: bigint;
  readonly problem: { readonly problem: FileProblem; readonly about: string } | null;
}

export interface ImportReport {
  readonly import: ImportView;
  /** An earlier import of the very same bytes. */
  readonly sameAs: ImportView | null;
  readonly refusedLines: readonly RefusedLine[];
  /** Where the next page of refused lines begins; null on the last. */
  readonly nextAfterLine: number | null;
  /** More lines were refused than are listed. */
  readonly listIsCut: boolean;
}

const shared = {
  law: [law('1039:19.7'), law('1039:19.4')],
  audience: suppliers,
} as const;

/** Files of readings that a provider has sent, newest first. */
export const readingImports = defineQuery({
  ...shared,
  id: 'reading-imports',
  scope: {
    kind: 'provider',
    key: ({ providerId }: z.infer<typeof importsInput>) => `${providerId}`,
  },
  input: importsInput,
  async handle({ db }: Reading, { providerId, page }): Promise<readonly ImportView[]> {
    const limit = importsPerPage;
    const offset = (page - 1) * limit;
    const imports = await listImports(queryableOf(db), providerId, { limit, offset });
    return imports.map(viewOf);
  },
});

/** How far the reading of a file has come, and its refused lines by pages. */
export const importReport = defineQuery({
  ...shared,
  id: 'reading-import-report',
  scope: {
    kind: 'provider',
    key: ({ providerId }: z.infer<typeof reportInput>) => `${providerId}`,
  },
  input: reportInput,
  async handle(
    { db }: Reading,
    { providerId, importId, afterLine }: z.infer<typeof reportInput>,
  ): Promise<ImportReport | Refusal> {
    const connection = queryableOf(db);
    const found = await findOwnImport(connection, providerId, importId);
    if (found === undefined) return refuse('no-such-import');
    const page = { afterLine, limit: refusedLinesPerPage + 1 };
    const lines = await listRefusedLines(connection, importId, page);
    const refusedLines = lines.slice(0, refusedLinesPerPage);
    const copy = await findEarlierCopy(connection, found);
    return {
      import: viewOf(found),
      sameAs: copy === undefined ? null : viewOf(copy),
      refusedLines,
      nextAfterLine:
        lines.length > refusedLines.length ? (refusedLines.at(-1)?.line ?? null) : null,
      listIsCut: found.refused > BigInt(listedLinesMax),
    };
  },
});

/** All listed refused lines as a file for a spreadsheet. */
export const refusedLinesFile = defineQuery({
  ...shared,
  id: 'reading-import-refused-lines',
  scope: { kind: 'provider', key: ({ providerId }: z.infer<typeof fileInput>) => `${providerId}` },
  input: fileInput,
  async handle(
    { db }: Reading,
    { providerId, importId }: z.infer<typeof fileInput>,
  ): Promise<{ readonly fileName: string; readonly csv: string } | Refusal> {
    const connection = queryableOf(db);
    const found = await findOwnImport(connection, providerId, importId);
    if (found === undefined) return refuse('no-such-import');
    const page = { afterLine: 0, limit: listedLinesMax };
    const lines = await listRefusedLines(connection, importId, page);
    return { fileName: refusedLinesFileName(found.fileName), csv: writeRefusedLines(lines) };
  },
});

/** Of another provider and missing are the same to who asks. */
async function findOwnImport(
  db: Queryable,
  providerId: bigint,
  importId: string,
): Promise<ReadingImport | undefined> {
  const found = await findImport(db, importId);
  return found?.providerId === providerId ? found : undefined;
}

function viewOf(found: ReadingImport): ImportView {
  return {
    ...found,
    repeated: found.lines - found.accepted - found.refused,
    problem: found.problem === null ? null : readProblem(found.problem),
  };
}
