import { planAccount } from './account.ts';
import { chooseResidents, chooseStoreys, flatArea, privateHouseArea } from './dwellings.ts';
import { Identifiers } from './identifiers.ts';
import type { PlanContext, PlannedAccount, PlannedHouse } from './plan.ts';
import { planHeatPoint } from './points.ts';
import { stream } from './random.ts';
import { apartmentStreets, privateStreets } from './streets.seed.uk.ts';

/** Where a house stands in its hromada. */
export interface HousePlace {
  readonly context: PlanContext;
  /** From 0 among the houses of its kind. */
  readonly ordinal: number;
  readonly firstAccount: number;
  readonly firstCounter: number;
}

const ownBoilerShare = 0.06;
const collectiveShare = 0.08;
const smallHouseFlatsMax = 8;
const centralShareOfSmall = 0.3;
const centralShareOfOthers = 0.95;
const gasStoreysMax = 9;
const commonAreaShare = 0.12;
const builtYearMin = 1958;
const builtYearsBeforeStart = 4;
const privateStoreysMax = 2;
const apartmentHousesOnStreet = 24;
const privateHousesOnStreet = 60;

/** An apartment house with this many flats. */
export function planApartmentHouse(place: HousePlace, flats: number): PlannedHouse {
  const { context } = place;
  const { hromada } = context;
  const random = stream(context.seed, 'apartment-house', hromada.code, place.ordinal);
  const identifiers = new Identifiers(hromada.hromadaId, place.firstCounter);
  const small = flats <= smallHouseFlatsMax;
  const warmed = random.chance(small ? centralShareOfSmall : centralShareOfOthers);
  const central = warmed && hromada.providers.heat !== undefined;
  const collective = random.chance(collectiveShare) && !small;
  const builtYear = chooseBuiltYear(place, random.fraction());
  const storeys = chooseStoreys(random, flats);
  const buildingId = identifiers.take();
  const heatPoint = central ? planHeatPoint({ context, random, identifiers }) : null;
  const accounts: PlannedAccount[] = [];
  for (let flat = 1; flat <= flats; flat += 1) {
    const ownBoiler = random.chance(ownBoilerShare);
    const dwelling = {
      ...flatArea(random),
      kind: 'apartment' as const,
      ordinal: place.firstAccount + flat - 1,
      premisesNumber: String(flat),
      heating: central && !ownBoiler ? ('central' as const) : ('own' as const),
      centralHouse: central,
      collective,
      gas: storeys <= gasStoreysMax,
      residents: chooseResidents(random, 'apartment'),
    };
    accounts.push(planAccount({ context, random, identifiers, builtYear }, dwelling));
  }
  return {
    hromada,
    buildingId,
    kind: 'apartment',
    ...address(apartmentStreets, apartmentHousesOnStreet, place),
    storeys,
    builtYear,
    ...areasOf(accounts),
    accounts,
    heatPoint,
    nextCounter: identifiers.upcoming(),
  };
}

/** A house of one family, heated by itself. */
export function planPrivateHouse(place: HousePlace): PlannedHouse {
  const { context } = place;
  const { hromada } = context;
  const random = stream(context.seed, 'private-house', hromada.code, place.ordinal);
  const identifiers = new Identifiers(hromada.hromadaId, place.firstCounter);
  const builtYear = chooseBuiltYear(place, random.fraction());
  const storeys = random.integer(1, privateStoreysMax);
  const buildingId = identifiers.take();
  const area = privateHouseArea(random);
  const account = planAccount(
    { context, random, identifiers, builtYear },
    {
      ...area,
      kind: 'private',
      ordinal: place.firstAccount,
      premisesNumber: '',
      heating: 'own',
      centralHouse: false,
      collective: false,
      gas: true,
      residents: chooseResidents(random, 'private'),
    },
  );
  return {
    hromada,
    buildingId,
    kind: 'private',
    ...address(privateStreets, privateHousesOnStreet, place),
    storeys,
    builtYear,
    ...area,
    centralCentiM2: 0,
    accounts: [account],
    heatPoint: null,
    nextCounter: identifiers.upcoming(),
  };
}

function chooseBuiltYear({ context }: HousePlace, fraction: number): number {
  const latest = context.fromYear - builtYearsBeforeStart;
  return builtYearMin + Math.floor(fraction * (latest - builtYearMin + 1));
}

function areasOf(
  accounts: readonly PlannedAccount[],
): Pick<PlannedHouse, 'areaCentiM2' | 'heatedCentiM2' | 'centralCentiM2'> {
  let area = 0;
  let heatedCentiM2 = 0;
  let centralCentiM2 = 0;
  for (const account of accounts) {
    area += account.areaCentiM2;
    heatedCentiM2 += account.heatedCentiM2;
    if (account.heating === 'central') centralCentiM2 += account.heatedCentiM2;
  }
  return { areaCentiM2: Math.round(area * (1 + commonAreaShare)), heatedCentiM2, centralCentiM2 };
}

/** Streets fill up one after another; when all are full, their numbers run on. */
function address(
  streets: readonly string[],
  housesOnStreet: number,
  { context, ordinal }: HousePlace,
): { street: string; houseNumber: string } {
  const block = Math.floor(ordinal / housesOnStreet);
  const street = streets[(context.streetOffset + block) % streets.length] ?? '';
  const round = Math.floor(block / streets.length);
  return { street, houseNumber: String(round * housesOnStreet + (ordinal % housesOnStreet) + 1) };
}
