import { divideHalfUp } from '#kernel/money.ts';
import { services, type Service } from '#kernel/service.ts';
import { formatDecimal } from '#kernel/quantity.ts';
import { priceByDay, type PricedLine, type ZoneVolume } from '../rules/price-by-day.ts';
import { sewerageVolume } from '../rules/norm-volume.ts';
import type { RuleId, UsedParameter } from '../rules/trace.ts';
import { addCarried, carriedOf, carry, isCarried } from './carried.ts';
import { mainSourceOf } from './measured-by.ts';
import { readMeter, standingsBefore } from './meter-volume.ts';
import {
  byNormAlone,
  measureService,
  volumeOfZones,
  type ServiceVolume,
} from './measure-service.ts';
import {
  numbersFor,
  tariffKey,
  type AccountInput,
  type BilledAccount,
  type CarriedVolume,
  type ChargeRow,
  type FlatHeat,
  type MeterInput,
  type MeterStanding,
  type OpeningBalance,
  type Question,
  type RunContext,
  type ServiceInput,
  type ServiceTotal,
  type TariffComponent,
} from './model.ts';

const microPerUnit = 1_000_000n;
const microPerHundredth = 10_000n;
const monthsInYear = 12n;
const volumeDecimals = 6;

interface Volume {
  readonly rule: RuleId;
  readonly zones: readonly { readonly zone: number; readonly volume: bigint }[];
  readonly inputs: Readonly<Record<string, string>>;
  readonly parameters: readonly UsedParameter[];
  /** The priced volume is this many times too large (norms given for a year). */
  readonly divisor?: bigint;
}

/**
 * Charges one account for the month: each service by its basis, each line rounded once. `heat` is
 * the account's share of the building's heat, when the building has a meter.
 */
export function billAccount(
  account: AccountInput,
  heat: FlatHeat | undefined,
  run: RunContext,
): BilledAccount {
  const month = new MonthOfAccount(account, heat, run);
  const charges: ChargeRow[] = [];
  const questions: Question[] = [];
  const carried: CarriedVolume[] = [];
  for (const service of account.services) {
    const before = carriedOf(account.carried, service);
    const measured = month.volumeOf(service);
    if (measured === 'no-norm') {
      questions.push(unanswered(service, 'no-norm'));
      carried.push(...before);
      continue;
    }
    const volume = measured === undefined ? undefined : addCarried(measured, before);
    if (volume === undefined) carried.push(...before);
    const lines = chargeService(service, volume, run);
    if (lines === undefined) {
      questions.push(unanswered(service, 'no-tariff'));
      if (volume !== undefined && isCarried(service)) carried.push(...carry(service, volume));
      continue;
    }
    charges.push(...lines);
  }
  return {
    account,
    charges,
    totals: sumServices(account.balances, charges),
    questions: [...month.questions, ...questions],
    meters: month.standings(),
    carried,
  };
}

/** What one account used in the month, each metered service measured once; exists for one call. */
class MonthOfAccount {
  readonly questions: Question[] = [];
  readonly #account: AccountInput;
  readonly #heat: FlatHeat | undefined;
  readonly #run: RunContext;
  readonly #measured = new Map<Service, ServiceVolume | undefined>();

  constructor(account: AccountInput, heat: FlatHeat | undefined, run: RunContext) {
    this.#account = account;
    this.#heat = heat;
    this.#run = run;
  }

