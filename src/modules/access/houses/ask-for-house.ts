import { sight } from '#platform/alarms/watch.ts';
import { defineCommand } from '#kernel/command.ts';
import { parseAccountNumber, parseEdrpou } from '#kernel/identifiers.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { findAccount, findAccountsOfBiller, type Account } from '#modules/registry/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { beyondReach } from '#platform/reach.ts';
import { z } from 'zod';
import { countFailedAttempts, insertAttempt } from '../accounts/account-links.sql.ts';
import { oneAtATime } from '../people/one-at-a-time.sql.ts';
import { insertHouse, readHousesOf } from './houses.sql.ts';
import { texts } from './texts.uk.ts';

const failedAttemptsMax = 5;
const attemptsWithin = Temporal.Duration.from({ hours: 1 });
const basisCharsMax = 300;

const input = z.object({
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
  basis: z.string().trim().min(1, texts.faults.basis).max(basisCharsMax, texts.faults.basis),
});
type Asked = z.infer<typeof input>;

/** What the document of a house says of it. */
export interface AskedHouse {
  readonly kind: 'asked';
  readonly houseId: bigint;
  readonly hromadaId: number;
  readonly billerId: bigint;
  readonly billerName: string;
  readonly address: string;
}

/** A try counts even when nothing comes of it, so it is an answer and no refusal. */
export type AskOutcome = AskedHouse | { readonly kind: 'no-match' };

/**
 * An association asks for the accounts of its house, named by one of them; the biller's signature
 * under the same document connects them.
 * @law 1039:20.9 1039:25
 */
export const askForHouse = defineCommand({
  id: 'access.ask-for-house',
  law: [law('1039:20.9'), law('1039:25')],
  audience: ['collective-consumer'],
  scope: { kind: 'self' },
  input,
  async handle(
    { tx, principal, now }: Execution,
    { number, edrpou, basis }: Asked,
  ): Promise<AskOutcome | Refusal> {
    const db = queryableOf(tx);
    const { personId, subjectId } = principal;
    if (personId === null || subjectId === null) return refuse('nobody');
    await oneAtATime(db, 'account', personId);
    const failed = await countFailedAttempts(db, personId, now.subtract(attemptsWithin));
    if (failed >= failedAttemptsMax) return refuse('too-many-attempts');
    const found = await beyondReach(tx, 'a house is found by one of its accounts', (every, all) =>
      findBilled({ every, all }, { number, edrpou }),
    );
    await insertAttempt(db, { personId, now, way: 'code', connected: found !== undefined });
    if (found === undefined) {
      await sight(tx, { kind: 'account-guessed', about: `person:${personId}`, now });
      return { kind: 'no-match' };
    }
    const { hromadaId, biller, building } = found;
    const { buildingId } = building;
    const houses = await readHousesOf(db, subjectId);
    const billerId = biller.subjectId;
    const same = houses.find(
      (one) => one.state !== 'ended' && one.buildingId === buildingId && one.billerId === billerId,
    );
    if (same !== undefined) return refuse(`${same.state}-already`);
    const house = { subjectId, hromadaId, buildingId, billerId, basis, askedAt: now };
    const houseId = await insertHouse(db, house);
    const address = `${building.street}, ${building.houseNumber}`;
    const billerName = biller.shortName;
    return { kind: 'asked', houseId, hromadaId, billerId, billerName, address };
  },
});

async function findBilled(
  { every, all }: { readonly every: Queryable; readonly all: Database },
  asked: Pick<Asked, 'number' | 'edrpou'>,
): Promise<Account | undefined> {
  const [meant] = await findAccountsOfBiller(every, asked);
  return meant && findAccount(all, meant.accountId);
}
