import { fromBase64, toBase64 } from '../der/bytes.ts';

/** One block of a PEM file (RFC 7468). */
export interface PemBlock {
  readonly label: string;
  readonly bytes: Uint8Array;
}

const lineChars = 64;
const blocksMax = 16;
const blockPattern = /-----BEGIN ([A-Z ]{1,40})-----\s+([A-Za-z0-9+/=\s]+?)-----END \1-----/g;

export function encodePem(blocks: readonly PemBlock[]): string {
  return blocks
    .map(({ label, bytes }) => {
      const lines = toBase64(bytes).match(new RegExp(`.{1,${lineChars}}`, 'g')) ?? [];
      return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
    })
    .join('');
}

/** Blocks of a file, whatever stands between them. Undecodable base64 makes no block. */
export function readPem(text: string): readonly PemBlock[] {
  return Array.from(text.matchAll(blockPattern))
    .slice(0, blocksMax)
    .flatMap(([, label = '', body = '']) => {
      const bytes = decode(body.replaceAll(/\s/g, ''));
      return bytes === undefined ? [] : [{ label, bytes }];
    });
}

function decode(text: string): Uint8Array | undefined {
  try {
    return fromBase64(text);
  } catch {
    return undefined;
  }
}
