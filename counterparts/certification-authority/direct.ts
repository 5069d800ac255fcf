import type { OnlineServices } from '#exchange/signature/own/cms/online.ts';
import type { Authority } from './authority.ts';
import type { AuthorityFaults } from './faults.ts';
import { answerStatus } from './ocsp.ts';
import { stampTime } from './time-stamping.ts';

/** The services of an authority without a network between: for tests in one process. */
export function directServices(
  authority: Authority,
  faults: () => AuthorityFaults = () => ({}),
): OnlineServices {
  return {
    async fetchOcsp(_url, request) {
      const { ocsp, dead } = faults();
      if (ocsp === 'dead' || dead === true) throw new Error('no connection');
      return answerStatus(authority, request, ocsp);
    },
    async fetchTimestamp(_url, request) {
      const { tsp, dead } = faults();
      if (tsp === 'dead' || dead === true) throw new Error('no connection');
      return stampTime(authority, request, tsp);
    },
  };
}
