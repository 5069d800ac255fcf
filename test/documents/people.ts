import type { Subject } from '#counterparts/certification-authority/profile.ts';
import { holderOf, type Holder } from '#engine/documents/holder.ts';
import type { HolderCodes } from '#engine/documents/judge.ts';
import { anonymous, type Principal } from '#platform/principal.ts';

export const people = {
  director: {
    commonName: 'Зразковий Андрій',
    surname: 'Зразковий',
    givenName: 'Андрій',
    organization: 'Зразківводоканал',
    rnokpp: '3012548202',
    edrpou: '37770013',
  },
  councillor: {
    commonName: 'Радна Олена',
    surname: 'Радна',
    givenName: 'Олена',
    organization: 'Зразківська міська рада',
    rnokpp: '2772741862',
    edrpou: '04326253',
  },
  consumer: {
    commonName: 'Зразкова Оксана',
    surname: 'Зразкова',
    givenName: 'Оксана',
    rnokpp: '2920147112',
  },
  stranger: {
    commonName: 'Чужий Петро',
    surname: 'Чужий',
    givenName: 'Петро',
    rnokpp: '2845713250',
  },
  platform: { commonName: 'Єдина платформа', organization: 'Платформа', edrpou: '43220851' },
} as const satisfies Record<string, Subject>;

export const director: Principal = {
  ...anonymous,
  role: 'provider',
  personId: 1n,
  subjectId: 1n,
  subjectName: 'Зразківводоканал',
};
export const councillor: Principal = {
  ...anonymous,
  role: 'local-authority',
  personId: 4n,
  subjectId: 2n,
  subjectName: 'Зразківська міська рада',
};
export const consumer: Principal = { ...anonymous, role: 'individual-consumer', personId: 2n };
export const stranger: Principal = { ...anonymous, role: 'individual-consumer', personId: 3n };
export const holders = { director: holderOf(director), consumer: holderOf(consumer) } as Record<
  'director' | 'consumer',
  Holder
>;

/** Codes of holders, as registers know them. */
export const codes = new Map<Holder, HolderCodes>([
  ['person:1', { rnokpp: people.director.rnokpp }],
  ['subject:1', { edrpou: people.director.edrpou }],
  ['person:2', { rnokpp: people.consumer.rnokpp }],
  ['person:3', { rnokpp: people.stranger.rnokpp }],
  ['person:4', { rnokpp: people.councillor.rnokpp }],
  ['subject:2', { edrpou: people.councillor.edrpou }],
  ['platform', { edrpou: people.platform.edrpou }],
]);
