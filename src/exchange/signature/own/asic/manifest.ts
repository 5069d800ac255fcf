import { fromBase64, toBase64 } from '../der/bytes.ts';
import { digestOids } from '../x509/oids.ts';
import { demand } from './fault.ts';
import { asicLimits } from './limits.ts';
import { decodeText } from './zip-entries.ts';
import { isSoundName } from './zip-format.ts';
import { readXml, type XmlElement } from './xml.ts';

/** A file of the container as a manifest names it. */
export interface ManifestReference {
  readonly name: string;
  readonly mediaType: string | undefined;
  /** OID of the hash. */
  readonly algorithm: string;
  readonly digest: Uint8Array;
}

/** What one signature of a container covers. */
export interface Manifest {
  readonly signatureName: string;
  readonly references: readonly ManifestReference[];
}

export type ManifestFault =
  | 'manifest-malformed'
  | 'manifest-too-large'
  | 'manifest-empty'
  | 'manifest-reference-twice'
  | 'manifest-name-bad'
  | 'manifest-algorithm-unknown';

export interface NewManifest {
  /** Name of the signature file, with its folder. */
  readonly signatureName: string;
  readonly files: readonly {
    readonly name: string;
    readonly mediaType: string;
    readonly sha256: Uint8Array;
  }[];
}

const asic = 'http://uri.etsi.org/02918/v1.2.1#';
const xmlSignature = 'http://www.w3.org/2000/09/xmldsig#';
const signatureMediaType = 'application/x-pkcs7-signature';
const sha256Uri = 'http://www.w3.org/2001/04/xmlenc#sha256';
const algorithms: ReadonlyMap<string, string> = new Map([
  [sha256Uri, digestOids.sha256],
  ['http://www.w3.org/2001/04/xmldsig-more#sha384', digestOids.sha384],
  ['http://www.w3.org/2001/04/xmlenc#sha512', digestOids.sha512],
  ['http://www.w3.org/2001/04/xmldsig-more#gost34311', digestOids.gost34311],
]);
const mediaTypePattern = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:; ?charset=[\w-]+)?$/;

/**
 * ASiCManifest (ETSI EN 319 162-1, annex A.4): the bytes that a signer of a container signs. The
 * same files in the same order give the same bytes. Throws RangeError on a name, a type or a hash
 * that cannot stand there.
 */
export function encodeManifest({ signatureName, files }: NewManifest): Uint8Array {
  const names = new Set(files.map(({ name }) => name));
  if (files.length === 0 || names.size !== files.length)
    throw new RangeError('files of a manifest');
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<asic:ASiCManifest xmlns:asic="${asic}" xmlns:ds="${xmlSignature}">`,
    `<asic:SigReference URI="${encodeName(signatureName)}" MimeType="${signatureMediaType}"/>`,
    ...files.map(encodeReference),
    '</asic:ASiCManifest>',
    '',
  ];
  return new TextEncoder().encode(lines.join('\n'));
}

const sha256Bytes = 32;

function encodeReference({ name, mediaType, sha256 }: NewManifest['files'][number]): string {
  if (sha256.length !== sha256Bytes) throw new RangeError('not a SHA-256');
  if (!mediaTypePattern.test(mediaType) || mediaType.includes('&')) throw new RangeError(mediaType);
  return (
    `<asic:DataObjectReference URI="${encodeName(name)}" MimeType="${mediaType}">` +
    `<ds:DigestMethod Algorithm="${sha256Uri}"/>` +
    `<ds:DigestValue>${toBase64(sha256)}</ds:DigestValue></asic:DataObjectReference>`
  );
}

function encodeName(name: string): string {
  if (!isSoundName(name)) throw new RangeError(`no name for a container: ${name}`);
  return name.split('/').map(encodeURIComponent).join('/');
}

/** Reads what `encodeManifest` writes, and what others write in the same form. */
export function readManifest(bytes: Uint8Array): Manifest {
  demand(bytes.length <= asicLimits.manifestBytesMax, 'manifest-too-large');
  const text = decodeText(bytes);
  demand(text !== undefined, 'manifest-malformed');
  const root = readXml(text);
  const [signature, ...objects] = expect(root, asic, 'ASiCManifest').children;
  demandOnly(root, []);
  demand(signature !== undefined, 'manifest-malformed');
  demandOnly(expect(signature, asic, 'SigReference'), ['URI', 'MimeType']);
  demand(signature.children.length === 0 && signature.text === '', 'manifest-malformed');
  demand(objects.length > 0, 'manifest-empty');
  const references = objects.map(readReference);
  const names = new Set(references.map(({ name }) => name));
  demand(names.size === references.length, 'manifest-reference-twice');
  return { signatureName: nameOf(signature), references };
}

function readReference(element: XmlElement): ManifestReference {
  demandOnly(expect(element, asic, 'DataObjectReference'), ['URI', 'MimeType', 'Rootfile']);
  const [method, value, more] = element.children;
  demand(method !== undefined && value !== undefined && more === undefined, 'manifest-malformed');
  demandOnly(expect(method, xmlSignature, 'DigestMethod'), ['Algorithm']);
  demandOnly(expect(value, xmlSignature, 'DigestValue'), []);
  const isPlain = method.children.length === 0 && value.children.length === 0;
  demand(isPlain && method.text === '', 'manifest-malformed');
  const algorithm = algorithms.get(method.attributes.get('Algorithm') ?? '');
  demand(algorithm !== undefined, 'manifest-algorithm-unknown');
  return {
    name: nameOf(element),
    mediaType: element.attributes.get('MimeType'),
    algorithm,
    digest: decodeDigest(value.text.trim()),
  };
}

function expect(element: XmlElement, namespace: string, name: string): XmlElement {
  demand(element.namespace === namespace && element.name === name, 'manifest-malformed');
  return element;
}

function demandOnly({ attributes }: XmlElement, allowed: readonly string[]): void {
  const isKnown = Array.from(attributes.keys()).every((name) => allowed.includes(name));
  demand(isKnown, 'manifest-malformed');
}

function nameOf({ attributes }: XmlElement): string {
  const uri = attributes.get('URI');
  demand(uri !== undefined, 'manifest-malformed');
  let name: string;
  try {
    name = decodeURIComponent(uri);
  } catch {
    demand(false, 'manifest-name-bad');
  }
  demand(isSoundName(name), 'manifest-name-bad');
  return name;
}

function decodeDigest(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch {
    demand(false, 'manifest-malformed');
  }
}
