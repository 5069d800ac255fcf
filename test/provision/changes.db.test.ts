import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isOverdue } from '#modules/provision/change.ts';
import { answerDueAt } from '#modules/provision/clocks.ts';
import { tellOverdueChanges } from '#modules/provision/tell-overdue.ts';
import { withdrawChange } from '#modules/provision/withdraw-change.ts';
import { findProvisionRight, recordProvisionEvent } from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { system } from '#platform/principal.ts';
import { lawTest } from '#test/law-test.ts';
import { codes, ProvisionOffice } from './provision-office.ts';

let office: ProvisionOffice;
beforeAll(async () => {
  office = await ProvisionOffice.open();
}, 60_000);
afterAll(() => office.stop());

const ground = 'Рішення виконавчого комітету від 01.03.2024 № 77';
const stop = (rightId: string, occurredOn = '2024-03-15', territory = '') => ({
  ...{ kind: 'stop', rightId, occurredOn, ground, territory },
});
const newRight = {
  ...{ kind: 'right', service: 'sewerage', territory: codes.town },
  ...{ documentTitle: 'Ліцензія на водовідведення', documentNumber: 'ВВ-1' },
  ...{ documentOn: '2024-01-10', termFrom: '2024-02-01', termThrough: '2029-01-31' },
};

const rightOf = async (rightId: string) =>
  findProvisionRight(office.app, BigInt(rightId), Temporal.PlainDate.from('2026-01-01'));

