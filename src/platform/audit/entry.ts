import { randomBytes } from 'node:crypto';
import type { Brand } from '#kernel/brand.ts';
import type { ClauseId } from '#kernel/law.ts';
import { hashBytes, sha256, type Hash } from './tree.ts';

export type EntryId = Brand<string, 'EntryId'>;

/** How an action ended; a reason code in Latin letters may follow the colon. */
export type Outcome = OutcomeKind | `${OutcomeKind}:${string}`;
type OutcomeKind = 'done' | 'refused' | 'failed';

/** What happened, in the clear: actor, subject and payload are sealed before they are stored. */
export interface AuditEvent {
  readonly at: Temporal.Instant;
  /** Id of the command, query or event. */
  readonly command: string;
  readonly clauses: readonly ClauseId[];
  /** Pseudonymous id of who acted; 'anonymous' and 'system' are actors too. */
  readonly actor: string;
  /** Pseudonymous id of whose data it touched. */
  readonly subject?: string | undefined;
  /** Canonical text of what was sent; over `payloadBytesMax` its digest stands in its place. */
  readonly payload?: string | undefined;
  readonly outcome: Outcome;
}

/** An entry as it is sealed by the tree: no personal data, only commitments to it. */
export interface AuditEntry {
  readonly id: EntryId;
  /** Whole microseconds. */
  readonly at: Temporal.Instant;
  readonly command: string;
  readonly clauses: readonly string[];
  readonly actor: Hash;
  readonly subject: Hash | null;
  readonly payload: Hash | null;
  readonly outcome: string;
}

export const committedFields = ['actor', 'subject', 'payload'] as const;
export type CommittedField = (typeof committedFields)[number];

/** What a commitment hides. Stored apart from the entry, so that it can be erased. */
export interface Opening {
  readonly field: CommittedField;
  readonly salt: Uint8Array;
  readonly value: string;
}

export interface SealedEntry {
  readonly entry: AuditEntry;
  readonly openings: readonly Opening[];
}

export const saltBytes = 16;
export const payloadBytesMax = 65_536;
const personIdBytesMax = 200;
const clausesMax = 40;

const format = 'zhkp-audit-entry/1';
const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const commandPattern = /^[a-z0-9][a-z0-9./:-]{0,119}$/;
const clausePattern = /^[a-z0-9-]+:[a-z0-9][a-z0-9.-]*$/;
const outcomePattern = /^(done|refused|failed)(:[a-z0-9][a-z0-9.-]{0,79})?$/;

/**
 * Gives an event its id and turns its personal fields into salted commitments. Throws RangeError
 * when a field is not of its form: that is a defect of the caller.
 */
export function sealEntry(event: AuditEvent): SealedEntry {
  const at = event.at.round({ smallestUnit: 'microsecond', roundingMode: 'floor' });
  const actor = hide('actor', event.actor);
  const subject = event.subject === undefined ? null : hide('subject', event.subject);
  const payload = event.payload === undefined ? null : hide('payload', bounded(event.payload));
  const entry: AuditEntry = {
    id: entryIdAt(at),
    at,
    command: event.command,
    clauses: event.clauses,
    actor: commitment(actor),
    subject: subject && commitment(subject),
    payload: payload && commitment(payload),
    outcome: event.outcome,
  };
  assertEncodable(entry);
  return { entry, openings: [actor, subject, payload].filter((opening) => opening !== null) };
}

/** A long input must not stop the command that it came with. */
function bounded(payload: string): string {
  if (Buffer.byteLength(payload) <= payloadBytesMax) return payload;
  return `sha256:${sha256(Buffer.from(payload)).toHex()}`;
}

function hide(field: CommittedField, value: string): Opening {
  const isShort = field === 'payload' || Buffer.byteLength(value) <= personIdBytesMax;
  assertForm(isShort, `${field} of more than ${personIdBytesMax} bytes`);
  assertForm(!value.includes('\0'), `${field} with a zero character`);
  return { field, salt: freshBytes(), value };
}

const pooledPieces = 64;
let pool = Buffer.alloc(0);

/**
 * Sixteen random bytes, used once; asking the system for each by itself would cost more than the
 * hash.
 */
function freshBytes(): Buffer {
  if (pool.length === 0) pool = randomBytes(saltBytes * pooledPieces);
  const piece = pool.subarray(0, saltBytes);
  pool = pool.subarray(saltBytes);
  return piece;
}

/** SHA-256(salt ‖ UTF-8 of the value). */
export function commitment({ salt, value }: Pick<Opening, 'salt' | 'value'>): Hash {
  return sha256(Buffer.concat([salt, Buffer.from(value, 'utf8')]));
}

/**
 * The bytes a leaf of the tree is made from: nine lines of UTF-8, each ended by a line feed, the
 * first naming the format, the others `name value` in this order. Instants have six decimals and Z,
 * clauses stand in their given order with single spaces, commitments are lower-case hexadecimal and
 * an absent one is a hyphen. No value can hold a line feed, so two different entries never have the
 * same bytes. Throws RangeError when a value is not of its form.
 */
export function canonicalBytes(entry: AuditEntry): Uint8Array {
  assertEncodable(entry);
  return Buffer.from(
    `${format}\n` +
      `id ${entry.id}\n` +
      `at ${entry.at.toString({ fractionalSecondDigits: 6 })}\n` +
      `command ${entry.command}\n` +
      `clauses ${entry.clauses.join(' ')}\n` +
      `actor ${hexOrHyphen(entry.actor)}\n` +
      `subject ${hexOrHyphen(entry.subject)}\n` +
      `payload ${hexOrHyphen(entry.payload)}\n` +
      `outcome ${entry.outcome}\n`,
    'utf8',
  );
}

function assertEncodable(entry: AuditEntry): void {
  const { clauses } = entry;
  assertForm(idPattern.test(entry.id), `entry id "${entry.id}"`);
  assertForm(entry.at.epochNanoseconds % 1_000n === 0n, `instant ${entry.at.toString()}`);
  assertForm(commandPattern.test(entry.command), `command "${entry.command}"`);
  assertForm(clauses.length > 0 && clauses.length <= clausesMax, `${clauses.length} clauses`);
  for (const clause of clauses) assertForm(clausePattern.test(clause), `clause "${clause}"`);
  for (const field of committedFields) {
    const sealed = entry[field];
    assertForm(sealed === null || sealed.length === hashBytes, `commitment to the ${field}`);
  }
  assertForm(outcomePattern.test(entry.outcome), `outcome "${entry.outcome}"`);
}

function assertForm(holds: boolean, what: string): void {
  if (!holds) throw new RangeError(`not fit for the audit log: ${what}`);
}

function hexOrHyphen(hash: Hash | null): string {
  return hash === null ? '-' : hash.toHex();
}

/**
 * UUIDv7 (RFC 9562): milliseconds of `at`, their fraction in the twelve bits after, then chance.
 */
function entryIdAt(at: Temporal.Instant): EntryId {
  const bytes = freshBytes();
  const microseconds = at.epochNanoseconds / 1_000n;
  const fraction = Number(((microseconds % 1_000n) * 4_096n) / 1_000n);
  bytes.writeUIntBE(at.epochMilliseconds, 0, 6);
  bytes.writeUInt16BE(0x70_00 | fraction, 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-') as EntryId;
}
