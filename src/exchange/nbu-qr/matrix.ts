import { create } from 'qrcode';
import { linkLengthMax } from './link.ts';

/** Squares of a QR code without its quiet zone, which is 4 squares on each side. */
export interface QrMatrix {
  /** Squares along a side. */
  readonly size: number;
  isDark(row: number, column: number): boolean;
}

// Versions that the National Bank allows; 507 bytes at level M fit into version 18.
const versionMin = 10;
const errorCorrectionLevel = 'M';

/** Draws a link as a QR code of version 10 to 20. Throws RangeError when the link is too long. */
export function qrMatrix(link: string): QrMatrix {
  if (link.length > linkLengthMax)
    throw new RangeError(`a link has at most ${linkLengthMax} bytes`);
  const smallest = create(link, { errorCorrectionLevel });
  const code =
    smallest.version < versionMin
      ? create(link, { errorCorrectionLevel, version: versionMin })
      : smallest;
  const { size } = code.modules;
  return { size, isDark: (row, column) => code.modules.get(row, column) === 1 };
}
