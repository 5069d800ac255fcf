import type { Subject } from './profile.ts';

/**
 * Invented people and bodies: check digits are right, numbers of a day are beyond what is given
 * out, codes of bodies were found free. For demonstration and tests.
 */
export const people = {
  person: {
    commonName: 'Oksana Zrazkova',
    surname: 'Zrazkova',
    givenName: 'Oksana',
    rnokpp: '2920147112',
  },
  official: {
    commonName: 'Andrii Zrazkovyi',
    surname: 'Zrazkovyi',
    givenName: 'Andrii',
    title: 'Director',
    organization: 'Zrazkivka Heat',
    rnokpp: '3012548202',
    edrpou: '37770013',
  },
  seal: {
    commonName: 'Zrazkivka Heat',
    organization: 'Zrazkivka Heat',
    edrpou: '37770013',
  },
} as const satisfies Record<string, Subject>;
