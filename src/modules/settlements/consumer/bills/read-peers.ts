import { firstDay, lastDay, type Period } from '#kernel/period.ts';
import type { Service } from '#kernel/service.ts';
import { listNearAccounts, type Account } from '#modules/registry/index.ts';
import type { Database } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { ChargeLine } from '../lines/line.ts';
import { readPeerUse } from './bill.sql.ts';
import { compareUse, perWhat, type Comparison } from './compare-use.ts';

/** Neighbours that an average is taken from; a few milliseconds of reading. */
const nearAccountsMax = 1_000;
/** An average of fewer would tell about each of them. */
const peersMin = 5;
const microPerHundredth = 10_000n;

/** What comparable households of the hromada used and paid that month (2119:8.3). */
export async function readComparisons(
  db: Database,
  account: Account,
  period: Period,
  lines: readonly ChargeLine[],
): Promise<readonly Comparison[]> {
  const queryable = queryableOf(db);
  const month = firstDay(period);
  const near = await listNearAccounts(queryable, account, lastDay(period), nearAccountsMax);
  const own = lines.filter(({ component }) => component === 'volume');
  const services = (per: 'person' | 'area'): readonly Service[] =>
    own.map(({ service }) => service).filter((service) => perWhat(service) === per);
  const peersBy = (per: 'person' | 'area', weights: readonly bigint[]) =>
    readPeerUse(queryable, account.hromadaId, month, {
      accountIds: near.map(({ account_id }) => account_id),
      weights,
      services: services(per),
      accountsMin: peersMin,
    });
  const peers = [
    ...(await peersBy(
      'person',
      near.map(({ residents }) => BigInt(residents)),
    )),
    ...(await peersBy(
      'area',
      near.map(({ heated_area }) => heated_area),
    )),
  ];
  const weights = {
    persons: BigInt(account.residents),
    area: account.premises.heatedArea.micro / microPerHundredth,
  };
  return compareUse(own, weights, peers);
}
