import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addPeriods, period } from '#kernel/period.ts';
import {
  askForLink,
  decideLink,
  listLinkRequestsQuery,
} from '#modules/access/accounts/ask-for-link.ts';
import { disconnectAccount } from '#modules/access/accounts/disconnect-account.ts';
import { readReachedAccounts } from '#modules/access/accounts/reach.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import { lawTest } from '#test/law-test.ts';
import { AccessOffice, smallTown } from './access-office.ts';
import { testSecrets } from '#test/secrets.ts';

const { account, neighbour, waterUtility, energySupplier } = smallTown;
const month = period('2026-10');
let office: AccessOffice;
let olena: Principal;

beforeAll(async () => {
  office = await AccessOffice.open();
  await office.database.pool.query(
    `update registry.subject set edrpou = '32855961' where subject_id = $1`,
    [waterUtility],
  );
  olena = await office.consumer('Шевченко', '2772741862');
});
beforeEach(async () => {
  await office.database.pool.query(
    'truncate access.account_link, access.link_attempt, access.link_request',
  );
});
afterAll(() => office.close());

const official = (subjectId: bigint): Principal => ({
  ...{ ...anonymous, role: 'provider', personId: 99n, personName: 'Диспетчер' },
  ...{ subjectId, subjectName: 'Водоканал' },
});
const form = (number: string, code: string, capacity = 'owner') => ({ number, code, capacity });
const codeOf = (accountId: bigint, back = 0) =>
  office.codes.codeFor(accountId, addPeriods(month, -back));

describe('a consumer connects an account', () => {
  lawTest(['1039:25', '1039:45.1'], 'by its number and the code of a paper bill', async () => {
    expect(await office.reaches(olena, account)).toBe(false);
    expect(await office.do(office.connect, olena, form('0000101', codeOf(account)))).toEqual({
      kind: 'connected',
      accountId: account,
    });
    expect(await office.reaches(olena, account)).toBe(true);
    expect(await office.reaches(olena, neighbour)).toBe(false);
  });

  test.each([
    ['this month', 0, 'connected'],
    ['three months ago', 3, 'connected'],
    ['four months ago', 4, 'no-match'],
    ['the month to come', -1, 'no-match'],
  ])('by a bill of %s: %#', async (_, back, kind) => {
    const outcome = await office.do(office.connect, olena, form('0000101', codeOf(account, back)));
    expect(outcome).toMatchObject({ kind });
  });

  lawTest(
    ['1039:53.3'],
    'and learns nothing by guessing: a wrong number, a neighbour’s and a code of another answer alike',
    async () => {
      const tries = [
        form('9999999', codeOf(account)),
        form('0000102', codeOf(account)),
        form('0000101', codeOf(neighbour)),
      ];
      for (const one of tries) {
        expect(await office.do(office.connect, olena, one)).toEqual({ kind: 'no-match' });
      }
      expect(
        await readReachedAccounts(queryableOf(office.app.db), olena, dayInKyiv(office.now)),
      ).toEqual([]);
    },
  );

  lawTest(['1039:53.3'], 'after five wrong tries only an hour later', async () => {
    const wrong = form('0000101', codeOf(neighbour));
    for (let count = 0; count < 5; count += 1) {
      expect(await office.do(office.connect, olena, wrong)).toEqual({ kind: 'no-match' });
      office.pass({ minutes: 1 });
    }
    const right = form('0000101', codeOf(account));
    expect(await office.do(office.connect, olena, right)).toBe('too-many-attempts');
    // Nobody else is kept out by it, not even from the same account.
    const ivan = await office.consumer('Мельник', '2772797519');
    expect(await office.do(office.connect, ivan, right)).toMatchObject({ kind: 'connected' });
    office.pass({ minutes: 56 });
    expect(await office.do(office.connect, olena, right)).toMatchObject({ kind: 'connected' });
  });

  test.each([
    ['', '1', 'owner', 'number code'],
    ['0000101', '1234 5678 9012 35', 'owner', 'code'],
    ['0000101', '', 'somebody', 'code capacity'],
  ])('and a slip of the pen is no try: «%s» «%s» «%s»', async (number, code, capacity, faults) => {
    expect(await office.do(office.connect, olena, form(number, code, capacity))).toBe(faults);
    const { rows } = await office.database.pool.query('select from access.link_attempt');
    expect(rows).toHaveLength(0);
  });

  test('and gives it up, and connects it anew', async () => {
    const right = form('0000101', codeOf(account), 'tenant');
    await office.do(office.connect, olena, right);
    const given = { accountId: String(account) };
    expect(await office.do(disconnectAccount, olena, given)).toEqual({ accountId: account });
    expect(await office.reaches(olena, account)).toBe(false);
    expect(await office.do(disconnectAccount, olena, given)).toBe('hidden');
    expect(await office.do(office.connect, olena, right)).toMatchObject({ kind: 'connected' });
    expect(await office.reaches(olena, account)).toBe(true);
  });
});

