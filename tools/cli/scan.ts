import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { visit } from '#counterparts/id-gov-ua/visitor.ts';
import { setup } from '#test/journeys/platform.ts';
import { openScanGate } from './scan-gate.ts';
import { step } from './step.ts';

/**
 * A scanner that nobody here wrote looks at the whole running platform: `wapiti`, which the machine
 * must have (Debian: apt-get install wapiti). It goes as nobody, as a consumer, as an operator of a
 * provider and as the technical administrator: so many seconds of looking around (an argument), and
 * a tenth of them for each kind of attack. Prints what was found by severity; ends with 1 when
 * anything is of medium or more.
 */
const root = join(import.meta.dirname, '..', '..');
const folder = join(root, '.data', 'scan');
const secondsEach = Number(process.argv[2] ?? '300');
/** By the key that the stand-in of id.gov.ua knows them by; undefined for nobody. */
const visitors = [
  { name: 'anonymous', person: undefined },
  { name: 'consumer', person: 'consumer-apartment' },
  { name: 'operator', person: 'operator' },
  { name: 'administrator', person: 'administrator-1' },
] as const;
/** Where a scanner would end or change the session that it looks through. */
const leftOut = [
  ...['/sign-out', '/sign-in/begin', '/cabinet/role', '/cabinet/proof', '/cabinet/sessions/end'],
];
/** Without `ssrf` and `xxe`, which need a server of theirs on the network. */
const modules = [
  ...['backup', 'blindsql', 'cookieflags', 'crlf', 'csp', 'csrf', 'exec', 'file', 'htaccess'],
  ...['http_headers', 'methods', 'permanentxss', 'redirect', 'shellshock', 'sql', 'xss'],
];
const levels = ['info', 'low', 'medium', 'high', 'critical'] as const;
const firstOfWorry = levels.indexOf('medium');

/**
 * Forms with a file carry their token in the address, where the scanner does not look for it; the
 * first two are open to whoever has no session, too. That other sites are refused there is measured
 * by `test/attacks/csrf.db.test.ts`; a text to sign is of one sign-in of the browser that asked.
 * Forms of the design system are shown and taken by nobody: 404.
 */
const explained = {
  category: 'Cross Site Request Forgery',
  paths: [
    ...['/check', '/sign-in/key', '/design-system', '/cabinet/territories', '/cabinet/imports'],
    ...['/cabinet/documents', '/cabinet/access', '/cabinet/access-desk/paper'],
  ],
};

interface Finding {
  readonly category: string;
  readonly level: number;
  readonly method: string;
  readonly path: string;
  readonly info: string;
}

process.env['REQUESTS_PER_MINUTE_MAX'] = '10000000';
await mkdir(folder, { recursive: true });
const stop = await step('Starting the platform', setup);
const worrying: Finding[] = [];
try {
  const platform = process.env['PLATFORM_URL'] ?? '';
  for (const { name, person } of visitors) {
    const cookie = person === undefined ? undefined : await signIn(platform, person);
    const { findings, pages } = await step(`Scanning: ${name}`, () => scan(platform, name, cookie));
    const counts = levels.map(
      (level, at) => `${level} ${findings.filter((one) => one.level === at).length}`,
    );
    console.log(`scan: ${name}: ${pages} pages and forms; ${counts.join(', ')}`);
    const lines = findings.map(
      (one) =>
        `  ${levels[one.level]}: ${one.category}: ${one.method} ${one.path}: ${one.info}` +
        (isExplained(one) ? ' (explained)' : ''),
    );
    for (const line of new Set(lines)) console.log(line);
    worrying.push(...findings.filter((one) => one.level >= firstOfWorry && !isExplained(one)));
    if (cookie !== undefined && !(await isSignedIn(platform, cookie))) {
      throw new Error(`${name}: the session ended before the scan did`);
    }
  }
} finally {
  await stop();
}
console.log(`scan: ${worrying.length} findings of medium or more that are not explained`);
process.exitCode = worrying.length === 0 ? 0 : 1;

/** What is left out is answered by the gate, not by the platform. */
function isExplained({ category, path }: Finding): boolean {
  const isKnown = explained.paths.includes(path) && category === explained.category;
  return isKnown || leftOut.includes(path);
}

/** The cookie of a session, begun through the stand-in of id.gov.ua. */
async function signIn(platform: string, person: string): Promise<string> {
  const begun = await fetch(`${platform}/sign-in/begin`, { redirect: 'manual' });
  const back = await visit(begun.headers.get('location') ?? '', { person, authType: 'dig_sign' });
  const came = await fetch(back, {
    redirect: 'manual',
    headers: { cookie: cookiesOf(begun).join('; ') },
  });
  const session = cookiesOf(came).find((cookie) => /^zhkp=./.test(cookie));
  if (session === undefined) throw new Error(`${person} was not let in: ${came.status}`);
  return session;
}

function cookiesOf({ headers }: Response): readonly string[] {
  return headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
}

async function isSignedIn(platform: string, cookie: string): Promise<boolean> {
  const { status } = await fetch(`${platform}/cabinet/sessions`, {
    ...{ redirect: 'manual', headers: { cookie } },
  });
  return status === 200;
}

async function scan(platform: string, name: string, cookie: string | undefined) {
  const report = join(folder, `${name}.json`);
  const state = join(folder, name);
  await rm(state, { recursive: true, force: true });
  const gate = await openScanGate(platform, cookie, leftOut);
  try {
    const said = await run('wapiti', [
      ...['--url', `${gate.url}/`, '--scope', 'domain', '--module', modules.join(',')],
      ...['--max-scan-time', String(secondsEach), '--max-attack-time', String(secondsEach / 10)],
      ...['--max-links-per-page', '60', '--max-files-per-dir', '30', '--depth', '8'],
      ...['--start', `${gate.url}${cookie === undefined ? '/territories' : '/cabinet'}`],
      ...['--flush-session', '--no-bugreport', '--store-session', state, '--verbose', '1'],
      ...['--format', 'json', '--output', report],
    ]);
    // It tells each page and form that it has come by.
    const pages = said.split('\n').filter((line) => line.startsWith('[+] ')).length;
    return { findings: await readReport(report), pages };
  } finally {
    await gate.stop();
  }
}

interface Report {
  readonly vulnerabilities: Readonly<Record<string, readonly Told[]>>;
  readonly anomalies: Readonly<Record<string, readonly Told[]>>;
}

type Told = Omit<Finding, 'category' | 'level'> & { readonly level: string | number };

async function readReport(path: string): Promise<readonly Finding[]> {
  const { vulnerabilities, anomalies } = JSON.parse(await readFile(path, 'utf8')) as Report;
  return [vulnerabilities, anomalies].flatMap((kinds) =>
    Object.entries(kinds).flatMap(([category, told]) =>
      told.map((one): Finding => ({ ...one, category, level: Number(one.level) })),
    ),
  );
}

/** What the program printed. */
function run(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (text: string) => (printed += text));
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve(printed) : reject(new Error(`${program} ended with ${code}`)),
    );
  });
}
