import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signingKeyOf, type Credential } from '#counterparts/certification-authority/issue.ts';
import { controlOf } from '#counterparts/control.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import type {
  SignatureFindings,
  SignaturePolicy,
  SignatureTrouble,
  VerificationRequest,
} from '#engine/signature/ports.ts';
import { signContent } from '#exchange/signature/own/cms/sign.ts';
import { upgradeToT, upgradeToXL } from '#exchange/signature/own/cms/upgrade.ts';
import { digest } from '#exchange/signature/own/x509/primitives.ts';
import { systemClock } from '#platform/clock.ts';
import { lawTest } from '../law-test.ts';
import { momentOf, openDriverOffice, type DriverOffice } from './driver-office.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const content = utf8('<p>a document of the platform, long enough to be told from others</p>');
const kinds = ['own', 'sidecar'] as const;

let office: DriverOffice;
let signers: Readonly<
  Record<'person' | 'official' | 'seal' | 'revoked' | 'expired' | 'stranger', Credential>
>;
beforeAll(async () => {
  office = await openDriverOffice();
  const { authority, stranger } = office;
  const revoked = await authority.issue(people.person);
  const at = systemClock.now().subtract({ hours: 1 });
  authority.revoked.set(revoked.certificate.serialNumber, { at, reason: 1 });
  signers = {
    person: await authority.issue(people.person),
    official: await authority.issue(people.official),
    seal: await authority.issue(people.seal, { inDevice: false }),
    revoked,
    expired: await authority.issue(people.person, { notAfter: at }),
    stranger: await stranger.issue(people.person),
  };
});
afterAll(() => office.stop());

type Level = 'BES' | 'T' | 'XL';

async function sign(who: keyof typeof signers, level: Level = 'BES', covered = content) {
  const key = signingKeyOf(signers[who]);
  const chain = [office.authority.authority.certificate];
  const signature = await signContent({ key, chain, digest: (oid) => digest(oid, covered) });
  if (level === 'BES') return signature;
  const question = { ...momentOf(office.authority), signature, content: covered };
  const upgraded = await (level === 'T' ? upgradeToT(question) : upgradeToXL(question));
  if (!upgraded.ok) throw new Error(upgraded.fault);
  return upgraded.signature;
}

async function damaged(): Promise<Uint8Array> {
  const signature = await sign('person');
  const changed = signature.slice();
  changed[signature.length - 9] = 0x55 ^ (changed[signature.length - 9] ?? 0);
  return changed;
}

interface Case {
  readonly of: string;
  readonly signature: () => Promise<Uint8Array>;
  readonly content?: Uint8Array;
  readonly policy?: SignaturePolicy;
  readonly finds: string;
}

const cases: readonly Case[] = [
  { of: 'a person', signature: () => sign('person'), finds: 'valid BES person' },
  { of: 'an official', signature: () => sign('official'), finds: 'valid BES official' },
  { of: 'a seal', signature: () => sign('seal'), finds: 'valid BES seal' },
  { of: 'a person, stamped', signature: () => sign('person', 'T'), finds: 'valid T person' },
  {
    of: 'an official, with all that proves it',
    signature: () => sign('official', 'XL'),
    finds: 'valid XL official',
  },
  { of: 'a seal, with all', signature: () => sign('seal', 'XL'), finds: 'valid XL seal' },
  {
    of: 'another document',
    signature: () => sign('person'),
    content: utf8('another document'),
    finds: 'invalid content-changed',
  },
  {
    of: 'somebody whose certificate is revoked',
    signature: () => sign('revoked'),
    finds: 'invalid certificate-revoked',
  },
  {
    of: 'somebody whose certificate is over',
    signature: () => sign('expired'),
    finds: 'invalid certificate-expired',
  },
  {
    of: 'one whom an unknown authority names as another',
    signature: () => sign('stranger'),
    finds: 'invalid issuer-unknown',
  },
  { of: 'a damaged value', signature: damaged, finds: 'invalid signature-wrong' },
  { of: 'no signature', signature: async () => utf8('garbage'), finds: 'invalid malformed' },
  { of: 'nothing', signature: async () => new Uint8Array(), finds: 'invalid malformed' },
  {
    of: 'a kind that is not taken',
    signature: () => sign('person'),
    policy: { kinds: ['seal'] },
    finds: 'invalid kind-not-accepted',
  },
  {
    of: 'a qualification that is not taken',
    signature: () => sign('seal'),
    policy: { qualifications: ['qualified'] },
    finds: 'invalid qualification-not-accepted',
  },
];

