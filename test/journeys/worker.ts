import { execFileSync } from 'node:child_process';

/**
 * Holds the worker of the platform still while a page of work that goes on is looked at: what it
 * shows would otherwise be over before anybody saw it.
 */
export async function whileWorkerWaits(look: () => Promise<void>): Promise<void> {
  const worker = findWorker();
  process.kill(worker, 'SIGSTOP');
  try {
    await look();
  } finally {
    process.kill(worker, 'SIGCONT');
  }
}

function findWorker(): number {
  const platform = Number(process.env['PLATFORM_PID']);
  const lines = execFileSync('ps', ['-A', '-o', 'pid=', '-o', 'ppid=', '-o', 'args='], {
    encoding: 'utf8',
  });
  for (const line of lines.split('\n')) {
    const [pid, parent, ...command] = line.trim().split(/\s+/);
    if (Number(parent) === platform && command.at(-1) === 'worker') return Number(pid);
  }
  throw new Error(`the platform ${platform} has no worker`);
}
