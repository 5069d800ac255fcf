/** Identifier octets of ASN.1 types, X.680 and X.690 §8.1.2. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  nothing: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

export const constructedBit = 0x20;
export const numberMask = 0x1f;
export const classMask = 0xc0;

/** [number], constructed: an EXPLICIT tag, or an IMPLICIT one over SEQUENCE or SET. */
export function constructedContext(number: number): number {
  return 0xa0 | number;
}

/** [number], primitive: an IMPLICIT tag over a simple type. */
export function primitiveContext(number: number): number {
  return 0x80 | number;
}
