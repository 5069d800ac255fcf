import { afterAll, beforeAll, expect, test } from 'vitest';
import { users, type Role } from '#kernel/role.ts';
import { lawTest } from '#test/law-test.ts';
import { addressOf, type Objects, type Pair } from './objects.ts';
import { parametersOf, type Registered } from './routes.ts';
import { changedTables, readState } from './state.ts';
import { Target } from './target.ts';

let target: Target;

beforeAll(async () => {
  target = await Target.open();
});
afterAll(() => target.close());

/** Those who look over everything by their office: there is no stranger among them. */
const overAll: ReadonlySet<Role> = new Set<Role>(['technical-administrator', 'owner']);
/** Differ by the moment and by how often somebody asked, not by what was asked for. */
const passing = new Set(['date', 'x-ratelimit-remaining', 'x-ratelimit-reset']);

/** Everything that an answer says, without what only repeats the request. */
interface Said {
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

interface Asked {
  readonly role: Role;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly form?: Readonly<Record<string, string>>;
}

async function ask(
  { role, method, url, form = { version: '1' } }: Asked,
  repeated: string,
): Promise<Said> {
  const { token, csrf } = await target.credentials(target.as(role));
  const response = await target.web.app.inject({
    ...{ method, url, cookies: { zhkp: token } },
    ...(method === 'GET'
      ? {}
      : {
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams({ _csrf: csrf, ...form }).toString(),
        }),
  });
  // Digits stand in much else than in the address.
  const id = new RegExp(`/${repeated}(?![\\w.])`, 'g');
  const plain = (text: string) => text.replaceAll(id, '/…');
  const headers = Object.entries(response.headers).filter(([name]) => !passing.has(name));
  return {
    status: response.statusCode,
    headers: plain(JSON.stringify(headers)),
    body: plain(response.body),
  };
}

function withParameters(routes: readonly Registered[]): readonly Registered[] {
  return routes.filter(
    (route) => parametersOf(route).length > 0 && !route.audience.includes('anonymous'),
  );
}

/** The parameter that names whose it is comes first. */
function namedBy(route: Registered, objects: Objects): Pair {
  const [first = ''] = parametersOf(route);
  return objects[first] ?? { there: '', missing: '' };
}

lawTest(
  ['1039:21.7', '1039:53.4', '1039:53.5', '1039:93', '1039:98'],
  'what is somebody else’s and what is not there answer a stranger alike, on every route',
  async () => {
    const routes = withParameters(target.routes);
    const differing: string[] = [];
    let answers = 0;
    for (const route of routes) {
      const { there, missing } = namedBy(route, target.objects);
      for (const role of users) {
        if (route.audience.includes(role) && overAll.has(role)) continue;
        const { method, url } = route;
        const at = (which: keyof Pair) => addressOf(url, target.objects, which);
        const forbidden = await ask({ role, method, url: at('there') }, there);
        const absent = await ask({ role, method, url: at('missing') }, missing);
        answers += 2;
        if (JSON.stringify(forbidden) !== JSON.stringify(absent) || forbidden.status !== 404) {
          differing.push(`${method} ${url} as ${role}: ${forbidden.status}, ${absent.status}`);
        }
      }
    }
    console.log(
      `strangers: ${routes.length} routes with parameters × ${users.length} roles, ` +
        `${answers} answers, ${differing.length} tell forbidden from missing`,
    );
    expect(differing).toEqual([]);
    expect(routes.length).toBeGreaterThan(60);
  },
);

/** Forms that name something by a field. */
const forms: readonly {
  readonly url: string;
  readonly role: Role;
  readonly field: string;
  readonly of: string;
  readonly rest?: Readonly<Record<string, string>>;
}[] = [
  {
    url: '/cabinet/own-accounts/disconnect',
    role: 'individual-consumer',
    field: 'accountId',
    of: 'accountId',
  },
  {
    url: '/cabinet/mandates/end',
    role: 'individual-consumer',
    field: 'mandateId',
    of: 'mandateId',
  },
  {
    ...{
      url: '/cabinet/payments',
      role: 'individual-consumer',
      field: 'accountId',
      of: 'accountId',
    },
    rest: { amount: '100', key: '7a0f6fd8-94a5-4a5a-8b70-3f9ac2b0e9c1' },
  },
  {
    url: '/cabinet/link-requests',
    role: 'provider',
    field: 'request',
    of: 'request',
    rest: { decision: 'confirmed' },
  },
  { url: '/cabinet/sessions/end', role: 'individual-consumer', field: 'session', of: 'formId' },
  {
    url: '/cabinet/security/remove',
    role: 'individual-consumer',
    field: 'factorId',
    of: 'generatorId',
    rest: { kind: 'generator' },
  },
  {
    url: '/cabinet/security/rename',
    role: 'individual-consumer',
    field: 'factorId',
    of: 'generatorId',
    rest: { kind: 'generator', name: 'Мій' },
  },
  { url: '/cabinet/role', role: 'individual-consumer', field: 'membership', of: 'requestId' },
  {
    url: '/cabinet/billing',
    role: 'provider',
    field: 'hromadaId',
    of: 'hromadaId',
    rest: { period: '2026-10' },
  },
];

test('and so do forms that name something by a field; nothing of others changes', async () => {
  const own = ['individual-consumer', 'provider'] as const;
  for (const role of own) await target.credentials(target.as(role));
  const before = await readState(target.pool);
  for (const { url, role, field, of, rest } of forms) {
    const pair = target.objects[of] ?? { there: '', missing: '' };
    const send = (id: string) =>
      ask({ role, url, method: 'POST', form: { ...rest, [field]: id } }, id);
    expect([url, await send(pair.there)]).toEqual([url, await send(pair.missing)]);
  }
  const changed = changedTables(before, await readState(target.pool));
  expect(changed.filter((table) => !table.startsWith('audit.'))).toEqual([]);
});
