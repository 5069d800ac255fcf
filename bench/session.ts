import { measurePairs, pairsMin, report } from './harness.ts';
import { perThousand, processorSeconds, withDemonstration } from './web-load.ts';

/**
 * A page of the portal for somebody signed in, with the session found and checked for each, against
 * the same page for anybody. In seconds of a processor for a thousand pages, the web server's and
 * the database's together: what else the machine does meanwhile does not count.
 */
export async function sessionBench(): Promise<void> {
  await withDemonstration(async (demonstration) => {
    const page = (headers: Record<string, string>) => () =>
      processorSeconds(demonstration, '/territories', headers);
    const signedIn = page({ cookie: demonstration.cookie });
    const anybody = page({});
    await signedIn();
    await anybody();
    const pairs = await measurePairs(pairsMin, signedIn, anybody);
    const measured = { unit: 'pages of the portal', size: perThousand, pairs, facts: {} };
    await report('session', [measured], 'target: at most 1.25, that is 0.8 of the anonymous page');
  });
}
