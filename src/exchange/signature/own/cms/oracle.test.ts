import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Credential } from '#counterparts/certification-authority/issue.ts';
import { signingKeyOf } from '#counterparts/certification-authority/issue.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { openPlay, playTime, type Play } from '#counterparts/certification-authority/play.ts';
import { digest } from '../x509/primitives.ts';
import { agreementKeyOf, open, seal } from './envelope.ts';
import { signContent } from './sign.ts';
import { verifySignature } from './verify.ts';

/** The independent implementation; it has no types, these are of what is used here. */
interface Jkurwa {
  readonly Certificate: { from_asn1(der: Buffer): OracleCertificate };
  readonly Priv: new (curve: object, scalar: object) => OraclePrivateKey;
  readonly Field: new (octets: Buffer, format: 'buf8', curve: object) => object;
  readonly Box: new (options: { readonly algo: object }) => OracleBox;
  std_curve(name: string): object;
}

interface OracleCertificate {
  readonly pubkey: object;
  readonly serial: object;
}

interface OraclePrivateKey {
  pub_match(publicKey: object): boolean;
}

interface OracleBox {
  add(material: { readonly cert: OracleCertificate; readonly priv?: OraclePrivateKey }): void;
  _indexKeys(): void;
  pipe(content: Buffer, commands: readonly object[], options: object): Promise<Buffer>;
  unwrap(
    bytes: Buffer,
    content?: Buffer,
  ): Promise<{
    readonly error?: string;
    readonly content?: Buffer;
    readonly pipe: readonly { readonly signed?: boolean; readonly enc?: boolean }[];
  }>;
}

const require = createRequire(import.meta.url);
const jkurwa = require('jkurwa') as Jkurwa;
const { compat } = require('gost89') as { readonly compat: { algos(): object } };
const algo = compat.algos();
const content = new TextEncoder().encode('document');
const scalarDigits = 66;

function materialOf({ certificate, key }: Credential) {
  const curve = jkurwa.std_curve('DSTU_PB_257');
  const digits = (key.privateKey ?? 0n).toString(16).padStart(scalarDigits, '0');
  const scalar = new jkurwa.Field(Buffer.from(digits, 'hex'), 'buf8', curve);
  return {
    cert: jkurwa.Certificate.from_asn1(Buffer.from(certificate.raw)),
    priv: new jkurwa.Priv(curve, scalar),
  };
}

function boxWith(...materials: readonly Parameters<OracleBox['add']>[0][]): OracleBox {
  const box = new jkurwa.Box({ algo });
  for (const material of materials) box.add(material);
  box._indexKeys();
  return box;
}

describe('the independent implementation', () => {
  let play: Play;
  let signer: Credential;
  beforeAll(async () => {
    play = await openPlay('dstu');
    signer = await play.authority.issue(people.official);
  });

  test('reads our certificates and finds that the keys belong to them', () => {
    const { cert, priv } = materialOf(signer);
    expect(priv.pub_match(cert.pubkey)).toBe(true);
  });

  test('verifies our signatures, and refuses them over another document', async () => {
    const attached = await signContent({ key: signingKeyOf(signer), content });
    const unwrapped = await boxWith().unwrap(Buffer.from(attached));
    expect(unwrapped).toMatchObject({ pipe: [{ signed: true }] });
    expect(Uint8Array.from(unwrapped.content ?? [])).toEqual(content);
    const detached = await signContent({
      key: signingKeyOf(signer),
      digest: (oid) => digest(oid, content),
    });
    const right = await boxWith().unwrap(Buffer.from(detached), Buffer.from(content));
    expect(right.pipe).toMatchObject([{ signed: true }]);
    const wrong = await boxWith().unwrap(Buffer.from(detached), Buffer.from('other'));
    expect(wrong).toMatchObject({ error: 'ESIGN' });
  });

  test('makes signatures that we verify, once their order of attributes is taken', async () => {
    const box = boxWith(materialOf(signer));
    const time = playTime.epochMilliseconds / 1_000;
    const made = await box.pipe(Buffer.from(content), [{ op: 'sign', time }], {});
    const signature = Uint8Array.from(made);
    const strict = await verifySignature({ ...play.context(), signature });
    expect(strict).toMatchObject({ verdict: 'invalid', reasons: ['malformed'] });
    const report = await verifySignature({
      ...play.context(),
      signature,
      attributeOrder: 'as-signed',
    });
    expect(report).toMatchObject({
      verdict: 'valid',
      signers: [{ identity: { edrpou: people.official.edrpou }, claimedAt: playTime }],
    });
    const changed = signature.slice();
    changed[changed.length - 1] = 1 ^ (changed.at(-1) ?? 0);
    const refused = await verifySignature({
      ...play.context(),
      signature: changed,
      attributeOrder: 'as-signed',
    });
    expect(refused.signers).toMatchObject([{ reasons: ['signature-wrong'] }]);
  });

  test('opens our envelopes of a sender’s own key', async () => {
    const sender = await play.authority.issue(people.seal, { agreement: true });
    const recipient = await play.authority.issue(people.person, { agreement: true });
    const originator = agreementKeyOf(sender.certificate, sender.key.privateKey ?? 0n);
    const recipients = [recipient.certificate];
    const envelope = await seal({ content, recipients, originator });
    const box = boxWith(materialOf(recipient), { cert: materialOf(sender).cert });
    const unwrapped = await box.unwrap(Buffer.from(envelope));
    expect(unwrapped.pipe).toMatchObject([{ enc: true }]);
    expect(Uint8Array.from(unwrapped.content ?? [])).toEqual(content);
    const key = agreementKeyOf(recipient.certificate, recipient.key.privateKey ?? 0n);
    const own = await open({ envelope, key, senders: [sender.certificate] });
    expect(own).toMatchObject({ ok: true, content });
  });
});
