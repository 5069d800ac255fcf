import { fromBase64, fromHex, toBase64 } from '#exchange/signature/own/der/bytes.ts';
import type { Hash, Root } from './tree.ts';

export interface ProofHead extends Root {
  readonly at: string;
  readonly keyId: string;
  readonly signature: Uint8Array;
}

export interface ProofEntry {
  readonly at: string;
  readonly command: string;
  readonly clauses: string;
  readonly outcome: string;
  readonly actor: string;
  readonly subject: string;
  readonly payload: string;
}

export const openedFields = ['actor', 'subject', 'payload'] as const;

export interface ProofOpening {
  readonly field: (typeof openedFields)[number];
  readonly salt: Uint8Array;
  readonly value: string;
}

/** A proof of the log of actions (docs/operations/audit-proof.md), read strictly. */
export interface Proof {
  readonly entryBytes: Uint8Array;
  readonly entry: ProofEntry;
  readonly leafIndex: number;
  readonly inclusion: readonly Hash[];
  readonly head: ProofHead;
  readonly older: { readonly head: ProofHead; readonly consistency: readonly Hash[] } | undefined;
  readonly openings: readonly ProofOpening[];
  readonly publicKeys: readonly string[];
}

/** Thrown inside of this folder for what is no proof. */
export class ProofError extends Error {}

type Json = Readonly<Record<string, unknown>>;

const format = 'zhkp-audit-proof/1';
const hashBytes = 32;
const saltBytes = 16;
const signatureBytes = 64;
const itemsMax = 64;
const needed = ['entry', 'format', 'head', 'inclusion', 'leafIndex', 'openings', 'publicKeys'];

export function readProof(text: string): Proof {
  const json = fields(parse(text));
  const hasOlder = 'older' in json;
  onlyKeys(json, hasOlder ? [...needed, 'older'] : needed);
  demand(json['format'] === format);
  const entryText = words(json['entry']);
  return {
    entryBytes: new TextEncoder().encode(entryText),
    entry: readEntry(entryText),
    leafIndex: whole(json['leafIndex']),
    inclusion: list(json['inclusion']).map(hash),
    head: readHead(json['head']),
    older: hasOlder ? readOlder(json['older']) : undefined,
    openings: list(json['openings']).map(readOpening),
    publicKeys: list(json['publicKeys']).map(words),
  };
}

function demand(condition: boolean): asserts condition {
  if (!condition) throw new ProofError('no proof');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProofError('no JSON');
  }
}

function fields(value: unknown): Json {
  demand(typeof value === 'object' && value !== null && !Array.isArray(value));
  return { ...value };
}

function onlyKeys(json: Json, keys: readonly string[]): void {
  demand(Object.keys(json).toSorted().join() === [...keys].toSorted().join());
}

function words(value: unknown): string {
  demand(typeof value === 'string');
  return value;
}

function whole(value: unknown): number {
  demand(typeof value === 'number' && Number.isSafeInteger(value) && value >= 0);
  return value;
}

function list(value: unknown): readonly unknown[] {
  demand(Array.isArray(value) && value.length <= itemsMax);
  return value;
}

function hex(value: unknown, length: number): Uint8Array {
  const text = words(value);
  demand(text.length === 2 * length && /^[0-9a-f]*$/.test(text));
  return fromHex(text);
}

function hash(value: unknown): Hash {
  return hex(value, hashBytes);
}

/** Exactly one way of writing: no byte of a proof can be changed without notice. */
export function base64(value: unknown, length: number): Uint8Array {
  const text = words(value);
  try {
    const bytes = fromBase64(text);
    demand(bytes.length === length && toBase64(bytes) === text);
    return bytes;
  } catch {
    throw new ProofError('no base64');
  }
}

function readHead(value: unknown): ProofHead {
  const json = fields(value);
  onlyKeys(json, ['at', 'keyId', 'root', 'signature', 'size']);
  const size = whole(json['size']);
  const at = words(json['at']);
  demand(size > 0 && /^[-0-9T:.]{26}Z$/.test(at));
  return {
    size,
    root: hash(json['root']),
    at,
    keyId: words(json['keyId']),
    signature: base64(json['signature'], signatureBytes),
  };
}

function readOlder(value: unknown): NonNullable<Proof['older']> {
  const json = fields(value);
  onlyKeys(json, ['consistency', 'head']);
  return { head: readHead(json['head']), consistency: list(json['consistency']).map(hash) };
}

const digest = '[0-9a-f]{64}';
const entryForm = new RegExp(
  '^zhkp-audit-entry/1\nid [0-9a-f-]{36}\nat (?<at>[-0-9T:.]{26}Z)\n' +
    'command (?<command>[!-~]+)\nclauses (?<clauses>[ -~]+)\n' +
    `actor (?<actor>${digest})\nsubject (?<subject>${digest}|-)\n` +
    `payload (?<payload>${digest}|-)\noutcome (?<outcome>[!-~]+)\n$`,
);

function readEntry(text: string): ProofEntry {
  const groups = entryForm.exec(text)?.groups ?? {};
  const field = (name: keyof ProofEntry) => words(groups[name]);
  return {
    at: field('at'),
    command: field('command'),
    clauses: field('clauses'),
    outcome: field('outcome'),
    actor: field('actor'),
    subject: field('subject'),
    payload: field('payload'),
  };
}

function readOpening(value: unknown): ProofOpening {
  const json = fields(value);
  onlyKeys(json, ['field', 'salt', 'value']);
  const field = openedFields.find((name) => name === json['field']);
  demand(field !== undefined);
  return { field, salt: hex(json['salt'], saltBytes), value: words(json['value']) };
}

/** What is signed: name of the log, size, root in Base64, instant; one a line. */
export function noteBody({ size, root, at }: ProofHead): Uint8Array {
  return new TextEncoder().encode(`zhkp-audit\n${size}\n${toBase64(root)}\nat ${at}\n`);
}