  /** Undefined where there is nothing to charge by volume; a norm may be needed and not set. */
  volumeOf(input: ServiceInput): Volume | undefined | 'no-norm' {
    const account = this.#account;
    switch (input.basis) {
      case 'area':
        return {
          rule: 'area',
          zones: whole(account.totalArea * microPerHundredth),
          inputs: { area: formatDecimal(account.totalArea, 2) },
          parameters: [],
        };
      case 'person': {
        const norm = numbersFor(this.#run, input.category).norms[input.service];
        if (norm === undefined) return 'no-norm';
        const yearly = byNormAlone(norm, account.residents);
        return { ...yearly, rule: 'waste-norm', divisor: monthsInYear };
      }
      case 'building-share':
        return this.#heat === undefined ? undefined : heatVolume(this.#heat, account);
      case 'meter':
      case 'norm':
        if (input.service === 'sewerage') return this.#sewerage(input);
        return this.#measure(mainSourceOf(input.service), input) ?? 'no-norm';
    }
  }

  /**
   * Where the meters of the account stand after its bill. They move on with every line: one that
   * has no price carries its volume. What could not be measured for want of a norm stands where it
   * stood.
   */
  standings(): readonly MeterStanding[] {
    return [...this.#measured].flatMap(
      ([service, volume]) => volume?.standings ?? this.#metersOf(service).flatMap(standingsBefore),
    );
  }

  /** Sewerage takes what cold and hot water brought (2189:17.3). */
  #sewerage(input: ServiceInput): Volume | 'no-norm' {
    const cold = this.#measure('cold-water', input);
    if (cold === undefined) return 'no-norm';
    const hot = this.#hotWater(input);
    const hotVolume = hot === undefined ? 0n : volumeOfZones(hot.zones);
    const isMetered = cold.rule === 'metered' || cold.rule === 'metered-average';
    return {
      rule: isMetered ? 'follows-water' : cold.rule,
      zones: whole(sewerageVolume(volumeOfZones(cold.zones), hotVolume)),
      inputs: {
        ...cold.inputs,
        ...(hot === undefined ? {} : { hotWater: formatDecimal(hotVolume, volumeDecimals) }),
      },
      parameters: [...cold.parameters, ...(hot?.parameters ?? [])],
    };
  }

