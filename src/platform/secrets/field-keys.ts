import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { createFile, isSystemError, makeDirectory } from '../files/durable.ts';

/** Keys that fields of the database are encrypted with, numbered: the newest seals. */
export interface FieldKeys {
  newest(): Promise<{ readonly number: number; readonly key: KeyObject }>;
  /** Undefined when there is no such key. */
  find(number: number): Promise<KeyObject | undefined>;
  /** Makes a key that seals from now on; older ones go on opening. Returns its number. */
  make(): Promise<number>;
  /** By which sealed values are found: never changes, or nothing would be found any more. */
  readonly index: KeyObject;
}

const keyBytes = 32;
const indexFile = 'index.key';
const keyFile = /^(\d{8})\.key$/;
const othersMay = 0o077;
/** Another process that made a key is followed within this time. */
const lookedFor = Temporal.Duration.from({ minutes: 1 });

/** The keys in a folder, a file a key; made at first start, readable by their owner only. */
export async function openFieldKeys(directory: string, clock: Clock): Promise<FieldKeys> {
  await makeDirectory(directory);
  const indexPath = join(directory, indexFile);
  const pathOf = (number: number) => join(directory, `${String(number).padStart(8, '0')}.key`);
  // The index comes last: where it stands, a key that is missing is lost and is not made anew.
  if ((await readKey(indexPath)) === undefined) {
    await createFile(pathOf(1), randomBytes(keyBytes));
    await createFile(indexPath, randomBytes(keyBytes));
  }
  // A key never changes under its number.
  const known = new Map<number, KeyObject>();
  let looked: { readonly at: Temporal.Instant; readonly number: number } | undefined;

  async function newestNumber(): Promise<number> {
    const now = clock.now();
    if (looked !== undefined && Temporal.Instant.compare(looked.at.add(lookedFor), now) > 0) {
      return looked.number;
    }
    const numbers = (await readdir(directory)).map((name) => Number(keyFile.exec(name)?.[1] ?? 0));
    looked = { at: now, number: Math.max(...numbers) };
    return looked.number;
  }

  async function find(number: number): Promise<KeyObject | undefined> {
    const key = known.get(number) ?? (await readKey(pathOf(number)));
    if (key !== undefined) known.set(number, key);
    return key;
  }

  return {
    index: await readKnown(indexPath),
    find,
    async newest() {
      const number = await newestNumber();
      const key = await find(number);
      if (key === undefined) throw new Error(`${pathOf(number)} is gone`);
      return { number, key };
    },
    async make() {
      looked = undefined;
      const number = (await newestNumber()) + 1;
      await createFile(pathOf(number), randomBytes(keyBytes));
      looked = undefined;
      return number;
    },
  };
}

async function readKnown(path: string): Promise<KeyObject> {
  const key = await readKey(path);
  if (key === undefined) throw new Error(`${path} is gone`);
  return key;
}

/** Throws when others may read the key or the file holds none. */
async function readKey(path: string): Promise<KeyObject | undefined> {
  try {
    const { mode } = await stat(path);
    if ((mode & othersMay) !== 0)
      throw new Error(`${path} may be read by others: give it mode 0600`);
    const bytes = await readFile(path);
    if (bytes.length !== keyBytes) throw new Error(`${path} is not a key`);
    return createSecretKey(bytes);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}
