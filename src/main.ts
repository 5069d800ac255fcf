import { readConfig } from '#platform/config/config.ts';
import { startWeb } from './main-web.ts';
import { startWorkerProcess } from './main-worker.ts';

const roles = { web: startWeb, worker: startWorkerProcess } as const;

/**
 * The composition root: `node main.js web` serves pages, `node main.js worker` runs jobs; any
 * number of each may run. Prints `READY …` when it works and stops in order on SIGTERM.
 */
const role = process.argv[2] ?? 'web';
const start = role in roles ? roles[role as keyof typeof roles] : undefined;
if (start === undefined) throw new Error(`Unknown role ${role}: ${Object.keys(roles).join(', ')}`);
const running = await start(readConfig(process.env));
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    void running.stop().then(() => process.exit(0));
  });
}
process.stdout.write(`READY ${running.what}\n`);
