import type { ChildProcess } from 'node:child_process';
import { measurePairs, median, pairsMin, report, type Measured } from './harness.ts';
import {
  load,
  perThousand,
  secondsPerThousand,
  startChild,
  withDemonstration,
} from './web-load.ts';

/**
 * The portal and a bill, made on the server from the database, against a server that answers with a
 * fixed string of the same size. In seconds for a thousand pages.
 */
export async function pageBench(): Promise<void> {
  await withDemonstration(async ({ web, cookie, billPath, children }) => {
    const measured: Measured[] = [];
    for (const [name, path, headers] of [
      ['portal', '/', {}],
      ['bill', billPath, { cookie }],
    ] as const) {
      measured.push(await measurePage(name, `${web}${path}`, headers, children));
    }
    await report('page', measured, 'target: at most 4, that is 0.25 of the fixed string');
  });
}

async function measurePage(
  name: string,
  url: string,
  headers: Record<string, string>,
  children: ChildProcess[],
): Promise<Measured> {
  const answer = await fetch(url, { headers, redirect: 'manual' });
  if (answer.status !== 200) throw new Error(`${name}: ${answer.status}`);
  const size = (await answer.text()).length;
  const fixed = await startChild(children, 'static-child', [String(size)]);
  const latencies: number[] = [];
  await load(url, headers);
  const pairs = await measurePairs(
    pairsMin,
    async () => {
      const result = await load(url, headers);
      latencies.push(result.latency.p99);
      return secondsPerThousand(result);
    },
    async () => secondsPerThousand(await load(fixed, {})),
  );
  const thing = median(pairs.map(({ thingSeconds }) => thingSeconds));
  return {
    unit: `bytes of the ${name} page`,
    size,
    pairs,
    facts: {
      'pages a second': Math.round(perThousand / thing),
      'p99 of a page, ms': median(latencies),
    },
  };
}
