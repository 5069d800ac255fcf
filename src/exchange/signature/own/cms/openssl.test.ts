import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeRevocationList } from '#counterparts/certification-authority/revocation-list.ts';
import { answerStatus } from '#counterparts/certification-authority/ocsp.ts';
import { signingKeyOf, type Credential } from '#counterparts/certification-authority/issue.ts';
import { systemClock } from '#test/signature/present.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { openPlay, playTime, type Play } from '#counterparts/certification-authority/play.ts';
import { stampTime } from '#counterparts/certification-authority/time-stamping.ts';
import { toBase64 } from '../der/bytes.ts';
import type { Certificate } from '../x509/certificate.ts';
import { encodeOcspRequest } from '../x509/ocsp-request.ts';
import { digestOids } from '../x509/oids.ts';
import { digest } from '../x509/primitives.ts';
import { addSignature, signContent } from './sign.ts';
import { encodeTimeStampRequest } from './timestamp-info.ts';
import { upgradeToXL } from './upgrade.ts';
import { verifySignature } from './verify.ts';

const content = new TextEncoder().encode('document');
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const at = String(playTime.epochMilliseconds / 1_000);
// It does not know QCStatements, which our certificates mark critical.
const verify = [
  ...['cms', '-verify', '-cades', '-binary', '-inform', 'DER'],
  ...['-ignore_critical', '-attime', at],
];

function pem({ raw }: Certificate): string {
  const lines = toBase64(raw).match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

describe.skipIf(!hasOpenssl)('what we write, OpenSSL reads', () => {
  let play: Play;
  let signer: Credential;
  let folder: string;
  let trusted: string;

  const file = (name: string, bytes: Uint8Array | string): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };

  /** Runs OpenSSL; its output, or a thrown error with what it says. */
  const openssl = (...words: readonly string[]): string =>
    execFileSync('openssl', words, { encoding: 'utf8', stdio: 'pipe' });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'zhkp-openssl-'));
    play = await openPlay('ecdsa');
    signer = await play.authority.issue(people.official);
    const { root, authority } = play.authority;
    trusted = file('trusted.pem', pem(root.certificate) + pem(authority.certificate));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('signatures of both signers, with the hash of the certificate in each', async () => {
    const one = await signContent({ key: signingKeyOf(signer), content });
    const second = await play.authority.issue(people.person);
    const both = await addSignature({ key: signingKeyOf(second), signature: one });
    const signed = file('both.p7s', both);
    const out = join(folder, 'content');
    openssl(...verify, '-in', signed, '-CAfile', trusted, '-purpose', 'any', '-out', out);
    expect(Uint8Array.from(readFileSync(out))).toEqual(content);
  });

  test('a long signature too, detached', async () => {
    const context = play.context();
    const { services } = context;
    if (services === undefined) throw new Error('no services');
    const signature = await signContent({
      key: signingKeyOf(signer),
      digest: (oid) => digest(oid, content),
    });
    const long = await upgradeToXL({ ...context, services, signature, content });
    if (!long.ok) throw new Error(long.fault);
    const signed = file('long.p7s', long.signature);
    const document = file('document', content);
    const output = ['-purpose', 'any', '-out', join(folder, 'out')];
    openssl(...verify, '-in', signed, '-content', document, '-CAfile', trusted, ...output);
  });

  test('time stamps', async () => {
    const hash = await digest(digestOids.sha256, content);
    if (hash === undefined) throw new Error('no hash');
    const request = encodeTimeStampRequest({
      imprint: { digest: digestOids.sha256, hash },
      nonce: 123_456_789n,
    });
    const response = file('stamp.tsr', await stampTime(play.authority, request));
    const query = file('stamp.tsq', request);
    const words = ['ts', '-verify', '-in', response, '-queryfile', query, '-CAfile', trusted];
    expect(openssl(...words, '-attime', at)).toContain('Verification: OK');
  });

  test('answers on certificate status', async () => {
    const issuer = play.authority.authority.certificate;
    const nonce = Uint8Array.from({ length: 32 }, (_, index) => index);
    const request = await encodeOcspRequest({ certificate: signer.certificate, issuer }, nonce);
    const answer = file('status.der', await answerStatus(play.authority, request));
    const authority = file('authority.pem', pem(issuer));
    const certificate = file('signer.pem', pem(signer.certificate));
    const asked = ['-issuer', authority, '-sha256', '-cert', certificate];
    const shown = openssl(
      ...['ocsp', '-respin', answer, ...asked, '-CAfile', trusted],
      ...['-no_nonce', '-attime', at, '-validity_period', '100000000'],
    );
    expect(shown).toContain(': good');
  });

  test('the revocation list', async () => {
    play.authority.revoked.set('0a0b', { at: playTime, reason: 1 });
    const list = file('list.der', await encodeRevocationList(play.authority));
    const words = ['crl', '-inform', 'DER', '-in', list, '-CAfile', trusted, '-noout', '-text'];
    const shown = openssl(...words);
    expect(shown).toContain('Serial Number: 0A0B');
    expect(shown).toContain('Key Compromise');
  });

  test('and what OpenSSL signs, with ECDSA or RSA, we verify', async () => {
    const document = file('document', content);
    const config = file('signer.cnf', signerConfiguration);
    for (const [name, key] of [
      ['ec', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']],
      ['rsa', ['-newkey', 'rsa:2048']],
    ] as const) {
      const [certificate, secret] = [join(folder, `${name}.pem`), join(folder, `${name}.key`)];
      openssl(
        ...['req', '-x509', ...key, '-nodes', '-keyout', secret, '-out', certificate],
        ...['-days', '30', '-config', config],
      );
      const signed = join(folder, `${name}.p7s`);
      openssl(
        ...['cms', '-sign', '-cades', '-binary', '-nodetach', '-outform', 'DER', '-md', 'sha256'],
        ...['-in', document, '-signer', certificate, '-inkey', secret, '-out', signed],
      );
      const now = systemClock.now();
      const signature = Uint8Array.from(readFileSync(signed));
      const report = await verifySignature({ ...play.context(), receivedAt: now, signature });
      // Genuine, by a certificate of nobody's: the path is what is missing.
      expect(report.signers).toMatchObject([{ reasons: ['issuer-unknown'] }]);
      const broken = signature.slice();
      broken[broken.length - 1] = 1 ^ (broken.at(-1) ?? 0);
      const refused = await verifySignature({ ...play.context(), signature: broken });
      expect(refused.signers).toMatchObject([{ reasons: ['signature-wrong'] }]);
    }
  });
});

const signerConfiguration = `
[req]
distinguished_name = name
x509_extensions = extensions
prompt = no
[name]
C = UA
CN = Somebody
[extensions]
keyUsage = critical, digitalSignature, nonRepudiation
subjectKeyIdentifier = hash
`;
