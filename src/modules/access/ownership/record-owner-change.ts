import { defineCommand, defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { suppliers } from '#kernel/role.ts';
import { findAccount, isBillerOfAccount, type Account } from '#modules/registry/index.ts';
import { dayInKyiv, midnightInKyiv } from '#platform/clock.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { writeLetters } from '#platform/mail/jobs.ts';
import type { Execution, Reading } from '#platform/operations.ts';
import { beyondReach } from '#platform/reach.ts';
import { endMandateSessions } from '#platform/sessions/sessions.sql.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import type { Capacity } from '../accounts/account-links.sql.ts';
import { mandatesPath } from '../mandates/mandates-page.tsx';
import { moveMandate } from '../mandates/mandates.sql.ts';
import {
  changeGroundColumn,
  countLinks,
  endOwnersBefore,
  insertOwnerChange,
  readMandatesOver,
  readOwnerChanges,
  setChangeGround,
  type NarrowedMandate,
  type OwnerChange,
} from './owner-changes.sql.ts';
import { tellEnded } from './settle-request.ts';
import { texts } from './texts.uk.ts';

const { faults } = texts;
const groundCharsMax = 1_000;

const ofAccount = z.object({
  accountId: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt),
});
const recorded = ofAccount.extend({
  changedOn: z.iso.date(faults.changedOn).transform((text) => Temporal.PlainDate.from(text)),
  ground: z.string(faults.ground).trim().min(1, faults.ground).max(groundCharsMax, faults.ground),
});
type Recorded = z.output<typeof recorded>;

const byBiller = {
  law: [law('1039:26.4.a.2'), law('1039:25')],
  audience: suppliers,
  scope: {
    kind: 'account',
    act: 'bill',
    key: ({ accountId }: z.output<typeof ofAccount>) => String(accountId),
  },
  auditSubject: ({ accountId }: z.output<typeof ofAccount>) => `account:${accountId}`,
} as const;

/** What the biller sees before telling of a change: how many reach the account, and no names. */
export interface ShownOwnerChanges {
  readonly account: Account;
  readonly links: Readonly<Record<Capacity, number>>;
  readonly changes: readonly {
    readonly changedOn: Temporal.PlainDate;
    readonly recordedAt: Temporal.Instant;
    readonly ground: string;
  }[];
}

/** Changes of owner of an account that its biller told of. */
export function showOwnerChangesQuery(secrets: FieldCipher) {
  return defineQuery({
    ...byBiller,
    id: 'access.show-owner-changes',
    input: ofAccount,
    async handle(
      { db, principal }: Reading,
      { accountId }: z.output<typeof ofAccount>,
    ): Promise<ShownOwnerChanges | Refusal> {
      const account = await findAccount(db, accountId);
      if (account === undefined || account.biller.subjectId !== principal.subjectId) {
        return refuse('no-such-account');
      }
      const on = queryableOf(db);
      const changes = await readOwnerChanges(on, accountId);
      const links = await countLinks(on, accountId);
      return {
        ...{ account, links },
        changes: await Promise.all(changes.map((change) => openChange(secrets, change))),
      };
    },
  });
}

async function openChange(
  secrets: FieldCipher,
  { changeId, ground, changedOn, recordedAt }: OwnerChange,
) {
  const place = { column: changeGroundColumn, rowId: String(changeId) };
  const told = ground === null ? '' : await secrets.open(place, ground);
  return { changedOn, recordedAt, ground: told };
}

/**
 * The biller tells since which day the dwelling has another owner. Whoever reached the account as
 * an owner before that day reaches it no longer, nor do their deputies; each is told by a letter.
 * Tenants stay, as they do by the register's word. Whoever was cut off by mistake connects anew.
 * @law 1039:26.4.a.2 1039:25
 */
export function recordOwnerChangeCommand(secrets: FieldCipher) {
  return defineCommand({
    ...byBiller,
    id: 'access.record-owner-change',
    input: recorded,
    // A ground is written about people.
    auditPayload: ({ accountId, changedOn }: Recorded) => ({
      ...{ accountId, changedOn: changedOn.toString() },
    }),
    async handle(
      { tx, principal, now }: Execution,
      { accountId, changedOn, ground }: Recorded,
    ): Promise<{ readonly ended: number } | Refusal> {
      const { subjectId: billerId, personId: recorderId } = principal;
      if (billerId === null || recorderId === null) return refuse('nobody');
      const db = queryableOf(tx);
      const isTheirs = await isBillerOfAccount(db, accountId, billerId);
      if (!isTheirs) return refuse('no-such-account');
      if (Temporal.PlainDate.compare(changedOn, dayInKyiv(now)) > 0) return refuse('not-yet');
      const change = { accountId, billerId, changedOn, recorderId, now };
      const changeId = await insertOwnerChange(db, change);
      if (changeId === undefined) return refuse('told-already');
      const place = { column: changeGroundColumn, rowId: String(changeId) };
      await setChangeGround(db, changeId, await secrets.seal(place, ground));
      const before = midnightInKyiv(changedOn);
      const { former, mandates } = await beyondReach(
        tx,
        'links of former owners end, and mandates that rest on them',
        (every) => endFormer(every, accountId, { before, now }),
      );
      await tellEnded({ tx, now }, accountId, former);
      await tellTrustees({ tx, now }, mandates);
      return { ended: former.length };
    },
  });
}

async function endFormer(
  every: Queryable,
  accountId: bigint,
  { before, now }: { readonly before: Temporal.Instant; readonly now: Temporal.Instant },
) {
  const former = await endOwnersBefore(every, accountId, { before, now });
  const mandates = await readMandatesOver(every, accountId, former);
  for (const { mandateId, goesOn } of mandates) {
    if (goesOn) continue;
    const from = ['offered', 'active'] as const;
    await moveMandate(every, { mandateId, from, to: 'void', by: 'biller', now });
    await endMandateSessions(every, mandateId);
  }
  return { former, mandates };
}

async function tellTrustees(
  { tx, now }: Pick<Execution, 'tx' | 'now'>,
  mandates: readonly NarrowedMandate[],
): Promise<void> {
  const letters = mandates.map(({ mandateId, trusteeId }) => ({
    ...({ recipient: `person:${trusteeId}`, notice: 'mandate-narrowed' } as const),
    ...{ documentKind: texts.mandate, documentNumber: String(mandateId), link: mandatesPath },
  }));
  await writeLetters(tx, letters, now);
}
