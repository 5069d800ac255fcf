import { toHex } from '#exchange/signature/own/der/bytes.ts';
import { base64, noteBody, ProofError, readProof, type Proof, type ProofHead } from './read.ts';
import { consistencyHolds, inclusionHolds, leafHash, sha256 } from './tree.ts';

export type ProofLine =
  | { readonly asked: 'signed' | 'included' | 'older-signed' | 'grew'; readonly holds: boolean }
  | {
      readonly asked: 'opening';
      readonly field: 'actor' | 'subject' | 'payload';
      readonly holds: boolean;
    };

export type ProofReport =
  | {
      readonly read: true;
      readonly proof: Proof;
      readonly lines: readonly ProofLine[];
      /** Whether the keys were known before the proof came, not taken out of it. */
      readonly keysKnown: boolean;
    }
  | { readonly read: false; readonly why: 'damaged' | 'no-ed25519' };

/** Checks a proof by the published keys; by its own where there are none. */
export async function checkProof(text: string, keys: readonly string[]): Promise<ProofReport> {
  try {
    const proof = readProof(text);
    const keysKnown = keys.length > 0;
    const trusted = await readKeys(keysKnown ? keys : proof.publicKeys);
    return { read: true, proof, lines: await linesOf(proof, trusted), keysKnown };
  } catch (error) {
    if (error instanceof ProofError) return { read: false, why: 'damaged' };
    if (!(error instanceof DOMException)) throw error;
    return { read: false, why: error.name === 'NotSupportedError' ? 'no-ed25519' : 'damaged' };
  }
}

type Keys = ReadonlyMap<string, CryptoKey>;

async function linesOf(proof: Proof, keys: Keys): Promise<readonly ProofLine[]> {
  const { entry, entryBytes, leafIndex, inclusion, head, older, openings } = proof;
  const leaf = await leafHash(entryBytes);
  const included = await inclusionHolds({ leaf, index: leafIndex, path: inclusion }, head);
  const lines: ProofLine[] = [
    { asked: 'signed', holds: await isSigned(head, keys) },
    { asked: 'included', holds: included },
  ];
  for (const { field, salt, value } of openings) {
    const opened = await sha256(salt, new TextEncoder().encode(value));
    lines.push({ asked: 'opening', field, holds: toHex(opened) === entry[field] });
  }
  if (older === undefined) return lines;
  lines.push(
    { asked: 'older-signed', holds: await isSigned(older.head, keys) },
    { asked: 'grew', holds: await consistencyHolds(older.head, head, older.consistency) },
  );
  return lines;
}

const algorithm = 'Ed25519';
const ed25519Type = 1;
const keyBytes = 33;

async function readKeys(texts: readonly string[]): Promise<Keys> {
  const keys = new Map<string, CryptoKey>();
  for (const text of texts) {
    const [, name, hash, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? [];
    const typed = new Uint8Array(base64(encoded, keyBytes));
    const named = toHex(await sha256(new TextEncoder().encode(`${name}\n`), typed));
    if (typed[0] !== ed25519Type || hash === undefined || !named.startsWith(hash)) {
      throw new ProofError('another key than its name says');
    }
    const raw = typed.slice(1);
    const key = await crypto.subtle.importKey('raw', raw, algorithm, false, ['verify']);
    keys.set(`${name}+${hash}`, key);
  }
  return keys;
}

async function isSigned(head: ProofHead, keys: Keys): Promise<boolean> {
  const key = keys.get(head.keyId);
  if (key === undefined) return false;
  const signature = new Uint8Array(head.signature);
  return crypto.subtle.verify(algorithm, key, signature, new Uint8Array(noteBody(head)));
}
