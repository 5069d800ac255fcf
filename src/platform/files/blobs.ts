/** Where the bytes of stored files lie. Adapters: `folder.ts`, `s3/s3.ts`. */
export interface Blobs {
  /** Where drafts grow before they are kept; on the same disk as the store where it has one. */
  readonly draftsDirectory: string;
  /**
   * Keeps a finished draft under a name that was never used before, for good. Resolves only when
   * the bytes would survive a power cut; the draft itself stays where it is.
   */
  keep(name: BlobName, draft: FinishedDraft): Promise<void>;
  /** The bytes of a blob as they are now. Throws FileTrouble `deleted` when there is none. */
  read(name: BlobName): Promise<AsyncIterable<Uint8Array>>;
  /** Names after a given one in the order of their bytes. */
  list(after: string, namesMax: number): Promise<readonly BlobListing[]>;
  /** False when the store must hold the blob longer. */
  delete(name: BlobName): Promise<boolean>;
}

/** Address of the content and id of the object: unknown names can be told from ours. */
export type BlobName = string & { readonly __brand: 'BlobName' };

export interface BlobListing {
  readonly name: BlobName;
  readonly writtenAt: Temporal.Instant;
}

/** A blob that is whole but not yet kept: a local file that only its owner reads. */
export interface FinishedDraft {
  readonly path: string;
  readonly blobBytes: number;
  readonly blobSha256: Uint8Array;
  /** On return the bytes would survive a power cut, under whatever name. */
  sync(): Promise<void>;
}

/**
 * `deleted`, `changed`, `key-missing`: this object cannot be read, whoever asks and however often.
 * `unreachable`, `full`: the store cannot work now; asking later may help.
 */
export type FileTroubleCode = Damage | 'unreachable' | 'full';
export type Damage = 'deleted' | 'changed' | 'key-missing';

export class FileTrouble extends Error {
  readonly code: FileTroubleCode;

  constructor(code: FileTroubleCode, about: string, cause?: unknown) {
    super(`Stored file ${code}: ${about}`, { cause });
    this.name = 'FileTrouble';
    this.code = code;
  }
}

/** The damage that an error tells of; undefined for every other error. */
export function damageOf(error: unknown): Damage | undefined {
  if (!(error instanceof FileTrouble)) return undefined;
  return error.code === 'unreachable' || error.code === 'full' ? undefined : error.code;
}

const blobName = /^[0-9a-f]{64}-[0-9a-f]{32}$/;

export function isBlobName(name: string): name is BlobName {
  return blobName.test(name);
}