/** The instant at which the authority was asked is of each question, all else is the same. */
function comparable({ signers: found, ...whole }: SignatureFindings) {
  const withoutInstant = found.map(({ revocation: { source, toldAt }, ...signer }) => ({
    ...signer,
    revocation: { source, isTold: toldAt !== undefined },
  }));
  return { ...whole, signers: withoutInstant };
}

function summary({ verdict, reasons, signers: found }: SignatureFindings): string {
  const [signer] = found;
  if (verdict !== 'valid') return [verdict, ...reasons, ...(signer?.reasons ?? [])].join(' ');
  return `valid ${signer?.level} ${signer?.identity?.kind}`;
}

describe('the own driver and a module behind a socket find the same', () => {
  for (const one of cases) {
    lawTest(['1039:10.16', '1039:29.2'], `of ${one.of}: ${one.finds}`, async () => {
      const request: VerificationRequest = {
        signature: await one.signature(),
        content: one.content ?? content,
        receivedAt: systemClock.now(),
        ...(one.policy !== undefined && { policy: one.policy }),
      };
      const [own, sidecar] = await Promise.all(
        kinds.map((kind) => office.drivers[kind].verify(request)),
      );
      if (own === undefined || sidecar === undefined) throw new Error('not both have answered');
      expect(summary(own)).toBe(one.finds);
      expect(comparable(sidecar)).toStrictEqual(comparable(own));
    });
  }

  const certificates = [
    { of: 'a person', who: 'person', finds: ['valid'] },
    { of: 'an official', who: 'official', finds: ['valid'] },
    { of: 'one that is revoked', who: 'revoked', finds: ['invalid', 'certificate-revoked'] },
    { of: 'one that is over', who: 'expired', finds: ['invalid', 'certificate-expired'] },
    {
      of: 'an unknown authority',
      who: 'stranger',
      finds: ['invalid', 'issuer-unknown'],
    },
  ] as const;
  for (const { of, who, finds } of certificates) {
    test(`of a certificate of ${of}: ${finds.join(' ')}`, async () => {
      await expectSameCertificate(signers[who].certificate.raw, finds);
    });
  }

  test('of a certificate for agreement, of one with more behind it, and of none', async () => {
    const { raw } = office.agreement.certificate;
    const own = await expectSameCertificate(raw, ['valid']);
    expect(own.isForAgreement).toBe(true);
    await expectSameCertificate(Uint8Array.of(...raw, 0), ['invalid', 'malformed']);
    await expectSameCertificate(new Uint8Array(), ['invalid', 'malformed']);
  });

  test('of a certificate while nobody can be asked about it', async () => {
    const { raw } = signers.person.certificate;
    await controlOf(office.running.url).faults({ ocsp: 'try-later' });
    try {
      await expectSameCertificate(raw, ['pending', 'ocsp-try-later']);
    } finally {
      await controlOf(office.running.url).faults({});
    }
  });
});

async function expectSameCertificate(certificate: Uint8Array, finds: readonly string[]) {
  const [own, sidecar] = await Promise.all(
    kinds.map((kind) => office.drivers[kind].inspectCertificate(certificate)),
  );
  if (own === undefined) throw new Error('no answer');
  expect([own.verdict, ...own.reasons]).toEqual(finds);
  expect(sidecar).toStrictEqual(own);
  return own;
}

