import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { system, type Principal } from '#platform/principal.ts';
import { openDocumentOffice, type DocumentOffice } from '#test/documents/document-office.ts';
import { consumer, director, holders, stranger, type people } from '#test/documents/people.ts';
import { lawTest } from '#test/law-test.ts';
import { findDocument } from './find-document.ts';
import { recordFile } from './record.ts';
import { sealRecords } from './seal-records.ts';

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
});
afterAll(() => office.stop());

const content = {
  title: 'Про зміну дати платежу',
  blocks: [{ kind: 'paragraph' as const, text: 'Пропонуємо сплачувати до 20 числа.' }],
};

async function drafted(kind: string, by: Principal = director) {
  const recipients = kind === 'statement' ? [] : [holders.consumer];
  const opened = await office.desk.open(by, { kind, hromadaId: 7, recipients });
  if (opened.kind !== 'done') throw new Error(JSON.stringify(opened));
  const { documentId } = opened.value;
  const written = await office.desk.write(by, { documentId, content });
  expect(written).toEqual({ kind: 'done', value: { version: 1 } });
  return documentId;
}

async function version(documentId: bigint) {
  const found = await office.desk.version(documentId);
  if (found === undefined) throw new Error('no version');
  return found;
}

async function sign(documentId: bigint, who: keyof typeof people, by: Principal) {
  const holder = by === director ? holders.director : holders.consumer;
  const asked = await office.signing.asked(await version(documentId), holder);
  if (asked === undefined) throw new Error('nothing to sign');
  const signature = await office.sign(who, asked.manifest);
  return office.signing.sign(by, { documentId, ...asked, signature });
}

async function history(documentId: bigint, by: Principal) {
  return office.operations.ask(findDocument, by, { documentId: String(documentId) });
}

describe('a letter', () => {
  lawTest(
    ['1039:10.3', '1039:10.6', '1039:10.7', '1039:10.16', '1039:72.1', '1039:73', '1039:84.1'],
    'is signed, registered by its first valid signature and delivered to the addressee',
    async () => {
      const documentId = await drafted('letter');
      expect(await history(documentId, consumer)).toEqual({ kind: 'hidden' });
      const signed = await sign(documentId, 'director', director);
      expect(signed).toMatchObject({
        kind: 'done',
        value: { state: 'valid', reasons: [], signerKind: 'official', timeSource: 'receipt' },
      });
      const seen = await history(documentId, consumer);
      expect(seen).toMatchObject({
        kind: 'done',
        value: {
          document: { state: 'registered', number: expect.stringMatching(/^LETTER-\d{4}-\d{6}$/) },
          deliveries: [{ holder: 'person:2', messageNumber: expect.stringMatching(/^MSG-/) }],
        },
      });
      expect(await history(documentId, stranger)).toEqual({ kind: 'hidden' });
    },
  );

  lawTest(
    ['1039:10.16', '1039:29.2'],
    'is not signed by somebody else than the one whose slot it is',
    async () => {
      const documentId = await drafted('letter');
      expect(await sign(documentId, 'stranger', director)).toMatchObject({
        value: { state: 'refused', reasons: ['kind-not-accepted'] },
      });
      expect(await sign(documentId, 'platform', director)).toMatchObject({
        value: { state: 'refused', reasons: ['signer-is-another'] },
      });
      expect((await version(documentId)).document.state).toBe('draft');
    },
  );

  lawTest(
    ['1039:10.16', '1039:10.22'],
    'is not signed by a signature for another version',
    async () => {
      const documentId = await drafted('letter');
      const first = await office.signing.asked(await version(documentId), holders.director);
      if (first === undefined) throw new Error('nothing to sign');
      const signature = await office.sign('director', first.manifest);
      await office.desk.write(director, { documentId, content: { ...content, title: 'Інше' } });
      const late = await office.signing.sign(director, { documentId, ...first, signature });
      expect(late).toMatchObject({ kind: 'refused', refusal: { refusal: 'another-version' } });
      const moved = { documentId, ...first, version: 2, signature };
      expect(await office.signing.sign(director, moved)).toMatchObject({
        value: { state: 'refused', reasons: ['content-changed'] },
      });
    },
  );

  test('takes no new version once it is registered', async () => {
    const documentId = await drafted('letter');
    await sign(documentId, 'director', director);
    expect(await office.desk.write(director, { documentId, content })).toMatchObject({
      kind: 'refused',
      refusal: { refusal: 'not-a-draft' },
    });
  });

  test('whatever is sent as a signature is refused with a reason', async () => {
    const documentId = await drafted('letter');
    const signature = Buffer.from('не підпис');
    const signed = { documentId, version: 1, slot: 1, signature };
    expect(await office.signing.sign(director, signed)).toMatchObject({
      value: { state: 'refused', reasons: ['malformed'] },
    });
    expect(await office.signing.sign(consumer, signed)).toEqual({ kind: 'hidden' });
  });
});

