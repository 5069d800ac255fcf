import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority } from '#counterparts/certification-authority/authority.ts';
import type { Credential } from '#counterparts/certification-authority/issue.ts';
import { controlOf } from '#counterparts/control.ts';
import type { FullVersion } from '#engine/documents/document-desk.ts';
import { readZip } from '#exchange/signature/own/asic/read-zip.ts';
import { agreementKeyOf, open } from '#exchange/signature/own/cms/envelope.ts';
import type { Principal } from '#platform/principal.ts';
import { lawTest } from '../law-test.ts';
import { openDocumentOffice, type DocumentOffice } from './document-office.ts';
import { consumer, director, holders, people } from './people.ts';

let office: DocumentOffice;
let version: FullVersion;
let readersOwn: Credential;
beforeAll(async () => {
  office = await openDocumentOffice('dstu');
  version = await registeredLetter();
  readersOwn = await issue(people.consumer);
});
afterAll(() => office.stop());

const content = {
  title: 'Про підстави перерахунку',
  blocks: [{ kind: 'paragraph' as const, text: 'Документ з обмеженим доступом.' }],
};

async function registeredLetter(): Promise<FullVersion> {
  const { desk, signing } = office;
  const letter = { kind: 'letter', hromadaId: 7, recipients: [holders.consumer] };
  const opened = await desk.open(director, letter);
  if (opened.kind !== 'done') throw new Error(opened.kind);
  const { documentId } = opened.value;
  await desk.write(director, { documentId, content });
  const written = await desk.version(documentId);
  const asked = written && (await signing.asked(written, holders.director));
  if (asked === undefined) throw new Error('nothing to sign');
  const signature = await office.sign('director', asked.manifest);
  await signing.sign(director, { documentId, ...asked, signature });
  const registered = await desk.version(documentId);
  if (registered?.document.state !== 'registered') throw new Error('not registered');
  return registered;
}

type Issued = Parameters<DocumentOffice['authority']['authorities']['dstu']['issue']>;

function issue(subject: Issued[0], options: Issued[1] = {}): Promise<Credential> {
  return office.authority.authorities.dstu.issue(subject, { agreement: true, ...options });
}

function keyOf({ certificate, key }: Credential) {
  if (key.privateKey === undefined) throw new Error('no key for agreement');
  return agreementKeyOf(certificate, key.privateKey);
}

const envelope = (by: Principal, { certificate }: Credential) =>
  office.transfer.envelope(by, version, certificate.raw);

async function envelopeFor(by: Principal, credential: Credential): Promise<Uint8Array> {
  const made = await envelope(by, credential);
  if (made.kind !== 'done') throw new Error(JSON.stringify(made));
  return made.value;
}

describe('a document leaves encrypted', () => {
  lawTest(
    ['1039:10.18'],
    'for the key of its reader, who finds the document with its signatures inside',
    async () => {
      const made = await envelopeFor(consumer, readersOwn);
      const container = await office.desk.container(version);
      const html = await office.desk.bytes(version.files[0]?.address ?? '');
      expect(Buffer.from(made).includes(html)).toBe(false);
      const opened = await open({ envelope: made, key: keyOf(readersOwn) });
      if (!opened.ok) throw new Error(opened.fault);
      expect(Buffer.from(opened.content).equals(container)).toBe(true);
      const names = (await readZip(opened.content)).map(({ name }) => name);
      expect(names).toContain('document.html');
      expect(names.some((name) => name.endsWith('.p7s'))).toBe(true);
    },
  );

  lawTest(['1039:10.18'], 'for nobody else, and damaged for nobody at all', async () => {
    const made = await envelopeFor(consumer, readersOwn);
    const others = keyOf(await issue(people.stranger));
    expect(await open({ envelope: made, key: others })).toEqual({
      ok: false,
      fault: 'envelope-for-others',
    });
    const cut = made.subarray(0, made.length - 1);
    expect(await open({ envelope: cut, key: keyOf(readersOwn) })).toEqual({
      ok: false,
      fault: 'envelope-malformed',
    });
    const wrapped = made.slice();
    const at = Buffer.from(wrapped).indexOf(Uint8Array.of(0x04, 44)) + 10;
    wrapped[at] = 1 ^ (wrapped[at] ?? 0);
    const withOtherKey = await open({ envelope: wrapped, key: keyOf(readersOwn) });
    expect(withOtherKey).toEqual({ ok: false, fault: 'envelope-key-wrong' });
  });

  lawTest(['1039:10.18'], 'for an official who is signed in, or the seal of the body', async () => {
    for (const subject of [people.director, { ...people.platform, edrpou: '37770013' }]) {
      expect(await envelope(director, await issue(subject))).toMatchObject({ kind: 'done' });
    }
  });

  lawTest(['1039:10.18', '1039:71'], 'and the log says for which certificate', async () => {
    await envelopeFor(consumer, readersOwn);
    const sha256 = createHash('sha256').update(readersOwn.certificate.raw).digest('hex');
    const { rows } = await office.database.pool.query<{ value: string }>(
      `select value from audit.opening join audit.entry using (entry_id)
       where command = 'documents.transfer-enveloped' and field = 'payload'
       order by at desc limit 1`,
    );
    expect(rows[0]?.value).toContain(sha256);
  });
});