  /** Of an account that gets hot water from elsewhere, what its own meters show, if it has any. */
  #hotWater(sewerage: ServiceInput): ServiceVolume | undefined {
    const received = this.#account.services.find(({ service }) => service === 'hot-water');
    if (received !== undefined) return this.#measure('hot-water', received);
    const isMetered = sewerage.basis === 'meter' && this.#metersOf('hot-water').length > 0;
    return isMetered ? this.#measure('hot-water', sewerage) : undefined;
  }

  #measure(source: Service, input: ServiceInput): ServiceVolume | undefined {
    const { residents } = this.#account;
    const numbers = numbersFor(this.#run, input.category);
    const norm = numbers.norms[source];
    const meters = input.basis === 'meter' ? this.#metersOf(source) : [];
    if (meters.length === 0) return norm === undefined ? undefined : byNormAlone(norm, residents);
    if (this.#measured.has(source)) return this.#measured.get(source);
    const read = meters.map((meter) => readMeter(meter, numbers.readings[source], this.#run));
    for (const { questions } of read) this.questions.push(...questions);
    const volume = measureService(read, norm, residents);
    this.#measured.set(source, volume);
    return volume;
  }

  /** Those taken away in the month come first, so that the trace ends with the meter in use. */
  #metersOf(source: Service): readonly MeterInput[] {
    const meters = this.#account.meters.filter(({ service }) => service === source);
    if (meters.length < 2) return meters;
    const isLeft = ({ removedOn }: MeterInput) => Number(removedOn === null);
    return meters.toSorted((a, b) => isLeft(a) - isLeft(b));
  }
}

function heatVolume({ share, recalculated, own }: FlatHeat, account: AccountInput): Volume {
  const ownInputs = Object.entries(own?.inputs ?? {}).map(([name, value]) => [
    `own.${name}`,
    value,
  ]);
  return {
    rule: 'building-heat-share',
    zones: whole(share.total + recalculated),
    inputs: {
      own: formatDecimal(share.own, volumeDecimals),
      system: formatDecimal(share.systemPart, volumeDecimals),
      common: formatDecimal(share.commonPart, volumeDecimals),
      area: formatDecimal(account.heatedArea, 2),
      heating: account.heating,
      ...(share.lifted ? { lifted: 'yes' } : {}),
      ...(recalculated === 0n ? {} : { recalculated: formatDecimal(recalculated, volumeDecimals) }),
      ...(own === undefined ? {} : { ownRule: own.rule, ...Object.fromEntries(ownInputs) }),
    },
    parameters: [],
  };
}

function whole(volume: bigint): readonly { readonly zone: number; readonly volume: bigint }[] {
  return [{ zone: 0, volume }];
}

/**
 * The lines of one service; undefined when no tariff covers its volume. Without a volume (no heat
 * in summer) the monthly parts stay: they are paid all year (830:32).
 */
function chargeService(
  input: ServiceInput,
  volume: Volume | undefined,
  run: RunContext,
): ChargeRow[] | undefined {
  const lines: ChargeRow[] = [];
  if (volume !== undefined) {
    const zones = priceZones(input, volume, run);
    if (zones === undefined) return undefined;
    lines.push(row(input, 'volume', volume, priceByDay(zones, volume.divisor)));
  }
  for (const component of ['fixed', 'subscription'] as const) {
    if (component === 'subscription' && !input.individual) continue;
    const slices = run.tariffs.get(tariffKey(input, component, 0));
    if (slices === undefined) continue;
    // A fee that was in force for a part of the month is due for those days alone.
    const days = slices.reduce((sum, slice) => sum + slice.days, 0);
    const volume = divideHalfUp(microPerUnit * BigInt(days), BigInt(run.days));
    const month: Volume = { rule: component, zones: whole(volume), inputs: {}, parameters: [] };
    lines.push(row(input, component, month, priceByDay([{ zone: 0, volume, slices }])));
  }
  return lines;
}

function priceZones(
  input: ServiceInput,
  volume: Volume,
  run: RunContext,
): readonly ZoneVolume[] | undefined {
  const zones: ZoneVolume[] = [];
  for (const { zone, volume: amount } of volume.zones) {
    // A tariff that knows no zones has one price for all of them.
    const slices =
      run.tariffs.get(tariffKey(input, 'volume', zone)) ??
      run.tariffs.get(tariffKey(input, 'volume', 0));
    if (slices === undefined) return undefined;
    zones.push({ zone, volume: amount, slices });
  }
  return zones;
}

function row(
  input: ServiceInput,
  component: TariffComponent,
  volume: Volume,
  priced: PricedLine,
): ChargeRow {
  return {
    service: input.service,
    component,
    providerId: input.providerId,
    tariffId: priced.tariffId,
    basis: volume.rule,
    volume: priced.volume,
    price: priced.price,
    amount: priced.amount,
    vat: priced.vat,
    trace: {
      rule: volume.rule,
      inputs: volume.inputs,
      parts: priced.parts,
      ...(volume.parameters.length === 0 ? {} : { parameters: volume.parameters }),
    },
  };
}

function unanswered(
  { service, providerId }: ServiceInput,
  kind: 'no-tariff' | 'no-norm',
): Question {
  return { service, kind, details: { provider: String(providerId) } };
}

/** Movement of each service: opening + charged + corrected − paid = due. */
function sumServices(
  balances: readonly OpeningBalance[],
  charges: readonly ChargeRow[],
): readonly ServiceTotal[] {
  const totals = new Map<string, { -readonly [K in keyof ServiceTotal]: ServiceTotal[K] }>();
  const totalOf = (service: Service, providerId: bigint) => {
    const key = `${service}:${providerId}`;
    let total = totals.get(key);
    if (total === undefined) {
      total = { service, providerId, opening: 0n, charged: 0n, corrected: 0n, paid: 0n, due: 0n };
      totals.set(key, total);
    }
    return total;
  };
  for (const balance of balances) {
    const total = totalOf(balance.service, balance.providerId);
    total.opening += balance.opening;
    total.paid += balance.paid;
    total.corrected += balance.corrected;
  }
  for (const charge of charges) totalOf(charge.service, charge.providerId).charged += charge.amount;
  const order = (service: Service) => services.indexOf(service);
  return [...totals.values()]
    .map((total) => ({
      ...total,
      due: total.opening + total.charged + total.corrected - total.paid,
    }))
    .sort((a, b) => order(a.service) - order(b.service) || Number(a.providerId - b.providerId));
}
