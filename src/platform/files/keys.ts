import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FileTrouble } from './blobs.ts';
import { dataKeyBytes, tagBytes } from './cipher.ts';
import { createFile, isSystemError, makeDirectory, syncDirectory } from './durable.ts';

/**
 * Where key-encryption keys are: a folder here; a hardware module would be another adapter. Which
 * of the keys wraps new objects the catalogue says, so that all processes agree.
 */
export interface KeyRing {
  /** The address shown outside for a content: its hash under a key that never leaves. */
  addressOf(sha256: Uint8Array): string;
  /** Makes a key that nothing uses yet and returns its id; it is durable on return. */
  make(): Promise<string>;
  /** Throws FileTrouble `key-missing` when the ring does not hold the key. */
  get(keyId: string): Promise<KeyObject>;
  /** Ids of the keys made before an instant. */
  madeBefore(instant: Temporal.Instant): Promise<readonly string[]>;
  delete(keyId: string): Promise<void>;
}

const keyBytes = 32;
const keyIdBytes = 16;
const namesFile = 'addresses.key';
const keyFile = /^([0-9a-f]{32})\.key$/;
const othersMay = 0o077;

/** The ring in a folder, a file a key; made at first start, readable by its owner only. */
export async function openKeyFolder(directory: string): Promise<KeyRing> {
  await makeDirectory(directory);
  const namesPath = join(directory, namesFile);
  await createFile(namesPath, randomBytes(keyBytes));
  const names = await readKey(namesPath);
  // A key never changes under its id.
  const known = new Map<string, KeyObject>();
  const pathOf = (keyId: string) => join(directory, `${keyId}.key`);
  return {
    addressOf: (sha256) => createHmac('sha256', names).update(sha256).digest('hex'),
    async make() {
      const keyId = randomBytes(keyIdBytes).toString('hex');
      await createFile(pathOf(keyId), randomBytes(keyBytes));
      return keyId;
    },
    async get(keyId) {
      const key = known.get(keyId) ?? (await readKey(pathOf(keyId)));
      known.set(keyId, key);
      return key;
    },
    async madeBefore(instant) {
      const ids = (await readdir(directory)).flatMap((file) => keyFile.exec(file)?.[1] ?? []);
      const ages = await Promise.all(ids.map((id) => stat(pathOf(id))));
      return ids.filter((_, at) => (ages[at]?.mtimeMs ?? 0) < instant.epochMilliseconds);
    },
    async delete(keyId) {
      known.delete(keyId);
      await rm(pathOf(keyId), { force: true });
      await syncDirectory(directory);
    },
  };
}

async function readKey(path: string): Promise<KeyObject> {
  let bytes: Buffer;
  try {
    const { mode } = await stat(path);
    if ((mode & othersMay) !== 0)
      throw new Error(`${path} may be read by others: give it mode 0600`);
    bytes = await readFile(path);
  } catch (error) {
    throw isSystemError(error, 'ENOENT') ? new FileTrouble('key-missing', path, error) : error;
  }
  if (bytes.length !== keyBytes) throw new FileTrouble('key-missing', `${path} is not a key`);
  return createSecretKey(bytes);
}

/** What a wrapped key is tied to: it opens for no other object, content or size. */
export interface WrappedFor {
  readonly objectId: string;
  readonly sha256: Uint8Array;
  readonly sizeBytes: number;
  readonly keyId: string;
}

const algorithm = 'aes-256-gcm';
/** Version and algorithm of the wrapping: AES-256-GCM with a random nonce. */
const wrapping = 1;
const nonceBytes = 12;
const wrappedBytes = 1 + nonceBytes + dataKeyBytes + tagBytes;

/** Version byte, nonce, the encrypted data key, tag. */
export function wrapKey(ring: KeyObject, dataKey: KeyObject, wrappedFor: WrappedFor): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, ring, nonce, { authTagLength: tagBytes });
  cipher.setAAD(associated(wrappedFor));
  const sealed = Buffer.concat([cipher.update(dataKey.export()), cipher.final()]);
  return Buffer.concat([Uint8Array.of(wrapping), nonce, sealed, cipher.getAuthTag()]);
}

/** Throws FileTrouble `changed` when the row of the object is not as it was written. */
export function unwrapKey(ring: KeyObject, wrapped: Uint8Array, wrappedFor: WrappedFor): KeyObject {
  if (wrapped.length !== wrappedBytes || wrapped[0] !== wrapping) {
    throw new FileTrouble('changed', `wrapped key of ${wrappedFor.objectId}`);
  }
  const tagAt = wrappedBytes - tagBytes;
  const nonce = wrapped.subarray(1, 1 + nonceBytes);
  const decipher = createDecipheriv(algorithm, ring, nonce, { authTagLength: tagBytes });
  decipher.setAAD(associated(wrappedFor));
  decipher.setAuthTag(wrapped.subarray(tagAt));
  const opened = decipher.update(wrapped.subarray(1 + nonceBytes, tagAt));
  try {
    decipher.final();
  } catch (error) {
    throw new FileTrouble('changed', `wrapped key of ${wrappedFor.objectId}`, error);
  }
  return createSecretKey(opened);
}

function associated({ objectId, sha256, sizeBytes, keyId }: WrappedFor): Buffer {
  const bound = ['zhkp-file-key', wrapping, keyId, objectId, sha256.toHex(), sizeBytes];
  return Buffer.from(bound.join('\n'));
}
