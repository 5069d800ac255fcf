import { type BinaryCurve, isOfOddOrder } from './binary-curve.ts';
import { assertPrivateKey } from './dstu4145.ts';
import { gost34311 } from './gost34311.ts';
import { secretMultipleX } from './ladder.ts';
import { concatenate, octetsInOrder } from './octets.ts';
import { decompressPoint } from './point-octets.ts';
import { type RandomSource, systemRandom } from './random.ts';

/** Counter of the only block of the derived key. */
const counter = Uint8Array.of(0, 0, 0, 1);
/** Octets of user keying material that senders with a static key give. */
const keyingMaterialOctets = 64;
const derOctetString = 0x04;
/** SEQUENCE of the OID 1.2.804.2.1.1.1.1.1.1.5 and NULL. */
const wrapAlgorithm = octetsInOrder('300f060b2a862402010101010101050500');
/** [2] of an OCTET STRING: 256, the length of the key in bits. */
const keyLength = octetsInOrder('a206040400000100');

export interface KeyAgreement {
  readonly curve: BinaryCurve;
  readonly privateKey: bigint;
  /** Of the other side, static or ephemeral: compressed, little-endian. */
  readonly publicKey: Uint8Array;
  /** 64 octets; undefined where the originator's key is ephemeral and gives none. */
  readonly keyingMaterial?: Uint8Array | undefined;
}

/**
 * The key that wraps keys, by 1.2.804.2.1.1.1.1.3.4: Diffie and Hellman's secret multiplied by the
 * cofactor, then GOST 34.311 of it, of a counter and of SharedInfo (RFC 3278, 8.2). Undefined when
 * the public key is not one. Throws RangeError for a private key or material that cannot be.
 */
export function agreeOnKey(
  { curve, privateKey, publicKey, keyingMaterial }: KeyAgreement,
  random: RandomSource = systemRandom,
): Uint8Array | undefined {
  assertPrivateKey(curve, privateKey);
  const point = decompressPoint(curve, publicKey);
  if (point === undefined || !isOfOddOrder(curve, point)) return undefined;
  const scalar = (privateKey * BigInt(curve.cofactor)) % curve.order;
  const x = secretMultipleX(curve, { scalar, point }, random);
  const secret = curve.field.toOctets(x).reverse();
  // Without any leading zeros, as UAPKI has it, not in octets of fixed number.
  const start = secret.findIndex((octet) => octet !== 0);
  return gost34311(concatenate(secret.subarray(start), counter, sharedInfo(keyingMaterial)));
}

function sharedInfo(keyingMaterial: Uint8Array | undefined): Uint8Array {
  const entity = keyingMaterial === undefined ? new Uint8Array() : entityInfo(keyingMaterial);
  const content = concatenate(wrapAlgorithm, entity, keyLength);
  return concatenate(Uint8Array.of(0x30, content.length), content);
}

/** [0] of an OCTET STRING. */
function entityInfo(keyingMaterial: Uint8Array): Uint8Array {
  if (keyingMaterial.length > keyingMaterialOctets) {
    throw new RangeError(`keying material takes ${keyingMaterialOctets} octets`);
  }
  const length = keyingMaterial.length;
  return concatenate(Uint8Array.of(0xa0, length + 2, derOctetString, length), keyingMaterial);
}
