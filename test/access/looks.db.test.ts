import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkAccount } from '#modules/access/index.ts';
import { whoLookedQuery, type Looks } from '#modules/access/looks/who-looked.ts';
import { auditTrail } from '#platform/audit/record.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { actorKey, anonymous, system, type Principal } from '#platform/principal.ts';
import { lawTest } from '#test/law-test.ts';
import { testSecrets } from '#test/secrets.ts';
import { AccessOffice, smallTown } from './access-office.ts';

const { account, neighbour, waterUtility } = smallTown;
const whoLooked = whoLookedQuery(testSecrets);
let office: AccessOffice;
let olena: Principal;

beforeAll(async () => {
  office = await AccessOffice.open();
  olena = await office.consumer('Шевченко', '2772741862');
  const db = queryableOf(office.app.db);
  const link = {
    personId: olena.personId ?? 0n,
    proof: 'ownership-register',
    now: office.now,
  } as const;
  await linkAccount(db, { ...link, accountId: account });
});
afterAll(() => office.close());

const official: Principal = {
  ...{ ...anonymous, role: 'provider', personId: 99n, personName: 'Диспетчер' },
  ...{ subjectId: waterUtility, subjectName: 'Водоканал' },
};
const deputy: Principal = {
  ...{ ...anonymous, role: 'trusted-consumer', personId: 98n, personName: 'Мельник' },
  mandate: { mandateId: 5n, grantorName: 'Шевченко', acts: ['see'] },
};

lawTest(
  ['1039:93', '1039:56.2'],
  'a consumer sees who else looked at the account, for what, and nobody of another’s',
  async () => {
    const trail = auditTrail(office.app.db);
    const look = async (actor: string, command: string, about = account) => {
      office.pass({ seconds: 1 });
      await trail.apart({
        ...{
          at: office.now,
          command,
          clauses: ['1039:93'],
          actor,
          payload: 'null',
          outcome: 'done',
        },
        subject: `account:${about}`,
      });
    };
    await look(actorKey(official), 'provider-account');
    await look(actorKey(deputy), 'start-payment');
    await look(actorKey(olena), 'start-payment');
    await look(actorKey(system), 'issue-bill');
    await look(actorKey(official), 'provider-account', neighbour);
    expect(await office.ask(whoLooked, olena, { accountId: String(account) })).toMatchObject({
      looks: [
        { operation: 'start-payment', role: 'trusted-consumer', subjectName: undefined },
        { operation: 'provider-account', role: 'provider', subjectName: 'Водоканал' },
      ],
      openings: [],
    });
    expect(await office.ask(whoLooked, olena, { accountId: String(neighbour) })).toBe('hidden');
    expect(await office.ask(whoLooked, official, { accountId: String(account) })).toBe('hidden');
  },
);

test('somebody who asked and was not let in is shown as such', async () => {
  const trail = auditTrail(office.app.db);
  await trail.apart({
    ...{ at: office.now.add({ seconds: 9 }), command: 'provider-account', clauses: ['1039:93'] },
    ...{ actor: 'person:99:provider:3', payload: 'null', outcome: 'refused:hidden' },
    subject: `account:${account}`,
  });
  const { looks } = (await office.ask(whoLooked, olena, {
    accountId: String(account),
  })) as Looks;
  expect(looks[0]).toMatchObject({ subjectName: 'Чужі мережі', isRefused: true });
});
