import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import {
  findHromadaOf,
  findProvisionRights,
  findTerritory,
  findTerritoryByCode,
  listChildTerritories,
  listStatuses,
  readSubjectNames,
  type ChildTerritory,
  type ProvisionRight,
  type StatusOfTerritory,
  type SubjectName,
  type Territory,
} from '#modules/registry/index.ts';
import { listTariffs, type PublicTariff } from '#modules/settlements/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { everybody } from '#kernel/role.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';

const input = z.object({ code: z.string().regex(/^UA\d{17}$/) });

export interface TerritoryFacts {
  readonly territory: Territory;
  /** The hromada whose sums are shown; undefined above the level of hromadas. */
  readonly hromada: Territory | undefined;
  readonly statuses: readonly StatusOfTerritory[];
  /** Rights that reach the territory; in a region, rights of the territories inside it. */
  readonly rights: readonly ProvisionRight[];
  readonly moreRights: boolean;
  /** In force today for the territory or for what it lies in; none in a region. */
  readonly tariffs: readonly PublicTariff[];
  readonly providers: ReadonlyMap<bigint, SubjectName>;
  readonly children: readonly ChildTerritory[];
  readonly today: Temporal.PlainDate;
}

/** Services on a territory, their providers and prices, by what document (1039:12.1). */
export const territoryFacts = defineQuery({
  id: 'portal.territory',
  law: [law('1039:12.1'), law('1039:12.3'), law('1039:23.2.b'), law('1039:44')],
  audience: everybody,
  scope: { kind: 'public' },
  input,
  async handle(
    { db, now }: Reading,
    { code }: z.infer<typeof input>,
  ): Promise<TerritoryFacts | Refusal> {
    const territory = await findTerritoryByCode(db, code);
    if (territory === undefined) return refuse('territory-not-found');
    const today = dayInKyiv(now);
    const { territoryId } = territory;
    const hromadaId = await findHromadaOf(db, territoryId);
    const isRegion = hromadaId === undefined;
    const rights = await findProvisionRights(db, today, {
      territoryId,
      inside: isRegion,
      on: today,
      page: 1,
    });
    const tariffs = isRegion ? [] : await listTariffsHere(db, territory, today);
    const providerIds = tariffs.map(({ providerId }) => providerId);
    return {
      territory,
      hromada: hromadaId === undefined ? undefined : await findTerritory(db, hromadaId),
      statuses: await listStatuses(db, territoryId),
      rights: rights.rows,
      moreRights: rights.hasMore,
      tariffs,
      providers: await readSubjectNames(db, providerIds),
      children: await listChildTerritories(db, territoryId, today),
      today,
    };
  },
});

/** A tariff for a narrower territory hides the one for a wider, as in the monthly run. */
async function listTariffsHere(
  db: Database,
  { path }: Territory,
  today: Temporal.PlainDate,
): Promise<readonly PublicTariff[]> {
  const chain = path.map(({ territoryId }) => territoryId);
  const tariffs = await listTariffs(db, { territoryIds: chain, on: today });
  const distance = (tariff: PublicTariff) => chain.indexOf(tariff.territoryId);
  const kindOf = (tariff: PublicTariff) =>
    [tariff.providerId, tariff.service, tariff.component, tariff.zone, tariff.category].join(':');
  const nearest = new Map<string, number>();
  for (const tariff of tariffs) {
    const known = nearest.get(kindOf(tariff)) ?? chain.length;
    nearest.set(kindOf(tariff), Math.min(known, distance(tariff)));
  }
  return tariffs.filter((tariff) => nearest.get(kindOf(tariff)) === distance(tariff));
}