describe('nothing is encrypted for', () => {
  const wrong: readonly {
    readonly of: string;
    readonly by?: Principal;
    readonly make: () => Promise<Credential>;
    readonly refusal: string;
  }[] = [
    {
      of: 'another person',
      make: () => issue(people.stranger),
      refusal: 'certificate-of-another',
    },
    {
      of: 'an official, in place of the same person for themselves',
      make: () => issue({ ...people.director, rnokpp: people.consumer.rnokpp }),
      refusal: 'certificate-of-another',
    },
    {
      of: 'another official of the body',
      by: director,
      make: () => issue({ ...people.director, rnokpp: people.stranger.rnokpp }),
      refusal: 'certificate-of-another',
    },
    {
      of: 'the director as a private person, in place of the body',
      by: director,
      make: () => issue({ ...people.consumer, rnokpp: people.director.rnokpp }),
      refusal: 'certificate-of-another',
    },
    {
      of: 'another body',
      by: director,
      make: () => issue({ ...people.director, edrpou: people.platform.edrpou }),
      refusal: 'certificate-of-another',
    },
    {
      of: 'a certificate that signs',
      make: () => issue(people.consumer, { agreement: false }),
      refusal: 'certificate-only-signs',
    },
    {
      of: 'a certificate whose time is over',
      make: () => issue(people.consumer, { notAfter: office.clock.now().subtract({ hours: 1 }) }),
      refusal: 'certificate-expired',
    },
    {
      of: 'a revoked certificate',
      async make() {
        const revoked = await issue(people.consumer);
        office.authority.authorities.dstu.revoked.set(revoked.certificate.serialNumber, {
          at: office.clock.now().subtract({ hours: 1 }),
          reason: 1,
        });
        return revoked;
      },
      refusal: 'certificate-revoked',
    },
    {
      of: 'the right codes by an authority that is not known',
      async make() {
        const { options } = office.authority.authorities.dstu;
        const stranger = await createAuthority({ ...options, seed: 'somebody else' });
        return stranger.issue(people.consumer, { agreement: true });
      },
      refusal: 'certificate-not-trusted',
    },
  ];
  for (const { of, by = consumer, make, refusal } of wrong) {
    lawTest(['1039:10.18'], `${of}: ${refusal}`, async () => {
      expect(await envelope(by, await make())).toMatchObject({
        kind: 'refused',
        refusal: { refusal },
      });
    });
  }

  test.each([
    ['no bytes', new Uint8Array()],
    ['bytes that are no certificate', Uint8Array.of(1, 2, 3)],
    ['more bytes than any certificate has', new Uint8Array(100_000)],
  ])('%s', async (_, bytes) => {
    expect(await office.transfer.envelope(consumer, version, bytes)).toMatchObject({
      kind: 'refused',
      refusal: { refusal: 'certificate-malformed' },
    });
  });

  test('a certificate of which nobody says whether it is revoked', async () => {
    await controlOf(office.authority.url).faults({ ocsp: 'try-later' });
    try {
      expect(await envelope(consumer, readersOwn)).toMatchObject({
        kind: 'refused',
        refusal: { refusal: 'certificate-not-checked' },
      });
    } finally {
      await controlOf(office.authority.url).faults({});
    }
  });
});
