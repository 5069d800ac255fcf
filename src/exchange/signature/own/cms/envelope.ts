import { agreeOnKey } from '../crypto/key-agreement.ts';
import { curveOfChoice, CurveRefusedError } from '../crypto/explicit-curve.ts';
import type { BinaryCurve } from '../crypto/binary-curve.ts';
import { generatePrivateKey, publicKeyOf } from '../crypto/dstu4145.ts';
import { defaultSubstitution, Gost28147, tablesOfSubstitution } from '../crypto/gost28147.ts';
import { unwrapKey, wrapKey } from '../crypto/gost-key-wrap.ts';
import { sameBytes } from '../der/bytes.ts';
import * as encode from '../der/encode.ts';
import { DerError } from '../der/error.ts';
import type { Certificate } from '../x509/certificate.ts';
import { signatureOids } from '../x509/oids.ts';
import type { PublicKey } from '../x509/public-key.ts';
import { readEnvelopedData } from './enveloped-data.ts';
import type { AgreedKeys, EnvelopedData, KeyHolderId, Originator } from './enveloped-data.ts';
import { contentOids, envelopeOids } from './oids.ts';

/** A private key for agreement, in whatever keeps it. */
export interface AgreementKey {
  readonly certificate: Certificate;
  /** The key that wraps keys; undefined when the other side's key is none. */
  agree(other: AgreementInput): Promise<Uint8Array | undefined>;
}

export interface AgreementInput {
  readonly publicKey: Uint8Array;
  readonly keyingMaterial: Uint8Array | undefined;
}

type DstuKey = Extract<PublicKey, { readonly kind: 'dstu' }>;

/** An agreement key of DSTU 4145 that lies in memory: for the platform's own key and for tests. */
export function agreementKeyOf(certificate: Certificate, privateKey: bigint): AgreementKey {
  const curve = curveOf(certificate);
  if (curve === undefined) throw new RangeError('no key for agreement');
  return {
    certificate,
    agree: (other) => Promise.resolve(agreeOnKey({ curve, privateKey, ...other })),
  };
}

function curveOf({ publicKey }: Certificate): BinaryCurve | undefined {
  if (publicKey.kind !== 'dstu') return undefined;
  try {
    return curveOfChoice(publicKey.curve);
  } catch (error) {
    if (error instanceof CurveRefusedError) return undefined;
    throw error;
  }
}

export interface NewEnvelope {
  readonly content: Uint8Array;
  readonly recipients: readonly Certificate[];
  /** A key of one's own; without it, one is made for each recipient and forgotten. */
  readonly originator?: AgreementKey;
}

const keyBytes = 32;
const initialBytes = 8;
const keyingMaterialBytes = 64;

/**
 * Encrypts content for recipients' agreement certificates. The cipher has no integrity: what is
 * inside must be signed. Throws RangeError for a recipient without a key for agreement.
 */
export async function seal({ content, recipients, originator }: NewEnvelope): Promise<Uint8Array> {
  const key = randomBytes(keyBytes);
  const initial = randomBytes(initialBytes);
  const infos: Uint8Array[] = [];
  for (const recipient of recipients) {
    infos.push(await encodeRecipient({ recipient, originator, key }));
  }
  const encrypted = new Gost28147(key).encryptCfb(content, initial);
  return encode.sequence(
    encode.oid(contentOids.envelopedData),
    encode.explicit(
      0,
      encode.sequence(
        encode.integer(2),
        encode.setOf(...infos),
        encode.sequence(
          encode.oid(contentOids.data),
          encode.sequence(
            encode.oid(envelopeOids.cipher),
            encode.sequence(encode.octets(initial), encode.octets(defaultSubstitution)),
          ),
          encode.implicit(0, encode.octets(encrypted)),
        ),
      ),
    ),
  );
}

function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}

interface Recipient {
  readonly recipient: Certificate;
  readonly originator: AgreementKey | undefined;
  readonly key: Uint8Array;
}

async function encodeRecipient({ recipient, originator, key }: Recipient): Promise<Uint8Array> {
  const { publicKey } = recipient;
  if (publicKey.kind !== 'dstu' || !isForAgreement(recipient)) {
    throw new RangeError('the recipient has no key for agreement');
  }
  const keyingMaterial = randomBytes(keyingMaterialBytes);
  const side = originator ?? temporaryKey(recipient);
  const wrapping = await side.agree({ publicKey: publicKey.point, keyingMaterial });
  if (wrapping === undefined) throw new RangeError('the recipient’s key is none');
  const wrapped = wrapKey(wrapping, key, { tables: tablesOfKey(publicKey) });
  const info = encode.sequence(
    encode.integer(3),
    encode.explicit(0, encodeOriginator(side)),
    encode.explicit(1, encode.octets(keyingMaterial)),
    encode.sequence(
      encode.oid(envelopeOids.agreement),
      encode.sequence(encode.oid(envelopeOids.wrap), encode.nothing()),
    ),
    encode.sequence(encode.sequence(encodeId(recipient), encode.octets(wrapped))),
  );
  return encode.implicit(1, info);
}

