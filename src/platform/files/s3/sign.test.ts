import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { emptySha256, signed, type Unsigned } from './sign.ts';

/** The examples of the protocol's documentation ("Examples: Signature Calculations"). */
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
};
const at = Temporal.Instant.from('2013-05-24T00:00:00Z');
const host = 'https://examplebucket.s3.amazonaws.com';
const get = { method: 'GET', headers: {}, payloadSha256: emptySha256 };

test.each<readonly [string, Unsigned, string]>([
  [
    'a part of an object',
    { ...get, url: new URL(`${host}/test.txt`), headers: { range: 'bytes=0-9' } },
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  ],
  [
    'a written object with a sign in its name',
    {
      method: 'PUT',
      url: new URL(`${host}/test$file.text`),
      headers: {
        date: 'Fri, 24 May 2013 00:00:00 GMT',
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      },
      payloadSha256: createHash('sha256').update('Welcome to Amazon S3.').digest('hex'),
    },
    '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  ],
  [
    'a query without a value',
    { ...get, url: new URL(`${host}/?lifecycle`) },
    'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  ],
  [
    'a listing',
    { ...get, url: new URL(`${host}/?prefix=J&max-keys=2`) },
    '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  ],
])('signs %s as the documentation does', (_, unsigned, signature) => {
  const { authorization } = signed(unsigned, credentials, at);
  expect(authorization).toContain('Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4');
  expect(authorization).toMatch(new RegExp(`Signature=${signature}$`));
});
