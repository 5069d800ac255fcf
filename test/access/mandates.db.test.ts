import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mandateActs, type AccountAct } from '#kernel/command.ts';
import { linkAccount } from '#modules/access/index.ts';
import { disconnectAccount } from '#modules/access/accounts/disconnect-account.ts';
import { beginMandate } from '#modules/access/mandates/begin-mandate.ts';
import { endMandate } from '#modules/access/mandates/end-mandate.ts';
import { setMandateDocument } from '#modules/access/mandates/mandates.sql.ts';
import { offerMandateCommand } from '#modules/access/mandates/offer-mandate.ts';
import { showMandatesQuery } from '#modules/access/mandates/show-mandates.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { actorKey, system, type Principal } from '#platform/principal.ts';
import { Sessions } from '#platform/sessions/sessions.ts';
import { lawTest } from '#test/law-test.ts';
import { signedIn } from '#test/sessions.ts';
import { AccessOffice, smallTown } from './access-office.ts';
import { everybodyOn, testSecrets } from '#test/secrets.ts';

const { account, neighbour } = smallTown;
const ivanCode = '2772797519';
let office: AccessOffice;
let olena: Principal;
let ivan: Principal;

beforeAll(async () => {
  office = await AccessOffice.open();
  olena = await office.consumer('Шевченко', '2772741862');
  ivan = await office.consumer('Мельник', ivanCode);
});
beforeEach(async () => {
  await office.database.pool.query(
    'truncate access.account_link, access.mandate, access.mandate_account',
  );
  const db = queryableOf(office.app.db);
  const link = {
    personId: olena.personId ?? 0n,
    proof: 'ownership-register',
    now: office.now,
  } as const;
  await linkAccount(db, { ...link, accountId: account });
});
afterAll(() => office.close());

const form = {
  ...{ rnokpp: ivanCode, surname: 'Мельник', givenName: 'Іван' },
  ...{ acts: ['pay'], accounts: [String(account)], until: '2026-12-31' },
};

/** Offered and signed by both. */
async function mandate(given: Readonly<Record<string, unknown>> = {}): Promise<bigint> {
  const offered = await office.do(offerMandateCommand(testSecrets), olena, { ...form, ...given });
  if (typeof offered === 'string') throw new Error(offered);
  await setMandateDocument(queryableOf(office.app.db), offered.mandateId, offered.mandateId);
  const documentId = offered.mandateId;
  expect(await office.do(beginMandate, system, { documentId })).toEqual({ began: true });
  return offered.mandateId;
}

async function deputy(): Promise<Principal | undefined> {
  return (await office.names(ivan)).find(({ role }) => role === 'trusted-consumer');
}