function isForAgreement({ extensions }: Certificate): boolean {
  return extensions.keyUsage?.has('keyAgreement') === true;
}

function tablesOfKey({ sbox }: DstuKey) {
  return tablesOfSubstitution(sbox ?? defaultSubstitution);
}

type Side = AgreementKey | (Pick<AgreementKey, 'agree'> & { readonly publicKey: Uint8Array });

function temporaryKey(recipient: Certificate): Side {
  const curve = curveOf(recipient);
  if (curve === undefined) throw new RangeError('the recipient’s curve is refused');
  const privateKey = generatePrivateKey(curve);
  return {
    publicKey: publicKeyOf(curve, privateKey),
    agree: (other) => Promise.resolve(agreeOnKey({ curve, privateKey, ...other })),
  };
}

function encodeOriginator(side: Side): Uint8Array {
  if ('certificate' in side) return encodeId(side.certificate);
  return encode.implicit(
    1,
    encode.sequence(
      encode.sequence(encode.oid(signatureOids.dstuWithGost34311), encode.nothing()),
      encode.bits(encode.octets(side.publicKey)),
    ),
  );
}

function encodeId({ issuer, serialNumber }: Certificate): Uint8Array {
  return encode.sequence(issuer.raw, encode.integerOfHex(serialNumber));
}

export type EnvelopeFault =
  | 'envelope-malformed'
  | 'envelope-for-others'
  | 'envelope-originator-unknown'
  | 'envelope-key-wrong';

export type Opened =
  | {
      readonly ok: true;
      /** Not proved to be what was sealed: check the signature inside. */
      readonly content: Uint8Array;
      /** The certificate agreed with; undefined when the key was made for the envelope. */
      readonly originator: Certificate | undefined;
    }
  | { readonly ok: false; readonly fault: EnvelopeFault };

export interface Opening {
  readonly envelope: Uint8Array;
  readonly key: AgreementKey;
  /** Certificates of senders, where the envelope only names them. */
  readonly senders?: readonly Certificate[];
}

/** Opens an envelope with the key of one of its recipients, in both forms of the originator. */
export async function open(opening: Opening): Promise<Opened> {
  const data = read(opening.envelope);
  if (data === undefined) return fault('envelope-malformed');
  const found = findKey(data, opening.key.certificate);
  if (found === undefined) return fault('envelope-for-others');
  const senders = [...data.certificates, ...(opening.senders ?? [])];
  const { originator, keyingMaterial } = found.agreed;
  const sender = 'publicKey' in originator ? undefined : findHolder(senders, originator);
  const publicKey = publicKeyIn(originator, sender);
  if (publicKey === undefined) return fault('envelope-originator-unknown');
  const wrapping = await opening.key.agree({ publicKey, keyingMaterial });
  const own = opening.key.certificate.publicKey;
  if (wrapping === undefined || own.kind !== 'dstu') return fault('envelope-key-wrong');
  const key = unwrapKey(wrapping, found.wrapped, tablesOfKey(own));
  if (key === undefined) return fault('envelope-key-wrong');
  return { ok: true, content: decrypt(data, key), originator: sender };
}

function fault(code: EnvelopeFault): Opened {
  return { ok: false, fault: code };
}

const sboxBytes = 64;

function read(envelope: Uint8Array): EnvelopedData | undefined {
  try {
    const data = readEnvelopedData(envelope);
    const isSound =
      data.initial.length === initialBytes &&
      (data.sbox === undefined || data.sbox.length === sboxBytes) &&
      data.recipients.every(
        ({ keyingMaterial }) => (keyingMaterial?.length ?? 0) <= keyingMaterialBytes,
      );
    return isSound ? data : undefined;
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

function decrypt({ initial, sbox, encrypted }: EnvelopedData, key: Uint8Array): Uint8Array {
  const tables = tablesOfSubstitution(sbox ?? defaultSubstitution);
  return new Gost28147(key, tables).decryptCfb(encrypted, initial);
}

function findKey(
  { recipients }: EnvelopedData,
  own: Certificate,
): { readonly agreed: AgreedKeys; readonly wrapped: Uint8Array } | undefined {
  for (const agreed of recipients) {
    const key = agreed.keys.find(({ recipient }) => isHolder(own, recipient));
    if (key !== undefined) return { agreed, wrapped: key.wrapped };
  }
  return undefined;
}

function findHolder(
  certificates: readonly Certificate[],
  id: KeyHolderId,
): Certificate | undefined {
  return certificates.find((certificate) => isHolder(certificate, id));
}

function isHolder(certificate: Certificate, id: KeyHolderId): boolean {
  if ('keyIdentifier' in id) {
    const own = certificate.extensions.subjectKeyIdentifier;
    return own !== undefined && sameBytes(own, id.keyIdentifier);
  }
  return (
    certificate.serialNumber === id.serialNumber && sameBytes(certificate.issuer.raw, id.issuer)
  );
}

function publicKeyIn(
  originator: Originator,
  sender: Certificate | undefined,
): Uint8Array | undefined {
  if ('publicKey' in originator) return originator.publicKey;
  return sender?.publicKey.kind === 'dstu' ? sender.publicKey.point : undefined;
}
