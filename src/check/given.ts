import { readSignedData } from '#exchange/signature/own/cms/signed-data.ts';
import { fromBase64 } from '#exchange/signature/own/der/bytes.ts';
import { DerError } from '#exchange/signature/own/der/error.ts';

export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What somebody gave to be checked, told apart by what is inside, whichever came first. */
export type Given =
  | { readonly kind: 'container'; readonly file: GivenFile }
  | {
      readonly kind: 'signature';
      readonly signature: GivenFile;
      /** Undefined when nothing came beside the signature. */
      readonly document: GivenFile | undefined;
    }
  | { readonly kind: 'proof'; readonly file: GivenFile }
  | { readonly kind: 'unknown'; readonly why: 'nothing' | 'no-signature' | 'pdf' };

export function tellApart(files: readonly GivenFile[]): Given {
  const [first, second] = files;
  if (first === undefined) return { kind: 'unknown', why: 'nothing' };
  if (second === undefined) return alone(first);
  const signatures = files.map(signatureOf);
  const chosen = chooseSignature(signatures);
  const signature = signatures[chosen]?.file;
  if (signature === undefined) return { kind: 'unknown', why: 'no-signature' };
  return { kind: 'signature', signature, document: files[1 - chosen] };
}

function alone(file: GivenFile): Given {
  const signature = signatureOf(file);
  if (startsWith(file, 'PK')) return { kind: 'container', file };
  if (startsWith(file, '{')) return { kind: 'proof', file };
  if (signature !== undefined) {
    return { kind: 'signature', signature: signature.file, document: undefined };
  }
  return { kind: 'unknown', why: startsWith(file, '%PDF') ? 'pdf' : 'no-signature' };
}

function startsWith({ bytes }: GivenFile, letters: string): boolean {
  return Array.from(letters).every((letter, at) => bytes[at] === letter.charCodeAt(0));
}

interface FoundSignature {
  readonly file: GivenFile;
  readonly form: 'detached' | 'attached' | 'damaged';
}

/** One that holds no document belongs to the other file; of two that do, the one named so. */
function chooseSignature(signatures: readonly (FoundSignature | undefined)[]): number {
  for (const form of ['detached', 'attached', 'damaged'] as const) {
    const at = signatures.findIndex((found) => found?.form === form);
    if (at !== -1) return at;
  }
  return 0;
}

const signatureName = /\.(?:p7s|p7m|p7b|sig)$/i;

function signatureOf({ name, bytes }: GivenFile): FoundSignature | undefined {
  for (const der of [bytes, fromText(bytes)]) {
    if (der === undefined) continue;
    try {
      const { content } = readSignedData(der, { attributeOrder: 'as-signed' });
      return { file: { name, bytes: der }, form: content === undefined ? 'detached' : 'attached' };
    } catch (error) {
      if (!(error instanceof DerError)) throw error;
    }
  }
  return signatureName.test(name) ? { file: { name, bytes }, form: 'damaged' } : undefined;
}

/** Some programs write a signature as base64, with lines around it or without. */
const textBytesMax = 8 * 1024 * 1024;

function fromText(bytes: Uint8Array): Uint8Array | undefined {
  const [first = 0] = bytes;
  const mayBeText = first === 0x2d || first === 0x4d;
  if (!mayBeText || bytes.length > textBytesMax) return undefined;
  const text = new TextDecoder('latin1').decode(bytes);
  try {
    return fromBase64(text.replaceAll(/-----[A-Z0-9 ]+-----|\s+/g, ''));
  } catch {
    return undefined;
  }
}
