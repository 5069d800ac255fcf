import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Principal } from '#platform/principal.ts';
import { lawTest } from '#test/law-test.ts';
import { account, neighbour, numbers, OwnershipOffice } from './ownership-office.ts';

const olenaCode = '2772741862';
const ivanCode = '2772797519';
let office: OwnershipOffice;
let olena: Principal;
let ivan: Principal;

beforeAll(async () => {
  office = await OwnershipOffice.open();
  olena = await office.town.consumer('Шевченко', olenaCode);
  ivan = await office.town.consumer('Мельник', ivanCode);
});
beforeEach(async () => {
  await office.clean();
  office.own({
    account: [{ rnokpp: olenaCode, form: 'sole' }],
    neighbour: [{ rnokpp: ivanCode, form: 'sole' }],
  });
});
afterAll(() => office.close());

const asked = { asked: true };

describe('the register proves whose an account is', () => {
  lawTest(
    ['1039:10.9', '1039:21.9', '1039:25', '1039:45.1', '1039:57', '1039:58'],
    'an only owner connects it, and is told so by a letter without anything restricted',
    async () => {
      expect(await office.ask(olena, numbers.account)).toEqual(asked);
      expect(await office.town.reaches(olena, account)).toBe(false);
      expect(await office.states(olena)).toEqual(['asked']);
      await office.work();
      expect(await office.town.reaches(olena, account)).toBe(true);
      expect(await office.town.reaches(olena, neighbour)).toBe(false);
      expect(await office.states(olena)).toEqual(['connected']);
      expect(await office.links()).toEqual([
        {
          ...{ person_id: olena.personId, capacity: 'owner', proof: 'ownership-register' },
          ended_by: null,
        },
      ]);
      const letters = await office.letters();
      expect(letters).toEqual([
        {
          ...{ recipient: `person:${olena.personId}`, notice: 'register-answered' },
          ...{ document_number: expect.stringMatching(/^\d+$/), link: '/cabinet/own-accounts' },
        },
      ]);
      expect(JSON.stringify(letters)).not.toMatch(/0000101|Шкільна|2772741862/);
    },
  );

  test('each of several owners does', async () => {
    office.own({
      account: [
        { rnokpp: olenaCode, form: 'shared', share: '1/3' },
        { rnokpp: ivanCode, form: 'shared', share: '2/3' },
      ],
    });
    for (const who of [olena, ivan]) {
      await office.ask(who, numbers.account);
      await office.work();
    }
    expect([
      await office.town.reaches(olena, account),
      await office.town.reaches(ivan, account),
    ]).toEqual([true, true]);
    expect(await office.rows('select answer, share from access.ownership_answer')).toEqual([
      { answer: 'co-owner', share: '1/3' },
      { answer: 'co-owner', share: '2/3' },
    ]);
  });

  test('who has it already by another proof is an owner by the register from now on', async () => {
    await office.link(olena, { capacity: 'tenant' });
    await office.ask(olena, numbers.account);
    await office.work();
    expect(await office.links()).toMatchObject([
      { capacity: 'owner', proof: 'ownership-register' },
    ]);
  });

  test.each([
    ['number', { number: '?' }],
    ['edrpou', { edrpou: '1' }],
    ['consent', { consent: '' }],
    ['consent', { consent: 'no' }],
  ])('and asks nothing without a true %s and consent: %#', async (field, change) => {
    expect(await office.ask(olena, numbers.account, change)).toBe(field);
    await office.work();
    expect(await office.queries()).toBe(0);
  });
});

describe('nobody learns whether there is an account and whose it is', () => {
  const cases: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
    ['an account of somebody else', numbers.neighbour, {}],
    ['a number that there is not', numbers.unknown, {}],
    ['an account of another biller', numbers.account, { edrpou: '00032945' }],
  ];

  lawTest(
    ['1039:53.3', '1039:25'],
    'an account of another, none, and one of another biller are asked about and told alike',
    async () => {
      const told: unknown[] = [];
      for (const [, number, change] of cases) {
        await office.clean();
        const answer = await office.ask(olena, number, change);
        const before = await office.states(olena);
        await office.work();
        told.push({
          ...{ answer, before, after: await office.states(olena), asked: await office.queries() },
          letters: (await office.letters()).map(({ notice, link: to }) => [notice, to]),
        });
      }
      expect(new Set(told.map((one) => JSON.stringify(one)))).toEqual(
        new Set([
          JSON.stringify({
            ...{ answer: asked, before: ['asked'], after: ['not-confirmed'], asked: 1 },
            letters: [['register-answered', '/cabinet/own-accounts']],
          }),
        ]),
      );
      expect([
        await office.town.reaches(olena, account),
        await office.town.reaches(olena, neighbour),
      ]).toEqual([false, false]);
    },
  );

  test.each([
    ['a dead register', { dead: true }],
    ['a register that tells nobody anything', { refused: true }],
    ['a register that knows nobody', { personNotFound: true }],
    ['access denied', { fault: 'Server.ServerProxy.AccessDenied' }],
  ])('by %s neither', async (_, faults) => {
    const told: unknown[] = [];
    for (const [, number, change] of cases) {
      await office.clean();
      await office.control.faults(faults);
      await office.ask(olena, number, change);
      await office.work();
      told.push(await office.states(olena));
    }
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  lawTest(['1039:53.3'], 'and after five unproved requests only an hour later', async () => {
    for (let count = 0; count < 5; count += 1) {
      expect(await office.ask(olena, `${numbers.unknown}${count}`)).toEqual(asked);
      office.town.pass({ minutes: 1 });
    }
    expect(await office.ask(olena, numbers.account)).toBe('too-many-attempts');
    expect(await office.ask(ivan, numbers.neighbour)).toEqual(asked);
    office.town.pass({ minutes: 56 });
    expect(await office.ask(olena, numbers.account)).toEqual(asked);
  });

  test('many at once are no more than five', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => office.ask(olena, `${numbers.unknown}${index}`)),
    );
    expect(answers.filter((one) => one === 'too-many-attempts')).toHaveLength(7);
  });

  test('a request that waits is not asked a second time', async () => {
    await office.ask(olena, numbers.account);
    await office.ask(olena, numbers.account);
    await office.work();
    expect(await office.queries()).toBe(1);
    expect(await office.states(olena)).toEqual(['connected']);
  });

  lawTest(['1039:53.5'], 'somebody who asks in vain is seen', async () => {
    await office.ask(olena, numbers.neighbour);
    await office.work();
    expect(await office.rows('select kind, about from platform.sighting')).toEqual([
      { kind: 'account-guessed', about: `person:${olena.personId}` },
    ]);
  });
});

