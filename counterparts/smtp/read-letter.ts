/** A letter as it was received, as far as one of plain text goes. */
export interface ReceivedLetter {
  readonly from: string;
  readonly to: string;
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
}

const encodedWord = /=\?utf-8\?([BQ])\?([^?]*)\?=(?:\s+(?==\?))?/gi;

/** Takes a letter apart: headers unfolded and decoded, the text out of its transfer encoding. */
export function readLetter(raw: Buffer, envelope: { from: string; to: string }): ReceivedLetter {
  const text = raw.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const headers = headersOf(end === -1 ? text : text.slice(0, end));
  return {
    ...envelope,
    messageId: headers.get('message-id') ?? '',
    subject: decodeWords(headers.get('subject') ?? ''),
    text: decodeBody(
      end === -1 ? '' : text.slice(end + 4),
      headers.get('content-transfer-encoding') ?? '7bit',
    ),
  };
}

function headersOf(text: string): ReadonlyMap<string, string> {
  const unfolded = text.replace(/\r\n[ \t]+/g, ' ');
  return new Map(
    unfolded.split('\r\n').map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}

function decodeWords(text: string): string {
  return text.replace(encodedWord, (_word, encoding: string, data: string) =>
    encoding.toUpperCase() === 'B'
      ? Buffer.from(data, 'base64').toString('utf8')
      : fromQuotedPrintable(data.replaceAll('_', ' ')),
  );
}

function decodeBody(body: string, encoding: string): string {
  const decoded =
    encoding.toLowerCase() === 'base64'
      ? Buffer.from(body, 'base64').toString('utf8')
      : encoding.toLowerCase() === 'quoted-printable'
        ? fromQuotedPrintable(body.replace(/=\r\n/g, ''))
        : Buffer.from(body, 'latin1').toString('utf8');
  return decoded.replaceAll('\r\n', '\n').trimEnd();
}

function fromQuotedPrintable(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_code, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
