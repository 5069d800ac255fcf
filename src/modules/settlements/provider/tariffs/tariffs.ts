import { suppliers } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { contains } from '#kernel/period.ts';
import type { Price } from '#kernel/price.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { services } from '#kernel/service.ts';
import { readTerritories } from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Database } from '#platform/db/database.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { accountIdSchema } from '../../account-id.ts';
import {
  findTariffInFull,
  listTariffs,
  type PublicTariff,
  type TariffInFull,
} from '../../public-tariffs.sql.ts';
import { checkTariffArithmetic, type TariffArithmetic } from '../../rules/tariff-arithmetic.ts';
import { ownCabinet } from '../places.ts';
import { tariffComponents } from './tariff-input.ts';
import { readTariffProviders, readTariffTerritories, type TariffProvider } from './tariff-reach.ts';
import { readTariffItems } from './tariffs.sql.ts';

export const tariffTimes = ['now', 'future', 'former'] as const;
export type TariffTime = (typeof tariffTimes)[number];

const listInput = z.object({
  subjectId: z.bigint(),
  time: z.enum(tariffTimes).catch('now'),
});

export interface ListedTariff {
  readonly tariff: PublicTariff;
  readonly providerName: string;
  readonly territoryName: string;
  readonly items: number;
  readonly check: TariffArithmetic;
}

export interface ProviderTariffs {
  readonly time: TariffTime;
  readonly counts: Readonly<Record<TariffTime, number>>;
  readonly rows: readonly ListedTariff[];
  readonly providers: readonly TariffProvider[];
}

const shared = {
  law: [law('1039:26.4.k.1'), law('1039:26.4.k.3'), law('1039:15.4')],
  audience: suppliers,
  scope: ownCabinet,
} as const;

/** Tariffs of the subject and of the providers it bills: in force, to come, and past. */
export const providerTariffs = defineQuery({
  ...shared,
  id: 'provider-tariffs',
  input: listInput,
  async handle(reading: Reading, { subjectId, time }): Promise<ProviderTariffs> {
    const providers = await readTariffProviders(reading, subjectId);
    const all = (
      await Promise.all(providers.map((provider) => readTariffsOf(reading.db, provider)))
    ).flat();
    const today = dayInKyiv(reading.now);
    const counts = { now: 0, future: 0, former: 0 };
    for (const { tariff } of all) counts[timeOf(tariff, today)] += 1;
    const listed = all.filter(({ tariff }) => timeOf(tariff, today) === time);
    return { time, counts, rows: await describe(reading.db, listed), providers };
  },
});

interface NamedTariff {
  readonly tariff: PublicTariff;
  readonly providerName: string;
}

async function readTariffsOf(
  db: Database,
  provider: TariffProvider,
): Promise<readonly NamedTariff[]> {
  const territoryIds = await readTariffTerritories(db, provider);
  const tariffs = await listTariffs(db, { providerId: provider.providerId, territoryIds });
  return tariffs.map((tariff) => ({ tariff, providerName: provider.name }));
}

function timeOf({ valid }: PublicTariff, today: Temporal.PlainDate): TariffTime {
  if (contains(valid, today)) return 'now';
  return Temporal.PlainDate.compare(valid.from, today) > 0 ? 'future' : 'former';
}

/** Service by service in the order of a bill, what is used before what is paid every month. */
function inOrder({ tariff: a }: NamedTariff, { tariff: b }: NamedTariff): number {
  return (
    services.indexOf(a.service) - services.indexOf(b.service) ||
    tariffComponents.indexOf(a.component) - tariffComponents.indexOf(b.component) ||
    a.zone - b.zone ||
    a.territoryId - b.territoryId ||
    Temporal.PlainDate.compare(b.valid.from, a.valid.from)
  );
}

async function describe(
  db: Database,
  tariffs: readonly NamedTariff[],
): Promise<readonly ListedTariff[]> {
  const ids = tariffs.map(({ tariff }) => tariff.tariffId);
  const prices = new Map<bigint, Price[]>();
  for (const { tariffId, netPrice } of await readTariffItems(queryableOf(db), ids)) {
    prices.set(tariffId, [...(prices.get(tariffId) ?? []), netPrice]);
  }
  const territories = await readTerritories(db, [
    ...new Set(tariffs.map(({ tariff }) => tariff.territoryId)),
  ]);
  return tariffs.toSorted(inOrder).map(({ tariff, providerName }) => {
    const items = prices.get(tariff.tariffId) ?? [];
    return {
      tariff,
      providerName,
      territoryName: territories.get(tariff.territoryId)?.name ?? '',
      items: items.length,
      check: checkTariffArithmetic({ ...tariff, items }),
    };
  });
}

const oneInput = z.object({ subjectId: z.bigint(), tariffId: accountIdSchema });

export interface ProviderTariff extends TariffInFull {
  readonly providerName: string;
  readonly territoryName: string;
  readonly check: TariffArithmetic;
}

/** One tariff with its structure, its sums and its neighbours in time. */
export const providerTariff = defineQuery({
  ...shared,
  id: 'provider-tariff',
  input: oneInput,
  async handle(
    reading: Reading,
    { subjectId, tariffId }: z.infer<typeof oneInput>,
  ): Promise<ProviderTariff | Refusal> {
    const found = await findTariffInFull(reading.db, tariffId);
    if (found === undefined) return refuse('no-such-tariff');
    const { tariff, parts } = found;
    const providers = await readTariffProviders(reading, subjectId);
    const provider = providers.find(({ providerId }) => providerId === tariff.providerId);
    if (provider === undefined) return refuse('no-such-tariff');
    const territoryIds = await readTariffTerritories(reading.db, provider);
    if (!territoryIds.includes(tariff.territoryId)) return refuse('no-such-tariff');
    const territories = await readTerritories(reading.db, [tariff.territoryId]);
    return {
      ...found,
      providerName: provider.name,
      territoryName: territories.get(tariff.territoryId)?.name ?? '',
      check: checkTariffArithmetic({ ...tariff, items: parts.map(({ netPrice }) => netPrice) }),
    };
  },
});
