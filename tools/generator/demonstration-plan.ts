import type { Period } from '#kernel/period.ts';
import { housesOf, planCountry, type Country } from './country.ts';
import {
  consumerInApartment,
  consumerInDebt,
  consumerInHouse,
  type PersonSeed,
} from './demonstration.seed.uk.ts';
import {
  personOf,
  type Demonstration,
  type DemonstrationHromada,
  type DemonstrationPerson,
} from './demonstration.ts';
import type { FaultRates } from './faults.ts';
import { habitOf, type PayingHabit } from './habits.ts';
import type { HromadaInput, PlannedAccount, PlannedHouse } from './plan.ts';
import { demonstrationTariffs, type TariffPlan } from './tariffs.ts';

export interface DemonstrationConsumer extends DemonstrationPerson {
  readonly hromadaId: number;
  readonly accountId: bigint;
  readonly accountNumber: string;
}

export interface DemonstrationRequest {
  readonly demonstration: Demonstration;
  /** Identifiers that the database gave: of a territory by code, of a subject by key. */
  readonly territoryId: (code: string) => number;
  readonly subjectId: (key: string) => bigint;
  readonly from: Period;
  readonly months: number;
  readonly faults?: FaultRates;
}

export interface PlannedDemonstration {
  readonly country: Country;
  readonly tariffs: readonly TariffPlan[];
  readonly consumers: readonly DemonstrationConsumer[];
}

/** The demonstration as a country to load, its tariffs, and whose accounts its consumers hold. */
export function planDemonstration(request: DemonstrationRequest): PlannedDemonstration {
  const { demonstration, from, months } = request;
  const { seed } = demonstration;
  const hromadas = demonstration.hromadas.map((hromada) => inputOf(request, hromada));
  const options = {
    seed,
    from,
    months,
    ...(request.faults === undefined ? {} : { faults: request.faults }),
  };
  const consumers = settleConsumers(planCountry({ ...options, hromadas }));
  const country = planCountry({
    ...options,
    hromadas: hromadas.map((hromada) => ({ ...hromada, holders: holdersOf(hromada, consumers) })),
  });
  const tariffs = demonstration.hromadas.flatMap((hromada, index) =>
    demonstrationTariffs({
      seed,
      from,
      code: hromada.code,
      territoryId: request.territoryId(hromada.code),
      localAuthority: hromada.council,
      providers: hromadas[index]?.providers ?? {},
      heat: hromada.heat,
      ...(hromada.priceFactorPermille === undefined
        ? {}
        : { priceFactorPermille: hromada.priceFactorPermille }),
    }),
  );
  return { country, tariffs, consumers: consumers.map(({ consumer }) => consumer) };
}

function inputOf(request: DemonstrationRequest, hromada: DemonstrationHromada): HromadaInput {
  const providers = Object.entries(hromada.providerKeys).map(
    ([service, key]) => [service, request.subjectId(key)] as const,
  );
  return {
    hromadaId: request.territoryId(hromada.code),
    settlementId: request.territoryId(hromada.settlementCode),
    code: hromada.code,
    accounts: hromada.accounts,
    billerId: request.subjectId(hromada.billerKey),
    providers: Object.fromEntries(providers),
    postalIndex: hromada.postalIndex,
  };
}

interface SettledConsumer {
  readonly consumer: DemonstrationConsumer;
  readonly ordinal: number;
}

type Fits = (account: PlannedAccount, house: PlannedHouse, country: Country) => boolean;

const consumersSought: readonly {
  readonly key: string;
  readonly seed: PersonSeed;
  /** The best first; a later one is taken when no account fits the earlier. */
  readonly stories: readonly Fits[];
}[] = [
  {
    key: 'consumer-apartment',
    seed: consumerInApartment,
    stories: [livesWithCentralHeat, livesInApartment],
  },
  { key: 'consumer-house', seed: consumerInHouse, stories: [livesInPrivateHouse, anywhere] },
  {
    key: 'consumer-debtor',
    seed: consumerInDebt,
    stories: [owesWithOwnBoiler('never'), owesWithOwnBoiler('partly'), anywhere],
  },
];

/** Gives each consumer the first account of the town that fits the story. */
function settleConsumers(country: Country): SettledConsumer[] {
  const [town] = country.hromadas;
  if (town === undefined) throw new RangeError('the demonstration has no town');
  const { hromadaId } = town;
  const taken = new Set<bigint>();
  return consumersSought.map(({ key, seed, stories }) => {
    const account = firstAccount(country, town, { stories, taken });
    if (account === undefined) throw new RangeError(`no account of the town is left for ${key}`);
    const { accountId, accountNumber, ordinal } = account;
    taken.add(accountId);
    const person = personOf(key, 'individual-consumer', seed);
    return { consumer: { ...person, hromadaId, accountId, accountNumber }, ordinal };
  });
}

function firstAccount(
  country: Country,
  town: HromadaInput,
  { stories, taken }: { readonly stories: readonly Fits[]; readonly taken: ReadonlySet<bigint> },
): PlannedAccount | undefined {
  for (const fits of stories) {
    for (const house of housesOf(country, town)) {
      const found = house.accounts.find(
        (account) => !taken.has(account.accountId) && fits(account, house, country),
      );
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Central heat and sound meters of water, gas and two-zone electricity; pays on time. */
function livesWithCentralHeat(
  account: PlannedAccount,
  _house: PlannedHouse,
  country: Country,
): boolean {
  return (
    account.heating === 'central' &&
    account.residents >= 2 &&
    hasSoundMeters(account) &&
    account.points.some(({ zones }) => zones === 2) &&
    paysOnTime(account, country)
  );
}

function livesInApartment(_account: PlannedAccount, { kind }: PlannedHouse): boolean {
  return kind === 'apartment';
}

/** Of a town too small for the stories, any account will do. */
function anywhere(): boolean {
  return true;
}

function livesInPrivateHouse(
  account: PlannedAccount,
  house: PlannedHouse,
  country: Country,
): boolean {
  return (
    house.kind === 'private' &&
    account.residents >= 2 &&
    hasSoundMeters(account) &&
    paysOnTime(account, country)
  );
}

/** Left the central heat of the house for an own boiler and does not pay its way. */
function owesWithOwnBoiler(habit: PayingHabit): Fits {
  return (account, house, { seed }) =>
    house.kind === 'apartment' &&
    account.heating === 'own' &&
    account.residents >= 1 &&
    habitOf({ seed, accountId: account.accountId }) === habit;
}

function hasSoundMeters({ points }: PlannedAccount): boolean {
  return points.length === 3 && points.every(({ fault }) => fault === null);
}

function paysOnTime({ accountId }: PlannedAccount, { seed }: Country): boolean {
  return habitOf({ seed, accountId }) === 'in-full-on-time';
}

function holdersOf(
  hromada: HromadaInput,
  settled: readonly SettledConsumer[],
): ReadonlyMap<number, string> {
  const here = settled.filter(({ consumer }) => consumer.hromadaId === hromada.hromadaId);
  return new Map(
    here.map(({ consumer, ordinal }) => [
      ordinal,
      `${consumer.surname} ${consumer.givenName} ${consumer.patronymic}`,
    ]),
  );
}
