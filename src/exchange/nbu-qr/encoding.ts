/** How the text inside a payment QR is written; the code stands in its third line. */
export type QrEncoding = 'utf-8' | 'windows-1251';

const byteValues = 256;

/** Character → byte, made by decoding every byte, so that it cannot differ from the decoder. */
const windows1251Bytes: ReadonlyMap<string, number> = new Map(
  Array.from({ length: byteValues }, (_, byte) => [
    new TextDecoder('windows-1251').decode(Uint8Array.of(byte)),
    byte,
  ]),
);

/** Writes text in an encoding; undefined when it has a character that the encoding lacks. */
export function encodeText(text: string, encoding: QrEncoding): Buffer | undefined {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  const bytes: number[] = [];
  for (const character of text) {
    const byte = windows1251Bytes.get(character);
    if (byte === undefined) return undefined;
    bytes.push(byte);
  }
  return Buffer.from(bytes);
}

/** Reads text in an encoding; undefined when the bytes are not valid in it. */
export function decodeText(bytes: Uint8Array, encoding: QrEncoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
