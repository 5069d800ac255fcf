const mebibyte = 1024 * 1024;

/** Bounds of a container that is held in memory, on a server and in a browser alike. */
export const asicLimits = {
  containerBytesMax: 64 * mebibyte,
  entriesMax: 256,
  nameBytesMax: 255,
  /** Of all entries together. */
  unpackedBytesMax: 96 * mebibyte,
  /** Deflate reaches a thousand; documents stay under fifty. Small entries are let be. */
  ratioMax: 200,
  ratioFromBytes: mebibyte,
  manifestBytesMax: 256 * 1024,
  signatureBytesMax: 4 * mebibyte,
  signatureFilesMax: 16,
  /** Of all signature files together: what a verification may cost. */
  signersMax: 32,
} as const;
