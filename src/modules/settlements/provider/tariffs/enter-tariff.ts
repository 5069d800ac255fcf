import { suppliers } from '#kernel/role.ts';
import { defineCommand, defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { isRefusal, type Refusal } from '#kernel/result.ts';
import { listNumberingPlaces } from '#modules/registry/index.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { Execution, Reading } from '#platform/operations.ts';
import { lockGate } from '../../billing/start-run.sql.ts';
import { ownCabinet } from '../places.ts';
import { prepareTariff, type PreparedTariff } from './prepare-tariff.ts';
import { tariffInput, type TariffInput } from './tariff-input.ts';
import { endTariff, insertTariff } from './tariffs.sql.ts';

const shared = {
  law: [law('1039:26.4.k.1'), law('1039:26.4.k.3'), law('1039:15.4')],
  audience: suppliers,
  scope: ownCabinet,
  input: tariffInput,
} as const;

/** What entering a tariff would do, for the page that checks it before it is sent. */
export const checkTariff = defineQuery({
  ...shared,
  id: 'check-tariff',
  handle: (reading: Reading, input: TariffInput): Promise<PreparedTariff | Refusal> =>
    prepareTariff(reading, input),
});

/**
 * Enters a tariff with the decision that set it and its structure. The tariff of the same kind that
 * was in force ends on the day the new one begins; nothing billed is touched.
 */
export const enterTariff = defineCommand({
  ...shared,
  id: 'enter-tariff',
  auditSubject: ({ providerId, service, component }: TariffInput) =>
    `tariff:${providerId}:${service}:${component}`,
  async handle(
    { tx, now }: Execution,
    input: TariffInput,
  ): Promise<{ readonly tariffId: bigint } | Refusal> {
    const db = queryableOf(tx);
    await waitForRuns(db, input);
    const prepared = await prepareTariff({ db: tx, now }, input);
    if (isRefusal(prepared)) return prepared;
    const { tariff, ends } = prepared;
    if (ends !== undefined) await endTariff(db, ends.tariffId, tariff.validFrom);
    return { tariffId: await insertTariff(db, tariff) };
  },
});

/** No run of the hromada may start between the look at billed months and the entry. */
async function waitForRuns(db: Queryable, { providerId, territoryId }: TariffInput): Promise<void> {
  const places = await listNumberingPlaces(db, providerId);
  const billers = places
    .filter(({ hromadaId }) => hromadaId === territoryId)
    .map(({ billerId }) => billerId)
    .sort((a, b) => Number(a - b));
  for (const billerId of billers) await lockGate(db, billerId, territoryId);
}