describe('a consumer without a bill', () => {
  const asked = { number: '0000101', edrpou: '32855961', capacity: 'owner' };

  lawTest(['1039:25', '1039:26.4.a.2'], 'asks the biller, who confirms', async () => {
    expect(await office.do(askForLink, olena, asked)).toEqual({ asked: true });
    expect(await office.do(askForLink, olena, asked)).toEqual({ asked: true });
    const requests = await office.ask(listLinkRequestsQuery(testSecrets), official(waterUtility));
    expect(requests).toMatchObject([
      { personName: 'Шевченко Олена', accountNumber: '0000101', holderName: 'Шевченко Олена' },
    ]);
    const [{ requestId = '' } = {}] = requests as readonly { requestId?: string }[];
    const decision = { request: requestId, decision: 'confirmed' };
    expect(await office.do(decideLink, official(energySupplier), decision)).toBe('no-such-request');
    expect(await office.reaches(olena, account)).toBe(false);
    expect(await office.do(decideLink, official(waterUtility), decision)).toEqual({
      accountId: account,
    });
    expect(await office.reaches(olena, account)).toBe(true);
    expect(await office.do(decideLink, official(waterUtility), decision)).toBe('no-such-request');
  });

  test('is told the same of an account that there is not', async () => {
    for (const one of [
      { ...asked, number: '9999999' },
      { ...asked, edrpou: '00032945' },
    ]) {
      expect(await office.do(askForLink, olena, one)).toEqual({ asked: true });
    }
    expect(await office.ask(listLinkRequestsQuery(testSecrets), official(waterUtility))).toEqual(
      [],
    );
    expect(await office.do(askForLink, olena, { ...asked, edrpou: '1' })).toBe('edrpou');
  });

  test('who is declined reaches nothing, and may ask again', async () => {
    await office.do(askForLink, olena, asked);
    const [request] = (await office.ask(
      listLinkRequestsQuery(testSecrets),
      official(waterUtility),
    )) as readonly {
      requestId: string;
    }[];
    const decision = { request: request?.requestId, decision: 'declined' };
    expect(await office.do(decideLink, official(waterUtility), decision)).toEqual({
      accountId: account,
    });
    expect(await office.reaches(olena, account)).toBe(false);
    await office.do(askForLink, olena, asked);
    expect(
      await office.ask(listLinkRequestsQuery(testSecrets), official(waterUtility)),
    ).toHaveLength(1);
  });
});

describe('a collective consumer', () => {
  lawTest(['1039:20.9'], 'reaches the accounts of its house while they are its own', async () => {
    const chair: Principal = { ...official(energySupplier), role: 'collective-consumer' };
    expect(await office.reaches(chair, account)).toBe(false);
    await office.database.pool.query(
      `insert into access.subject_account values ($1, $2, $3, '2026-01-01', '2026-11-01')`,
      [energySupplier, smallTown.hromada, account],
    );
    expect(await office.reaches(chair, account)).toBe(true);
    expect(await office.reaches(chair, neighbour)).toBe(false);
    expect(await office.reaches({ ...chair, subjectId: waterUtility }, account)).toBe(false);
    office.pass({ days: 12 });
    expect(await office.reaches(chair, account)).toBe(false);
    office.pass({ days: -12 });
  });
});
