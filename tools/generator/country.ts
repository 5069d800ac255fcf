import { firstDay } from '#kernel/period.ts';
import { monthNumber } from './dates.ts';
import { usualFaults, type FaultRates } from './faults.ts';
import { planApartmentHouse, planPrivateHouse } from './house.ts';
import type { CountryOptions, HromadaInput, PlanContext, PlannedHouse } from './plan.ts';
import { stream, type Random } from './random.ts';

/** A planned country: nothing is kept but the options, every stream plans its houses anew. */
export interface Country extends CountryOptions {
  readonly faults: FaultRates;
}

const privateShare = 0.3;
const houseFlatsMedian = 36;
const houseFlatsSigma = 1;
const houseFlatsMax = 1200;
const smallestLimit = 8;
/** No house of a small place holds more than this share of its flats. */
const largestHouseShare = 0.3;
/** From this size on a hromada has one house of the largest kind: a hot spot on purpose. */
const accountsForLargestHouse = 20_000;
const streetsToStartFrom = 20;
// Beyond it hromada_id · 2^32 would not be a safe integer for readers in other languages.
const hromadaIdMax = 2 ** 21 - 1;

/** Plans a country. Throws RangeError when its numbers are out of bounds. */
export function planCountry(options: CountryOptions): Country {
  if (!Number.isInteger(options.months) || options.months < 1) {
    throw new RangeError(`not a number of months: ${options.months}`);
  }
  for (const { hromadaId, accounts } of options.hromadas) {
    if (!Number.isInteger(hromadaId) || hromadaId < 1 || hromadaId > hromadaIdMax) {
      throw new RangeError(`not a hromada id: ${hromadaId}`);
    }
    if (!Number.isInteger(accounts) || accounts < 1) {
      throw new RangeError(`not a number of accounts: ${accounts}`);
    }
  }
  return { ...options, faults: options.faults ?? usualFaults };
}

/** All houses with all that is in them, in ascending order of identifiers inside each hromada. */
export function* houses(country: Country): Generator<PlannedHouse> {
  for (const hromada of country.hromadas) yield* housesOf(country, hromada);
}

export function* housesOf(country: Country, hromada: HromadaInput): Generator<PlannedHouse> {
  const context = contextOf(country, hromada);
  const privateHouses = Math.round(hromada.accounts * privateShare);
  let firstAccount = 1;
  let firstCounter = 1;
  let ordinal = 0;
  for (const flats of houseSizes(context, hromada.accounts - privateHouses)) {
    const house = planApartmentHouse({ context, ordinal, firstAccount, firstCounter }, flats);
    firstAccount += flats;
    firstCounter = house.nextCounter;
    ordinal += 1;
    yield house;
  }
  for (ordinal = 0; ordinal < privateHouses; ordinal += 1) {
    const house = planPrivateHouse({ context, ordinal, firstAccount, firstCounter });
    firstAccount += 1;
    firstCounter = house.nextCounter;
    yield house;
  }
}

function contextOf(country: Country, hromada: HromadaInput): PlanContext {
  const { seed, months, faults } = country;
  const { year, month } = firstDay(country.from);
  return {
    seed,
    hromada,
    fromYear: year,
    fromMonth: monthNumber(year, month),
    months,
    faults,
    streetOffset: stream(seed, 'streets', hromada.code).integer(0, streetsToStartFrom - 1),
  };
}

function* houseSizes({ seed, hromada }: PlanContext, flatsInAll: number): Generator<number> {
  const random = stream(seed, 'house-sizes', hromada.code);
  const share = Math.ceil(flatsInAll * largestHouseShare);
  const limit = Math.min(houseFlatsMax, Math.max(smallestLimit, share));
  let left = flatsInAll;
  if (hromada.accounts >= accountsForLargestHouse) {
    yield houseFlatsMax;
    left -= houseFlatsMax;
  }
  while (left > 0) {
    const flats = Math.min(left, limit, houseSize(random));
    yield flats;
    left -= flats;
  }
}

function houseSize(random: Random): number {
  return Math.max(2, Math.round(random.logNormal(houseFlatsMedian, houseFlatsSigma)));
}
