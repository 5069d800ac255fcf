/** Numbers of the ZIP format (PKWARE APPNOTE 6.3). */
export const zipSignatures = {
  local: 0x0403_4b50,
  central: 0x0201_4b50,
  end: 0x0605_4b50,
  follows: 0x0807_4b50,
} as const;
export const zipBytes = { local: 30, central: 46, end: 22 } as const;
export const zipMethods = { stored: 0, deflated: 8, encrypted: 99 } as const;
export const zipFlags = { encrypted: 0x2041, sizesFollow: 0x0008, utf8: 0x0800 } as const;

// oxlint-disable-next-line no-control-regex -- the characters that a name must not have
const badName = /[\x00-\x1f\x7f\\:]|^\/|^$|(?:^|\/)\.{0,2}(?:\/|$)/;

/** Whether a name may stand in a container: relative, no way up, nothing that a system reads. */
export function isSoundName(name: string): boolean {
  return name.isWellFormed() && !badName.test(name);
}

/** What file systems take for one name. */
export function foldedName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

const crcPolynomial = 0xedb8_8320;
const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) {
    rest = (rest & 1) === 1 ? crcPolynomial ^ (rest >>> 1) : rest >>> 1;
  }
  return rest;
});

export function crc32(bytes: Uint8Array): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffff_ffff) >>> 0;
}
