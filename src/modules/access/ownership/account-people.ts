import { defineCommand, defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Execution, Reading } from '#platform/operations.ts';
import { beyondReach } from '#platform/reach.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { endLink } from '../accounts/account-links.sql.ts';
import { readPersonNames } from '../people/people.ts';
import { readAccountPeople, type AccountPerson } from './owner-links.sql.ts';
import { tellEnded } from './settle-request.ts';

const id = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt);
const ofAccount = z.object({ accountId: id });
const ofPerson = z.object({ accountId: id, personId: id });

/** Somebody else who reaches the account. */
export interface ShownAccountPerson extends AccountPerson {
  readonly name: string;
  /** Owners by the register are each other's equals: none ends another. */
  readonly mayBeEnded: boolean;
}

/**
 * Who else reaches the account of an owner whom the register named.
 * @law 1039:25
 */
export function showAccountPeopleQuery(secrets: FieldCipher) {
  return defineQuery({
    id: 'access.show-account-people',
    law: [law('1039:25'), law('1039:93')],
    audience: ['individual-consumer'],
    scope: {
      kind: 'account',
      act: 'contract',
      key: ({ accountId }: z.infer<typeof ofAccount>) => String(accountId),
    },
    input: ofAccount,
    // It tells names of other people.
    auditSubject: ({ accountId }) => `account:${accountId}`,
    async handle(
      { db, principal }: Reading,
      { accountId }: z.infer<typeof ofAccount>,
    ): Promise<readonly ShownAccountPerson[] | Refusal> {
      const others = await othersOf(db, accountId, principal.personId);
      if (others === undefined) return refuse('not-owner-by-register');
      const people = others.map(({ personId }) => personId);
      const names = await beyondReach(db, 'names of those who reach an account', (every) =>
        readPersonNames(every, secrets, people),
      );
      return others.map((other) => ({
        ...other,
        name: names.get(other.personId) ?? '',
        mayBeEnded: other.proof !== 'ownership-register',
      }));
    },
  });
}

/**
 * An owner by the register ends the link of a tenant, or of somebody who said to own the dwelling.
 * @law 1039:25
 */
export const endAccountLink = defineCommand({
  id: 'access.end-account-link',
  law: [law('1039:25')],
  audience: ['individual-consumer'],
  scope: {
    kind: 'account',
    act: 'contract',
    key: ({ accountId }: z.infer<typeof ofPerson>) => String(accountId),
  },
  input: ofPerson,
  auditSubject: ({ accountId }) => `account:${accountId}`,
  async handle(
    { tx, principal, now }: Execution,
    { accountId, personId }: z.infer<typeof ofPerson>,
  ): Promise<{ readonly ended: true } | Refusal> {
    const others = await othersOf(tx, accountId, principal.personId);
    if (others === undefined) return refuse('not-owner-by-register');
    const other = others.find((one) => one.personId === personId);
    if (other === undefined) return refuse('not-connected');
    if (other.proof === 'ownership-register') return refuse('owner-by-register');
    await beyondReach(tx, 'an owner ends a link to their account', (every) =>
      endLink(every, { personId, accountId }, { now, by: 'owner' }),
    );
    await tellEnded({ tx, now }, accountId, [personId]);
    return { ended: true };
  },
});

/** Undefined when the one who asks is no owner by the register. */
async function othersOf(
  db: Database | Tx,
  accountId: bigint,
  ownId: bigint | null,
): Promise<readonly AccountPerson[] | undefined> {
  const people = await beyondReach(db, 'who reaches an account beside its owner', (every) =>
    readAccountPeople(every, accountId),
  );
  const own = people.find(({ personId }) => personId === ownId);
  if (own?.proof !== 'ownership-register') return undefined;
  return people.filter((one) => one !== own);
}
