import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { addressOf } from './objects.ts';
import { changedTables, readState } from './state.ts';
import { Target, type Credentials } from './target.ts';

const formType = 'application/x-www-form-urlencoded';
const mebibyte = 2 ** 20;
/** Far below the two gibibytes that are sent. */
const grownMax = 512 * mebibyte;
let target: Target;
let own: Credentials;
let port = 0;

beforeAll(async () => {
  target = await Target.open();
  own = await target.begin(target.stranger);
  const address = await target.web.app.listen({ port: 0, host: '127.0.0.1' });
  port = Number(new URL(address).port);
});
afterAll(() => target.close());

interface Heavy {
  readonly type?: string;
  readonly payload: () => string | Buffer;
  readonly statuses: readonly number[];
}

const deep = (open: string, close: string, depth: number) =>
  `${open.repeat(depth)}${close.repeat(depth)}`;
const keys = (count: number) => Array.from({ length: count }, (_, at) => `k${at}=`).join('&');
const parts = (count: number, size: number) =>
  Array.from(
    { length: count },
    (_, at) =>
      `--x\r\ncontent-disposition: form-data; name="f${at}"\r\n\r\n${'a'.repeat(size)}\r\n`,
  ).join('') + '--x--\r\n';
const multipart = 'multipart/form-data; boundary=x';

const bodies: Readonly<Record<string, Heavy>> = {
  'a form of a mebibyte': { payload: () => `a=${'x'.repeat(mebibyte)}`, statuses: [413] },
  'a form of thirty mebibytes': { payload: () => Buffer.alloc(30 * mebibyte, 97), statuses: [413] },
  'a hundred thousand keys': { payload: () => keys(100_000), statuses: [413] },
  'as many keys as fit': { payload: () => keys(30_000), statuses: [403, 413] },
  'one key a hundred thousand times': {
    payload: () => 'k&'.repeat(100_000),
    statuses: [403],
  },
  'names of prototypes': {
    payload: () => '__proto__=1&constructor=1&prototype=1&__proto__[a]=1&toString=1',
    statuses: [403],
  },
  'percent signs that are no letters': { payload: () => 'a=%ZZ%&%=%', statuses: [403] },
  'JSON ten thousand deep': {
    type: 'application/json',
    payload: () => deep('{"a":[', ']}', 10_000),
    statuses: [415],
  },
  'JSON with names of prototypes': {
    type: 'application/json',
    payload: () => '{"__proto__":{"role":"owner"},"constructor":{"prototype":{"role":"owner"}}}',
    statuses: [415],
  },
  'XML that names entities': {
    type: 'application/xml',
    payload: () => '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>',
    statuses: [415],
  },
  'a type that is none': { type: ';;;', payload: () => 'a=b', statuses: [403, 415] },
  'parts where none are asked for': {
    type: multipart,
    payload: () => parts(10, 10),
    statuses: [403, 415],
  },
};

/** What a form with a file may not be. */
const files: Readonly<Record<string, string | Buffer>> = {
  'a thousand parts': parts(1_000, 10),
  'a part too long': parts(1, mebibyte),
  'no end': '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nendless',
  'no beginning': 'just bytes',
  'nothing at all': '',
  'headers without end': `--x\r\n${'a: b\r\n'.repeat(20_000)}\r\n\r\n--x--\r\n`,
  'a name of a prototype':
    '--x\r\ncontent-disposition: form-data; name="__proto__"\r\n\r\n1\r\n--x--\r\n',
  'a file of zero characters': `--x\r\ncontent-disposition: form-data; name="file"; filename="\0.pdf"\r\n\r\n\0\0\r\n--x--\r\n`,
};

