import { defineCommand, defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution, Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { accountOfBiller } from '../accounts/ask-for-link.ts';
import { oneAtATime } from '../people/one-at-a-time.sql.ts';
import {
  countUnproved,
  insertRequest,
  readRequests,
  type OwnershipRequest,
} from './requests.sql.ts';
import { texts } from './texts.uk.ts';

/** As many as tries by a code: nobody finds out by them what others have. */
const unprovedMax = 5;
const unprovedWithin = Temporal.Duration.from({ hours: 1 });
const shownFor = Temporal.Duration.from({ hours: 30 * 24 });
const shownMax = 20;
export const askRegisterTask = 'ask-ownership-register';
/** What the register is asked for, in the log of actions and beside each answer. */
export const askingPurpose = 'account-connection';

const asking = accountOfBiller.extend({
  consent: z.literal('yes', texts.faults.consent),
});

/**
 * A consumer asks the register of property rights to prove that an account is theirs. Whether there
 * is such an account is looked at later, by the job that asks: here every answer is the same, and
 * takes the same time.
 * @law 1039:25 1039:45.1 1039:58
 */
export const askRegister = defineCommand({
  id: 'access.ask-ownership-register',
  law: [
    ...[law('1039:10.9'), law('1039:21.9'), law('1039:25'), law('1039:45.1')],
    ...[law('1039:57'), law('1039:58'), law('1039:53.3')],
  ],
  audience: ['individual-consumer'],
  scope: { kind: 'self' },
  input: asking,
  auditPayload: ({ number, edrpou, consent }: z.infer<typeof asking>) => ({
    ...{ number, edrpou, consent, purpose: askingPurpose },
  }),
  async handle(
    execution: Execution,
    { number, edrpou }: z.infer<typeof asking>,
  ): Promise<{ readonly asked: true } | Refusal> {
    const { tx, principal, now } = execution;
    const { personId } = principal;
    if (personId === null) return refuse('nobody');
    const db = queryableOf(tx);
    await oneAtATime(db, 'account', personId);
    const unproved = await countUnproved(db, personId, now.subtract(unprovedWithin));
    if (unproved >= unprovedMax) return refuse('too-many-attempts');
    await insertRequest(db, { personId, number, edrpou, askedAt: now });
    await execution.enqueue(askRegisterTask, {});
    return { asked: true };
  },
});

/** What a consumer has asked the register lately, with how it stands. */
export const listOwnershipRequests = defineQuery({
  id: 'access.list-ownership-requests',
  law: [law('1039:25'), law('1039:45.1')],
  audience: ['individual-consumer'],
  scope: { kind: 'self' },
  input: z.object({}),
  async handle({ db, principal, now }: Reading): Promise<readonly OwnershipRequest[]> {
    const { personId } = principal;
    if (personId === null) return [];
    const since = now.subtract(shownFor);
    return readRequests(queryableOf(db), personId, { since, limit: shownMax });
  },
});
