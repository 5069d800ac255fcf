import { SaxesParser } from 'saxes';
import { UnreadableXlsx } from './unreadable.ts';

export type Attributes = Readonly<Record<string, string>>;

/** Told of each element; names come without their prefixes, which programs choose freely. */
export interface XmlListener {
  open(name: string, attributes: Attributes): void;
  text(text: string): void;
  close(name: string): void;
}

/** A cell holds 32 767 characters at most; what goes on longer without a tag is no spreadsheet. */
const silentBytesMax = 1024 * 1024;

/**
 * Reads XML piece by piece and gives the listener's caller a turn after each. Entities other than
 * the five of XML are not known, so nothing can unfold. Throws UnreadableXlsx.
 */
export async function* readXml(
  pieces: AsyncIterable<Uint8Array>,
  listener: XmlListener,
): AsyncGenerator<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parser = new SaxesParser({ position: false, xmlns: false });
  let silentBytes = 0;
  parser.on('error', (error) => {
    throw new UnreadableXlsx('broken', { cause: error });
  });
  parser.on('opentag', ({ name, attributes }) => {
    silentBytes = 0;
    listener.open(localName(name), attributes);
  });
  parser.on('text', (text) => listener.text(text));
  parser.on('cdata', (text) => listener.text(text));
  parser.on('closetag', ({ name }) => {
    silentBytes = 0;
    listener.close(localName(name));
  });
  for await (const piece of pieces) {
    silentBytes += piece.length;
    parser.write(decode(decoder, piece));
    if (silentBytes > silentBytesMax) throw new UnreadableXlsx('broken');
    yield;
  }
  parser.write(decode(decoder)).close();
  yield;
}

function decode(decoder: TextDecoder, piece?: Uint8Array): string {
  try {
    return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
  } catch (error) {
    throw new UnreadableXlsx('broken', { cause: error });
  }
}

export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
