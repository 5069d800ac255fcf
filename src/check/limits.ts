const mebibyte = 1024 * 1024;

export const checkLimits = {
  /** A document and its signature. */
  filesMax: 2,
  /** Each, when the server checks. */
  serverBytesMax: 8 * mebibyte,
  /** Each, when the browser checks. */
  browserBytesMax: 64 * mebibyte,
  proofBytesMax: 4 * mebibyte,
} as const;

export function mebibytes(bytes: number): number {
  return Math.floor(bytes / mebibyte);
}
