import { suppliers } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { kopiykas, type Money } from '#kernel/money.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import {
  addressKey,
  countSubjectAccounts,
  holderIndex,
  listSubjectAccounts,
  listSubjectAccountsAfter,
  openHolder,
  type SubjectAccount,
  type SubjectAccountSearch,
} from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { Reading } from '#platform/operations.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { readingsOf, readUnreadAccounts } from '../awaited-readings.ts';
import { listBilledRuns, listDebtors, readAccountBalances } from '../balances.sql.ts';
import { choosePlace, ownCabinet, placeInput, readPlaces, type Place } from '../places.ts';

export const accountsPerPage = 50;
const accountsPerBatch = 2_000;
const pagesMax = 40_000;
const findLengthMax = 100;

const accountOrders = ['number', 'address', 'residents'] as const;

const flag = z.literal('yes').optional().catch(undefined);

const searchInput = placeInput.extend({
  /** Beginning of a number, a street with its house, or a surname, a given name behind it. */
  find: z.string().trim().max(findLengthMax).catch(''),
  /** Only those who owe. */
  debt: flag,
  /** Only those whose reading of the open month is awaited. */
  unread: flag,
  order: z.enum(accountOrders).catch('number'),
  way: z.enum(['up', 'down']).catch('up'),
  page: z.coerce.number().int().min(1).max(pagesMax).catch(1),
});

export type AccountsAsked = z.infer<typeof searchInput>;

export interface AccountRow extends Omit<SubjectAccount, 'holder'> {
  readonly holderName: string;
  /** Negative when overpaid; to a provider of its own services; null without a bill. */
  readonly due: Money | null;
}

export interface AccountsFound {
  readonly asked: AccountsAsked;
  readonly places: readonly Place[];
  /** Undefined when the subject has no consumers. */
  readonly place: Place | undefined;
  readonly rows: readonly AccountRow[];
  readonly total: number;
}

const shared = {
  law: [law('1039:26.4.j'), law('1039:26.4.a.2')],
  audience: suppliers,
  scope: ownCabinet,
  auditSubject: ({ subjectId }: AccountsAsked) => `provider:${subjectId}:accounts`,
  // What is looked for may be a name, which has no place in the log.
  auditPayload: ({ find, ...asked }: AccountsAsked) => ({ ...asked, finds: find !== '' }),
} as const;

/** Accounts that the subject bills or serves, by pages. */
export function searchProviderAccountsQuery(secrets: FieldCipher) {
  return defineQuery({
    ...shared,
    id: 'provider-accounts',
    input: searchInput,
    async handle(reading: Reading, asked: AccountsAsked): Promise<AccountsFound | Refusal> {
      const places = await readPlaces(reading, asked.subjectId);
      if (places.length === 0) return { asked, places, place: undefined, rows: [], total: 0 };
      const place = choosePlace(places, asked.place);
      if (place === undefined) return refuse('no-such-place');
      const search = await searchOf(reading, secrets, { place, asked });
      const found = await listSubjectAccounts(reading.db, search, {
        order: asked.order,
        descending: asked.way === 'down',
        limit: accountsPerPage,
        offset: (asked.page - 1) * accountsPerPage,
      });
      const total = await countSubjectAccounts(reading.db, search);
      const rows = await withDues(queryableOf(reading.db), secrets, {
        place,
        subjectId: asked.subjectId,
        found,
      });
      return { asked, places, place, rows, total };
    },
    shownAccounts: ({ rows }) => rows.map(({ accountId }) => accountId),
  });
}

const batchInput = searchInput.extend({
  /** The account that the batch before ended with. */
  after: z.object({ number: z.string(), accountId: z.bigint() }).nullable(),
});

/** The same accounts by number, for a file: the next batch behind an account. */
export function nextProviderAccountsQuery(secrets: FieldCipher) {
  return defineQuery({
    ...shared,
    id: 'provider-accounts-batch',
    input: batchInput,
    async handle(
      reading: Reading,
      asked: z.infer<typeof batchInput>,
    ): Promise<{ readonly rows: readonly AccountRow[]; readonly isLast: boolean } | Refusal> {
      const places = await readPlaces(reading, asked.subjectId);
      const place = choosePlace(places, asked.place);
      if (place === undefined) return refuse('no-such-place');
      const search = await searchOf(reading, secrets, { place, asked });
      const found = await listSubjectAccountsAfter(
        reading.db,
        search,
        asked.after,
        accountsPerBatch,
      );
      const rows = await withDues(queryableOf(reading.db), secrets, {
        place,
        subjectId: asked.subjectId,
        found,
      });
      return { rows, isLast: found.length < accountsPerBatch };
    },
    shownAccounts: ({ rows }) => rows.map(({ accountId }) => accountId),
  });
}

async function searchOf(
  reading: Reading,
  secrets: FieldCipher,
  { place, asked }: { readonly place: Place; readonly asked: AccountsAsked },
): Promise<SubjectAccountSearch> {
  return {
    subjectId: asked.subjectId,
    hromadaId: place.hromadaId,
    as: place.as,
    on: dayInKyiv(reading.now),
    find: findOf(secrets, asked.find),
    among: await filtered(queryableOf(reading.db), place, asked),
  };
}

const onlyDigits = /^\d+$/;

function findOf(secrets: FieldCipher, text: string): SubjectAccountSearch['find'] {
  if (text === '') return null;
  if (onlyDigits.test(text)) return { numberStart: text };
  return { addressKey: addressKey(text), holderIndex: holderIndex(secrets, text) };
}

/** The accounts that the filters leave; null when there are no filters. */
async function filtered(
  db: Queryable,
  place: Place,
  { subjectId, debt, unread }: AccountsAsked,
): Promise<readonly bigint[] | null> {
  const debtors = debt === undefined ? null : await readDebtorIds(db, subjectId, place);
  if (unread === undefined) return debtors;
  const silent = await readUnreadAccounts(db, readingsOf(subjectId, place, place.openPeriod));
  if (debtors === null) return silent;
  const owing = new Set(debtors);
  return silent.filter((accountId) => owing.has(accountId));
}

async function readDebtorIds(
  db: Queryable,
  subjectId: bigint,
  place: Place,
): Promise<readonly bigint[]> {
  const runs = await listBilledRuns(db, subjectId, place);
  return (await Promise.all(runs.map((run) => listDebtors(db, run)))).flat();
}

async function withDues(
  db: Queryable,
  secrets: FieldCipher,
  of: {
    readonly place: Place;
    readonly subjectId: bigint;
    readonly found: readonly SubjectAccount[];
  },
): Promise<readonly AccountRow[]> {
  const ids = of.found.map(({ accountId }) => accountId);
  const dues = new Map<bigint, Money>();
  for (const run of await listBilledRuns(db, of.subjectId, of.place)) {
    for (const { accountId, debt } of await readAccountBalances(db, run, ids)) {
      dues.set(accountId, kopiykas(debt));
    }
  }
  return Promise.all(
    of.found.map(async ({ holder, ...account }) => ({
      ...account,
      holderName: await openHolder(secrets, { ...account, holder }),
      due: dues.get(account.accountId) ?? null,
    })),
  );
}
