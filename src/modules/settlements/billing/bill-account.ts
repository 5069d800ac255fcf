import { services, type Service } from '#kernel/service.ts';
import { formatDecimal } from '#kernel/quantity.ts';
import { priceByDay, type PricedLine, type ZoneVolume } from '../rules/price-by-day.ts';
import { normVolume, sewerageVolume } from '../rules/norm-volume.ts';
import type { HeatShare } from '../rules/heat-distribution.ts';
import type { RuleId } from '../rules/trace.ts';
import { readMeter, type MeterVolume } from './meter-volume.ts';
import {
  tariffKey,
  type AccountInput,
  type BilledAccount,
  type ChargeRow,
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

/** The service whose meter also measures this one. */
const measuredBy: Readonly<Partial<Record<Service, Service>>> = {
  sewerage: 'cold-water',
  'electricity-distribution': 'electricity-supply',
  'gas-distribution': 'gas-supply',
};

interface Volume {
  readonly rule: RuleId;
  readonly zones: readonly { readonly zone: number; readonly volume: bigint }[];
  readonly inputs: Readonly<Record<string, string>>;
  /** The priced volume is this many times too large (norms given for a year). */
  readonly divisor?: bigint;
}

/**
 * Charges one account for the month: each service by its basis, each line rounded once. `heat` is
 * the account's share of the building's heat, when the building has a meter.
 */
export function billAccount(
  account: AccountInput,
  heat: HeatShare | undefined,
  run: RunContext,
): BilledAccount {
  const charges: ChargeRow[] = [];
  const questions: Question[] = [];
  const measured = new Map<Service, MeterVolume>();
  for (const meter of account.meters) {
    if (meter.service === 'heat') continue;
    const read = readMeter(meter, run);
    measured.set(meter.service, joinMeters(measured.get(meter.service), read));
    questions.push(...read.questions);
  }
  for (const service of account.services) {
    const volume = volumeOf(service, account, { measured, heat, run });
    const lines = chargeService(service, volume, run);
    if (lines === undefined) questions.push(noTariff(service));
    else charges.push(...lines);
  }
  return { account, charges, totals: sumServices(account.balances, charges), questions };
}

/**
 * A meter replaced inside the month leaves two of one service: what both measured is one volume.
 * When either gives none, the one that does not is what the month must be charged by.
 */
function joinMeters(first: MeterVolume | undefined, second: MeterVolume): MeterVolume {
  if (first === undefined) return second;
  if (first.rule !== 'metered' || second.rule !== 'metered') {
    return first.rule === 'metered' ? second : first;
  }
  const zones = second.zones.map(({ zone, volume }) => {
    const before = first.zones.find((other) => other.zone === zone);
    return { zone, volume: volume + (before?.volume ?? 0n) };
  });
  const renamed = Object.entries(first.inputs).map(([name, value]) => [`replaced.${name}`, value]);
  return {
    rule: 'metered',
    zones,
    inputs: { ...Object.fromEntries(renamed), ...second.inputs },
    questions: [],
  };
}

interface Sources {
  readonly measured: ReadonlyMap<Service, MeterVolume>;
  readonly heat: HeatShare | undefined;
  readonly run: RunContext;
}

function volumeOf(
  input: ServiceInput,
  account: AccountInput,
  sources: Sources,
): Volume | undefined {
  const { run } = sources;
  switch (input.basis) {
    case 'area':
      return {
        rule: 'area',
        zones: whole(account.totalArea * microPerHundredth),
        inputs: { area: formatDecimal(account.totalArea, 2) },
      };
    case 'person': {
      const norm = run.numbers.norms[input.service] ?? 0n;
      return {
        rule: 'waste-norm',
        zones: whole(norm * BigInt(account.residents)),
        inputs: { norm: formatDecimal(norm, 6), residents: String(account.residents) },
        divisor: monthsInYear,
      };
    }
    case 'building-share':
      return sources.heat === undefined ? undefined : heatVolume(sources.heat, account);
    case 'meter':
    case 'norm':
      return meteredOrNorm(input, account, sources);
  }
}

function meteredOrNorm(input: ServiceInput, account: AccountInput, sources: Sources): Volume {
  const source = measuredBy[input.service] ?? input.service;
  const read = sources.measured.get(source);
  if (input.basis === 'meter' && read !== undefined && read.zones.length > 0) {
    if (input.service === 'sewerage') return followWater(read, sources);
    return { rule: read.rule, zones: read.zones, inputs: read.inputs };
  }
  const norm = sources.run.numbers.norms[source] ?? 0n;
  return {
    rule: input.basis === 'norm' || read === undefined ? 'norm' : read.rule,
    zones: whole(normVolume(norm, account.residents)),
    inputs: {
      norm: formatDecimal(norm, 6),
      residents: String(account.residents),
      ...read?.inputs,
    },
  };
}

/** Sewerage takes what cold and hot water brought (2189:17.3). */
function followWater(cold: MeterVolume, { measured }: Sources): Volume {
  const hot = measured.get('hot-water');
  const volume = sewerageVolume(wholeOf(cold), hot === undefined ? 0n : wholeOf(hot));
  const hotInputs =
    hot === undefined ? {} : { hotWater: formatDecimal(wholeOf(hot), volumeDecimals) };
  return { rule: 'follows-water', zones: whole(volume), inputs: { ...cold.inputs, ...hotInputs } };
}

function wholeOf({ zones }: MeterVolume): bigint {
  return zones.reduce((sum, { volume }) => sum + volume, 0n);
}

function heatVolume(share: HeatShare, account: AccountInput): Volume {
  return {
    rule: 'building-heat-share',
    zones: whole(share.total),
    inputs: {
      own: formatDecimal(share.own, 6),
      system: formatDecimal(share.systemPart, 6),
      common: formatDecimal(share.commonPart, 6),
      area: formatDecimal(account.heatedArea, 2),
      heating: account.heating,
      ...(share.lifted ? { lifted: 'yes' } : {}),
    },
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
    const slices = run.tariffs.get(tariffKey(input.providerId, input.service, component, 0));
    if (slices === undefined) continue;
    const month: Volume = { rule: component, zones: whole(microPerUnit), inputs: {} };
    const priced = priceByDay([{ zone: 0, volume: microPerUnit, slices }]);
    lines.push(row(input, component, month, priced));
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
      run.tariffs.get(tariffKey(input.providerId, input.service, 'volume', zone)) ??
      run.tariffs.get(tariffKey(input.providerId, input.service, 'volume', 0));
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
    trace: { rule: volume.rule, inputs: volume.inputs, parts: priced.parts },
  };
}

function noTariff({ service, providerId }: ServiceInput): Question {
  return { service, kind: 'no-tariff', details: { provider: String(providerId) } };
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
