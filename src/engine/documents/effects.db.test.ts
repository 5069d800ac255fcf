import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Principal } from '#platform/principal.ts';
import { openDocumentOffice, type DocumentOffice } from '#test/documents/document-office.ts';
import { lawTest } from '#test/law-test.ts';
import { consumer, director, holders, type people } from '#test/documents/people.ts';
import { effectJob } from './effects.ts';

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
});
afterAll(() => office.stop());

const content = { title: 'Документ', blocks: [] };

async function drafted(kind: string): Promise<bigint> {
  const recipients = [holders.consumer];
  const opened = await office.desk.open(director, { kind, hromadaId: 7, recipients });
  if (opened.kind !== 'done') throw new Error(JSON.stringify(opened));
  await office.desk.write(director, { documentId: opened.value.documentId, content });
  return opened.value.documentId;
}

async function sign(documentId: bigint, who: 'director' | 'consumer', by: Principal) {
  const version = await office.desk.version(documentId);
  const asked = version && (await office.signing.asked(version, holders[who]));
  if (asked === undefined) throw new Error('nothing to sign');
  const signature = await office.sign(who satisfies keyof typeof people, asked.manifest);
  return office.signing.sign(by, { documentId, ...asked, signature });
}

/** Jobs that wait, by the documents that left them. */
async function waiting(): Promise<readonly { documentId: string; kind: string }[]> {
  const { rows } = await office.database.pool.query(
    `select payload from graphile_worker._private_jobs order by id`,
  );
  const payloads = rows.map(({ payload }) => payload as { documentId?: string; kind: string });
  return payloads.filter((one): one is { documentId: string; kind: string } => 'kind' in one);
}

describe('an effect of a document', () => {
  test('waits from the moment of its registration, or from its last signature', async () => {
    const petition = await drafted('petition');
    const accord = await drafted('accord');
    const letter = await drafted('letter');
    expect(await waiting()).toEqual([]);
    await sign(letter, 'director', director);
    await sign(accord, 'director', director);
    expect(await waiting()).toEqual([]);
    await sign(petition, 'director', director);
    await sign(accord, 'consumer', consumer);
    expect(await waiting()).toEqual([
      { documentId: String(petition), kind: 'petition' },
      { documentId: String(accord), kind: 'accord' },
    ]);
  });

  test('is carried out by the handler of its kind; a kind without one is a defect', async () => {
    const done: bigint[] = [];
    const job = effectJob({
      petition: (documentId) => Promise.resolve(void done.push(documentId)),
    });
    await job.handle({ documentId: '7', kind: 'petition' });
    expect(done).toEqual([7n]);
    await expect(job.handle({ documentId: '8', kind: 'letter' })).rejects.toThrow('no effect');
  });
});

lawTest(['1039:34'], 'whose right to sign is blocked neither signs nor confirms', async () => {
  const letter = await drafted('letter');
  const refused = { kind: 'refused', refusal: { refusal: 'may-not-sign', law: '1039:34' } };
  expect(await sign(letter, 'director', { ...director, maySign: false })).toEqual(refused);
  await sign(letter, 'director', director);
  const act = await drafted('act');
  await sign(act, 'director', director);
  expect(await office.signing.seal({ ...consumer, maySign: false }, act)).toEqual(refused);
  expect(await office.signing.seal(consumer, act)).toMatchObject({ value: { state: 'valid' } });
});