describe('a change of a right', () => {
  lawTest(
    ['1039:19.1', '1039:19.2', '1039:19.5', '1039:23.3.b.6', '1039:71'],
    'counts from the provider’s signature, and changes the register by the council’s',
    async () => {
      const rightId = await office.grant('town');
      const documentId = await office.draft(stop(rightId));
      const { change: drafted } = await office.newest();
      expect(drafted).toMatchObject({ state: 'draft', number: null, documentId, answererId: 2n });
      expect(await office.onDesk(drafted.changeId)).toBeUndefined();
      expect(await office.desk()).not.toContain(drafted.changeId);

      await office.sign(documentId, 'director');
      const { changeId } = drafted;
      const submitted = await office.own(changeId);
      expect(submitted?.change).toMatchObject({ state: 'submitted', answerNumber: null });
      expect(submitted?.change.number).toMatch(/^ПЗ-\d{4}-\d{6}$/);
      expect(await office.desk()).toContain(changeId);
      expect((await rightOf(rightId))?.events).toEqual([]);
      expect(await office.letters('subject:2')).toContain('document-arrived');

      const answerId = await office.answer(changeId, { outcome: 'confirmed' });
      expect((await rightOf(rightId))?.events).toEqual([]);
      await office.sign(answerId, 'councillor');
      const settled = await office.own(changeId);
      expect(settled?.change).toMatchObject({ state: 'confirmed', obstacle: null });
      expect(await rightOf(rightId)).toMatchObject({
        state: 'stopped',
        confirmation: null,
        events: [
          {
            ...{ kind: 'stop', ground, territoryName: null },
            occurredOn: Temporal.PlainDate.from('2024-03-15'),
            confirmation: {
              bodyName: 'Зразківська рада',
              submissionNumber: submitted?.change.number,
              answerNumber: settled?.change.answerNumber,
            },
          },
        ],
      });
      expect(await office.letters('subject:1')).toContain('decision-made');
      expect(await office.desk(office.council, 'answered')).toContain(changeId);
      expect(await office.answer(changeId, { outcome: 'confirmed' })).toBe('answered-already');
    },
    30_000,
  );

  lawTest(
    ['1039:19.2', '1039:23.3.b.4', '1039:23.3.b.5'],
    'may be a new document that gives a right, with its copy attached',
    async () => {
      expect(await office.draft(newRight)).toBe('file-needed');
      const { change } = await office.submit(newRight, true);
      const version = await office.documents.desk.version(change.documentId);
      expect(version && (await office.documents.desk.attachments(version))).toMatchObject([
        { name: 'kopia.pdf' },
      ]);
      expect(await office.draft(newRight, { withCopy: true })).toBe('waiting-already');
      await office.sign(
        await office.answer(change.changeId, { outcome: 'confirmed' }),
        'councillor',
      );
      const own = await office.newest();
      expect(own.change.state).toBe('confirmed');
      const { rows } = await office.documents.database.pool.query(
        `select service, document_number, term::text, confirmed_by, submission_number
         from registry.provision_right where confirmed_by is not null`,
      );
      expect(rows).toEqual([
        {
          ...{ service: 'sewerage', document_number: 'ВВ-1', term: '[2024-02-01,2029-02-01)' },
          ...{ confirmed_by: 2n, submission_number: change.number },
        },
      ]);
      expect(await office.draft(newRight, { withCopy: true })).toBe('right-already-granted');
    },
    30_000,
  );

  lawTest(
    ['1039:19.2'],
    'is refused with a reason, signed as well, and changes nothing',
    async () => {
      const rightId = await office.grant('town');
      const { change } = await office.submit(stop(rightId));
      expect(await office.answer(change.changeId, { outcome: 'refused' })).toBe('reason');
      expect(await office.answer(change.changeId, {})).toBe('outcome');
      const reason = 'Рішення з таким номером немає';
      const answerId = await office.answer(change.changeId, { outcome: 'refused', reason });
      await office.sign(answerId, 'councillor');
      expect((await office.own(change.changeId))?.change).toMatchObject({
        ...{ state: 'refused', answerDocumentId: answerId },
      });
      expect((await rightOf(rightId))?.events).toEqual([]);
      const version = await office.documents.desk.version(answerId as bigint);
      const content = version && (await office.documents.desk.content(version));
      expect(JSON.stringify(content)).toContain(reason);
    },
    30_000,
  );

  test('is confirmed and not recorded when the register has changed meanwhile', async () => {
    const rightId = await office.grant('town');
    const { change } = await office.submit(stop(rightId));
    const answerId = await office.answer(change.changeId, { outcome: 'confirmed' });
    const own = { kind: 'stop', rightId, occurredOn: '2024-03-01', ground };
    await office.documents.operations.carryOut(recordProvisionEvent, system, own);
    expect(await office.answer(change.changeId, { outcome: 'confirmed' })).toBe(
      'event-does-not-follow',
    );
    await office.sign(answerId, 'councillor');
    expect((await office.own(change.changeId))?.change).toMatchObject({
      state: 'obstructed',
      obstacle: { refusal: 'event-does-not-follow', details: { state: 'stopped' } },
    });
    expect((await rightOf(rightId))?.events).toMatchObject([{ confirmation: null }]);
  }, 30_000);

  test('is taken back before it is answered, and then no answer counts', async () => {
    const rightId = await office.grant('town');
    const { change } = await office.submit(stop(rightId));
    const answerId = await office.answer(change.changeId, { outcome: 'confirmed' });
    const withdraw = (by = office.provider) =>
      office.documents.operations.carryOut(withdrawChange, by, {
        changeId: String(change.changeId),
      });
    expect(await withdraw({ ...office.provider, subjectId: 4n })).toMatchObject({
      refusal: { refusal: 'no-such-change' },
    });
    expect(await withdraw()).toMatchObject({ kind: 'done' });
    expect(await withdraw()).toMatchObject({ kind: 'refused' });
    await office.sign(answerId, 'councillor');
    expect((await office.own(change.changeId))?.change.state).toBe('withdrawn');
    expect((await rightOf(rightId))?.events).toEqual([]);
  }, 30_000);

  test('withdrawn as a draft is not submitted by its signature', async () => {
    const rightId = await office.grant('town');
    const documentId = await office.draft(stop(rightId));
    const { change } = await office.newest();
    await office.documents.operations.carryOut(withdrawChange, office.provider, {
      changeId: String(change.changeId),
    });
    await office.sign(documentId, 'director');
    expect((await office.own(change.changeId))?.change.state).toBe('withdrawn');
  }, 30_000);
});

