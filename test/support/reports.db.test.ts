import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addMembership } from '#modules/access/index.ts';
import { openReportEmail, seedSupport } from '#modules/support/index.ts';
import { actOnReportCommand } from '#modules/support/act-on-report.ts';
import { findDeskReportQuery, listErrorDeskQuery } from '#modules/support/desk-reports.ts';
import { findOwnReportQuery, listOwnReportsQuery } from '#modules/support/own-reports.ts';
import { reportErrorCommand } from '#modules/support/report-error.ts';
import { tellOverdueReports } from '#modules/support/tell-overdue.ts';
import { seedWorkingCalendar } from '#platform/calendar/seed.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { compose, type Letter } from '#platform/mail/compose.ts';
import { anonymous, system, type Principal } from '#platform/principal.ts';
import { AccessOffice, smallTown } from '#test/access/access-office.ts';
import { lawTest } from '#test/law-test.ts';
import { testSecrets } from '#test/secrets.ts';

const reportError = reportErrorCommand(testSecrets);
const act = actOnReportCommand(testSecrets);
const listDesk = listErrorDeskQuery(testSecrets);
const findOnDesk = findDeskReportQuery(testSecrets);
const listOwn = listOwnReportsQuery(testSecrets);
const findOwn = findOwnReportQuery(testSecrets);

let office: AccessOffice;
let olena: Principal;
let ivan: Principal;
let owner: Principal;
let administrator: Principal;

beforeAll(async () => {
  office = await AccessOffice.open();
  const worker = office.database.as('zhkp_worker').db;
  await worker.transaction().execute((tx) => seedWorkingCalendar(tx));
  await seedSupport(worker, office.now);
  olena = await office.consumer('Шевченко', '2772741862');
  ivan = await office.consumer('Мельник', '2772797519');
  owner = await official('owner', '3012548307');
  administrator = await official('technical-administrator', '3012548202');
});
beforeEach(async () => {
  office.now = Temporal.Instant.from('2026-10-20T09:00:00Z');
  await office.database.pool.query('truncate support.error_report, support.error_step');
});
afterAll(() => office.close());

async function official(role: 'owner' | 'technical-administrator', rnokpp: string) {
  const person = await office.consumer(`Посадова ${role}`, rnokpp);
  await addMembership(queryableOf(office.app.db), {
    ...{ personId: person.personId ?? 0n, role, subjectId: smallTown.stranger },
    since: Temporal.PlainDate.from('2024-09-03'),
  });
  return { ...person, role, subjectId: smallTown.stranger };
}

const words = 'Натискаю «Сплатити», а сторінка порожня';
const said = {
  ...{ kind: 'software-hardware', said: words, happenedOn: '2026-10-19', page: '/cabinet/bills' },
  ...{ source: '203.0.113.7', email: '' },
};
const stranger = { ...said, email: 'sused@zrazkivka.example' };

/** The number of the report, or why there is none. */
async function report(by: Principal, more: Readonly<Record<string, unknown>> = {}) {
  const outcome = await office.do(reportError, by, { ...said, ...more });
  return typeof outcome === 'string' ? outcome : outcome.reportId;
}

async function acts(by: Principal, errorId: bigint | string, more: object) {
  const outcome = await office.do(act, by, { errorId: String(errorId), ...more });
  return typeof outcome === 'string' ? outcome : outcome.state;
}

const ownState = async (errorId: bigint | string, by = olena) => {
  const found = await office.ask(findOwn, by, { errorId: String(errorId) });
  return typeof found === 'string' ? found : found;
};
const desk = async (by: Principal, state = 'open') => {
  const found = await office.ask(listDesk, by, { state });
  return typeof found === 'string' ? found : found.map(({ reportId }) => reportId);
};

async function letters(id: bigint | string): Promise<readonly Letter[]> {
  const { rows } = await office.database.pool.query<Letter>(
    `select recipient, notice, document_kind as "documentKind",
            document_number as "documentNumber", link
     from platform.letter where document_number = $1 and document_kind = $2`,
    [String(id), 'Повідомлення про помилку'],
  );
  return rows;
}
/** Who was told what of a report. */
const told = async (id: bigint | string) =>
  (await letters(id)).map(({ recipient, notice }) => `${recipient} ${notice}`).toSorted();

const answer = 'Справді, кнопка вела не туди';
const confirm = { act: 'confirm', answer, estimateOn: '2026-10-25' };

