import { afterAll, beforeAll, expect } from 'vitest';
import { clockBehind } from '#platform/clock.ts';
import { consumer, holders, kinds, openDocumentOffice } from '#test/documents/document-office.ts';
import type { DocumentOffice } from '#test/documents/document-office.ts';
import { lawTest } from '#test/law-test.ts';
import { deliveryLetterJob } from './delivery-letter.ts';

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
});
afterAll(() => office.stop());

lawTest(
  ['1039:10.8', '1039:84.2'],
  'whoever a document has come to is written one letter about it, without its words',
  async () => {
    const opened = await office.desk.open(consumer, {
      ...{ kind: 'message', hromadaId: 7, recipients: [holders.director] },
    });
    if (opened.kind !== 'done') throw new Error(opened.kind);
    const { documentId } = opened.value;
    const secret = 'Лікарняний № 777';
    const content = { title: secret, blocks: [{ kind: 'paragraph' as const, text: secret }] };
    await office.desk.write(consumer, { documentId, content });
    const sent = await office.desk.submitUnsigned(consumer, { documentId, version: 1 });
    expect(sent.kind).toBe('done');

    const { pool } = office.database;
    const jobs = await pool.query<{ payload: unknown }>(
      `select payload from graphile_worker._private_jobs job
       join graphile_worker._private_tasks task on task.id = job.task_id
       where task.identifier = 'send-delivery-letter'`,
    );
    expect(jobs.rows).toHaveLength(1);
    const job = deliveryLetterJob({
      ...{ db: office.database.as('zhkp_worker').pool, clock: clockBehind(0), kinds },
      linkOf: (id) => `/cabinet/documents/${id}`,
    });
    for (let run = 0; run < 2; run += 1) await job.handle(jobs.rows[0]?.payload);
    const letters = await pool.query('select * from platform.letter');
    expect(letters.rows).toHaveLength(1);
    expect(letters.rows[0]).toMatchObject({
      recipient: holders.director,
      notice: 'document-arrived',
      document_kind: 'message',
      document_number: expect.stringMatching(/^MESSAGE-\d{4}-\d{6}$/),
      link: `/cabinet/documents/${documentId}`,
      state: 'waiting',
    });
    const values = letters.rows.flatMap((row: object) => Object.values(row).map(String));
    expect(values.join(' ')).not.toContain(secret);
  },
);
