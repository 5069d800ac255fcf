import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

export interface Received {
  readonly method: string;
  /** As it stood in the request line. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

const form = new RegExp(
  '^AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/s3/aws4_request, ?' +
    'SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$',
);
const mustBeSigned = ['host', 'x-amz-content-sha256', 'x-amz-date'];

/**
 * Checks a signature of version 4 from the side of the receiver: over what came, and over the
 * headers that the sender says were signed, all `x-amz-` ones among them.
 */
export function isSignedBy(keys: Keys, { method, url, headers }: Received): boolean {
  const parts = form.exec(headers.authorization ?? '');
  if (parts === null) return false;
  const [, accessKeyId, day = '', region, list = '', signature = ''] = parts;
  if (accessKeyId !== keys.accessKeyId || region !== keys.region) return false;
  const names = list.split(';');
  const needed = Object.keys(headers).filter((name) => name.startsWith('x-amz-'));
  if (![...mustBeSigned, ...needed].every((name) => names.includes(name))) return false;
  const stamp = String(headers['x-amz-date']);
  if (!stamp.startsWith(day)) return false;
  const [path = '', query = ''] = url.split('?');
  const canonical = [
    method,
    path,
    query.split('&').toSorted().join('&'),
    ...names.map((name) => `${name}:${String(headers[name]).trim().replaceAll(/ +/g, ' ')}`),
    '',
    list,
    String(headers['x-amz-content-sha256']),
  ].join('\n');
  const hash = createHash('sha256').update(canonical).digest('hex');
  const scope = `${day}/${region}/s3/aws4_request`;
  const mac = (key: string | Buffer, text: string) =>
    createHmac('sha256', key).update(text).digest();
  const dayKey = mac(mac(`AWS4${keys.secretAccessKey}`, day), keys.region);
  const key = mac(mac(dayKey, 's3'), 'aws4_request');
  const right = mac(key, `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${hash}`);
  return timingSafeEqual(right, Buffer.from(signature, 'hex'));
}
