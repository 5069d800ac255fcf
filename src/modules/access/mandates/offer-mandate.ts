import { defineCommand, mandateActs } from '#kernel/command.ts';
import { parseRnokpp } from '#kernel/identifiers.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { beyondReach } from '#platform/reach.ts';
import { z } from 'zod';
import { readLinkedAccounts } from '../accounts/account-links.sql.ts';
import { oneAtATime } from '../people/one-at-a-time.sql.ts';
import { findOrMakePerson, readPersonCodes } from '../people/people.sql.ts';
import { insertMandate, isOffered } from './mandates.sql.ts';
import { texts } from './texts.uk.ts';

/** Longer than this nobody remembers whom they trusted with what. */
const longest = Temporal.Duration.from({ years: 3 });
const nameCharsMax = 100;
const accountsMax = 50;

/** What a form without ticks, with one and with several sends. */
const several = <T extends z.ZodType>(one: T) =>
  z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(one),
  );

const name = z.string().trim().min(1, texts.faults.name).max(nameCharsMax, texts.faults.name);

const mandateInput = z.object({
  rnokpp: z
    .string()
    .transform((text) => parseRnokpp(text.trim()))
    .refine((parsed) => parsed.ok, texts.faults.rnokpp)
    .transform((parsed) => (parsed.ok ? parsed.value : '')),
  surname: name,
  givenName: name,
  acts: several(z.enum(mandateActs)).transform((acts) => Array.from(new Set(['see', ...acts]))),
  accounts: several(
    z
      .string()
      .regex(/^\d{1,18}$/)
      .transform(BigInt),
  )
    .transform((accounts) => Array.from(new Set(accounts)))
    .refine(
      (accounts) => accounts.length > 0 && accounts.length <= accountsMax,
      texts.faults.accounts,
    ),
  /** Asked as its last day, kept as the day after it. */
  until: z.iso
    .date(texts.faults.until)
    .transform((lastDay) => Temporal.PlainDate.from(lastDay).add({ days: 1 })),
});

type Offered = z.infer<typeof mandateInput>;

/**
 * A consumer offers a mandate to somebody they trust: whose, which accounts, which acts, until
 * when. It counts from the trusted person's own signature on, and never beyond the grantor's own
 * accounts. The very same one, sent twice, is offered once.
 * @law 1039:20.11
 */
export const offerMandate = defineCommand({
  id: 'access.offer-mandate',
  law: [law('1039:20.11'), law('1039:25')],
  audience: ['individual-consumer'],
  scope: { kind: 'self' },
  input: mandateInput,
  // Who is trusted is personal; the log keeps what they may do.
  auditPayload: ({ acts, accounts, until }: Offered) => ({
    ...{ acts, accounts: accounts.map(String), until: until.toString() },
  }),
  async handle(
    { tx, principal, now }: Execution,
    { rnokpp, surname, givenName, acts, accounts, until }: Offered,
  ): Promise<{ readonly mandateId: bigint; readonly trusteeId: bigint } | Refusal> {
    const { personId, personName } = principal;
    if (personId === null) return refuse('nobody');
    const db = queryableOf(tx);
    const today = dayInKyiv(now);
    if (Temporal.PlainDate.compare(until, today) <= 0) return refuse('ends-before-it-begins');
    if (Temporal.PlainDate.compare(until, today.add(longest)) > 0) return refuse('too-long');
    const [ownCode] = await readPersonCodes(db, [personId]);
    if (ownCode === rnokpp) return refuse('trusts-themselves');
    const own = await readLinkedAccounts(db, personId);
    if (!accounts.every((account) => own.includes(account))) return refuse('not-their-account');
    const trustee = { rnokpp, surname, givenName, now };
    const trusteeId = await beyondReach(tx, 'whom somebody trusts, by tax number', (every) =>
      findOrMakePerson(every, trustee),
    );
    await oneAtATime(db, 'mandate', personId);
    const mandate = {
      ...{ trusteeId, trusteeName: `${surname} ${givenName}` },
      ...{ from: today, until, offeredAt: now, accountIds: accounts },
      acts: mandateActs.filter((act) => acts.includes(act)),
      grantorId: personId,
      grantorName: personName,
    };
    if (await isOffered(db, mandate)) return refuse('already-offered');
    return { mandateId: await insertMandate(db, mandate), trusteeId };
  },
});