describe('bodies', () => {
  lawTest(
    ['1039:21.5', '1039:53.3', '1039:98'],
    'too heavy, too deep or of another kind are refused on every route, and memory stays',
    async () => {
      const posts = target.routes.filter(({ method }) => method === 'POST');
      const before = await readState(target.pool);
      const heap = process.memoryUsage().rss;
      let sent = 0;
      for (const [name, { type = formType, payload, statuses }] of Object.entries(bodies)) {
        const body = payload();
        for (const { url, config } of posts.filter(({ config: { withoutCsrf } }) => !withoutCsrf)) {
          const { statusCode } = await target.web.app.inject({
            ...{ method: 'POST', url: addressOf(url, target.objects), payload: body },
            ...{ cookies: { zhkp: own.token }, headers: { 'content-type': type } },
          });
          sent += 1;
          const isHidden = statusCode === 404;
          const isFile = config.takesFile === true && type === multipart;
          expect([name, url, isHidden || isFile || statuses.includes(statusCode)]).toEqual([
            ...[name, url, true],
          ]);
        }
      }
      const grown = process.memoryUsage().rss - heap;
      console.log(
        `heavy bodies: ${posts.length} routes × ${Object.keys(bodies).length} bodies, ${sent} sent, ` +
          `0 taken; memory grew by ${Math.round(grown / mebibyte)} MiB`,
      );
      expect(changedTables(before, await readState(target.pool))).toEqual([]);
      expect(grown).toBeLessThan(grownMax);
    },
  );

  test('forms with files that are none break nothing', async () => {
    const posts = target.routes.filter(({ config }) => config.takesFile === true);
    expect(posts.length).toBeGreaterThan(8);
    for (const route of posts) {
      const { token, csrf } = await target.begin(target.strangerOf(route));
      for (const [name, payload] of Object.entries(files)) {
        const { statusCode } = await target.web.app.inject({
          ...{ method: 'POST', url: addressOf(route.url, target.objects), payload },
          ...{ query: { _csrf: csrf }, cookies: { zhkp: token } },
          headers: { 'content-type': multipart },
        });
        expect([name, route.url, statusCode < 500]).toEqual([name, route.url, true]);
      }
    }
    console.log(
      `forms with files: ${posts.length} routes × ${Object.keys(files).length}, 0 broken`,
    );
  });
});

/** Where an id is asked for. */
const oddIds: readonly string[] = [
  ...['%00', '%', '%c0%ae%c0%ae', '..%2f..%2fetc%2fpasswd', '١', '9'.repeat(19), '9'.repeat(40)],
  ...['-1', '1e9', '__proto__', "1' or '1'='1", 'a'.repeat(101), '%F0%9F%98%80', '%ED%A0%80'],
];
/** Where anything is asked for. */
const oddTexts: readonly string[] = [
  ...['\0', '9'.repeat(19), '-1', '2026-99-99', 'a'.repeat(2_000)],
];
const fieldNames = [
  ...['return', 'page', 'q', 'account', 'sum', 'amount', 'year', 'period', 'done', 'from', 'until'],
  ...['slot', 'version', 'challenge', 'refused', 'subject', 'person', 'act', 'kind', 'place', 'at'],
  ...['service', 'territory', 'sort', 'category', 'number', 'state', 'code', 'after', 'day', 'by'],
];

lawTest(
  ['1039:21.5', '1039:53.3'],
  'strange addresses are answered by no page or a refusal, and never break anything',
  async () => {
    const broken: string[] = [];
    let asked = 0;
    for (const route of target.routes.filter(({ method }) => method === 'GET')) {
      const { token } = await target.credentials(target.strangerOf(route));
      const plain = addressOf(route.url, target.objects);
      // A seal that no key is set for here is a defect of this town, not of an address.
      if (plain.includes('/extract.')) continue;
      const ids = /[:*]/.test(route.url)
        ? oddIds.map((odd) => encodeURI(route.url.replaceAll(/:\w+|\*/g, () => odd)))
        : [];
      const queries = [
        ...oddTexts.map((odd) => `=${encodeURIComponent(odd)}`),
        '=/a&return=/b&account=1&page=1&q=x&year=1&version=2&challenge=x',
      ].map((value) => fieldNames.map((name) => `${name}${value}`).join('&'));
      for (const url of [
        ...ids.map((id) => id.replaceAll('%25', '%')),
        ...queries.map((query) => `${plain}?${query}`),
      ]) {
        const { statusCode } = await target.web.app.inject({
          ...{ method: 'GET', url, cookies: { zhkp: token } },
        });
        asked += 1;
        if (statusCode >= 500) broken.push(`${route.url}: ${url.slice(0, 120)} ${statusCode}`);
      }
    }
    console.log(`strange addresses: ${asked} asked, ${broken.length} broken`);
    expect(broken).toEqual([]);
  },
);