describe('a silent register', () => {
  const silences: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['dead', { dead: true }],
    ['answering by a page of an error', { body: 'html' }],
    ['answering by a page', { page: true }],
    ['answering another question', { otherId: true }],
    ['answering the question before', { repeated: true }],
    ['answering endlessly', { huge: true }],
    ['failing behind its server', { fault: 'Server.ServerProxy.ServiceFailed.HttpError' }],
    ['closed to us', { fault: 'Server.ServerProxy.AccessDenied' }],
    ['unknown to its server', { fault: 'Server.ServerProxy.UnknownService' }],
  ];

  test.each(silences)('%s: the request waits visibly and is finished later', async (_, faults) => {
    await office.ask(ivan, numbers.neighbour);
    await office.work();
    await office.control.faults(faults);
    await office.ask(olena, numbers.account);
    await office.work();
    expect(await office.states(olena)).toEqual(['silent']);
    expect(await office.town.reaches(olena, account)).toBe(false);
    expect(await office.letters()).toHaveLength(1);
    await office.control.faults({});
    await office.restart();
    await office.work();
    // Not at once: the pauses grow.
    expect(await office.states(olena)).toEqual(['silent']);
    await office.workLater();
    expect(await office.states(olena)).toEqual(['connected']);
    expect(await office.town.reaches(olena, account)).toBe(true);
    expect(await office.letters()).toHaveLength(2);
  });

  test('that counts as gone is not asked, and those who ask then wait as well', async () => {
    await office.control.faults({ dead: true });
    for (const who of [ivan, olena]) {
      await office.ask(who, who === olena ? numbers.account : numbers.unknown);
    }
    await office.ask(ivan, numbers.neighbour);
    await office.work();
    expect(await office.states(olena)).toEqual(['silent']);
    expect(await office.states(ivan)).toContain('silent');
    expect(office.gone).toEqual(['trembita-property-rights']);
    const asked = (await office.log()).map(({ payload }) => String(payload));
    expect(asked.filter((one) => one.includes('"queryId":null')).length).toBeGreaterThan(0);
  });

  test('for three days is given up, and the person is told and may ask again', async () => {
    await office.control.faults({ fault: 'Server.ServerProxy.AccessDenied' });
    await office.ask(olena, numbers.account);
    await office.work();
    office.town.pass({ days: 3 });
    await office.work();
    expect(await office.states(olena)).toEqual(['given-up']);
    expect(await office.letters()).toMatchObject([{ notice: 'register-answered' }]);
    await office.control.faults({});
    await office.ask(olena, numbers.account);
    await office.work();
    expect(await office.states(olena)).toEqual(['connected', 'given-up']);
  });

  lawTest(['1039:21.5'], 'that is closed to us is told of to the administrator', async () => {
    await office.control.faults({ fault: 'Server.ServerProxy.AccessDenied' });
    await office.ask(olena, numbers.account);
    await office.work();
    expect(office.gone).toEqual(['trembita-property-rights']);
  });

  test('a worker that died between the answer and its writing asks once more', async () => {
    await office.ask(olena, numbers.account);
    await office.town.database.pool.query(
      `update access.ownership_request set tries = 1, next_try_at = next_try_at + interval '1 min'`,
    );
    await office.work();
    expect(await office.states(olena)).toEqual(['asked']);
    await office.workLater();
    expect(await office.states(olena)).toEqual(['connected']);
  });

  test('two workers ask for one request once', async () => {
    await office.ask(olena, numbers.account);
    await Promise.all([office.work(), office.work(), office.work()]);
    expect(await office.queries()).toBe(1);
  });
});
