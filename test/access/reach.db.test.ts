import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  readMandatedAccounts,
  readMandatesOfTrustee,
} from '#modules/access/mandates/mandates.sql.ts';
import { readSubjectAccounts } from '#modules/access/accounts/account-links.sql.ts';
import { readMemberships } from '#modules/access/memberships/memberships.sql.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { inPerson, principalOf, type Membership } from '#modules/access/memberships/membership.ts';
import { keepIfOpen } from '#modules/access/memberships/still-open.ts';
import { listMemberships } from '#modules/access/memberships/list-memberships.ts';
import { testSecrets } from '#test/secrets.ts';
import { smallTown } from '#modules/settlements/readings/fixtures/small-town.ts';
import { lawTest } from '#test/law-test.ts';
import { AccessOffice } from './access-office.ts';
import { brokenFunctions } from './broken-policies.ts';
import { accountRelations, plantMatrix } from './matrix-town.ts';

const { hromada, account, neighbour } = smallTown;
const { deleted, 'same provider': formerly, 'same hromada': tillTomorrow } = accountRelations;
const otherHromada = 71;
/** Of the matrix: whose account it is, who is trusted with it, who is blocked. */
const [owner, deputy, shutOut] = [1n, 2n, 3n];
/** An official with requests for restricted information, and another of the same body. */
const [asker, colleague] = [4n, 5n];
const inForce = 1n;
let office: AccessOffice;

beforeAll(async () => {
  office = await AccessOffice.open();
  await plantMatrix(office);
  const { pool } = office.database;
  await pool.query(
    `insert into access.subject_account (subject_id, hromada_id, account_id, since, ended_on)
     values (1, $1, $2, '2027-01-01', null), (1, $1, $3, '2020-01-01', '2026-10-20'),
            (1, $1, $4, '2020-01-01', '2026-10-21'), (3, 71, $5, '2020-01-01', null)`,
    [hromada, neighbour, formerly, tillTomorrow, accountRelations['other hromada']],
  );
  await pool.query(
    `insert into access.membership
       (membership_id, person_id, role, subject_id, valid, state, is_head)
     overriding system value
     values (970, 1, 'provider', 1, '[2020-01-01,)', 'active', true),
            (971, 1, 'manager', 1, '[2020-01-01,)', 'active', false),
            (972, 1, 'provider', 4, '[2020-01-01,)', 'blocked', true),
            (973, 1, 'provider', 5, '[2020-01-01,2026-01-01)', 'active', true),
            (974, 2, 'provider', 4, '[2020-01-01,)', 'blocked', false)`,
  );
  await pool.query(
    `update access.membership set valid = '[2020-01-01,2026-01-01)' where membership_id = 951`,
  );
  await pool.query(
    `insert into access.mandate
       (mandate_id, grantor_id, trustee_id, acts, valid, offered_at, state, decided_at)
     overriding system value
     values (60, 1, 2, '{see}', '[2025-01-01,2026-01-01)', now(), 'active', now()),
            (61, 1, 2, '{see}', '[2025-01-01,2027-01-01)', now(), 'active', now())`,
  );
  await pool.query(
    `insert into access.mandate_account values (60, $1, $2), (61, $1, $3), (61, $1, $4)`,
    [hromada, account, deleted, neighbour],
  );
  await pool.query(
    `insert into registry.provision_right
       (provider_id, territory_id, service, term, document_title, document_number,
        document_on)
     values (1, 71, 'cold-water', '[2020-01-01,2026-01-01)', 'Рішення', '1', '2020-01-01'),
            (3, 71, 'cold-water', '[2020-01-01,)', 'Рішення', '1', '2020-01-01')`,
  );
});
afterAll(() => office.close());

/** Who acts, as `reach.take` is told. */
interface Acting {
  readonly role: string;
  readonly person?: bigint;
  readonly subject?: bigint;
  readonly membership?: number;
  readonly mandate?: bigint | number;
  readonly territory?: number;
}

