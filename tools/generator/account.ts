import { dateText, monthNumber } from './dates.ts';
import type { DwellingArea } from './dwellings.ts';
import type { Identifiers } from './identifiers.ts';
import { inventHolderName } from './people.ts';
import type {
  MeteredService,
  MeteringPoint,
  PlanContext,
  PlannedAccount,
  PlannedService,
} from './plan.ts';
import { planPoint } from './points.ts';
import type { Random } from './random.ts';
import { chooseServices } from './services.ts';

/** A house while its accounts are being planned. */
export interface HouseInHand {
  readonly context: PlanContext;
  readonly random: Random;
  readonly identifiers: Identifiers;
  readonly builtYear: number;
}

export interface Dwelling extends DwellingArea {
  readonly kind: 'apartment' | 'private';
  /** Number of the account in its hromada, from 1. */
  readonly ordinal: number;
  readonly premisesNumber: string;
  readonly heating: 'central' | 'own';
  readonly centralHouse: boolean;
  readonly collective: boolean;
  readonly gas: boolean;
  readonly residents: number;
}

// The last five digits of a KATOTTG code are unique in the register.
const accountPrefixLength = 5;
const accountDigits = 7;
const openedYearMin = 2001;
const monthsInYear = 12;
const safeDayMax = 28;

/** The account of a dwelling with its holder, services and meters. */
export function planAccount(house: HouseInHand, dwelling: Dwelling): PlannedAccount {
  const { context, random, identifiers } = house;
  const { ordinal, premisesNumber, residents, areaCentiM2, heatedCentiM2, heating } = dwelling;
  const { code, holders, providers } = context.hromada;
  const invented = inventHolderName(random);
  const premisesId = identifiers.take();
  const accountId = identifiers.take();
  const services = chooseServices({ ...dwelling, providers, random });
  return {
    ordinal,
    premisesId,
    accountId,
    accountNumber: code.slice(-accountPrefixLength) + String(ordinal).padStart(accountDigits, '0'),
    premisesNumber,
    holderName: holders?.get(ordinal) ?? invented,
    residents,
    areaCentiM2,
    heatedCentiM2,
    heating,
    openedOn: openedOn(house),
    services,
    points: planPoints(house, services),
  };
}

const servicesWithMeter: readonly MeteredService[] = [
  'cold-water',
  'electricity-supply',
  'gas-supply',
];

/** One meter serves both lines of electricity and of gas, and the sewerage with the water. */
function planPoints(house: HouseInHand, services: readonly PlannedService[]): MeteringPoint[] {
  const points: MeteringPoint[] = [];
  for (const service of servicesWithMeter) {
    const metered = services.some((line) => line.service === service && line.basis === 'meter');
    if (metered) points.push(planPoint({ ...house, service }));
  }
  return points;
}

function openedOn({ context, random, builtYear }: HouseInHand): string {
  const year = random.integer(Math.max(openedYearMin, builtYear), context.fromYear - 1);
  const month = monthNumber(year, random.integer(1, monthsInYear));
  return dateText(month, random.integer(1, safeDayMax));
}
