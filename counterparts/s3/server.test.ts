import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '#platform/clock.ts';
import { signed } from '#platform/files/s3/sign.ts';
import { startS3, type S3Counterpart } from './server.ts';

const keys = { accessKeyId: 'zhkp', secretAccessKey: 'secret', region: 'eu-test-1' };

let counterpart: S3Counterpart;
beforeAll(async () => {
  counterpart = await startS3({ ...keys, bucket: 'files' });
});
afterAll(() => counterpart.stop());

interface Asked {
  readonly method: string;
  readonly key: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What is sent in the place of what was signed. */
  readonly change?: (headers: Record<string, string>) => Record<string, string>;
}

async function ask({ method, key, headers = {}, body = '', change = (same) => same }: Asked) {
  const url = new URL(`${counterpart.url}/files/${key}`);
  const payloadSha256 = createHash('sha256').update(body).digest('hex');
  const all = signed({ method, url, headers, payloadSha256 }, keys, systemClock.now());
  const { host: _, ...sent } = change(all);
  const init = { method, headers: sent, ...(body !== '' && { body }) };
  const response = await fetch(url, init);
  const text = await response.text();
  return `${response.status} ${/<Code>(.*)<\/Code>/.exec(text)?.[1] ?? text}`;
}

test('keeps what is written, once when asked so', async () => {
  const once = { method: 'PUT', key: 'a', headers: { 'if-none-match': '*' } };
  expect(await ask({ ...once, body: 'first' })).toBe('200 ');
  expect(await ask({ ...once, body: 'second' })).toBe('412 PreconditionFailed');
  expect(await ask({ method: 'GET', key: 'a' })).toBe('200 first');
  expect(await ask({ method: 'GET', key: 'b' })).toBe('404 NoSuchKey');
  expect(await ask({ method: 'DELETE', key: 'a' })).toBe('204 ');
  expect(await ask({ method: 'GET', key: 'a' })).toBe('404 NoSuchKey');
});

test.each<readonly [string, string, Omit<Asked, 'method' | 'key'>]>([
  ['no signature', '403 SignatureDoesNotMatch', { change: () => ({}) }],
  [
    'another instant than was signed',
    '403 SignatureDoesNotMatch',
    { change: (all) => ({ ...all, 'x-amz-date': '20200101T000000Z' }) },
  ],
  [
    'a header that was not signed',
    '403 SignatureDoesNotMatch',
    { change: (all) => ({ ...all, 'x-amz-object-lock-mode': 'COMPLIANCE' }) },
  ],
  [
    'a check sum of other bytes',
    '400 BadDigest',
    { headers: { 'x-amz-checksum-sha256': createHash('sha256').digest('base64') } },
  ],
  [
    'a lock without a check sum',
    '400 InvalidRequest',
    { headers: { 'x-amz-object-lock-retain-until-date': '2030-01-01T00:00:00Z' } },
  ],
])('refuses %s', async (_, refusal, asked) => {
  expect(await ask({ method: 'PUT', key: 'c', body: 'bytes', ...asked })).toBe(refusal);
});

test('refuses a body other than the one signed', async () => {
  const url = new URL(`${counterpart.url}/files/d`);
  const payloadSha256 = createHash('sha256').update('one').digest('hex');
  const unsigned = { method: 'PUT', url, headers: {}, payloadSha256 };
  const { host: _, ...headers } = signed(unsigned, keys, systemClock.now());
  const response = await fetch(url, { method: 'PUT', headers, body: 'two' });
  expect(await response.text()).toContain('XAmzContentSHA256Mismatch');
});
