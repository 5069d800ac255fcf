import { createHash, createHmac } from 'node:crypto';

/** Signature version 4, as much of it as a store needs: headers signed, payload hash known. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

export interface Unsigned {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Hexadecimal SHA-256 of the body. */
  readonly payloadSha256: string;
}

const algorithm = 'AWS4-HMAC-SHA256';
const service = 's3';
export const emptySha256 = createHash('sha256').digest('hex');

/** All headers to send, the signature among them. */
export function signed(
  { method, url, headers, payloadSha256 }: Unsigned,
  { accessKeyId, secretAccessKey, region }: Credentials,
  at: Temporal.Instant,
): Record<string, string> {
  const stamp = at.round('second').toString().replaceAll(/[-:]/g, '');
  const day = stamp.slice(0, 8);
  const all: Record<string, string> = {
    ...headers,
    host: url.host,
    'x-amz-content-sha256': payloadSha256,
    'x-amz-date': stamp,
  };
  const names = Object.keys(all).sort();
  const lines = names.map((name) => `${name}:${all[name]?.trim()}\n`).join('');
  const parts = [method, pathOf(url), queryOf(url), lines, names.join(';'), payloadSha256];
  const scope = `${day}/${region}/${service}/aws4_request`;
  const canonical = createHash('sha256').update(parts.join('\n')).digest('hex');
  const toSign = [algorithm, stamp, scope, canonical].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${secretAccessKey}`,
  );
  const authorization =
    `${algorithm} Credential=${accessKeyId}/${scope},SignedHeaders=${names.join(';')},` +
    `Signature=${hmac(key, toSign).toString('hex')}`;
  return { ...all, authorization };
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function pathOf(url: URL): string {
  return url.pathname.split('/').map(decodeURIComponent).map(encoded).join('/');
}

function queryOf(url: URL): string {
  return Array.from(url.searchParams, ([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&');
}

/** Everything but letters, digits and `-._~` as percent and two capital digits. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
