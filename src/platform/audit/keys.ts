import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  type KeyObject,
} from 'node:crypto';
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sha256 } from './tree.ts';

/** Name of the log: the first line of every signed head, and the name of its keys. */
export const logName = 'zhkp-audit';

const signingKeyFile = 'audit-signing.pem';
const publicKeysFile = 'audit-public-keys.txt';
/** Signature type of Ed25519 in the signed-note format. */
const ed25519Type = 1;
const publicKeyBytes = 32;
const keyHashBytes = 4;

export interface VerificationKey {
  /** Name and hash of the key, as heads carry it: `zhkp-audit+1f2e3d4c`. */
  readonly keyId: string;
  /** Id, then the key itself in Base64: one line that can be printed in a newspaper. */
  readonly text: string;
  readonly publicKey: KeyObject;
}

export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly verification: VerificationKey;
}

const okpJwk = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() });

/**
 * The Ed25519 key that signs tree heads, from the folder of keys; made at first start, readable by
 * its owner only. Its public half is added to the list beside it, which keeps the keys of the past.
 * Throws when others may read the file.
 */
export async function loadSigningKey(directory: string): Promise<SigningKey> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, signingKeyFile);
  const pem = (await readIfThere(file)) ?? (await makeKey(directory, file));
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0)
    throw new Error(`${file} may be read by others: it must have mode 0600`);
  const key = signingKeyFrom(createPrivateKey(pem));
  await rememberPublicKey(directory, key.verification.text);
  return key;
}

/** All keys that have ever signed heads here, oldest first. */
export async function readVerificationKeys(directory: string): Promise<readonly VerificationKey[]> {
  const text = await readIfThere(join(directory, publicKeysFile));
  return publicKeyLines(text).map(parseVerificationKey);
}

export function signingKeyFrom(privateKey: KeyObject): SigningKey {
  const { x } = okpJwk.parse(createPublicKey(privateKey).export({ format: 'jwk' }));
  const typed = Buffer.concat([Uint8Array.of(ed25519Type), Buffer.from(x, 'base64url')]);
  const text = `${logName}+${keyHash(logName, typed)}+${typed.toBase64()}`;
  return { privateKey, verification: parseVerificationKey(text) };
}

/** Reads `name+hash+key` of the signed-note format. Throws RangeError when it is not whole. */
export function parseVerificationKey(text: string): VerificationKey {
  const [, name, hash, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? [];
  const typed = Buffer.from(encoded ?? '', 'base64');
  const isKey = typed.length === 1 + publicKeyBytes && typed[0] === ed25519Type;
  if (name === undefined || !isKey || keyHash(name, typed) !== hash) {
    throw new RangeError(`not a verification key: "${text}"`);
  }
  const x = typed.subarray(1).toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return { keyId: `${name}+${hash}`, text, publicKey };
}

function keyHash(name: string, typedKey: Uint8Array): string {
  const hash = sha256(Buffer.concat([Buffer.from(`${name}\n`), typedKey]));
  return hash.subarray(0, keyHashBytes).toHex();
}

/** Two processes at their first start may both come here; the key that is linked first stays. */
async function makeKey(directory: string, file: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = `${file}.${randomUUID()}`;
  await writeDurably(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), 'wx');
  try {
    await link(draft, file);
  } catch (error) {
    if (!isError(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft);
  }
  await syncDirectory(directory);
  return readFile(file, 'utf8');
}

async function rememberPublicKey(directory: string, line: string): Promise<void> {
  const file = join(directory, publicKeysFile);
  if (publicKeyLines(await readIfThere(file)).includes(line)) return;
  await writeDurably(file, `${line}\n`, 'a');
  await syncDirectory(directory);
}

function publicKeyLines(text: string | undefined): readonly string[] {
  return [...new Set((text ?? '').split('\n').filter((line) => line !== ''))];
}

async function writeDurably(file: string, text: string, flag: 'wx' | 'a'): Promise<void> {
  const handle = await open(file, flag, 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isError(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