describe('who answers', () => {
  lawTest(['1039:19.2'], 'is the local power nearest by the tree', async () => {
    const rightId = await office.grant('oblast');
    const answererOf = async (territory: string) => {
      await office.draft(stop(rightId, '2024-03-15', territory));
      const { change, isLocal } = await office.newest();
      return [change.answererId, isLocal];
    };
    // Above the hromada nobody is on the platform yet: the keeper of the register answers.
    expect(await answererOf(codes.raion)).toEqual([3n, false]);
    await office.appoint({
      ...{ personId: 5n, role: 'state-administration', subjectId: 6n, at: 'oblast' },
    });
    expect(await answererOf(codes.raion)).toEqual([6n, true]);
    expect(await answererOf(codes.hromada)).toEqual([2n, true]);
    expect(await answererOf(codes.town)).toEqual([2n, true]);
    expect(await answererOf('')).toEqual([6n, true]);
    const { pool } = office.documents.database;
    await pool.query(`update access.membership set may_sign = false where subject_id = 2`);
    expect(await answererOf(codes.town)).toEqual([6n, true]);
    await pool.query(`update access.membership set may_sign = true where subject_id = 2`);
    await pool.query(`update access.membership set state = 'blocked' where subject_id in (3, 6)`);
    expect(await office.draft(stop(rightId, '2024-03-15', codes.raion))).toBe('nobody-answers');
    await pool.query(`update access.membership set state = 'active' where subject_id in (3, 6)`);
  });

  test('is nobody of another body, of another territory, or without the right to sign', async () => {
    const { change } = await office.submit(stop(await office.grant('town')));
    const { changeId } = change;
    const strangers = [
      { ...office.council, subjectId: 6n },
      { ...office.council, territoryId: office.place.kharkiv },
      { ...office.council, territoryId: null },
      office.keeper,
    ];
    for (const stranger of strangers) {
      expect(await office.onDesk(changeId, stranger)).toBeUndefined();
      expect(await office.desk(stranger)).not.toContain(changeId);
      expect(await office.answer(changeId, { outcome: 'confirmed' }, stranger)).toBe(
        'no-such-change',
      );
    }
    const mute = { ...office.council, maySign: false };
    expect(await office.answer(changeId, { outcome: 'confirmed' }, mute)).toBe('may-not-sign');
    expect(await office.own(changeId, { ...office.provider, subjectId: 4n })).toBeUndefined();
  });
});

describe('what is asked for', () => {
  test.each([
    ['kind', { kind: 'pause' }],
    ['occurredOn', { occurredOn: '' }],
    ['ground', { ground: ' ' }],
    ['territory', { kind: 'widen' }],
    ['territory', { kind: 'start', territory: codes.town }],
    ['territory-unknown', { territory: 'Нетакемісце' }],
    ['event-does-not-follow', { kind: 'restore' }],
    ['event-does-not-follow', { kind: 'widen', territory: codes.town }],
    ['event-outside-term', { occurredOn: '2019-01-01' }],
    ['right-not-found', { rightId: '999999' }],
  ])('is sent back for %s: %j', async (fault, change) => {
    const rightId = await office.grant('hromada');
    expect(await office.draft({ ...stop(rightId), ...change })).toBe(fault);
  });

  test('is of the provider’s own right, by whoever may sign', async () => {
    const others = await office.grant('town', 4n);
    expect(await office.draft(stop(others))).toBe('right-not-found');
    const mute = { ...office.provider, maySign: false };
    expect(await office.draft(stop(await office.grant('town')), { by: mute })).toBe('may-not-sign');
  });
});

lawTest(['1039:19.2'], 'an answer is due by the end of the fifth working day', async () => {
  const { db } = office.documents.database.as('zhkp_worker');
  for (const [received, due] of [
    // A Monday, a Friday evening, a Saturday; under martial law holidays are working days.
    ['2026-11-23T08:00:00Z', '2026-11-30'],
    ['2026-11-27T20:00:00Z', '2026-12-04'],
    ['2026-11-28T09:00:00Z', '2026-12-04'],
    ['2026-12-18T22:30:00Z', '2026-12-25'],
  ] as const) {
    const at = Temporal.Instant.from(received);
    const dueAt = await db.transaction().execute((tx) => answerDueAt(tx, at));
    expect(dayInKyiv(dueAt.subtract({ seconds: 1 })).toString(), received).toBe(due);
    expect(dayInKyiv(dueAt).toString()).not.toBe(due);
  }
});

lawTest(
  ['1039:19.5'],
  'an answer that is late is shown, and told of once',
  async () => {
    const { change } = await office.submit(stop(await office.grant('town')));
    const { clock, operations } = office.documents;
    const dueOn = change.dueAt && dayInKyiv(change.dueAt.subtract({ seconds: 1 }));
    const days = dueOn?.since(dayInKyiv(clock.now())).days ?? 0;
    const tell = async () => {
      const outcome = await operations.carryOut(tellOverdueChanges, system, {});
      return outcome.kind === 'done' ? outcome.value.told : outcome.kind;
    };
    expect(await tell()).toEqual([]);
    expect(isOverdue(change, clock.now())).toBe(false);
    clock.advance((days + 1) * 24 * 60 * 60);
    expect(isOverdue(change, clock.now())).toBe(true);
    const told = await tell();
    expect(told).toContain(change.changeId);
    expect(await tell()).toEqual([]);
    const passed = (letters: readonly string[]) =>
      letters.filter((notice) => notice === 'term-passed').length;
    for (const recipient of ['subject:1', 'subject:2', 'person:5']) {
      expect(passed(await office.letters(recipient)), recipient).toBe(told.length);
    }
  },
  30_000,
);
