import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { sight } from '#platform/alarms/watch.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { writeLetters } from '#platform/mail/jobs.ts';
import type { Execution } from '#platform/operations.ts';
import { z } from 'zod';
import { accountsPath } from '../accounts/accounts-page.tsx';
import { askingPurpose } from './ask-register.ts';
import { endFormerOwners, linkOwner } from './owner-links.sql.ts';
import {
  decideRequest,
  insertAnswer,
  lockWaitingRequest,
  markSilent,
  type OwnershipRequest,
} from './requests.sql.ts';
import { texts } from './texts.uk.ts';

/** A register that is silent for so long is asked by the person again, if they still want. */
const givenUpAfter = Temporal.Duration.from({ hours: 3 * 24 });

const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('owner') }),
  z.object({ kind: z.literal('co-owner'), share: z.string().nullable() }),
  z.object({ kind: z.literal('no-right') }),
  z.object({ kind: z.literal('not-found') }),
  z.object({ kind: z.literal('refused'), code: z.string() }),
  /** Nothing that can be believed came. */
  z.object({ kind: z.literal('silent'), reason: z.string() }),
]);

const input = z.object({
  requestId: z.bigint(),
  personId: z.bigint(),
  asked: z
    .array(
      z.object({
        /** Null when nothing was sent, for the register counts as gone. */
        queryId: z.uuid().nullable(),
        /** Null where there is no account of that number. */
        accountId: z.bigint().nullable(),
        answer,
      }),
    )
    .min(1),
});
type Settled = z.infer<typeof input>;
type Asked = Settled['asked'][number];

export type SettledAs = 'connected' | 'not-confirmed' | 'silent' | 'given-up' | 'settled-before';

/**
 * What the register answered becomes of a request: a right connects the account, its absence, an
 * unknown account and a refusal are told alike, silence leaves the request waiting.
 * @law 1039:25 1039:45.1 1039:57
 */
export const settleRequest = defineCommand({
  id: 'access.settle-ownership-request',
  law: [law('1039:25'), law('1039:45.1'), law('1039:57'), law('1039:58')],
  audience: ['system'],
  scope: { kind: 'self' },
  input,
  auditSubject: ({ asked, requestId }: Settled) => {
    const [first] = asked;
    const isOne = asked.length === 1 && first !== undefined && first.accountId !== null;
    return isOne ? `account:${first.accountId}` : `ownership-request:${requestId}`;
  },
  // Who, what for, about what; what the register said of a person's property stays out of the log.
  auditPayload: ({ requestId, personId, asked }: Settled) => ({
    ...{ requestId, person: `person:${personId}`, purpose: askingPurpose },
    asked: asked.map(({ queryId, accountId, answer: { kind } }) => ({
      ...{ queryId, accountId, answered: kind !== 'silent' },
    })),
  }),
  async handle(execution: Execution, { requestId, asked }): Promise<{ readonly as: SettledAs }> {
    const { tx, now } = execution;
    const db = queryableOf(tx);
    const request = await lockWaitingRequest(db, requestId);
    if (request === undefined) return { as: 'settled-before' };
    for (const one of asked) await keepAnswer(execution, request, one);
    const owned = asked.filter(({ answer: { kind } }) => kind === 'owner' || kind === 'co-owner');
    for (const one of owned) await connect(execution, request, one);
    if (owned.length > 0) return decide(execution, request, 'connected');
    if (asked.every(({ answer: { kind } }) => kind !== 'silent')) {
      // Who asks about homes that are not theirs, again and again, is looked at.
      await sight(tx, { kind: 'account-guessed', about: `person:${request.personId}`, now });
      return decide(execution, request, 'not-confirmed');
    }
    const isLate = Temporal.Instant.compare(request.askedAt.add(givenUpAfter), now) <= 0;
    if (isLate) return decide(execution, request, 'given-up');
    await markSilent(db, requestId, now);
    return { as: 'silent' };
  },
});

async function keepAnswer(
  { tx, now }: Execution,
  { requestId }: OwnershipRequest,
  { queryId, accountId, answer: { kind, ...more } }: Asked,
): Promise<void> {
  if (kind === 'silent') return;
  if (queryId === null) throw new Error('an answer to no query');
  const share = 'share' in more ? more.share : null;
  const kept = { queryId, requestId, accountId, purpose: askingPurpose, answer: kind, share };
  await insertAnswer(queryableOf(tx), kept, now);
}

/** The account becomes the owner's; of an only owner, nobody else's who said to own it. */
async function connect(
  { tx, now }: Execution,
  { personId }: OwnershipRequest,
  { accountId, answer: { kind } }: Asked,
): Promise<void> {
  if (accountId === null) throw new Error('a right to premises that there are not');
  const db = queryableOf(tx);
  await linkOwner(db, { personId, accountId }, now);
  if (kind !== 'owner') return;
  const former = await endFormerOwners(db, { personId, accountId }, now);
  await tellEnded({ tx, now }, accountId, former);
}

/** Tells people that their link to an account has ended; the letter holds nothing restricted. */
export async function tellEnded(
  { tx, now }: Pick<Execution, 'tx' | 'now'>,
  accountId: bigint,
  people: readonly bigint[],
): Promise<void> {
  const letters = people.map((personId) => ({
    ...({ recipient: `person:${personId}`, notice: 'account-link-ended' } as const),
    ...{ documentKind: texts.link, documentNumber: String(accountId), link: accountsPath },
  }));
  await writeLetters(tx, letters, now);
}

async function decide(
  { tx, now }: Execution,
  { requestId, personId }: OwnershipRequest,
  state: 'connected' | 'not-confirmed' | 'given-up',
): Promise<{ readonly as: SettledAs }> {
  await decideRequest(queryableOf(tx), requestId, { state, now });
  const letter = {
    ...({ recipient: `person:${personId}`, notice: 'register-answered' } as const),
    ...{ documentKind: texts.request, documentNumber: String(requestId), link: accountsPath },
  };
  await writeLetters(tx, [letter], now);
  return { as: state };
}
