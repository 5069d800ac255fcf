import {
  listBilledServices,
  readSubjectNames,
  readTerritoryChain,
} from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { readPlaces, type Place } from '../places.ts';

/** A provider whose tariffs the subject sees and enters, and the hromadas in which it does. */
export interface TariffProvider {
  readonly providerId: bigint;
  readonly name: string;
  readonly places: readonly Place[];
}

/**
 * The providers whose tariffs concern a subject: itself where it serves consumers, and those whose
 * services it bills. Of others' tariffs it has nothing to enter.
 */
export async function readTariffProviders(
  { db, now }: { readonly db: Database | Tx; readonly now: Temporal.Instant },
  subjectId: bigint,
): Promise<readonly TariffProvider[]> {
  const places = await readPlaces({ db, now }, subjectId);
  const placesOf = new Map<bigint, Place[]>();
  const add = (providerId: bigint, place: Place) => {
    const known = placesOf.get(providerId) ?? [];
    if (known.some(({ hromadaId }) => hromadaId === place.hromadaId)) return;
    placesOf.set(providerId, [...known, place]);
  };
  for (const place of places) {
    if (place.as === 'provider') {
      add(subjectId, place);
      continue;
    }
    const biller = { subjectId, hromadaId: place.hromadaId };
    for (const { providerId } of await listBilledServices(db, biller, dayInKyiv(now))) {
      add(providerId, place);
    }
  }
  const names = await readSubjectNames(db, [...placesOf.keys()]);
  return [...placesOf]
    .map(([providerId, found]) => ({
      providerId,
      name: names.get(providerId)?.shortName ?? '',
      places: found,
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'uk'));
}

/** The territories whose tariffs hold in the provider's hromadas: those and all above them. */
export async function readTariffTerritories(
  db: Database,
  { places }: Pick<TariffProvider, 'places'>,
): Promise<readonly number[]> {
  const ids = new Set<number>();
  for (const { hromadaId } of places) {
    const chain = await readTerritoryChain(queryableOf(db), hromadaId);
    for (const { territory_id } of chain) ids.add(territory_id);
  }
  return [...ids];
}
