import { sign, verify } from 'node:crypto';
import { z } from 'zod';
import { logName, type SigningKey, type VerificationKey } from './keys.ts';
import { hashBytes, type Hash } from './tree.ts';

/** The whole log in one value: whoever keeps a head can notice any later change below `size`. */
export interface TreeHead {
  readonly size: number;
  readonly root: Hash;
  /** When it was signed; whole microseconds. */
  readonly at: Temporal.Instant;
}

export interface SignedHead extends TreeHead {
  /** Name and hash of the key, see `VerificationKey.keyId`. */
  readonly keyId: string;
  /** Ed25519 over the note body, 64 bytes. */
  readonly signature: Uint8Array;
}

const signatureBytes = 64;

/**
 * The bytes that are signed: the checkpoint format of C2SP (c2sp.org/tlog-checkpoint), so that any
 * witness of transparency logs can check and co-sign it. Lines, each ended by a line feed: name of
 * the log, size, root in Base64, and the extension line `at <instant with six decimals and Z>`.
 */
export function noteBody({ size, root, at }: TreeHead): string {
  const instant = at.toString({ fractionalSecondDigits: 6 });
  return `${logName}\n${size}\n${root.toBase64()}\nat ${instant}\n`;
}

/** The head as a signed note: body, empty line, and a line with the signature. */
export function formatNote(head: SignedHead): string {
  const [name, keyHash] = head.keyId.split('+');
  const signed = Buffer.concat([Buffer.from(keyHash ?? '', 'hex'), head.signature]);
  return `${noteBody(head)}\n\u2014 ${name} ${signed.toBase64()}\n`;
}

export function signHead(head: TreeHead, key: SigningKey): SignedHead {
  const at = head.at.round({ smallestUnit: 'microsecond', roundingMode: 'floor' });
  const signature = sign(null, Buffer.from(noteBody({ ...head, at })), key.privateKey);
  return { size: head.size, root: head.root, at, keyId: key.verification.keyId, signature };
}

/** Whether one of the trusted keys signed the head. */
export function verifyHead(head: SignedHead, trusted: readonly VerificationKey[]): boolean {
  const key = trusted.find(({ keyId }) => keyId === head.keyId);
  if (key === undefined) return false;
  return verify(null, Buffer.from(noteBody(head)), key.publicKey, head.signature);
}

const encoded = (encoding: 'hex' | 'base64', length: number) =>
  z
    .string()
    .transform((text) => Buffer.from(text, encoding))
    .refine((bytes) => bytes.length === length, `${length} bytes are expected`);

const headSchema = z.object({
  size: z.int().positive(),
  root: encoded('hex', hashBytes),
  at: z.string().transform((text) => Temporal.Instant.from(text)),
  keyId: z.string(),
  signature: encoded('base64', signatureBytes),
});

/** A head as it stands in a proof file and, one a line, in the file of published heads. */
export interface HeadJson {
  readonly size: number;
  readonly root: string;
  readonly at: string;
  readonly keyId: string;
  readonly signature: string;
}

export function headToJson(head: SignedHead): HeadJson {
  return {
    size: head.size,
    root: head.root.toHex(),
    at: head.at.toString({ fractionalSecondDigits: 6 }),
    keyId: head.keyId,
    signature: head.signature.toBase64(),
  };
}

/** Reads what `headToJson` made. Throws when it is not a head. */
export function headFromJson(value: unknown): SignedHead {
  return headSchema.parse(value);
}
