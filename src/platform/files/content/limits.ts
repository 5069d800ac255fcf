/** Kinds of attachments, told apart by their content. */
export const kinds = ['pdf', 'jpeg', 'png', 'asic-e', 'asic-s', 'zip'] as const;
export type Kind = (typeof kinds)[number];

const mebibyte = 1024 * 1024;

/** What each kind is called in HTTP, and the most there may be of it. */
export const kindLimits: Readonly<
  Record<Kind, { readonly mediaType: string; readonly bytesMax: number }>
> = {
  pdf: { mediaType: 'application/pdf', bytesMax: 200 * mebibyte },
  jpeg: { mediaType: 'image/jpeg', bytesMax: 32 * mebibyte },
  png: { mediaType: 'image/png', bytesMax: 32 * mebibyte },
  'asic-e': { mediaType: 'application/vnd.etsi.asic-e+zip', bytesMax: 200 * mebibyte },
  'asic-s': { mediaType: 'application/vnd.etsi.asic-s+zip', bytesMax: 200 * mebibyte },
  zip: { mediaType: 'application/zip', bytesMax: 200 * mebibyte },
};

/** Larger than any attachment of any kind. */
export const attachmentBytesMax = Math.max(
  ...Object.values(kindLimits).map(({ bytesMax }) => bytesMax),
);

/** A picture unpacks to four bytes a pixel wherever it is shown. */
export const pictureLimits = { sidePixelsMax: 20_000, pixelsMax: 100_000_000 } as const;

export const zipLimits = {
  entriesMax: 1_000,
  nameBytesMax: 255,
  /** Of all entries together, those of archives inside among them. */
  unpackedBytesMax: 512 * mebibyte,
  /** Deflate reaches a thousand; documents stay under fifty. Small entries are let be. */
  ratioMax: 200,
  ratioFromBytes: mebibyte,
  /** An archive in an archive is looked into; a third one is refused. */
  depthMax: 2,
  nestedBytesMax: 32 * mebibyte,
} as const;
