import { afterAll, beforeAll, expect, test } from 'vitest';
import { services } from '#cabinets/services.ts';
import type { ClauseId } from '#kernel/law.ts';
import { isOneOf, localPowers, type Role } from '#kernel/role.ts';
import { addMembership } from '#modules/access/index.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Principal } from '#platform/principal.ts';
import { smallTown } from '#test/access/access-office.ts';
import { Target } from '#test/attacks/target.ts';
import { lawTest } from '#test/law-test.ts';
import type { Visitor, WebAnswer } from './in-process.ts';

/** One person who is an official of every kind of body, a consumer, and somebody's deputy. */
let target: Target;
let names: readonly Principal[];

beforeAll(async () => {
  target = await Target.open();
  const { office, stranger } = target;
  const db = queryableOf(office.app.db);
  const since = Temporal.PlainDate.from('2026-01-01');
  for (const [, role] of groups) {
    if (inPerson.has(role)) continue;
    const territory = isOneOf(localPowers, role) ? { territoryId: smallTown.hromada } : {};
    const membership = { personId: stranger.personId ?? 0n, role, since, isHead: false };
    await addMembership(db, { ...membership, ...territory, subjectId: smallTown.waterUtility });
  }
  names = await office.names(stranger);
});
afterAll(() => target.close());

const inPerson: ReadonlySet<Role> = new Set(['individual-consumer', 'trusted-consumer']);
const consumer = 'home bills readings payments history';
const supplier = `desk accounts imports billing tariffs receivables provision documents houses
  link-requests access`;
const panel = 'panel documents access';
const asking = 'documents access restricted';

/** What each group of users has in its cabinet, from paragraphs 20 and 26 of the regulation. */
const groups: readonly (readonly [clause: ClauseId, role: Role, menu: string])[] = [
  ['1039:20.1', 'cabinet-secretariat', panel],
  ['1039:20.2', 'ministry', `panel ${asking}`],
  [
    '1039:20.2',
    'owner',
    'panel service-sets access-report documents access restricted-desk error-desk',
  ],
  [
    '1039:20.3',
    'technical-administrator',
    `parameters proposals subjects territories audit store incidents access-desk service-sets
     access-report provision-desk documents access error-desk`,
  ],
  ['1039:20.4', 'regulator', `panel ${asking}`],
  ['1039:20.5', 'state-administration', `panel provision-desk ${asking}`],
  ['1039:20.6', 'local-authority', `panel provision-desk ${asking}`],
  ['1039:20.7', 'manager', supplier],
  ['1039:20.8', 'provider', supplier],
  ['1039:20.9', 'collective-consumer', `${consumer} documents houses access`],
  ['1039:20.10', 'individual-consumer', `${consumer} documents own-accounts mandates`],
  // By a mandate to see and to pay.
  ['1039:20.11', 'trusted-consumer', 'home bills payments history'],
];

const main = /<main.*?<\/main>/s;
const navigation = /<nav.*?<\/nav>/s;
const menuLink = /<a href="(\/cabinet\/[^"]*)"/g;

async function open(role: Role) {
  const principal = names.find((name) => name.role === role) ?? target.as(role);
  const visitor = await target.web.visitor(principal);
  const { location } = await visitor.get('/cabinet');
  const first = await visitor.get(location ?? '');
  const menu = navigation.exec(first.body)?.[0] ?? '';
  return { visitor, paths: Array.from(menu.matchAll(menuLink), ([, path = '']) => path) };
}

for (const [clause, role, menu] of groups) {
  lawTest([clause, '1039:11.4', '1039:25'], `the cabinet of ${role} has its services`, async () => {
    const { visitor, paths } = await open(role);
    const own = menu.split(/\s+/).map((name) => `/cabinet/${name}`);
    expect(paths).toEqual(own);
    const mayLook = role === 'trusted-consumer' ? ['/cabinet/readings'] : [];
    const others = services
      .map(({ path }) => path)
      .filter((path) => !own.includes(path) && !mayLook.includes(path));
    expect(others.length).toBeGreaterThan(0);
    for (const path of own) expect([path, (await visitor.get(path)).status]).toEqual([path, 200]);
    for (const path of others) {
      expect([path, (await visitor.get(path)).status]).toEqual([path, 404]);
    }
  });
}

lawTest(['1039:28'], 'nobody is asked to pay on the way to a cabinet', async () => {
  const nobody = await target.web.visitor();
  const consumer = await target.web.visitor(target.stranger);
  const official = await target.web.visitor(names.find(({ role }) => role === 'provider'));
  const way = [
    ...(await pages(nobody, ['/sign-in', '/sign-in/key'])),
    ...(await pages(consumer, ['/cabinet/profile', '/cabinet/role', '/cabinet/own-accounts'])),
    ...(await pages(official, ['/cabinet/access', '/cabinet/profile'])),
  ];
  for (const { status, body } of way) {
    expect(status).toBe(200);
    expect(main.exec(body)?.[0]).toMatch(/^<main/);
    expect(main.exec(body)?.[0]).not.toMatch(/грн|₴|оплат/i);
  }
});

function pages(visitor: Visitor, paths: readonly string[]): Promise<readonly WebAnswer[]> {
  return Promise.all(paths.map((path) => visitor.get(path)));
}

test('all eleven groups of the regulation are looked at', () => {
  expect(new Set(groups.map(([clause]) => clause)).size).toBe(11);
});