describe('an agreement', () => {
  lawTest(
    ['1039:72.1', '1039:69.1'],
    'is complete when both have signed, in any order',
    async () => {
      const documentId = await drafted('agreement');
      await sign(documentId, 'director', director);
      expect((await version(documentId)).document).toMatchObject({
        state: 'registered',
        completedAt: null,
      });
      expect(await sign(documentId, 'consumer', consumer)).toMatchObject({
        value: { state: 'valid', signerKind: 'person' },
      });
      expect((await version(documentId)).document.completedAt).not.toBeNull();
    },
  );

  lawTest(['1039:10.16'], 'takes one signature for each slot when two sign at once', async () => {
    const documentId = await drafted('agreement');
    const asked = await office.signing.asked(await version(documentId), holders.director);
    if (asked === undefined) throw new Error('nothing to sign');
    const signature = await office.sign('director', asked.manifest);
    const signed = { documentId, ...asked, signature };
    const outcomes = await Promise.all([
      office.signing.sign(director, signed),
      office.signing.sign(director, signed),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
  });
});

lawTest(
  ['1039:10.8', '1039:21.4', '1039:84.2'],
  'its sender is told by e-mail of the number and of the last signature, the addressee of it',
  async () => {
    const documentId = await drafted('agreement');
    const told = async () => {
      const { rows } = await office.database.pool.query<{ said: string }>(
        `select recipient || ' ' || notice as said from platform.letter
         where link = '/cabinet/documents/' || $1::text order by written_at, notice desc`,
        [String(documentId)],
      );
      return rows.map(({ said }) => said);
    };
    expect(await told()).toEqual([]);
    await sign(documentId, 'director', director);
    expect(await told()).toEqual([
      `${holders.director} document-registered`,
      `${holders.consumer} document-arrived`,
    ]);
    await sign(documentId, 'consumer', consumer);
    expect((await told()).slice(2)).toEqual([`${holders.director} state-changed`]);
  },
);

describe('an act confirmed on the platform', () => {
  lawTest(
    ['1039:72.1'],
    'bears the platform seal in the slot of the one who confirmed',
    async () => {
      const documentId = await drafted('act');
      await sign(documentId, 'director', director);
      expect(await office.signing.seal(consumer, documentId)).toMatchObject({
        kind: 'done',
        value: { state: 'valid', signerKind: 'seal', slot: 2 },
      });
      expect((await version(documentId)).document.completedAt).not.toBeNull();
      expect(await office.signing.seal(consumer, documentId)).toMatchObject({ kind: 'refused' });
    },
  );
});

describe('a message', () => {
  lawTest(['1039:72.2', '1039:73'], 'needs no signature and gets its number at once', async () => {
    const documentId = await drafted('message', consumer).catch((error: unknown) => error);
    expect(String(documentId)).toContain('recipient-is-sender');
    const message = await drafted('message');
    expect(
      await office.desk.submitUnsigned(director, { documentId: message, version: 1 }),
    ).toMatchObject({ kind: 'done', value: { number: expect.stringMatching(/^MESSAGE-/) } });
  });
});

describe('the record of registration', () => {
  lawTest(
    ['1039:73', '1039:74', '1039:85'],
    'travels with the document under the platform seal, and proves number and date alone',
    async () => {
      const documentId = await drafted('letter');
      await sign(documentId, 'director', director);
      const { signal } = new AbortController();
      await office.signing.prolong(signal);
      expect(await sealRecords(office, signal)).toBeGreaterThan(0);
      expect(await sealRecords(office, signal)).toBe(0);
      const { document, files } = await version(documentId);
      const container = await office.desk.container({ document, files });
      const report = await office.check(container);
      expect(report).toMatchObject({ verdict: 'valid', reasons: [] });
      expect(report.signatures).toHaveLength(2);
      const record = report.files.find(({ name }) => name === recordFile.name);
      expect(JSON.parse(Buffer.from(record?.bytes ?? []).toString())).toMatchObject({
        number: document.number,
        deliveries: [{ rule: expect.any(String) }],
      });
    },
  );
});

describe('a statement of the platform', () => {
  lawTest(
    ['1039:10.3', '1039:69.1'],
    'is sealed, and made once however often it is asked for',
    async () => {
      const make = () =>
        office.signing.issueOwn({
          kind: 'statement',
          hromadaId: 7,
          about: 'bill:1',
          recipients: [],
          content: () => Promise.resolve(content),
        });
      const [one, other] = await Promise.all([make(), make()]);
      expect(one.document.documentId).toBe(other.document.documentId);
      const made = await make();
      expect(made.document).toMatchObject({ state: 'registered', sender: 'platform', version: 1 });
      expect(await office.desk.content(made)).toEqual(content);
      const container = Buffer.from(await office.desk.container(made));
      expect(container.subarray(38, 69).toString()).toBe('application/vnd.etsi.asic-e+zip');
      expect(await history(made.document.documentId, system)).toEqual({ kind: 'hidden' });
    },
  );
});