describe('a trusted consumer', () => {
  lawTest(['1039:20.11'], 'reaches what the mandate names, and does what it allows', async () => {
    await mandate();
    const acting = await deputy();
    if (acting === undefined) throw new Error('no deputy');
    const may = async (act: AccountAct) => office.reaches(acting, account, act);
    const allowed: AccountAct[] = [];
    for (const act of [...mandateActs, 'serve'] as const) if (await may(act)) allowed.push(act);
    expect(allowed).toEqual(['see', 'pay']);
    expect(await office.reaches(acting, neighbour)).toBe(false);
    // In person the deputy reaches nothing of it.
    expect(await office.reaches(ivan, account)).toBe(false);
  });

  lawTest(
    ['1039:20.11', '1039:56.1'],
    'is marked with the mandate in all that is done',
    async () => {
      const id = await mandate();
      const acting = await deputy();
      expect(acting && actorKey(acting)).toBe(
        `person:${ivan.personId}:trusted-consumer:mandate-${id}`,
      );
    },
  );

  test('is one only from both signatures on, and not by another’s mandate', async () => {
    await office.do(offerMandateCommand(testSecrets), olena, { ...form, until: '2026-12-30' });
    expect(await deputy()).toBeUndefined();
    await mandate();
    const acting = await deputy();
    if (acting === undefined) throw new Error('no deputy');
    expect(await office.reaches({ ...acting, personId: olena.personId }, account)).toBe(false);
    expect(await office.reaches({ ...acting, mandate: null }, account)).toBe(false);
  });

  test('is offered the very same once, however often the form is sent', async () => {
    const offers = await Promise.all(
      [1, 2, 3].map(() => office.do(offerMandateCommand(testSecrets), olena, form)),
    );
    expect(offers.filter((offered) => typeof offered === 'object')).toHaveLength(1);
    expect(offers.filter((offered) => offered === 'already-offered')).toHaveLength(2);
    const others = await office.do(offerMandateCommand(testSecrets), olena, {
      ...form,
      acts: ['readings'],
    });
    expect(typeof others).toBe('object');
  });

  test('stops being one on the day the mandate names', async () => {
    await mandate({ until: '2026-10-21' });
    const acting = await deputy();
    if (acting === undefined) throw new Error('no deputy');
    office.pass({ days: 1 });
    expect(await office.reaches(acting, account)).toBe(true);
    office.pass({ days: 1 });
    expect(await office.reaches(acting, account)).toBe(false);
    expect(await deputy()).toBeUndefined();
    office.pass({ days: -2 });
  });

  test('reaches an account no longer than the grantor does', async () => {
    await mandate();
    const acting = await deputy();
    if (acting === undefined) throw new Error('no deputy');
    await office.do(disconnectAccount, olena, { accountId: String(account) });
    expect(await office.reaches(acting, account)).toBe(false);
  });

  test.each([
    ['the grantor', () => olena],
    ['the trusted person', () => ivan],
  ])('is stopped at once by %s, and their sessions end', async (_, side) => {
    const mandateId = String(await mandate());
    const acting = await deputy();
    if (acting === undefined) throw new Error('no deputy');
    const clock = { now: () => office.now };
    const [here, there] = [
      new Sessions(office.app.db, clock, testSecrets),
      new Sessions(office.app.db, clock, testSecrets),
    ];
    const token = await here.begin(signedIn(acting));
    const own = await here.begin(signedIn(ivan));
    expect(await there.find(token)).toBeDefined();
    expect(await office.do(endMandate, side(), { mandateId })).toEqual({
      trusteeId: ivan.personId,
    });
    expect(await office.reaches(acting, account)).toBe(false);
    expect(await deputy()).toBeUndefined();
    office.pass({ seconds: 2 });
    expect(await there.find(token)).toBeUndefined();
    expect(await there.find(own)).toBeDefined();
    expect(await office.do(endMandate, side(), { mandateId })).toBe('no-such-mandate');
  });

  test('who is a stranger ends nothing', async () => {
    const mandateId = String(await mandate());
    const stranger = await office.consumer('Гончар', '3287351990');
    expect(await office.do(endMandate, stranger, { mandateId })).toBe('no-such-mandate');
    expect(await deputy()).toBeDefined();
    expect(await office.ask(showMandatesQuery(testSecrets), stranger)).toEqual([]);
  });

  test('who declined stays without it, whatever signatures come after', async () => {
    const offered = await office.do(offerMandateCommand(testSecrets), olena, form);
    if (typeof offered === 'string') throw new Error(offered);
    const { mandateId } = offered;
    await setMandateDocument(queryableOf(office.app.db), mandateId, 77n);
    await office.do(endMandate, ivan, { mandateId: String(mandateId) });
    expect(await office.do(beginMandate, system, { documentId: 77n })).toEqual({ began: false });
    expect(await office.ask(showMandatesQuery(testSecrets), olena)).toMatchObject([
      { state: 'declined' },
    ]);
  });
});

describe('a mandate is not offered', () => {
  test.each([
    ['to oneself', { rnokpp: '2772741862' }, 'trusts-themselves'],
    ['for an account of another', { accounts: [String(neighbour)] }, 'not-their-account'],
    ['for no account', { accounts: [] }, 'accounts'],
    ['with an end that has passed', { until: '2026-10-19' }, 'ends-before-it-begins'],
    ['for longer than three years', { until: '2029-10-20' }, 'too-long'],
    ['until no day at all', { until: '' }, 'until'],
    ['to somebody without a code', { rnokpp: '1234567890' }, 'rnokpp'],
    ['for an act that there is not', { acts: ['serve'] }, 'acts.0'],
    ['without a name', { surname: '  ' }, 'surname'],
  ])('%s', async (_, change, refusal) => {
    expect(await office.do(offerMandateCommand(testSecrets), olena, { ...form, ...change })).toBe(
      refusal,
    );
    expect(await office.ask(showMandatesQuery(testSecrets), olena)).toEqual([]);
  });
});

test('a person named in a mandate is not renamed by it', async () => {
  await office.do(offerMandateCommand(testSecrets), olena, {
    ...form,
    surname: 'Інший',
    givenName: 'Хтось',
  });
  const everybody = await everybodyOn(office.database.pool);
  const named = everybody.filter(({ rnokpp }) => rnokpp === ivanCode);
  expect(named).toMatchObject([{ surname: 'Мельник' }]);
});
