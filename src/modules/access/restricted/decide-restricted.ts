import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { isRefusal, refuse, type Refusal } from '#kernel/result.ts';
import { dayInKyiv, midnightInKyiv } from '#platform/clock.ts';
import type { Tx } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { writeLetters } from '#platform/mail/jobs.ts';
import type { Execution } from '#platform/operations.ts';
import { beyondReach } from '#platform/reach.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { readAccountPersons } from '../accounts/account-links.sql.ts';
import { findAskedAccount } from './find-asked-account.ts';
import { restrictedPath } from './paths.ts';
import { lockRestricted, type RestrictedRow } from './restricted.sql.ts';
import { decideRestrictedRow } from './restricted.ts';
import { lettersToConsumers, tellAfterwardsTask } from './tell-consumers.ts';
import { areTold, lastWindowDay } from './terms.ts';
import { texts } from './texts.uk.ts';

const { faults } = texts;
const reasonCharsMax = 1_000;

export const oneRestricted = z.object({ restrictedId: z.string().regex(/^[1-9]\d{0,17}$/) });

const input = oneRestricted.extend({
  outcome: z.enum(['granted', 'refused'], faults.outcome),
  reason: z.string(faults.reason).trim().min(1, faults.reason).max(reasonCharsMax, faults.tooLong),
  /** The last day, of what is granted; the owner may make it earlier than what was asked for. */
  until: z.preprocess(
    (given) => (given === '' ? undefined : given),
    z.iso
      .date(faults.until)
      .transform((day) => Temporal.PlainDate.from(day))
      .optional(),
  ),
});
type Decision = z.infer<typeof input>;

/** What is open from today on, and to whom that is told. */
interface Granted {
  readonly accountId: bigint;
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate;
  readonly isTold: boolean;
  readonly persons: readonly bigint[];
}

/**
 * The owner decides on a request, once, with a reason, and never on their own: an account is open
 * to the official who asked from now on, or the request is refused. Both sides are told: the
 * official, and the consumers of the account unless the law forbids it while it is open.
 * @law 1039:95
 */
export function decideRestrictedCommand(secrets: FieldCipher) {
  return defineCommand({
    id: 'access.decide-restricted',
    law: [law('1039:93'), law('1039:95'), law('1039:10.8')],
    audience: ['owner'],
    scope: { kind: 'platform', key: () => 'restricted-requests' },
    input,
    auditSubject: ({ restrictedId }) => `restricted-request:${restrictedId}`,
    // A reason is written about somebody.
    auditPayload: ({ outcome, until }: Decision) => ({ outcome, until: until?.toString() ?? null }),
    async handle(
      execution: Execution,
      decision: Decision,
    ): Promise<{ readonly outcome: Decision['outcome'] } | Refusal> {
      const { tx, principal, now } = execution;
      const { outcome, reason } = decision;
      const db = queryableOf(tx);
      const requestId = BigInt(decision.restrictedId);
      const request = await lockRestricted(db, requestId);
      if (request === undefined || request.receivedAt === null) return refuse('not-there');
      if (request.outcome !== null) return refuse('decided-already');
      const { personId: deciderId } = principal;
      if (deciderId === null || deciderId === request.personId) return refuse('own-matter');
      const granted =
        outcome === 'granted' ? await grant(tx, { request, decision, now }) : undefined;
      if (granted !== undefined && isRefusal(granted)) return granted;
      const made = { outcome, reason, deciderId, opening: granted, now };
      await decideRestrictedRow(db, secrets, requestId, made);
      await tell(execution, request, granted);
      return { outcome };
    },
  });
}

async function grant(
  tx: Tx,
  asked: {
    readonly request: RestrictedRow;
    readonly decision: Decision;
    readonly now: Temporal.Instant;
  },
): Promise<Granted | Refusal> {
  const { request, decision, now } = asked;
  const today = dayInKyiv(now);
  const last = decision.until ?? request.until;
  if (Temporal.PlainDate.compare(last, today) < 0) return refuse('until-passed');
  const latest = [request.until, await lastWindowDay(tx, today)];
  if (latest.some((day) => Temporal.PlainDate.compare(last, day) > 0)) {
    return refuse('until-too-late', law('1039:95'), { last: earliest(latest).toString() });
  }
  const found = await beyondReach(
    tx,
    'whether the account that an official asks for is there, and whose it is',
    async (every, all) => {
      const accountId = await findAskedAccount(all, request);
      if (accountId === undefined) return undefined;
      return { accountId, persons: await readAccountPersons(every, accountId) };
    },
  );
  if (found === undefined) return refuse('account-not-there');
  const isTold = await areTold(tx, request.ground, today);
  return { ...found, from: today, until: last.add({ days: 1 }), isTold };
}

function earliest(days: readonly Temporal.PlainDate[]): Temporal.PlainDate {
  const [first] = days.toSorted((one, other) => Temporal.PlainDate.compare(one, other));
  if (first === undefined) throw new RangeError('no days');
  return first;
}

async function tell(
  execution: Execution,
  { requestId, personId }: RestrictedRow,
  granted: Granted | undefined,
): Promise<void> {
  const { tx, now } = execution;
  const decided = {
    ...({ recipient: `person:${personId}`, notice: 'decision-made' } as const),
    documentKind: texts.document.name,
    documentNumber: String(requestId),
    link: restrictedPath,
  };
  const toConsumers =
    granted?.isTold === true ? lettersToConsumers('restricted-opened', requestId, granted) : [];
  await writeLetters(tx, [decided, ...toConsumers], now);
  if (granted?.isTold === false) {
    const runAt = midnightInKyiv(granted.until);
    await execution.enqueue(
      tellAfterwardsTask,
      { requestId },
      { key: `${tellAfterwardsTask}:${requestId}`, runAt },
    );
  }
}