lawTest(
  ['1039:19.9', '1039:87.1', '1039:90.1', '1039:90.2', '1039:91.1', '1039:91.2'],
  'an error is reported without a signature, checked, confirmed with an estimate, fixed and told',
  async () => {
    const id = await report(olena);
    expect(await office.ask(listOwn, olena)).toMatchObject([
      { reportId: id, state: 'sent', said: words, page: '/cabinet/bills' },
    ]);
    const arrived = `person:${administrator.personId} document-arrived`;
    expect(await told(id)).toEqual([arrived]);
    expect(await desk(administrator)).toEqual([id]);
    expect(await desk(owner)).toEqual([]);

    expect(await acts(administrator, id, { act: 'check' })).toBe('checking');
    expect(await acts(administrator, id, { act: 'finish' })).toBe('not-now');
    expect(await acts(administrator, id, confirm)).toBe('confirmed');
    expect(await ownState(id)).toMatchObject({
      ...{ state: 'confirmed', answer, answeredAt: office.now },
      estimateOn: Temporal.PlainDate.from('2026-10-25'),
    });
    expect(await desk(administrator)).toEqual([]);
    expect(await desk(administrator, 'fixing')).toEqual([id]);
    expect(await acts(administrator, id, { act: 'fix' })).toBe('fixing');
    office.pass({ days: 2 });
    expect(await acts(administrator, id, { act: 'finish' })).toBe('fixed');
    expect(await ownState(id)).toMatchObject({ state: 'fixed', fixedAt: office.now, answer });
    const person = `person:${olena.personId}`;
    expect(await told(id)).toEqual(
      [arrived, `${person} error-confirmed`, `${person} error-fixed`].toSorted(),
    );
    expect(await acts(administrator, id, { act: 'fix' })).toBe('not-now');
    const found = await office.ask(findOnDesk, administrator, { errorId: String(id) });
    expect(typeof found === 'string' ? [] : found.steps.map((step) => step.act)).toEqual([
      ...['check', 'confirm', 'fix', 'finish'],
    ]);
  },
);

lawTest(
  ['1039:87.2.a', '1039:88.1', '1039:88.2', '1039:89.1', '1039:89.2'],
  'an error of method goes to the owner, who tells the administrator of it once confirmed',
  async () => {
    const id = await report(olena, { kind: 'methodological' });
    const arrived = `person:${owner.personId} document-arrived`;
    expect(await told(id)).toEqual([arrived]);
    expect([await desk(owner), await desk(administrator)]).toEqual([[id], []]);
    expect(await acts(administrator, id, confirm)).toBe('no-such-report');
    expect(await office.ask(findOnDesk, administrator, { errorId: String(id) })).toBe('refused');
    expect(await acts(owner, id, confirm)).toBe('confirmed');
    expect(await told(id)).toEqual(
      [
        arrived,
        `person:${olena.personId} error-confirmed`,
        `person:${administrator.personId} error-confirmed`,
      ].toSorted(),
    );
    expect(await desk(administrator, 'fixing')).toEqual([id]);
    expect(await acts(administrator, id, { act: 'fix' })).toBe('fixing');
    expect(await acts(owner, id, { act: 'finish' })).toBe('fixed');
  },
);

lawTest(
  ['1039:87.2.a', '1039:87.2.b'],
  'a new kind takes a report to the other desk and leaves its term as it was',
  async () => {
    const id = await report(olena);
    const before = await ownState(id);
    office.pass({ days: 1 });
    expect(await acts(owner, id, { act: 'classify', kind: 'methodological' })).toBe(
      'no-such-report',
    );
    const classify = { act: 'classify', kind: 'methodological' };
    expect(await acts(administrator, id, classify)).toBe('sent');
    expect([await desk(owner), await desk(administrator)]).toEqual([[id], []]);
    const after = await ownState(id);
    expect(after).toEqual({ ...(before as object), kind: 'methodological' });
    expect(await told(id)).toContain(`person:${owner.personId} document-arrived`);
  },
);

test('an error that is none is refuted with words', async () => {
  const id = await report(olena);
  expect(await acts(administrator, id, { act: 'refute' })).toBe('answer');
  expect(await acts(administrator, id, { act: 'refute', answer })).toBe('refuted');
  expect(await ownState(id)).toMatchObject({ state: 'refuted', answer, estimateOn: null });
  expect(await desk(administrator, 'done')).toEqual([id]);
});

describe('somebody who is not signed in', () => {
  lawTest(['1039:87.1', '1039:90.2'], 'leaves an address, and is written to there', async () => {
    expect(await report(anonymous)).toBe('email-needed');
    const id = await report(anonymous, stranger);
    expect(await acts(administrator, id, confirm)).toBe('confirmed');
    const letter = (await letters(id)).find(({ notice }) => notice === 'error-confirmed');
    expect(letter?.recipient).toBe(`error-report:${id}`);
    const db = queryableOf(office.database.as('zhkp_worker').db);
    expect(await openReportEmail(db, testSecrets, id as bigint)).toBe(stranger.email);
    const text =
      letter && compose({ ...letter, writtenAt: office.now }, 'https://zhkp.example').text;
    expect(text).toContain(String(id));
    for (const secret of [words, answer, stranger.email]) expect(text).not.toContain(secret);
  });

  test('sees no report, their own among them', async () => {
    const id = await report(anonymous, stranger);
    expect(await office.ask(listOwn, anonymous)).toBe('hidden');
    expect(await office.ask(findOwn, olena, { errorId: String(id) })).toBe('refused');
  });
});

