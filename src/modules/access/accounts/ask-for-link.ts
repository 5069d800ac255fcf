import { defineCommand, defineQuery } from '#kernel/command.ts';
import { parseAccountNumber, parseEdrpou } from '#kernel/identifiers.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { suppliers } from '#kernel/role.ts';
import { findAccount, findAccountsOfBiller, openHolder } from '#modules/registry/index.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution, Reading } from '#platform/operations.ts';
import { beyondReach } from '#platform/reach.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { oneAtATime } from '../people/one-at-a-time.sql.ts';
import { readPersonNames } from '../people/people.ts';
import { capacities, countRequests, insertAttempt, linkAccount } from './account-links.sql.ts';
import {
  decideLinkRequest,
  insertLinkRequests,
  readLinkRequests,
  type LinkRequest,
} from './link-requests.sql.ts';
import { texts } from './texts.uk.ts';

/** A flat, a house, a garage, and slips of the pen; more is somebody who tries out numbers. */
const requestsMax = 10;
const requestsWithin = Temporal.Duration.from({ hours: 1 });
const requestsShownMax = 100;

/** Which account is meant by whoever has no bill at hand. */
export const accountOfBiller = z.object({
  number: z
    .string()
    .transform((text) => parseAccountNumber(text.trim()))
    .refine((parsed) => parsed.ok, texts.faults.number)
    .transform((parsed) => (parsed.ok ? parsed.value : '')),
  edrpou: z
    .string()
    .transform((text) => parseEdrpou(text.trim()))
    .refine((parsed) => parsed.ok, texts.faults.edrpou)
    .transform((parsed) => (parsed.ok ? parsed.value : '')),
});

const asking = accountOfBiller.extend({
  capacity: z.enum(capacities, texts.faults.capacity),
});

/**
 * A consumer without a paper bill asks the biller to confirm that an account is theirs. The answer
 * is the same whether there is such an account or not, and so many are asked for an hour.
 */
export const askForLink = defineCommand({
  id: 'access.ask-for-link',
  law: [law('1039:25'), law('1039:45.1')],
  audience: ['individual-consumer'],
  scope: { kind: 'self' },
  input: asking,
  async handle(
    { tx, principal, now }: Execution,
    { number, edrpou, capacity }: z.infer<typeof asking>,
  ): Promise<{ readonly asked: true } | Refusal> {
    const { personId } = principal;
    if (personId === null) return refuse('nobody');
    const db = queryableOf(tx);
    await oneAtATime(db, 'account', personId);
    const asked = await countRequests(db, personId, now.subtract(requestsWithin));
    if (asked >= requestsMax) return refuse('too-many-attempts');
    await insertAttempt(db, { personId, now, way: 'request', connected: false });
    // As many questions and answers with the database whatever is found: time tells nothing.
    const accounts = await beyondReach(tx, 'an account is found by its number', (every) =>
      findAccountsOfBiller(every, { number, edrpou }),
    );
    await insertLinkRequests(db, { personId, capacity, askedAt: now }, accounts);
    return { asked: true };
  },
});

/** A request as the biller sees it: who asks, and what the biller's own register says. */
export interface ShownLinkRequest extends LinkRequest {
  readonly personName: string;
  readonly accountNumber: string;
  readonly holderName: string;
  readonly address: string;
}

/** Requests that wait for the biller's word. */
export function listLinkRequestsQuery(secrets: FieldCipher) {
  return defineQuery({
    id: 'access.list-link-requests',
    law: [law('1039:26.4.a.2'), law('1039:25')],
    audience: suppliers,
    scope: { kind: 'self' },
    input: z.object({}),
    async handle({ db, principal }: Reading): Promise<readonly ShownLinkRequest[]> {
      const { subjectId } = principal;
      if (subjectId === null) return [];
      const requests = await readLinkRequests(queryableOf(db), subjectId, requestsShownMax);
      const people = requests.map(({ personId }) => personId);
      const names = await beyondReach(db, 'names of those who ask', (every) =>
        readPersonNames(every, secrets, people),
      );
      return Promise.all(
        requests.map(async (request) => {
          const account = await findAccount(db, request.accountId);
          return {
            ...request,
            personName: names.get(request.personId) ?? '',
            accountNumber: account?.number ?? '',
            holderName: account === undefined ? '' : await openHolder(secrets, account),
            address: account?.address ?? '',
          };
        }),
      );
    },
    shownAccounts: (requests) => requests.map(({ accountId }) => accountId),
  });
}

const deciding = z.object({
  request: z.uuid(),
  decision: z.enum(['confirmed', 'declined']),
});

/** The biller confirms that an account is the consumer's, or says that it is not. */
export const decideLink = defineCommand({
  id: 'access.decide-link',
  law: [law('1039:26.4.a.2'), law('1039:25')],
  audience: suppliers,
  scope: { kind: 'self' },
  input: deciding,
  async handle(
    { tx, principal, now }: Execution,
    { request, decision }: z.infer<typeof deciding>,
  ): Promise<Pick<LinkRequest, 'accountId'> | Refusal> {
    const { subjectId: billerId } = principal;
    if (billerId === null) return refuse('nobody');
    const db = queryableOf(tx);
    const taken = { requestId: request, billerId, state: decision, now };
    const found = await decideLinkRequest(db, taken);
    if (found === undefined) return refuse('no-such-request');
    if (decision === 'confirmed') await linkAccount(db, { ...found, proof: 'provider', now });
    return { accountId: found.accountId };
  },
  shownAccounts: ({ accountId }) => [accountId],
});