/** What a question answers after somebody has said who they are. */
async function asked(who: Acting, question: string): Promise<unknown> {
  const client = await office.database.pool.connect();
  try {
    await client.query('begin');
    const { role, person, subject, membership, mandate, territory } = who;
    await client.query(`select reach.take($1, $2, $3, $4, $5, $6, '2026-10-20', 'test', null)`, [
      role,
      person,
      subject,
      membership,
      mandate,
      territory,
    ]);
    const { rows } = await client.query<{ answer: unknown }>(`select ${question} as answer`);
    return rows[0]?.answer;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const consumer = { role: 'individual-consumer' };
const association = { role: 'collective-consumer' };
const trusted = { role: 'trusted-consumer', person: deputy };
const head = { role: 'provider', person: owner, subject: 1n, membership: 970 };
const technical = { role: 'technical-administrator' };
const ofHromada = { role: 'temporary-administrator', subject: 3n, territory: hromada };
const ofBody = { role: 'temporary-administrator', subject: 1n };
const official = { role: 'local-authority', person: asker, membership: 950 };
const opened = 'array(select unnest(reach.opened()) order by 1)::text';
const decides = (role: string, subject: number | null, territory: number | null) =>
  `reach.decides_on('${role}', ${subject}, ${territory})`;

/** Somebody, what is asked, and what is to be answered. */
const cases: readonly (readonly [string, Acting, string, unknown])[] = [
  ['an owner', { ...consumer, person: owner }, 'reach.accounts()', [account]],
  ['one without accounts', { ...consumer, person: deputy }, 'reach.accounts()', null],
  ['one who is blocked', { ...consumer, person: shutOut }, 'reach.accounts()', null],
  [
    'a house, of accounts to come, of today and till yesterday',
    { ...association, subject: 1n },
    'array(select unnest(reach.accounts()) order by 1)',
    [account, tillTomorrow],
  ],
  ['a house of nobody', { ...association, subject: 5n }, 'reach.accounts()', null],
  ['a deputy', { ...trusted, mandate: inForce }, 'reach.accounts()', [account]],
  [
    'somebody else by that mandate',
    { ...trusted, person: owner, mandate: inForce },
    'reach.accounts()',
    null,
  ],
  ['a deputy no longer', { ...trusted, mandate: 2 }, 'reach.accounts()', null],
  ['a deputy of one who is blocked', { ...trusted, mandate: 3 }, 'reach.accounts()', null],
  [
    'a deputy who is blocked',
    { ...trusted, person: shutOut, mandate: 4 },
    'reach.accounts()',
    null,
  ],
  ['a deputy of last year', { ...trusted, mandate: 60 }, 'reach.accounts()', null],
  ['a deputy over what is not linked', { ...trusted, mandate: 61 }, 'reach.accounts()', null],
  ['a head', head, 'reach.headed()', 1n],
  ['somebody else by that membership', { ...head, person: deputy }, 'reach.headed()', null],
  ['a head of another body', { ...head, subject: 3n }, 'reach.headed()', null],
  ['one who is no head', { ...head, membership: 971 }, 'reach.headed()', null],
  ['a blocked head', { ...head, subject: 4n, membership: 972 }, 'reach.headed()', null],
  ['a former head', { ...head, subject: 5n, membership: 973 }, 'reach.headed()', null],
  ['an official', official, opened, `{${account},${accountRelations['same provider']}}`],
  ['an official, of bills', official, 'reach.opened_bills()::text', `{${account}}`],
  ['an official, of readings', official, 'array_length(reach.opened_readings(), 1)', 2],
  [
    'who acts in another name',
    { ...official, membership: 952 },
    'reach.opened_readings()::text',
    null,
  ],
  ['a colleague by that name', { ...official, person: colleague }, opened, '{}'],
  ['a former official', { ...official, person: colleague, membership: 951 }, opened, '{}'],
  ['an official who is blocked', { ...official, person: colleague, membership: 953 }, opened, '{}'],
  ['nobody', consumer, 'access.acts_in_person(1)', true],
  ['nobody, of one blocked for a body', consumer, 'access.acts_in_person(2)', true],
  ['nobody, of one blocked', consumer, 'access.acts_in_person(3)', false],
  ['the technical one, of a consumer', technical, decides('individual-consumer', null, null), true],
  ['a provider', { role: 'provider', subject: 1n }, decides('provider', 1, null), false],
  ['of a body, on it', ofBody, decides('provider', 1, null), true],
  ['of a body, on another', ofBody, decides('provider', 3, null), false],
  ['of a body, on a house', ofBody, decides('collective-consumer', 1, null), false],
  ['of a body, on one like them', ofBody, decides('temporary-administrator', 1, null), false],
  ['of a hromada, on power in it', ofHromada, decides('local-authority', 3, hromada), true],
  [
    'of a hromada, on power in another',
    ofHromada,
    decides('local-authority', 3, otherHromada),
    false,
  ],
  ['of a hromada, on who works there', ofHromada, decides('provider', 1, null), true],
  ['of a hromada, on who works elsewhere too', ofHromada, decides('provider', 3, null), false],
  ['of a hromada, on who works elsewhere', ofHromada, decides('provider', 4, null), false],
];

async function wrongAnswers(): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const [name, who, question, expected] of cases) {
    const answer = await asked(who, question);
    if (String(answer) !== String(expected))
      wrong.push(`${name}: ${question} is ${String(answer)}`);
  }
  return wrong;
}

