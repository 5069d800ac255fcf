import { DerError } from '../der/error.ts';
import { sequence, sequenceOf, unorderedSetOf } from '../der/fields.ts';
import { readDer, type DerNode } from '../der/node.ts';
import { constructedContext, primitiveContext, tags } from '../der/tags.ts';
import { nothing, octets, oid, serialNumber, smallInteger, wholeBytes } from '../der/values.ts';
import { algorithmIdentifier } from '../x509/algorithm.ts';
import { certificate, type Certificate } from '../x509/certificate.ts';
import { certificatesMax, recipientsMax } from './limits.ts';
import { contentOids, envelopeOids } from './oids.ts';

/** A certificate by its issuer and number, or by its key identifier. */
export type KeyHolderId =
  | { readonly issuer: Uint8Array; readonly serialNumber: string }
  | { readonly keyIdentifier: Uint8Array };

/** Whose key was agreed with: one of a certificate, or one made for this envelope only. */
export type Originator = KeyHolderId | { readonly publicKey: Uint8Array };

/** KeyAgreeRecipientInfo, RFC 5652 §6.2.2. */
export interface AgreedKeys {
  readonly originator: Originator;
  readonly keyingMaterial: Uint8Array | undefined;
  readonly keys: readonly WrappedKey[];
}

export interface WrappedKey {
  readonly recipient: KeyHolderId;
  readonly wrapped: Uint8Array;
}

/** EnvelopedData, RFC 5652 §6.1, of the one profile that is understood here. */
export interface EnvelopedData {
  readonly certificates: readonly Certificate[];
  readonly recipients: readonly AgreedKeys[];
  readonly contentType: string;
  readonly initial: Uint8Array;
  /** Undefined for the usual one. */
  readonly sbox: Uint8Array | undefined;
  readonly encrypted: Uint8Array;
}

const version2 = 2;
const version3 = 3;

/** Reads a ContentInfo that holds an EnvelopedData; throws DerError for anything else. */
export function readEnvelopedData(bytes: Uint8Array): EnvelopedData {
  return sequence(readDer(bytes), (fields) => {
    if (fields.required(oid) !== contentOids.envelopedData) throw new DerError('unexpected-value');
    const data = fields.explicit(0, envelopedData);
    if (data === undefined) throw new DerError('missing-element');
    return data;
  });
}

function envelopedData(node: DerNode): EnvelopedData {
  return sequence(node, (fields) => {
    if (fields.required(smallInteger) !== version2) throw new DerError('unexpected-value');
    const certificates = fields.implicitConstructed(0, tags.sequence, originatorInfo) ?? [];
    const recipients = fields.required(unorderedSetOf(recipientInfo)).flat();
    const isTooMuch = recipients.length > recipientsMax || certificates.length > certificatesMax;
    if (isTooMuch) throw new DerError('too-many-elements', node.start);
    const content = fields.required(encryptedContent);
    fields.optional(constructedContext(1), () => undefined);
    return { certificates, recipients, ...content };
  });
}

function originatorInfo(node: DerNode): readonly Certificate[] {
  return sequence(node, (fields) => {
    const certificates = fields.implicitConstructed(0, tags.set, unorderedSetOf(certificate));
    fields.optional(constructedContext(1), () => undefined);
    return certificates ?? [];
  });
}

/** Of the kinds of recipients only those who agree on keys; others are passed over. */
function recipientInfo(node: DerNode): readonly AgreedKeys[] {
  return node.tag === constructedContext(1) ? [agreedKeys(node.retagged(tags.sequence))] : [];
}

function agreedKeys(node: DerNode): AgreedKeys {
  return sequence(node, (fields) => {
    if (fields.required(smallInteger) !== version3) throw new DerError('unexpected-value');
    const chosen = fields.explicit(0, originator);
    if (chosen === undefined) throw new DerError('missing-element', node.start);
    const keyingMaterial = fields.explicit(1, octets);
    fields.required(expectAgreement);
    const keys = fields.required(sequenceOf(wrappedKey));
    return { originator: chosen, keyingMaterial, keys };
  });
}

function originator(node: DerNode): Originator {
  if (node.tag !== constructedContext(1)) return keyHolderId(node);
  return sequence(node.retagged(tags.sequence), (fields) => {
    // The curve is the recipient's: the algorithm here has no parameters.
    fields.required(algorithmIdentifier);
    return { publicKey: octets(readDer(fields.required(wholeBytes))) };
  });
}

function keyHolderId(node: DerNode): KeyHolderId {
  if (node.tag === primitiveContext(0)) {
    return { keyIdentifier: octets(node.retagged(tags.octetString)) };
  }
  return sequence(node, (fields) => ({
    issuer: fields.required((issuer) => issuer.raw),
    serialNumber: fields.required(serialNumber),
  }));
}

function expectAgreement(node: DerNode): void {
  sequence(node, (fields) => {
    const agreement = fields.required(oid);
    const wrap = fields.required((inner) =>
      sequence(inner, (wrapFields) => {
        const algorithm = wrapFields.required(oid);
        wrapFields.optional(tags.nothing, nothing);
        return algorithm;
      }),
    );
    const isKnown = agreement === envelopeOids.agreement && wrap === envelopeOids.wrap;
    if (!isKnown) throw new DerError('unexpected-value', node.start);
  });
}

function wrappedKey(node: DerNode): WrappedKey {
  return sequence(node, (fields) => ({
    recipient: fields.required(recipientId),
    wrapped: fields.required(octets),
  }));
}

/** IssuerAndSerialNumber, or [0] RecipientKeyIdentifier, whose first element is what counts. */
function recipientId(node: DerNode): KeyHolderId {
  if (node.tag !== constructedContext(0)) return keyHolderId(node);
  return sequence(node.retagged(tags.sequence), (fields) => {
    const keyIdentifier = fields.required(octets);
    while (fields.any() !== undefined);
    return { keyIdentifier };
  });
}

function encryptedContent(node: DerNode) {
  return sequence(node, (fields) => {
    const contentType = fields.required(oid);
    const cipher = fields.required((inner) =>
      sequence(inner, (algorithm) => {
        const isKnown = algorithm.required(oid) === envelopeOids.cipher;
        if (!isKnown) throw new DerError('unexpected-value', inner.start);
        return algorithm.required(cipherParameters);
      }),
    );
    const encrypted = fields.implicitPrimitive(0, tags.octetString, octets);
    if (encrypted === undefined) throw new DerError('missing-element', node.start);
    return { contentType, ...cipher, encrypted };
  });
}

function cipherParameters(node: DerNode) {
  return sequence(node, (fields) => ({
    initial: fields.required(octets),
    sbox: fields.optional(tags.octetString, octets),
  }));
}
