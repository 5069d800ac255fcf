import { measurePairs, pairsMin, report } from './harness.ts';
import { load, perThousand, secondsPerThousand, withDemonstration } from './web-load.ts';

/**
 * A page of the portal for somebody signed in, with the session found and checked for each, against
 * the same page for anybody. In seconds for a thousand pages.
 */
export async function sessionBench(): Promise<void> {
  await withDemonstration(async ({ web, cookie }) => {
    const url = `${web}/territories`;
    const signedIn = { cookie };
    await load(url, signedIn);
    await load(url, {});
    const pairs = await measurePairs(
      pairsMin,
      async () => secondsPerThousand(await load(url, signedIn)),
      async () => secondsPerThousand(await load(url, {})),
    );
    const measured = { unit: 'pages of the portal', size: perThousand, pairs, facts: {} };
    await report('session', [measured], 'target: at most 1.25, that is 0.8 of the anonymous page');
  });
}
