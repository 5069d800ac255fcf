import { beforeAll, expect, test } from 'vitest';
import type { Credential } from '#counterparts/certification-authority/issue.ts';
import { signingKeyOf } from '#counterparts/certification-authority/issue.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { openPlay, type Play } from '#counterparts/certification-authority/play.ts';
import { concatBytes } from '../der/bytes.ts';
import * as encode from '../der/encode.ts';
import { readDer, type DerNode } from '../der/node.ts';
import { agreementKeyOf, open, seal, type AgreementKey } from './envelope.ts';
import { mutantsOf } from './mutants.ts';
import { signContent } from './sign.ts';
import { verifySignature } from './verify.ts';

const content = new TextEncoder().encode('restricted document');
const mutantsExamined = 2_000;

let play: Play;
let sender: AgreementKey;
let recipient: AgreementKey;
let second: AgreementKey;

function keyOf({ certificate, key }: Credential): AgreementKey {
  if (key.privateKey === undefined) throw new Error('no private key');
  return agreementKeyOf(certificate, key.privateKey);
}

beforeAll(async () => {
  play = await openPlay('dstu');
  const issue = async (subject: Parameters<typeof play.authority.issue>[0]) =>
    keyOf(await play.authority.issue(subject, { agreement: true }));
  sender = await issue(people.seal);
  recipient = await issue(people.official);
  second = await issue(people.person);
});

test('an envelope of a key made for it is opened by each recipient', async () => {
  const recipients = [recipient.certificate, second.certificate];
  const envelope = await seal({ content, recipients });
  for (const key of [recipient, second]) {
    expect(await open({ envelope, key })).toEqual({ ok: true, content, originator: undefined });
  }
  expect(await open({ envelope, key: sender })).toEqual({
    ok: false,
    fault: 'envelope-for-others',
  });
});

test('an envelope of a sender’s own key is opened where the sender is known', async () => {
  const envelope = await seal({
    content,
    recipients: [recipient.certificate],
    originator: sender,
  });
  const senders = [second.certificate, sender.certificate];
  expect(await open({ envelope, key: recipient, senders })).toEqual({
    ok: true,
    content,
    originator: sender.certificate,
  });
  expect(await open({ envelope, key: recipient })).toEqual({
    ok: false,
    fault: 'envelope-originator-unknown',
  });
});

test('nothing is sealed for a certificate that only signs', async () => {
  const { certificate } = await play.authority.issue(people.person);
  await expect(seal({ content, recipients: [certificate] })).rejects.toThrow(RangeError);
});

test('what is changed is found by the signature inside, for the cipher finds nothing', async () => {
  const signer = await play.authority.issue(people.official);
  const signed = await signContent({ key: signingKeyOf(signer), content });
  const envelope = await seal({ content: signed, recipients: [recipient.certificate] });
  const changed = envelope.slice();
  changed[envelope.length - 10] = 1 ^ (changed[envelope.length - 10] ?? 0);
  const opened = await open({ envelope: changed, key: recipient });
  if (!opened.ok) throw new Error(opened.fault);
  const report = await verifySignature({ ...play.context(), signature: opened.content });
  expect(report.verdict).toBe('invalid');
});

test('keying material that is too long is refused', async () => {
  const asked: unknown[] = [];
  const envelope = await seal({
    content,
    recipients: [recipient.certificate],
    originator: { ...sender, agree: (other) => (asked.push(other), sender.agree(other)) },
  });
  expect(asked).toHaveLength(1);
  const at = envelope.findIndex(
    (byte, index) => byte === 0xa1 && envelope[index + 1] === 0x42 && envelope[index + 3] === 0x40,
  );
  const longer = lengthen(envelope, at);
  expect(await open({ envelope: longer, key: recipient, senders: [sender.certificate] })).toEqual({
    ok: false,
    fault: 'envelope-malformed',
  });
});

/** The envelope with one byte more of keying material, whose [1] begins at `at`. */
function lengthen(envelope: Uint8Array, at: number): Uint8Array {
  const material = encode.explicit(1, encode.octets(new Uint8Array(65)));
  const rebuild = (node: DerNode): Uint8Array => {
    if (node.start === at) return material;
    if ((node.tag & 0x20) === 0 || node.end <= at || node.start > at) return node.raw;
    return encode.element(node.tag, concatBytes(...node.children().map(rebuild)));
  };
  return rebuild(readDer(envelope));
}

test('mutants are opened or refused, and never crash it', async () => {
  const envelope = await seal({ content, recipients: [recipient.certificate] });
  let examined = 0;
  for (const { bytes } of mutantsOf(envelope, { count: mutantsExamined, seed: 5 })) {
    const opened = await open({ envelope: bytes, key: recipient });
    expect(opened.ok ? 'opened' : opened.fault).toMatch(/^(?:opened|envelope-.+)$/);
    examined += 1;
  }
  expect(examined).toBe(mutantsExamined);
});
