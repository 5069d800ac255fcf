import { defineCommand, defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { isRefusal, refuse, type Refusal } from '#kernel/result.ts';
import type { Execution, Reading } from '#platform/operations.ts';
import { actorKey } from '#platform/principal.ts';
import { z } from 'zod';
import { bigintField, dateField, fileField, flagField, sha256Of, textField } from './fields.ts';
import {
  checkTerritoryFile,
  compareTerritories,
  importTerritories,
  refuseFaulty,
  type TerritoryImportReport,
} from './import-territories.ts';
import { keepsRegistry } from './keeps-registry.ts';
import {
  findUpload,
  finishUpload,
  insertUpload,
  listEditions,
  listUploads,
  lockUpload,
  type TerritoryUpload,
} from './territory-upload.sql.ts';
import { findNewestEdition, type LoadedEdition } from './territory-edition.sql.ts';

const sourceLengthMax = 300;
const fileNameLengthMax = 200;
const uploadsListedMax = 20;
const clauses = [law('1039:66'), law('376:1')];

const uploadInput = z.object({
  editionOn: dateField,
  /** Where the file comes from, for the record. */
  source: textField(sourceLengthMax),
  fileName: textField(fileNameLengthMax),
  file: fileField,
});

type UploadInput = z.infer<typeof uploadInput>;

/**
 * Keeps an edition of the codifier until somebody has seen what it would change and loads it. One
 * waits at a time: another takes its place. Refuses a file without a single good line and an
 * edition older than the newest loaded.
 */
export const uploadTerritories = defineCommand({
  id: 'registry.upload-territories',
  law: clauses,
  ...keepsRegistry,
  input: uploadInput,
  auditSubject: ({ editionOn }) => `territories:${editionOn.toString()}`,
  auditPayload: ({ file, ...about }) => ({ ...about, fileSha256: sha256Of(file) }),
  async handle(
    { tx, principal, now }: Execution,
    { file, ...about }: UploadInput,
  ): Promise<{ readonly uploadId: string } | Refusal> {
    const checked = await checkTerritoryFile(file);
    if (isRefusal(checked)) return checked;
    if (checked.units.length === 0) return refuseFaulty(checked.faults);
    const newest = await findNewestEdition(tx);
    if (newest !== undefined && Temporal.PlainDate.compare(about.editionOn, newest) < 0) {
      return refuse('territory-edition-is-older', undefined, { newest: newest.toString() });
    }
    const by = { uploadedBy: actorKey(principal), uploadedAt: now };
    const upload = { ...about, ...by, file, fileSha256: sha256Of(file) };
    return { uploadId: (await insertUpload(tx, upload)).toString() };
  },
});

const loadInput = z.object({
  uploadId: bigintField,
  takeGoodLines: flagField,
  acceptMassRetirement: flagField,
});

type LoadInput = z.infer<typeof loadInput>;

/** Loads the edition that waits, and keeps the report of it in place of the file. */
export const loadTerritories = defineCommand({
  id: 'registry.load-territories',
  law: clauses,
  ...keepsRegistry,
  input: loadInput,
  auditSubject: ({ uploadId }) => `territory-upload:${uploadId}`,
  async handle(
    { tx, principal, now }: Execution,
    { uploadId, ...choices }: LoadInput,
  ): Promise<TerritoryImportReport | Refusal> {
    const upload = await lockUpload(tx, uploadId);
    if (upload === undefined) return refuse('territory-upload-is-not-waiting');
    const checked = await checkTerritoryFile(upload.file);
    if (isRefusal(checked)) return checked;
    const { editionOn, source } = upload;
    const edition = { editionOn, source, ...choices };
    const report = await importTerritories({ tx, now }, checked, edition);
    if (isRefusal(report)) return report;
    await finishUpload(tx, uploadId, { report, loadedBy: actorKey(principal), loadedAt: now });
    return report;
  },
});

export interface ShownTerritoryUpload {
  readonly upload: TerritoryUpload;
  /** What was changed, or while the edition waits what would be; a refusal when it is too old. */
  readonly report: TerritoryImportReport | Refusal | null;
}

/** An upload with its report, or with a preview of it while it waits. */
export const findTerritoryUpload = defineQuery({
  id: 'registry.find-territory-upload',
  law: clauses,
  scratch: true,
  ...keepsRegistry,
  input: z.object({ uploadId: bigintField }),
  async handle(
    { db }: Reading,
    { uploadId }: { readonly uploadId: bigint },
  ): Promise<ShownTerritoryUpload | Refusal> {
    const found = await findUpload(db, uploadId);
    if (found === undefined) return refuse('territory-upload-is-not-known');
    const { file, report, ...upload } = found;
    if (file === null) return { upload, report };
    const checked = await checkTerritoryFile(file);
    if (isRefusal(checked)) return { upload, report: checked };
    // Units are staged in a temporary table, which ends with the transaction.
    const preview = await db
      .transaction()
      .execute((tx) => compareTerritories(tx, checked, upload.editionOn));
    return { upload, report: preview };
  },
});

export interface TerritoryEditions {
  /** Newest first. */
  readonly editions: readonly LoadedEdition[];
  readonly uploads: readonly TerritoryUpload[];
}

/** Editions of the codifier that were loaded, and what was uploaded last. */
export const territoryEditions = defineQuery({
  id: 'registry.territory-editions',
  law: clauses,
  ...keepsRegistry,
  input: z.object({}),
  async handle({ db }: Reading): Promise<TerritoryEditions> {
    return {
      editions: await listEditions(db, uploadsListedMax),
      uploads: await listUploads(db, uploadsListedMax),
    };
  },
});
