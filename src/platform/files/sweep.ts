import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobListing, BlobName } from './blobs.ts';
import {
  findUnknown,
  findUnlisted,
  insertFinding,
  readSweepPlace,
  writeSweepPlace,
} from './catalogue.sql.ts';
import { isSystemError } from './durable.ts';
import { findDamage } from './read-object.ts';
import { report, reportDamage } from './report.ts';
import type { CareParts } from './scrub.ts';

/** How long each kind of leftover may still belong to somebody. */
export interface Patience {
  /** A draft that nothing was written to for so long has lost its process. */
  readonly draft: Temporal.Duration;
  /** A blob gets its row within seconds of its last byte. */
  readonly unknownBlob: Temporal.Duration;
  /** Time for a person to look at a blob that no row knows, before it goes. */
  readonly removal: Temporal.Duration;
}

const patience: Patience = {
  draft: Temporal.Duration.from({ hours: 24 }),
  unknownBlob: Temporal.Duration.from({ hours: 1 }),
  removal: Temporal.Duration.from({ hours: 24 * 7 }),
};

const namesPerPage = 1_000;

/**
 * Compares what the store lists with the catalogue: reports objects whose blobs are gone and blobs
 * that no row knows, removes the latter when their time is over, and drafts of dead processes. Goes
 * on where the last call ended; returns after `namesMax` names or at the end of the store.
 */
export async function sweep(
  parts: CareParts,
  { namesMax, signal, wait = patience }: SweepOptions,
): Promise<void> {
  await removeDeadDrafts(parts, wait);
  for (let names = 0; names < namesMax && !signal.aborted; names += namesPerPage) {
    const after = await readSweepPlace(parts.db);
    const page = await parts.blobs.list(after, namesPerPage);
    const until = page.length < namesPerPage ? undefined : page.at(-1)?.name;
    await reportUnknown(parts, page, wait);
    const listed = page.map(({ name }) => name);
    const unlisted = await findUnlisted(parts.db, { after, until, listed }, namesPerPage);
    for (const object of unlisted) {
      // It may have been written since the listing, so it is asked for by name.
      const damage = await findDamage(parts, object);
      if (damage !== undefined) await reportDamage(parts, object, damage);
    }
    await writeSweepPlace(parts.db, until ?? '');
    if (until === undefined) return;
  }
}

export interface SweepOptions {
  readonly namesMax: number;
  readonly signal: AbortSignal;
  readonly wait?: Patience;
}

async function reportUnknown(
  parts: CareParts,
  page: readonly BlobListing[],
  wait: Patience,
): Promise<void> {
  const now = parts.clock.now();
  const isOlder = ({ writtenAt }: BlobListing, than: Temporal.Duration) =>
    Temporal.Instant.compare(writtenAt.add(than), now) <= 0;
  const unknown = new Set(
    await findUnknown(
      parts.db,
      page.filter((blob) => isOlder(blob, wait.unknownBlob)).map(({ name }) => name),
    ),
  );
  for (const blob of page.filter(({ name }) => unknown.has(name))) {
    await report(parts, { kind: 'unknown-blob', blobName: blob.name });
    if (isOlder(blob, wait.removal)) await removeUnknown(parts, blob.name);
  }
}

async function removeUnknown(parts: CareParts, blobName: BlobName): Promise<void> {
  if (!(await parts.blobs.delete(blobName))) return;
  await insertFinding(parts.db, { kind: 'unknown-blob-removed', blobName }, parts.clock.now());
}

async function removeDeadDrafts({ blobs, clock }: CareParts, wait: Patience): Promise<void> {
  const deadSince = clock.now().subtract(wait.draft).epochMilliseconds;
  for (const name of await readdir(blobs.draftsDirectory)) {
    const path = join(blobs.draftsDirectory, name);
    try {
      if ((await stat(path)).mtimeMs <= deadSince) await rm(path, { force: true });
    } catch (error) {
      // Its upload ended between the two looks.
      if (!isSystemError(error, 'ENOENT')) throw error;
    }
  }
}
