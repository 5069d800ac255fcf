import { z } from 'zod';
import { machineFaults } from '../common.ts';

/** What a play authority can do wrong, beside being late or dead altogether. */
export const authorityFaults = machineFaults.extend({
  /** How certificate status is answered. */
  ocsp: z
    .enum([
      'revoked',
      'unknown',
      'stale',
      'from-the-future',
      'wrong-nonce',
      'no-nonce',
      'other-certificate',
      'other-signer',
      'try-later',
      'malformed',
      'dead',
    ])
    .optional(),
  /** How time is stamped. */
  tsp: z
    .enum([
      'wrong-imprint',
      'wrong-nonce',
      'other-signer',
      'from-the-future',
      'refused',
      'malformed',
      'dead',
    ])
    .optional(),
  /** How the revocation list is given out. */
  crl: z.enum(['stale', 'other-signer', 'malformed', 'dead']).optional(),
  /** How the trust list is given out. */
  trustList: z.enum(['other-signer', 'changed', 'dead']).optional(),
});

export type AuthorityFaults = z.infer<typeof authorityFaults>;
