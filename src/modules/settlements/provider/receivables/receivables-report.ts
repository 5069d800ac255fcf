import { suppliers } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { kopiykas, type Money } from '#kernel/money.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { readAccountLabels, readSubjectNames } from '#modules/registry/index.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { listBilledRuns, listLargestDebts, type BilledRun } from '../balances.sql.ts';
import { ownCabinet, placeInput, readPlaces, type Place } from '../places.ts';
import {
  addAges,
  noAges,
  readOldAges,
  readReceivables,
  type Ages,
  type Receivable,
} from './receivables.ts';

/** Accounts that the page ranks, and the most that a file lists. */
const debtorsShown = 25;
export const debtorsMax = 10_000;

const input = placeInput.extend({
  debtors: z.literal([debtorsShown, debtorsMax]).default(debtorsShown),
});

/** What one account owes, all services together. */
export interface Debtor {
  readonly accountId: bigint;
  readonly place: Place;
  readonly number: string;
  readonly address: string;
  readonly debt: Money;
  /** How old the debts of its services are; overpaid services make them more than `debt`. */
  readonly ages: Ages;
}

export interface ReceivablesReport {
  readonly places: readonly Place[];
  /** The place that the page is about; undefined for all of them. */
  readonly chosen: Place | undefined;
  readonly receivables: readonly Receivable[];
  readonly providerNames: ReadonlyMap<bigint, string>;
  /** Largest first. */
  readonly debtors: readonly Debtor[];
}

/** What is owed, how old it is and who owes most (1039:15.10). */
export const receivablesReport = defineQuery({
  id: 'receivables-report',
  law: [law('1039:15.10'), law('1039:26.4.j')],
  audience: suppliers,
  scope: ownCabinet,
  input,
  async handle(reading: Reading, asked): Promise<ReceivablesReport | Refusal> {
    const { subjectId } = asked;
    const places = await readPlaces(reading, subjectId);
    const chosen = places.find(({ key }) => key === asked.place);
    if (asked.place !== undefined && chosen === undefined) return refuse('no-such-place');
    const db = queryableOf(reading.db);
    const receivables: Receivable[] = [];
    const debtors: Debtor[] = [];
    for (const place of chosen === undefined ? places : [chosen]) {
      receivables.push(...(await readReceivables(db, subjectId, place)));
      for (const run of await listBilledRuns(db, subjectId, place)) {
        debtors.push(...(await readDebtors(reading, { place, run, limit: asked.debtors })));
      }
    }
    const names = await readSubjectNames(
      reading.db,
      receivables.map(({ providerId }) => providerId),
    );
    return {
      places,
      chosen,
      receivables,
      providerNames: new Map([...names].map(([id, { shortName }]) => [id, shortName])),
      debtors: debtors.sort(byDebt).slice(0, asked.debtors),
    };
  },
  shownAccounts: ({ debtors }) => debtors.map(({ accountId }) => accountId),
});

function byDebt(a: Debtor, b: Debtor): number {
  return Number(b.debt - a.debt) || Number(a.accountId - b.accountId);
}

async function readDebtors(
  reading: Reading,
  asked: { readonly place: Place; readonly run: BilledRun; readonly limit: number },
): Promise<readonly Debtor[]> {
  const { place, run, limit } = asked;
  const db = queryableOf(reading.db);
  const largest = await listLargestDebts(db, run, limit);
  const ids = largest.map(({ accountId }) => accountId);
  const labels = await readAccountLabels(reading.db, run.hromadaId, ids);
  const ages = await readAgesOfAccounts(db, run, ids);
  return largest.map(({ accountId, debt }) => ({
    accountId,
    place,
    number: labels.get(accountId)?.number ?? '',
    address: labels.get(accountId)?.address ?? '',
    debt: kopiykas(debt),
    ages: ages.get(accountId) ?? noAges,
  }));
}

/** Ages of what earlier months left; a debt within the newest charge has none to tell. */
async function readAgesOfAccounts(
  db: Queryable,
  run: BilledRun,
  accountIds: readonly bigint[],
): Promise<ReadonlyMap<bigint, Ages>> {
  const ages = new Map<bigint, Ages>();
  for (const { debt, ages: own } of await readOldAges(db, run, accountIds)) {
    ages.set(debt.accountId, addAges(ages.get(debt.accountId) ?? noAges, own));
  }
  return ages;
}
