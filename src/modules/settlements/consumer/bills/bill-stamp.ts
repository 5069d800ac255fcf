import { consumers } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { minuteOf } from '#platform/clock.ts';
import { Batcher } from '#platform/db/batcher.ts';
import type { Database } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import { hromadaOf } from '../../account-id.ts';
import { readAccountVersions, type AccountPlace } from '../../payments/ledger.sql.ts';
import { billAddress, type BillAddress } from './find-bill.ts';

/**
 * Names the state of what a bill's page shows: every posting to the account since it was opened,
 * and the minute, for names, numbers and new bills, which are no hurry.
 */
export const billStamp = defineQuery({
  id: 'bill-stamp',
  law: [law('1039:26.5.a.4')],
  audience: consumers,
  scope: { kind: 'account', act: 'see', key: ({ accountId }: BillAddress) => String(accountId) },
  input: billAddress,
  async handle({ db, now }: Reading, { accountId }: BillAddress): Promise<string> {
    const version = await versionsOf(db).ask({ hromadaId: hromadaOf(accountId), accountId });
    return `${version} ${minuteOf(now)}`;
  },
});

const versionsAsked = new WeakMap<Database, Batcher<AccountPlace, bigint>>();

/** On the day when bills come many ask at once: their versions are looked up together. */
function versionsOf(db: Database): Batcher<AccountPlace, bigint> {
  let batcher = versionsAsked.get(db);
  if (batcher === undefined) {
    batcher = new Batcher((accounts) => readAccountVersions(queryableOf(db), accounts));
    versionsAsked.set(db, batcher);
  }
  return batcher;
}
