import { consumers } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { minuteOf } from '#platform/clock.ts';
import type { Reading } from '#platform/operations.ts';
import { hromadaOf } from '../../account-id.ts';
import { readAccountVersions } from '../../payments/ledger.sql.ts';
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
  /** On the day when bills come many ask at once: their versions are looked up together. */
  async handle({ now, together }: Reading, { accountId }: BillAddress): Promise<string> {
    const version = await together(readAccountVersions, {
      ...{ hromadaId: hromadaOf(accountId), accountId },
    });
    return `${version} ${minuteOf(now)}`;
  },
});