describe.each(kinds)('the driver %s', (kind) => {
  const other = kind === 'own' ? 'sidecar' : 'own';
  const driver = () => office.drivers[kind];
  const verify = (signature: Uint8Array, by: (typeof kinds)[number]) =>
    office.drivers[by].verify({ signature, content, receivedAt: systemClock.now() });

  lawTest(['1039:10.3'], `seals, and both find the seal (${kind})`, async () => {
    const signature = await driver().seal(content);
    for (const by of [kind, other] as const) {
      const found = await verify(signature, by);
      expect(summary(found)).toBe('valid BES seal');
      expect(found.signers[0]?.identity?.edrpou).toBe(people.seal.edrpou);
    }
  });

  lawTest(['1039:10.3'], `puts a stamp and all that proves it inside (${kind})`, async () => {
    const receivedAt = systemClock.now();
    const signature = await driver().prolong({
      ...{ signature: await sign('official'), content, receivedAt },
    });
    expect(summary(await verify(signature, other))).toBe('valid XL official');
  });

  test('prolongs nothing that is not valid', async () => {
    const receivedAt = systemClock.now();
    const signature = await sign('revoked');
    const prolonged = driver().prolong({ signature, content, receivedAt });
    await expect(prolonged).rejects.toMatchObject(trouble('not-valid'));
  });

  test('says so when there is no time stamp to be had', async () => {
    await controlOf(office.running.url).faults({ tsp: 'refused' });
    try {
      const receivedAt = systemClock.now();
      const signature = await sign('person');
      const prolonged = driver().prolong({ signature, content, receivedAt });
      await expect(prolonged).rejects.toMatchObject(trouble('no-timestamp'));
    } finally {
      await controlOf(office.running.url).faults({});
    }
  });

  lawTest(['1039:10.18'], `closes an envelope that the other opens (${kind})`, async () => {
    const envelope = await driver().envelope(content, [office.agreement.certificate.raw]);
    expect(Buffer.from(envelope).includes(content)).toBe(false);
    expect(await office.drivers[other].open(envelope)).toEqual(content);
  });

  const unopened = [
    {
      of: 'an envelope for others',
      says: 'envelope-for-others',
      make: async () => {
        const { certificate } = await office.authority.issue(people.official, { agreement: true });
        return driver().envelope(content, [certificate.raw]);
      },
    },
    {
      of: 'a damaged key inside',
      says: 'envelope-key-wrong',
      make: async () => withKeyChanged(await ownEnvelope()),
    },
    {
      of: 'an envelope cut off',
      says: 'envelope-malformed',
      make: async () => (await ownEnvelope()).subarray(0, -1),
    },
    { of: 'no envelope', says: 'envelope-malformed', make: async () => content },
  ];
  const ownEnvelope = () => driver().envelope(content, [office.agreement.certificate.raw]);
  for (const { of, says, make } of unopened) {
    lawTest(['1039:10.18'], `refuses ${of} with a reason (${kind})`, async () => {
      const error: unknown = await driver()
        .open(await make())
        .catch((caught: unknown) => caught);
      expect(error).toMatchObject(trouble('cannot-open'));
      expect((error as SignatureTrouble).message).toContain(says);
    });
  }

  test.each([
    { of: 'a certificate that only signs', make: () => signers.person.certificate.raw },
    { of: 'no certificate', make: () => content },
  ])('closes no envelope for $of', async ({ make }) => {
    const made = driver().envelope(content, [make()]);
    await expect(made).rejects.toMatchObject(trouble('cannot-open'));
  });
});

function trouble(code: SignatureTrouble['code']) {
  return { name: 'SignatureTrouble', code };
}

/** One bit of the wrapped key: an OCTET STRING of 44 bytes. */
function withKeyChanged(envelope: Uint8Array): Uint8Array {
  const changed = envelope.slice();
  const at = Buffer.from(changed).lastIndexOf(Uint8Array.of(0x04, 44)) + 10;
  changed[at] = 1 ^ (changed[at] ?? 0);
  return changed;
}