/** The first line of each answer to bytes as they are, and whether the connection was closed. */
function raw(bytes: string): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let said = '';
    socket.setTimeout(2_000, () => socket.destroy());
    socket.on('data', (piece) => (said += piece.toString('latin1')));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') return;
      reject(error);
    });
    socket.on('close', () =>
      resolve(Array.from(said.matchAll(/HTTP\/1\.1 (\d{3})/g), ([, status = '']) => status)),
    );
    socket.end(bytes);
  });
}

const host = 'host: x\r\n';
const smuggled = 'GET /cabinet/audit HTTP/1.1\r\nhost: x\r\n\r\n';
const requests: Readonly<Record<string, string>> = {
  'two lengths': `POST /check HTTP/1.1\r\n${host}content-length: 0\r\ncontent-length: 5\r\n\r\n${smuggled}`,
  'a length and chunks': `POST /check HTTP/1.1\r\n${host}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
  'chunks spelt oddly': `POST /check HTTP/1.1\r\n${host}transfer-encoding: xchunked\r\n\r\n${smuggled}`,
  'chunks with a space before the colon': `POST /check HTTP/1.1\r\n${host}transfer-encoding : chunked\r\n\r\n0\r\n\r\n${smuggled}`,
  'a length that is signed': `POST /check HTTP/1.1\r\n${host}content-length: +5\r\n\r\nhello`,
  'a length that is no number': `POST /check HTTP/1.1\r\n${host}content-length: 5,5\r\n\r\nhello`,
  'a line ended by one character': `GET /readyz HTTP/1.1\nhost: x\n\n`,
  'a header folded': `GET /readyz HTTP/1.1\r\n${host}a: b\r\n c\r\n\r\n`,
  'a header with a zero character': `GET /readyz HTTP/1.1\r\n${host}a: \0\r\n\r\n`,
  'headers of a mebibyte': `GET /readyz HTTP/1.1\r\n${host}a: ${'x'.repeat(mebibyte)}\r\n\r\n`,
  'ten thousand headers': `GET /readyz HTTP/1.1\r\n${host}${'a: b\r\n'.repeat(10_000)}\r\n`,
  'cookies of a mebibyte': `GET /readyz HTTP/1.1\r\n${host}cookie: a=${'x'.repeat(mebibyte)}\r\n\r\n`,
  'an address of a mebibyte': `GET /${'x'.repeat(mebibyte)} HTTP/1.1\r\n${host}\r\n`,
  'no host': 'GET /readyz HTTP/1.1\r\n\r\n',
  'a method that is none': `HACK / HTTP/1.1\r\n${host}\r\n`,
  'a version that is none': `GET / HTTP/9.9\r\n${host}\r\n`,
};

lawTest(
  ['1039:10.17', '1039:53.3'],
  'what is no request of HTTP is refused, and nothing hidden in it is asked',
  async () => {
    const before = await readState(target.pool);
    const came: string[] = [];
    for (const [name, bytes] of Object.entries(requests)) {
      const statuses = await raw(bytes);
      came.push(`${name}: ${statuses.join(' ')}`);
      expect([name, statuses.length <= 1]).toEqual([name, true]);
      expect([name, statuses.every((status) => status.startsWith('4'))]).toEqual([name, true]);
    }
    console.log(`smuggled: ${came.length} requests, ${came.length} refused`);
    expect(changedTables(before, await readState(target.pool))).toEqual([]);
  },
);

test('many and long cookies are looked at for one', async () => {
  const cookie = Array.from({ length: 400 }, (_, at) => `c${at}=${'x'.repeat(20)}`).join('; ');
  const headers = { cookie: `${cookie}; zhkp=${own.token}; zhkp=other; __proto__=x` };
  const { statusCode } = await target.web.app.inject({ method: 'GET', url: '/cabinet', headers });
  expect(statusCode).toBeLessThan(500);
});
