import { expect, test } from 'vitest';
import { rawEcdsaSignature } from './ecdsa-signature.ts';
import { octetsInOrder } from './octets.ts';

test.each([
  ['small numbers', '3006020101020102', '0000000100000002'],
  ['a zero in front of a high bit', '3007020200ff020102', '000000ff00000002'],
  ['full numbers', '300d02047fffffff020500ffffffff', '7fffffffffffffff'],
])('%s are put in their places', (_name, der, raw) => {
  expect(rawEcdsaSignature(octetsInOrder(der), 4)).toEqual(octetsInOrder(raw));
});

test.each([
  ['nothing', ''],
  ['another type', '3106020101020102'],
  ['a wrong length', '3007020101020102'],
  ['an octet after the end', '300602010102010200'],
  ['an octet after the numbers', '300702010102010200'],
  ['a third number', '3009020101020102020103'],
  ['one number', '3003020101'],
  ['a long form of length', '308106020101020102'],
  ['an indefinite length', '30800201010201020000'],
  ['an empty number', '30050200020102'],
  ['zero', '3006020100020102'],
  ['a negative number', '3006020181020102'],
  ['a zero too many', '300702020001020102'],
  ['a number too large', '300a02050100000000020102'],
  ['a number that ends outside', '3006020101020302'],
  ['a number of another type', '3006030101020102'],
])('%s is refused', (_name, der) => {
  expect(rawEcdsaSignature(octetsInOrder(der), 4)).toBeUndefined();
});
