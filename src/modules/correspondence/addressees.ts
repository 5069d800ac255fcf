import { ownConsumers, suppliers } from '#kernel/role.ts';
import { z } from 'zod';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import type { Holder } from '#engine/documents/holder.ts';
import { readAccountPersons, readReachedAccounts } from '#modules/access/index.ts';
import {
  findAccount,
  findAccounts,
  hromadaOfId,
  listAccountServices,
} from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';

/** Somebody who may be written to, and where in the country the letter is kept. */
export interface Addressee {
  readonly holder: Holder;
  readonly name: string;
  readonly hromadaId: number;
}

/** Whom a consumer may write to: those who bill their accounts and those who serve them today. */
export const listAddressees = defineQuery({
  id: 'correspondence.list-addressees',
  law: [law('1039:10.6'), law('1039:26.5.a.4')],
  audience: ownConsumers,
  scope: { kind: 'self' },
  input: z.object({}),
  async handle({ db, principal, now }: Reading): Promise<readonly Addressee[]> {
    const accounts = await readReachedAccounts(queryableOf(db), principal, dayInKyiv(now));
    const found = new Map<Holder, Addressee>();
    for (const accountId of accounts) {
      const hromadaId = hromadaOfId(accountId);
      const biller = await findAccount(db, accountId);
      if (biller !== undefined) {
        const holder: Holder = `subject:${biller.biller.subjectId}`;
        found.set(holder, { holder, name: biller.biller.shortName, hromadaId });
      }
      const services = await listAccountServices(db, { hromadaId, accountId }, dayInKyiv(now));
      for (const { provider } of services) {
        const holder: Holder = `subject:${provider.subjectId}`;
        if (!found.has(holder)) found.set(holder, { holder, name: provider.shortName, hromadaId });
      }
    }
    return Array.from(found.values()).sort((one, other) =>
      one.name.localeCompare(other.name, 'uk'),
    );
  },
});

/** A person whose account it is. */
export interface AccountHolder extends Addressee {
  readonly accountId: bigint;
}

const byNumber = z.object({ number: z.string().trim().min(1).max(40) });

/**
 * People whose account of this subject it is, for a letter of the provider to them. Empty when no
 * such account is the subject's, and when nobody has it in their cabinet yet: the two look alike.
 */
export const findAccountHolders = defineQuery({
  id: 'correspondence.find-account-holders',
  law: [law('1039:10.6'), law('1039:26.4.j')],
  audience: suppliers,
  scope: { kind: 'self' },
  input: byNumber,
  auditSubject: () => 'accounts',
  async handle(
    { db, principal, now }: Reading,
    { number }: z.infer<typeof byNumber>,
  ): Promise<readonly AccountHolder[]> {
    if (principal.subjectId === null) return [];
    const search = { number, closedToo: false, on: dayInKyiv(now), order: 'number', page: 1 };
    for (const as of ['biller', 'provider'] as const) {
      const { rows } = await findAccounts(db, {
        ...search,
        ...{ subjectId: principal.subjectId, as, order: 'number' },
      });
      const account = rows.find((one) => one.number === number);
      if (account === undefined) continue;
      const people = await readAccountPersons(queryableOf(db), account.accountId);
      return people.map((personId) => ({
        holder: `person:${personId}`,
        name: number,
        accountId: account.accountId,
        hromadaId: hromadaOfId(account.accountId),
      }));
    }
    return [];
  },
  shownAccounts: (holders) => holders.map(({ accountId }) => accountId),
});
