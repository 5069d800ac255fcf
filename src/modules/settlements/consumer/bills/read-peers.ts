import { firstDay, type Period } from '#kernel/period.ts';
import type { Account } from '#modules/registry/index.ts';
import type { Database } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { weightOf } from '../../rules/comparable-use.ts';
import type { ChargeLine } from '../lines/line.ts';
import { readPeerUse, type BillRow, type PeerRow } from './bill.sql.ts';
import { compareUse, type Comparison } from './compare-use.ts';

/** An average of fewer would tell about each of them. */
const peersMin = 5;
const microPerHundredth = 10_000n;

interface BilledMonth {
  readonly period: Period;
  readonly row: Pick<BillRow, 'residents' | 'heated_area'>;
  readonly lines: readonly ChargeLine[];
}

/** What comparable households of the hromada used and paid that month (2119:8.3). */
export async function readComparisons(
  db: Database,
  account: Account,
  { period, row, lines }: BilledMonth,
): Promise<readonly Comparison[]> {
  const { premises } = account;
  const household = householdOf(account, row);
  const own = lines.filter(({ component }) => component === 'volume');
  const all = await readPeerUse(queryableOf(db), account.hromadaId, firstDay(period), {
    premisesKind: premises.kind,
    heating: premises.heating,
  });
  const peers = all
    .map((group) => without(own, household, group))
    .filter(({ accounts, weight }) => accounts >= peersMin && weight > 0n);
  const weights = { persons: BigInt(household.residents), area: household.heatedArea };
  return compareUse(own, weights, peers);
}

type Household = Parameters<typeof weightOf>[1];

/** The household as it was charged; of bills that do not remember it, as it is now. */
function householdOf({ premises, residents }: Account, row: BilledMonth['row']): Household {
  return {
    residents: row.residents ?? residents,
    heatedArea: row.heated_area ?? premises.heatedArea.micro / microPerHundredth,
  };
}

/** The others of a group: what the household itself added is taken out. */
function without(own: readonly ChargeLine[], household: Household, group: PeerRow): PeerRow {
  const line = own.find(({ service, rule }) => service === group.service && rule === group.basis);
  if (line === undefined) return group;
  const weight = weightOf(group.service, household);
  if (weight <= 0n || line.volume < 0n) return group;
  return {
    ...group,
    accounts: group.accounts - 1,
    weight: group.weight - weight,
    volume: group.volume - line.volume,
    amount: group.amount - line.amount,
  };
}
