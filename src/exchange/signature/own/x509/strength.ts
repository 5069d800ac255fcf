import { sameBytes } from '../der/bytes.ts';
import { defaultSubstitution } from '../crypto/gost28147.ts';
import { curveOids } from './oids.ts';
import type { DstuCurve, PublicKey } from './public-key.ts';

const rsaBitsMin = 2_048;
const rsaBitsMax = 8_192;
/** Users and servers have M257; smaller fields of the standard are not taken. */
const binaryFieldMin = 257;

const strongCurves: ReadonlySet<string> = new Set([curveOids.p256, curveOids.p384]);
const strongBinaryCurves: ReadonlySet<string> = new Set([
  curveOids.m257,
  `${curveOids.dstu}.7`,
  `${curveOids.dstu}.8`,
  curveOids.m431,
]);

/** Whether a key is of a kind that we know and large enough. */
export function isStrongKey(key: PublicKey): boolean {
  switch (key.kind) {
    case 'rsa':
      return key.modulusBits >= rsaBitsMin && key.modulusBits <= rsaBitsMax;
    case 'ec':
      return strongCurves.has(key.curve);
    case 'dstu':
      return isUsualSbox(key.sbox) && isStrongCurve(key.curve);
    case 'unknown':
      return false;
  }
}

function isStrongCurve(curve: DstuCurve): boolean {
  return curve.form === 'named'
    ? strongBinaryCurves.has(curve.oid)
    : curve.curve.m >= binaryFieldMin;
}

/** Hashes are made with the usual substitution: a key that asks for another cannot be checked. */
function isUsualSbox(sbox: Uint8Array | undefined): boolean {
  return sbox === undefined || sameBytes(sbox, defaultSubstitution);
}