lawTest(
  ['1039:25', '1039:32.1', '1039:54.2', '1039:55'],
  'the database finds for each what they reach, head and decide on',
  async () => {
    expect(await wrongAnswers()).toEqual([]);
  },
);

lawTest(['1039:20.9', '1039:20.11'], 'the program finds the same accounts by itself', async () => {
  const db = office.database.pool;
  const on = dayInKyiv(office.now);
  expect(await readSubjectAccounts(db, 1n, on)).toEqual([account, tillTomorrow]);
  expect(await readSubjectAccounts(db, 5n, on)).toEqual([]);
  for (const [mandateId, trusteeId, expected] of [
    [inForce, deputy, [account]],
    [inForce, owner, []],
    [2n, deputy, []],
    [3n, deputy, []],
    [4n, shutOut, []],
    [60n, deputy, []],
    [61n, deputy, []],
  ] as const) {
    const found = await readMandatedAccounts(db, { mandateId, trusteeId, on });
    expect([mandateId, trusteeId, found.map(({ accountId }) => accountId)]).toEqual([
      ...[mandateId, trusteeId, expected],
    ]);
  }
  const usable = await readMandatesOfTrustee(db, deputy, on);
  expect(usable.map(({ mandateId }) => mandateId)).toEqual([inForce, 61n]);
  expect(await readMandatesOfTrustee(db, shutOut, on)).toEqual([]);
  const held = await readMemberships(db, owner, on);
  expect(held.map(({ membershipId }) => membershipId)).toEqual([970n, 971n]);
});

lawTest(['1039:20'], 'whoever chooses in whose name to act sees the names', async () => {
  const reading = { db: office.database.pool, secrets: testSecrets };
  const names = async (personId: bigint) =>
    (await listMemberships(reading, personId, dayInKyiv(office.now))).map(
      ({ subjectName, mandate }) => subjectName ?? mandate?.grantorName ?? 'in person',
    );
  const { rows } = await office.database.pool.query<{ name: string }>(
    'select name from registry.subject where subject_id = 1',
  );
  const utility = rows[0]?.name;
  expect(await names(owner)).toEqual([utility, utility, 'in person']);
  const [self, ...trusting] = await names(deputy);
  expect(self).toBe('in person');
  expect(trusting).toHaveLength(2);
  for (const name of trusting) expect(name).toContain('Шевченко');
});

lawTest(
  ['1039:32.1', '1039:34', '1039:36'],
  'a session goes on in a name that is held, and with the right to sign that it began with',
  async () => {
    const ended: string[] = [];
    const sessions = { end: async (token: string) => void ended.push(token) };
    const parts = { db: office.app.db, clock: { now: () => office.now }, secrets: testSecrets };
    const own: Membership = { ...inPerson, membershipId: null };
    const official = (membershipId: bigint, of: Partial<Membership> = {}): Membership => ({
      ...{ ...own, role: 'provider', membershipId, subjectId: 1n },
      ...of,
    });
    for (const [personId, membership, goesOn] of [
      [owner, own, true],
      [shutOut, own, false],
      [owner, official(970n), true],
      [owner, official(970n, { maySign: false }), false],
      [owner, official(972n), false],
      [deputy, official(970n), false],
    ] as const) {
      const acting = principalOf({ personId, personName: '' }, membership);
      const kept = await keepIfOpen({ ...parts, sessions } as never, 'token', acting);
      expect([personId, membership.membershipId, kept]).toEqual([
        ...[personId, membership.membershipId, goesOn ? 'token' : undefined],
      ]);
    }
    expect(ended).toHaveLength(4);
  },
);

test('what the database finds is noticed to be wrong without any of its conditions', async () => {
  const { pool } = office.database;
  const broken = await brokenFunctions(pool);
  const alive: string[] = [];
  for (const { name, breaks, mends } of broken) {
    await pool.query(breaks);
    if ((await wrongAnswers()).length === 0) alive.push(name);
    await pool.query(mends);
  }
  console.log(`broken functions: ${broken.length} tried, ${alive.length} not noticed`);
  expect(alive).toEqual([]);
  expect(broken.length).toBeGreaterThan(25);
});
