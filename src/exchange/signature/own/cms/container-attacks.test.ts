import { beforeAll, describe, expect, test } from 'vitest';
import { signingKeyOf, type Credential } from '#counterparts/certification-authority/issue.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { openPlay, playTime, type Play } from '#counterparts/certification-authority/play.ts';
import { digestOids } from '../x509/oids.ts';
import { digest } from '../x509/primitives.ts';
import { addSignature, signContent } from './sign.ts';
import { verifySignature, type Verification } from './verify.ts';

const content = new TextEncoder().encode('document');
const other = new TextEncoder().encode('another');

let play: Play;
let signer: Credential;
let signature: Uint8Array;
beforeAll(async () => {
  play = await openPlay('ecdsa');
  signer = await play.authority.issue(people.person);
  signature = await signContent({ key: signingKeyOf(signer), content });
});

async function outcome(change: Partial<Verification>) {
  const report = await verifySignature({ ...play.context(), signature, ...change });
  return [report.verdict, ...report.reasons];
}

describe('a document beside a signature that holds one', () => {
  const knowing =
    (document: Uint8Array, ...oids: readonly string[]) =>
    (oid: string) =>
      oids.includes(oid) ? digest(oid, document) : Promise.resolve(undefined);
  const { sha256, sha512, gost34311 } = digestOids;

  test.each<[string, NonNullable<Verification['content']>, readonly string[]]>([
    ['the same', content, ['valid']],
    ['another', other, ['invalid', 'content-differs']],
    ['the digest of the same', knowing(content, sha256), ['valid']],
    ['the digest of another', knowing(other, sha256), ['invalid', 'content-differs']],
    [
      'digests of another by other algorithms',
      knowing(other, sha512, gost34311),
      ['invalid', 'content-missing'],
    ],
    [
      'digests of the same by other algorithms',
      knowing(content, sha512),
      ['invalid', 'content-missing'],
    ],
    ['no digest at all', knowing(content), ['invalid', 'content-missing']],
  ])('may not be left uncompared: %s', async (_, beside, expected) => {
    expect(await outcome({ content: beside })).toEqual(expected);
  });
});
