import { distributeByLargestRemainder, divideHalfUp } from '#kernel/money.ts';
import { addPeriods, firstDay, type DateRange, type Period } from '#kernel/period.ts';
import { price, type Price } from '#kernel/price.ts';
import type { Unit } from '#kernel/quantity.ts';
import type { Service } from '#kernel/service.ts';
import { stream } from './random.ts';
import {
  energyAuthority,
  structures,
  subscriptionStructure,
  type StructureItem,
} from './tariffs.seed.uk.ts';

export interface TariffItem {
  readonly title: string;
  readonly netPrice: Price;
}

export interface TariffPlan {
  readonly providerId: bigint;
  readonly service: Service;
  readonly component: 'volume' | 'fixed' | 'subscription';
  /** 0 the whole day; 1 day and 2 night of two-zone meters. */
  readonly zone: 0 | 1 | 2;
  readonly territoryId: number;
  readonly category: 'population';
  readonly unit: Unit;
  readonly netPrice: Price;
  readonly vatPercent: number;
  readonly grossPrice: Price;
  readonly valid: DateRange;
  readonly decisionAuthority: string;
  readonly decisionNumber: string;
  readonly decisionOn: Temporal.PlainDate;
  readonly publishedOn: Temporal.PlainDate;
  /** Sum exactly to the net price. */
  readonly items: readonly TariffItem[];
}

export interface TariffRequest {
  readonly seed: number;
  /** KATOTTG code of the hromada. */
  readonly code: string;
  readonly territoryId: number;
  readonly localAuthority: string;
  readonly providers: Partial<Readonly<Record<Service, bigint>>>;
  /** First month of the country; prices are in force since the year before. */
  readonly from: Period;
  /** Local prices in thousandths of the usual ones; drawn when not given. */
  readonly priceFactorPermille?: number;
  /** Two-part heat has a fixed price for every month beside that for a Gcal. */
  readonly heat?: 'one-part' | 'two-part';
}

interface PriceLine {
  readonly service: Service;
  readonly component: TariffPlan['component'];
  readonly zone?: TariffPlan['zone'];
  readonly unit: Unit;
  readonly net: string;
  /** Prices of gas and electricity are the same in the whole country. */
  readonly scope: 'local' | 'national';
  readonly heat?: 'one-part' | 'two-part';
  /** Day in the thirteenth month on which the price was raised to the present one. */
  readonly raisedOnDay?: number;
}

/**
 * Net prices of the demonstration. With VAT: management 7.20, heat 1 654.41, cold water 16.164,
 * sewerage 14.22, waste 205.00, gas 7.96; supply and distribution of electricity together 4.32,
 * at night the half.
 */
const priceLines: readonly PriceLine[] = [
  { service: 'management', component: 'volume', unit: 'm2', net: '6.00', scope: 'local' },
  {
    service: 'heat',
    component: 'volume',
    unit: 'Gcal',
    net: '1378.675',
    scope: 'local',
    heat: 'one-part',
  },
  {
    service: 'heat',
    component: 'volume',
    unit: 'Gcal',
    net: '916.66667',
    scope: 'local',
    heat: 'two-part',
  },
  {
    service: 'heat',
    component: 'fixed',
    unit: 'month',
    net: '243.00',
    scope: 'local',
    heat: 'two-part',
  },
  subscription('heat', '29.00'),
  {
    service: 'cold-water',
    component: 'volume',
    unit: 'm3',
    net: '13.47',
    scope: 'local',
    raisedOnDay: 1,
  },
  subscription('cold-water', '21.00'),
  {
    service: 'sewerage',
    component: 'volume',
    unit: 'm3',
    net: '11.85',
    scope: 'local',
    // Not the first of a month: one bill has to be split by days.
    raisedOnDay: 16,
  },
  subscription('sewerage', '19.00'),
  { service: 'waste', component: 'volume', unit: 'm3', net: '170.83333', scope: 'local' },
  subscription('waste', '12.00'),
  ...dayAndNight('electricity-supply', '2.00', '1.00'),
  ...dayAndNight('electricity-distribution', '1.60', '0.80'),
  { service: 'gas-supply', component: 'volume', unit: 'm3', net: '6.63333', scope: 'national' },
  { service: 'gas-distribution', component: 'volume', unit: 'm3', net: '1.25', scope: 'national' },
];

function subscription(service: Service, net: string): PriceLine {
  return { service, component: 'subscription', unit: 'month', net, scope: 'local' };
}

