import {
  folder,
  isManifestName,
  isSignatureName,
  mediaTypes,
  simpleSignatureName,
  typeName,
  type AsicKind,
} from './container.ts';
import { asicLimits } from './limits.ts';
import { writeZip, type ZipFile } from './write-zip.ts';
import { foldedName, isSoundName } from './zip-format.ts';

export interface AsicFile extends ZipFile {
  readonly mediaType: string;
}

export interface NumberedSignature {
  /** The bytes that were signed: from `encodeManifest`. */
  readonly manifest: Uint8Array;
  /** Detached CAdES over the manifest. */
  readonly signature: Uint8Array;
  /** From 1 on: goes into the names of both files. */
  readonly number: number;
}

export interface NewAsicE {
  readonly files: readonly AsicFile[];
  readonly signatures: readonly NumberedSignature[];
}

const numberDigits = 3;
const numberMax = 999;

/** Where the signature of a number lies; its manifest names it. */
export function signatureNameOf(number: number): string {
  return `${folder}signature${digitsOf(number)}.p7s`;
}

export function manifestNameOf(number: number): string {
  return `${folder}ASiCManifest${digitsOf(number)}.xml`;
}

function digitsOf(number: number): string {
  if (!Number.isSafeInteger(number) || number < 1 || number > numberMax) {
    throw new RangeError(`no number of a signature: ${number}`);
  }
  return String(number).padStart(numberDigits, '0');
}

/**
 * A container of several files and signatures. The same parts give the same bytes. Throws
 * RangeError on names or numbers that a reader would refuse.
 */
export function writeAsicE({ files, signatures }: NewAsicE): Uint8Array {
  return write('asic-e', files, [
    ...signatures.map(({ manifest, number }) => ({
      name: manifestNameOf(number),
      bytes: manifest,
    })),
    ...signatures.map(({ signature, number }) => ({
      name: signatureNameOf(number),
      bytes: signature,
    })),
  ]);
}

export interface NewAsicS {
  readonly file: ZipFile;
  /** Detached CAdES over the file. */
  readonly signature: Uint8Array;
}

/** A container of one file. */
export function writeAsicS({ file, signature }: NewAsicS): Uint8Array {
  return write('asic-s', [file], [{ name: simpleSignatureName, bytes: signature }]);
}

function write(kind: AsicKind, files: readonly ZipFile[], proofs: readonly ZipFile[]): Uint8Array {
  const type = { name: typeName, bytes: new TextEncoder().encode(mediaTypes[kind]) };
  const entries = [type, ...files, ...proofs].map(({ name, bytes }) => ({ name, bytes }));
  const isReserved = files.some(({ name }) => isManifestName(name) || isSignatureName(name));
  const names = new Set(entries.map(({ name }) => foldedName(name)));
  const areSound = entries.every(({ name }) => isSoundName(name) && !isTooLong(name));
  if (isReserved || !areSound || names.size !== entries.length) {
    throw new RangeError('names of a container');
  }
  return writeZip(entries);
}

function isTooLong(name: string): boolean {
  return new TextEncoder().encode(name).length > asicLimits.nameBytesMax;
}
