import { Gost28147, type SubstitutionTables } from './gost28147.ts';
import { concatenate, octetsInOrder } from './octets.ts';
import { type RandomSource, systemRandom } from './random.ts';

/** Wrapping 1.2.804.2.1.1.1.1.1.1.5 takes the method of RFC 3217, 3.1, with its initial vector. */
const secondInitial = octetsInOrder('4adda22c79e82105');
const keyOctets = 32;
const initialOctets = 8;
const checkOctets = 4;
const wrappedOctets = initialOctets + keyOctets + checkOctets;

export interface WrapOptions {
  /** S-box of the recipient's key, when it is not the default one. */
  readonly tables?: SubstitutionTables | undefined;
  readonly random?: RandomSource | undefined;
}

/** 44 octets. Throws RangeError when either key is not of 32 octets. */
export function wrapKey(
  wrapping: Uint8Array,
  key: Uint8Array,
  { tables, random = systemRandom }: WrapOptions = {},
): Uint8Array {
  if (key.length !== keyOctets) throw new RangeError(`a key takes ${keyOctets} octets`);
  const cipher = new Gost28147(wrapping, tables);
  const initial = random(initialOctets);
  const checked = concatenate(key, cipher.authenticate(key));
  const once = concatenate(initial, cipher.encryptCfb(checked, initial));
  return cipher.encryptCfb(once.reverse(), secondInitial);
}

/** The key, or undefined when it was not wrapped with this one. */
export function unwrapKey(
  wrapping: Uint8Array,
  wrapped: Uint8Array,
  tables?: SubstitutionTables,
): Uint8Array | undefined {
  if (wrapped.length !== wrappedOctets) return undefined;
  const cipher = new Gost28147(wrapping, tables);
  const once = cipher.decryptCfb(wrapped, secondInitial).reverse();
  const initial = once.subarray(0, initialOctets);
  const checked = cipher.decryptCfb(once.subarray(initialOctets), initial);
  const key = checked.slice(0, keyOctets);
  const check = cipher.authenticate(key);
  let difference = 0;
  for (let index = 0; index < checkOctets; index += 1) {
    difference |= (check[index] as number) ^ (checked[keyOctets + index] as number);
  }
  return difference === 0 ? key : undefined;
}
