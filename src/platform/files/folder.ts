import { existsSync } from 'node:fs';
import { link, mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import {
  FileTrouble,
  isBlobName,
  type BlobListing,
  type BlobName,
  type Blobs,
  type FinishedDraft,
} from './blobs.ts';
import { isSystemError, makeDirectory, syncDirectory } from './durable.ts';

const madeOnce = { recursive: true, mode: 0o700 } as const;
const shardChars = 2;

/** Blobs as files of a folder, in 256 subfolders by the beginning of their names. */
export async function openFolder(root: string): Promise<Blobs> {
  const blobsDirectory = join(root, 'blobs');
  const draftsDirectory = join(root, 'drafts');
  await makeDirectory(blobsDirectory);
  await makeDirectory(draftsDirectory);
  const shards = Array.from({ length: 256 }, (_, at) => at.toString(16).padStart(shardChars, '0'));
  for (const shard of shards) await mkdir(join(blobsDirectory, shard), madeOnce);
  await syncDirectory(blobsDirectory);
  const shardOf = (name: BlobName) => join(blobsDirectory, name.slice(0, shardChars));
  const pathOf = (name: BlobName) => join(shardOf(name), name);
  return {
    draftsDirectory,
    keep: (name, draft) => keep(shardOf(name), pathOf(name), draft),
    async read(name) {
      try {
        return piecesOf(await open(pathOf(name)), name);
      } catch (error) {
        throw troubleOf(error, shardOf(name), name);
      }
    },
    list: (after, namesMax) => list(blobsDirectory, after, namesMax),
    async delete(name) {
      await rm(pathOf(name), { force: true });
      await syncDirectory(shardOf(name));
      return true;
    },
  };
}

/**
 * File synced, then named, then the name synced. A hard link and not a rename gives the name: it
 * refuses to put one blob in the place of another.
 */
async function keep(shard: string, path: string, draft: FinishedDraft): Promise<void> {
  try {
    await draft.sync();
    await link(draft.path, path);
    await syncDirectory(shard);
  } catch (error) {
    throw isSystemError(error, 'ENOSPC', 'EDQUOT') ? new FileTrouble('full', path, error) : error;
  }
}

/** A sector that the disk cannot read is as lost as one that was changed. */
async function* piecesOf(handle: FileHandle, name: BlobName): AsyncGenerator<Uint8Array> {
  try {
    yield* handle.createReadStream() as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw isSystemError(error, 'EIO') ? new FileTrouble('changed', name, error) : error;
  } finally {
    await handle.close();
  }
}

/** A blob that is not there is one thing, a disk that is not there another. */
function troubleOf(cause: unknown, directory: string, name: BlobName): unknown {
  if (!isSystemError(cause, 'ENOENT')) return cause;
  return new FileTrouble(existsSync(directory) ? 'deleted' : 'unreachable', name, cause);
}

async function list(
  directory: string,
  after: string,
  namesMax: number,
): Promise<readonly BlobListing[]> {
  const found: BlobListing[] = [];
  const first = after.slice(0, shardChars);
  for (const shard of (await readdir(directory)).sort()) {
    if (shard < first) continue;
    const names = (await readdir(join(directory, shard))).filter(isBlobName).sort();
    for (const name of names) {
      if (name <= after) continue;
      const listing = await look(join(directory, shard, name), name);
      if (listing !== undefined) found.push(listing);
      if (found.length === namesMax) return found;
    }
  }
  return found;
}

async function look(path: string, name: BlobName): Promise<BlobListing | undefined> {
  try {
    const { mtimeMs } = await stat(path);
    return {
      name,
      writtenAt: Temporal.Instant.fromEpochMilliseconds(Math.floor(mtimeMs)),
    };
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}
