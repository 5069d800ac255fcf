import { dayInKyiv, systemClock } from '#platform/clock.ts';
import { freePort } from '#platform/postgres/embedded.ts';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const projectRoot = join(import.meta.dirname, '..', '..');
const startTimeoutMs = 240_000;
/**
 * The third of the month: the month before is over and may be billed, and its readings are still
 * taken, so that what a consumer sends on the way is in the bill.
 */
const journeyDay = 3;
const demonstration = { DEMONSTRATION_ACCOUNTS: '120', DEMONSTRATION_MONTHS: '14' };

/** Starts the whole platform as a new user would, on data of its own, for all journeys. */
export async function setup(): Promise<() => Promise<void>> {
  const dataFolder = await mkdtemp(join(projectRoot, '.data', 'journeys-'));
  const port = await freePort();
  const frontPort = await keepAuthorityPort(dataFolder);
  const child = spawn(process.execPath, [join(projectRoot, 'tools', 'cli', 'start.ts')], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      ...demonstration,
      NODE_ENV: 'development',
      PORT: String(port),
      DATA_DIR: dataFolder,
      SIGNATURE_FRONT_URL: `http://127.0.0.1:${frontPort}/front`,
      CLOCK_DAYS_BEHIND: String(daysSinceJourneyDay(dayInKyiv(systemClock.now()))),
    },
  });
  const exited = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('not ready in time')), startTimeoutMs);
    let printed = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (text: string) => {
      printed += text;
      const ready = /Ready: (\S+)/.exec(printed);
      if (ready?.[1] === undefined) return;
      clearTimeout(timer);
      resolve(ready[1]);
    });
    void exited.then(() => reject(new Error(`the platform stopped:\n${printed}`)));
  });
  process.env['PLATFORM_URL'] = address;
  process.env['PLATFORM_DATA'] = dataFolder;
  process.env['PLATFORM_PID'] = String(child.pid);
  return async () => {
    child.kill('SIGTERM');
    await exited;
    await rm(dataFolder, { recursive: true, force: true });
  };
}

/** The play authority takes the port of its last start: so the address of its front is known. */
async function keepAuthorityPort(dataFolder: string): Promise<number> {
  const port = await freePort();
  await mkdir(join(dataFolder, 'demonstration'));
  await writeFile(join(dataFolder, 'demonstration', 'authority-port'), String(port));
  return port;
}

export function daysSinceJourneyDay(today: Temporal.PlainDate): number {
  const thisMonth = today.with({ day: journeyDay });
  const since =
    Temporal.PlainDate.compare(thisMonth, today) <= 0
      ? thisMonth
      : thisMonth.subtract({ months: 1 });
  return since.until(today, { largestUnit: 'days' }).days;
}