lawTest(
  ['1039:53.3', '1039:94'],
  'words and addresses lie sealed, and none in letters',
  async () => {
    const id = await report(anonymous, stranger);
    await acts(administrator, id, { act: 'refute', answer });
    const { rows } = await office.database.pool.query<{ row: string }>(
      `select convert_from(convert_to(r::text, 'utf8'), 'utf8') as row from support.error_report r
     union all select l::text from platform.letter l`,
    );
    const lying = rows.map(({ row }) => row).join('\n');
    for (const secret of [words, answer, stranger.email, said.source]) {
      expect(lying).not.toContain(secret);
      expect(lying).not.toContain(Buffer.from(secret).toString('hex'));
    }
  },
);

describe('nobody floods', () => {
  test('the same words from the same place are one report, at once as well', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => report(anonymous, stranger)));
    expect(new Set(ids).size).toBe(1);
    expect(await report(anonymous, { ...stranger, source: '203.0.113.8' })).not.toBe(ids[0]);
    const own = await Promise.all([report(olena), report(olena), report(ivan)]);
    expect(new Set(own).size).toBe(2);
  });

  test('five a day come from one place without signing in, twenty of a person', async () => {
    for (const [who, max] of [
      [anonymous, 5],
      [olena, 20],
    ] as const) {
      const sent = await Promise.all(
        Array.from({ length: max + 5 }, (_, at) =>
          report(who, { ...stranger, said: `${words} ${at}` }),
        ),
      );
      expect(sent.filter((one) => typeof one === 'bigint')).toHaveLength(max);
      expect(sent.filter((one) => one === 'too-many')).toHaveLength(5);
    }
    expect(await report(anonymous, { ...stranger, source: '203.0.113.9' })).toBeTypeOf('bigint');
    office.pass({ days: 1, minutes: 1 });
    expect(await report(anonymous, stranger)).toBeTypeOf('bigint');
  });

  test('by whom they came is forgotten after a day', async () => {
    const id = await report(anonymous, stranger);
    const known = async () => {
      const { rows } = await office.database.pool.query(
        'select reporter_index is not null as known from support.error_report where report_id = $1',
        [id],
      );
      return rows;
    };
    await office.do(tellOverdueReports, system, {});
    expect(await known()).toEqual([{ known: true }]);
    office.pass({ days: 1, minutes: 1 });
    await office.do(tellOverdueReports, system, {});
    expect(await known()).toEqual([{ known: false }]);
  });
});

lawTest(
  ['1039:88.1', '1039:90.1'],
  'a check is due by the end of the third working day after receipt; overdue ones come first',
  async () => {
    // A Tuesday: Wednesday, Thursday, Friday.
    const first = await report(olena);
    expect(await ownState(first)).toMatchObject({
      dueAt: Temporal.Instant.from('2026-10-23T21:00:00Z'),
    });
    office.now = Temporal.Instant.from('2026-10-23T20:59:00Z');
    const tell = () => office.do(tellOverdueReports, system, {});
    expect(await tell()).toEqual({ told: [] });
    const second = await report(olena, { said: 'Інша помилка' });
    office.now = Temporal.Instant.from('2026-10-23T21:00:00Z');
    expect(await tell()).toEqual({ told: [first] });
    expect(await tell()).toEqual({ told: [] });
    expect(await desk(administrator)).toEqual([first, second]);
    expect(await told(first)).toContain(`person:${administrator.personId} term-passed`);
  },
);

test.each([
  ['kind', { kind: 'other' }],
  ['said', { said: ' ' }],
  ['happenedOn', { happenedOn: 'учора' }],
  ['later', { happenedOn: '2026-10-21' }],
  ['email', { email: 'не адреса' }],
])('is sent back for %s: %j', async (fault, change) => {
  expect(await report(anonymous, { ...stranger, ...change })).toBe(fault);
});

test('what is confirmed has an answer and an estimate that is not over', async () => {
  const id = await report(olena);
  expect(await acts(administrator, id, { ...confirm, answer: '' })).toBe('answer');
  expect(await acts(administrator, id, { ...confirm, estimateOn: '' })).toBe('estimateOn');
  expect(await acts(administrator, id, { ...confirm, estimateOn: '2026-10-19' })).toBe(
    'estimate-passed',
  );
  expect(await acts(administrator, id, { act: 'classify' })).toBe('kind');
});