function dayAndNight(service: Service, day: string, night: string): PriceLine[] {
  const line = { service, component: 'volume', unit: 'kWh', scope: 'national' } as const;
  return [
    { ...line, zone: 0, net: day },
    { ...line, zone: 1, net: day },
    { ...line, zone: 2, net: night },
  ];
}

const vatPercent = 20n;
const usualPermille = 1000;
const factorPermilleMin = 850;
const factorPermilleMax = 1200;
const priceBeforeRisePermille = 920n;
const monthsUntilRise = 12;

/** The tariffs of a hromada with their decisions and structure, one change of water among them. */
export function demonstrationTariffs(request: TariffRequest): TariffPlan[] {
  const factor = request.priceFactorPermille ?? drawnFactor(request);
  const heat = request.heat ?? 'one-part';
  return priceLines
    .filter((line) => request.providers[line.service] !== undefined)
    .filter((line) => line.heat === undefined || line.heat === heat)
    .flatMap((line) => {
      const permille = BigInt(line.scope === 'local' ? factor : usualPermille);
      const net = share(price(line.net), permille);
      return pricesInTime(request, line, net);
    });
}

function drawnFactor({ seed, code }: TariffRequest): number {
  return stream(seed, 'prices', code).integer(factorPermilleMin, factorPermilleMax);
}

/** One price for all time, or the price before a rise and after it. */
function pricesInTime(request: TariffRequest, line: PriceLine, net: Price): TariffPlan[] {
  const start = firstDay(request.from).subtract({ years: 1 }).with({ month: 1 });
  if (line.raisedOnDay === undefined) {
    return [tariff(request, line, { net, valid: { from: start, to: null } })];
  }
  const raisedOn = firstDay(addPeriods(request.from, monthsUntilRise)).with({
    day: line.raisedOnDay,
  });
  const before = share(net, priceBeforeRisePermille);
  return [
    tariff(request, line, { net: before, valid: { from: start, to: raisedOn } }),
    tariff(request, line, { net, valid: { from: raisedOn, to: null } }),
  ];
}

interface PricedTime {
  readonly net: Price;
  readonly valid: DateRange;
}

function tariff(request: TariffRequest, line: PriceLine, { net, valid }: PricedTime): TariffPlan {
  const { providers, territoryId, localAuthority } = request;
  const providerId = providers[line.service];
  if (providerId === undefined) throw new RangeError(`nobody provides ${line.service}`);
  const structure =
    line.component === 'subscription' ? subscriptionStructure : structures[line.service];
  return {
    providerId,
    service: line.service,
    component: line.component,
    zone: line.zone ?? 0,
    territoryId,
    category: 'population',
    unit: line.unit,
    netPrice: net,
    vatPercent: Number(vatPercent),
    grossPrice: divideHalfUp(net * (100n + vatPercent), 100n) as Price,
    valid,
    decisionAuthority: line.scope === 'local' ? localAuthority : energyAuthority,
    ...decision(request, line, valid.from),
    items: itemsOf(structure, net),
  };
}

const decisionNumberMax = 900;
const daysFromDecisionMin = 20;
const daysFromDecisionMax = 40;
const daysToPublish = 3;
const friday = 5;

function decision(
  { seed, code }: TariffRequest,
  { service, scope }: PriceLine,
  from: Temporal.PlainDate,
): Pick<TariffPlan, 'decisionNumber' | 'decisionOn' | 'publishedOn'> {
  const random = stream(seed, 'decision', scope === 'local' ? code : '', service, from.toString());
  const number = random.integer(1, decisionNumberMax);
  const on = from.subtract({ days: random.integer(daysFromDecisionMin, daysFromDecisionMax) });
  const decisionOn = on.subtract({ days: Math.max(0, on.dayOfWeek - friday) });
  return {
    decisionNumber: String(number),
    decisionOn,
    publishedOn: decisionOn.add({ days: daysToPublish }),
  };
}

function itemsOf(structure: readonly StructureItem[], net: Price): TariffItem[] {
  const parts = distributeByLargestRemainder(
    net,
    structure.map(({ weight }) => weight),
  );
  return structure.map(({ title }, index) => ({ title, netPrice: (parts[index] ?? 0n) as Price }));
}

function share(net: Price, permille: bigint): Price {
  return divideHalfUp(net * permille, 1000n) as Price;
}
