import { afterAll, beforeAll, expect } from 'vitest';
import { addMembership, seedAccess } from '#modules/access/index.ts';
import { accessEffects } from '#modules/access/lifecycle/jobs.ts';
import { noticeJob } from '#modules/access/lifecycle/notice.ts';
import { decideRequest } from '#modules/access/lifecycle/decide-request.ts';
import { findRequest } from '#modules/access/lifecycle/requests.sql.ts';
import { writeSubmission } from '#modules/access/lifecycle/write-submission.ts';
import { effectJob } from '#engine/index.ts';
import { listMemberships } from '#modules/access/memberships/list-memberships.ts';
import { principalOf } from '#modules/access/memberships/membership.ts';
import { seedWorkingCalendar } from '#platform/calendar/seed.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import { openDocumentOffice, type DocumentOffice } from '#test/documents/document-office.ts';
import { holders, people } from '#test/documents/people.ts';
import { lawTest } from '#test/law-test.ts';

let office: DocumentOffice;
let head: Principal;

beforeAll(async () => {
  office = await openDocumentOffice();
  const { pool } = office.database;
  const { director } = people;
  await pool.query(
    `insert into registry.subject (subject_id, kind, name, short_name, edrpou, search_key)
     overriding system value values (1, 'provider', 'Водоканал', 'Водоканал', $1, '')`,
    [director.edrpou],
  );
  await pool.query(
    `insert into access.person (person_id, rnokpp, surname, given_name, created_at)
     overriding system value values (1, $1, 'Зразковий', 'Андрій', now())`,
    [director.rnokpp],
  );
  await pool.query(`select setval(pg_get_serial_sequence('access.person', 'person_id'), 100)`);
  const since = Temporal.PlainDate.from('2024-09-03');
  await addMembership(office.db, {
    ...{ personId: 1n, role: 'provider', subjectId: 1n, since, isHead: true },
  });
  const worker = office.database.as('zhkp_worker');
  await seedAccess(worker.db, office.clock.now());
  await worker.db.transaction().execute((tx) => seedWorkingCalendar(tx));
  const today = dayInKyiv(office.clock.now());
  const [own] = await listMemberships(office.db, 1n, today);
  if (own === undefined) throw new Error('no head');
  head = principalOf({ personId: 1n, personName: 'Зразковий Андрій' }, own);
});
afterAll(() => office.stop());

const administrator: Principal = {
  ...{ ...anonymous, role: 'technical-administrator', personId: 1n, subjectId: 1n },
};

/** Jobs of a task that wait, as they were left. */
async function waiting(task: string): Promise<readonly unknown[]> {
  const { rows } = await office.database.pool.query(
    `select payload from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = $1`,
    [task],
  );
  return rows.map(({ payload }) => payload);
}

lawTest(
  ['1039:29.1', '1039:36', '1039:72.1'],
  'a submission counts from the head’s signature, and whom it is about is told under a seal',
  async () => {
    const { operations, desk, signing, db } = office;
    const app = office.database.web().db;
    const today = dayInKyiv(office.clock.now()).toString();
    const fields = {
      ...{ act: 'grant', rnokpp: '3012548307', surname: 'Нова', givenName: 'Ірина' },
      ...{ post: 'Оператор', email: 'iryna@example.ua', from: today, maySign: 'yes' },
      ...{ ground: '1039:29.1', basis: 'Наказ № 7', aroseOn: today },
    };
    const made = await writeSubmission({ operations, db: app, desk }, head, {
      way: 'cabinet',
      typed: { fields, attachment: undefined },
    });
    if (made.kind !== 'done') throw new Error(JSON.stringify(made));
    const { documentId } = made.value;
    const version = await desk.version(documentId);
    const asked = version && (await signing.asked(version, holders.director));
    if (asked === undefined) throw new Error('nothing to sign');
    expect(await waiting('document-effect')).toEqual([]);
    const signature = await office.sign('director', asked.manifest);
    const signed = await signing.sign(head, { documentId, ...asked, signature });
    expect(signed).toMatchObject({ value: { state: 'valid' } });

    const [effect] = await waiting('document-effect');
    expect(effect).toEqual({ documentId: String(documentId), kind: 'access-submission' });
    const effects = effectJob(accessEffects({ operations }));
    await effects.handle(effect);
    const first = await findRequest(db, { documentId });
    await effects.handle(effect);
    expect(await findRequest(db, { documentId })).toEqual(first);
    expect(first).toMatchObject({ entry: 'cabinet', outcome: null });

    const requestId = String(first?.requestId);
    const input = { requestId, outcome: 'approved', reason: 'Перевірено' };
    const decided = await operations.carryOut(decideRequest, administrator, input);
    if (decided.kind !== 'done') throw new Error(JSON.stringify(decided));
    const notices = noticeJob({ db, signing });
    expect(await waiting('access-notice')).toEqual([{ requestId }]);
    await notices.handle({ requestId });
    await notices.handle({ requestId });
    const { rows } = await office.database.pool.query(
      `select d.document_id, recipient, v.holder
       from documents.document d join documents.delivery v using (hromada_id, document_id)
       join platform.letter l on l.recipient = v.holder
       where d.kind = 'access-notice' and d.state = 'registered'`,
    );
    const told = `person:${decided.value.personId}`;
    expect(rows).toMatchObject([{ recipient: told, holder: told }]);
    const notice = await desk.version((rows[0] as { document_id: bigint }).document_id);
    if (notice === undefined) throw new Error('no notice');
    expect((await desk.content(notice)).title).toBe('Вам надано доступ до електронного кабінету');
    expect((await office.check(await desk.container(notice))).signatures).toHaveLength(1);
  },
  30_000,
);
