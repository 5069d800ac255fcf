import { sight } from '#platform/alarms/watch.ts';
import { defineCommand } from '#kernel/command.ts';
import { parseAccountNumber } from '#kernel/identifiers.ts';
import { law } from '#kernel/law.ts';
import { addPeriods, comparePeriods, periodOf, type Period } from '#kernel/period.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { findAccountsByNumber } from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { beyondReach } from '#platform/reach.ts';
import { z } from 'zod';
import { oneAtATime } from '../people/one-at-a-time.sql.ts';
import {
  capacities,
  countFailedAttempts,
  insertAttempt,
  linkAccount,
  readEndByOthers,
  type Link,
} from './account-links.sql.ts';
import { parseCode, type ConnectionCodes } from './connection-code.ts';
import { texts } from './texts.uk.ts';

/** Somebody honest mistakes a digit now and then; nobody finds a code of twelve digits so. */
const failedAttemptsMax = 5;
const attemptsWithin = Temporal.Duration.from({ hours: 1 });
/** A bill may lie in a drawer for some months. */
const monthsBack = 3;
/** Billers that number their accounts alike. */
const sameNumbersMax = 50;
const nobodysAccount = 0n;

const input = z.object({
  number: z
    .string()
    .transform((text) => parseAccountNumber(text.trim()))
    .refine((parsed) => parsed.ok, texts.faults.number)
    .transform((parsed) => (parsed.ok ? parsed.value : '')),
  code: z
    .string()
    .transform(parseCode)
    .refine((code) => code !== undefined, texts.faults.code)
    .transform((code) => code ?? ''),
  capacity: z.enum(capacities, texts.faults.capacity),
});

type Asked = z.infer<typeof input>;

/** A try counts even when nothing comes of it, so it is an answer and no refusal. */
export type ConnectOutcome =
  | { readonly kind: 'connected'; readonly accountId: bigint }
  | { readonly kind: 'no-match' };

/**
 * Connects an account to its consumer's cabinet by the code of a paper bill. A wrong number and a
 * wrong code answer alike, and after some failures within an hour nothing is looked at.
 * @law 1039:25 1039:45.1
 */
export function connectAccountCommand(codes: ConnectionCodes) {
  return defineCommand({
    id: 'access.connect-account',
    law: [law('1039:25'), law('1039:45.1'), law('1039:53.3')],
    audience: ['individual-consumer'],
    scope: { kind: 'self' },
    input,
    // The code opens the account: it has no place in the log.
    auditPayload: ({ number, capacity }: Asked) => ({ number, capacity }),
    async handle(
      { tx, principal, now }: Execution,
      { number, code, capacity }: Asked,
    ): Promise<ConnectOutcome | Refusal> {
      const db = queryableOf(tx);
      const { personId } = principal;
      if (personId === null) return refuse('nobody');
      await oneAtATime(db, 'account', personId);
      const failed = await countFailedAttempts(db, personId, now.subtract(attemptsWithin));
      if (failed >= failedAttemptsMax) return refuse('too-many-attempts');
      const months = lastMonths(periodOf(dayInKyiv(now)));
      const candidates = await beyondReach(tx, 'an account is found by its number', (every) =>
        findAccountsByNumber(every, number, sameNumbersMax),
      );
      const found = candidates.find(({ accountId }) => codes.isCodeOf(code, accountId, months));
      // Where there is no account the time of looking at one is taken all the same.
      if (candidates.length === 0) codes.isCodeOf(code, nobodysAccount, months);
      const isShutOut =
        found !== undefined &&
        !codes.isCodeOf(
          code,
          found.accountId,
          await monthsAfterEnd(db, { personId, ...found }, months),
        );
      const account = isShutOut ? undefined : found;
      await insertAttempt(db, { personId, now, way: 'code', connected: account !== undefined });
      if (account === undefined) {
        await sight(tx, { kind: 'account-guessed', about: `person:${personId}`, now });
        return { kind: 'no-match' };
      }
      const { accountId } = account;
      const link = { personId, accountId, proof: 'connection-code', capacity, now } as const;
      await beyondReach(tx, 'the code has proved the link', (every) => linkAccount(every, link));
      return { kind: 'connected', accountId };
    },
  });
}

/** The months whose bills are at hand: this one's and those before. */
function lastMonths(current: Period): readonly Period[] {
  return Array.from({ length: monthsBack + 1 }, (_, back) => addPeriods(current, -back));
}

/** Whom an owner or the register has shut out does not come back by a bill of before. */
async function monthsAfterEnd(
  db: Queryable,
  link: Link,
  months: readonly Period[],
): Promise<readonly Period[]> {
  const endedAt = await readEndByOthers(db, link);
  if (endedAt === undefined) return months;
  const ended = periodOf(dayInKyiv(endedAt));
  return months.filter((month) => comparePeriods(month, ended) >= 0);
}
