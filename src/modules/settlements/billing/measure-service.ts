import { distributeByLargestRemainder } from '#kernel/money.ts';
import { formatDecimal } from '#kernel/quantity.ts';
import { normVolume } from '../rules/norm-volume.ts';
import type { RuleId, UsedParameter } from '../rules/trace.ts';
import type { MeteredZone, MeterVolume } from './meter-volume.ts';
import type { MeterStanding, Norm } from './model.ts';

/** What an account used of a service in the month, with what explains it. */
export interface ServiceVolume {
  readonly rule: RuleId;
  readonly zones: readonly { readonly zone: number; readonly volume: bigint }[];
  readonly inputs: Readonly<Record<string, string>>;
  readonly parameters: readonly UsedParameter[];
  /** Where the meters stand once this is charged. */
  readonly standings: readonly MeterStanding[];
}

const volumeDecimals = 6;

/** Volume by the norm for each person, where no meter measures the service (2119:9.2). */
export function byNormAlone({ micro, parameter }: Norm, residents: number): ServiceVolume {
  return {
    rule: 'norm',
    zones: [{ zone: 0, volume: normVolume(micro, residents) }],
    inputs: normInputs(micro, residents),
    parameters: [parameter],
    standings: [],
  };
}

/**
 * Volume by all meters of a service: two stand side by side, or one was replaced inside the month.
 * Each gives its volume by its own rule and they are summed. A meter that has to be charged by the
 * norm takes of it what falls on its days among the days of all. One that is gone may still bring
 * its last reading; when no other is left, the norm is charged beside it. Undefined when a norm is
 * needed and not set.
 */
export function measureService(
  meters: readonly MeterVolume[],
  norm: Norm | undefined,
  residents: number,
): ServiceVolume | undefined {
  const isUnmetered = !meters.some(isInUse);
  const isByNorm = isUnmetered || meters.some(needsNorm);
  if (isByNorm && norm === undefined) return undefined;
  const wholeNorm = normVolume(norm?.micro ?? 0n, residents);
  const read = meters.filter(isRead);
  const shares = isByNorm && !isUnmetered ? normShares(meters, wholeNorm) : meters.map(() => 0n);
  const zones = new Map<number, bigint>();
  const add = (zone: number, volume: bigint) => zones.set(zone, (zones.get(zone) ?? 0n) + volume);
  if (isUnmetered) add(0, wholeNorm);
  for (const [index, meter] of meters.entries()) {
    for (const { zone, volume } of meter.zones) add(zone, volume);
    // A norm knows no zones of the day.
    if (needsNorm(meter)) add(0, shares[index] ?? 0n);
  }
  return {
    rule: isUnmetered ? 'norm' : ruleOf(read),
    zones: Array.from(zones, ([zone, volume]) => ({ zone, volume })),
    inputs: {
      ...(isByNorm ? normInputs(norm?.micro ?? 0n, residents) : {}),
      ...(isByNorm && !isUnmetered && read.length > 1
        ? { normPart: formatDecimal(sumOf(shares), volumeDecimals) }
        : {}),
      ...joinInputs(read),
    },
    parameters: joinParameters(
      isByNorm && norm !== undefined ? [norm.parameter] : [],
      ...read.map(({ parameters }) => parameters),
    ),
    standings: meters.flatMap((meter, index) => chargeNorm(meter, shares[index] ?? 0n)),
  };
}

export function isInUse({ state }: MeterVolume): boolean {
  return state === 'in-use';
}

/** Whether the meter says something of the month: all but one whose last reading is awaited. */
export function isRead({ state }: MeterVolume): boolean {
  return state !== 'awaited';
}

export function needsNorm({ rule }: MeterVolume): boolean {
  return rule === 'norm-after-three-months';
}

/** Meters' standings with what the norm charged noted where a reading will take it off. */
export function chargeNorm(meter: MeterVolume, share: bigint): readonly MeterStanding[] {
  if (!needsNorm(meter) || share === 0n) return meter.standings;
  return meter.standings.map((standing) =>
    standing.zone === meter.normZone
      ? { ...standing, charged: standing.charged + share }
      : standing,
  );
}

function normShares(meters: readonly MeterVolume[], norm: bigint): readonly bigint[] {
  const parts = distributeByLargestRemainder(
    norm,
    meters.map(({ days }) => BigInt(days)),
  );
  return meters.map((meter, index) => (needsNorm(meter) ? (parts[index] ?? 0n) : 0n));
}

/** The rule that says most about the line: the norm, else the average, else the readings. */
export function ruleOf(meters: readonly MeterVolume[]): MeterVolume['rule'] {
  const rules = new Set(meters.map(({ rule }) => rule));
  const order = ['norm-after-three-months', 'metered-average', 'metered'] as const;
  return order.find((rule) => rules.has(rule)) ?? 'metered';
}

/**
 * Inputs of several meters in one trace: those of the last one plainly, of a replaced one behind
 * `replaced.`, of others that stand beside it behind `beside.`, `beside2.` and so on.
 */
export function joinInputs(meters: readonly MeterVolume[]): Readonly<Record<string, string>> {
  if (meters.length === 1) return meters[0]?.inputs ?? {};
  const inputs: Record<string, string> = {};
  const counts = new Map<string, number>();
  for (const { meter, inputs: own } of meters.slice(0, -1)) {
    const word = meter.removedOn === null ? 'beside' : 'replaced';
    const count = (counts.get(word) ?? 0) + 1;
    counts.set(word, count);
    const prefix = count === 1 ? word : `${word}${count}`;
    for (const [name, value] of Object.entries(own)) inputs[`${prefix}.${name}`] = value;
  }
  return { ...inputs, ...meters.at(-1)?.inputs };
}

export function joinParameters(
  ...lists: readonly (readonly UsedParameter[])[]
): readonly UsedParameter[] {
  const [only] = lists;
  if (lists.length === 1 && only !== undefined) return only;
  return [...new Map(lists.flat().map((one) => [`${one.code}:${one.id}`, one])).values()];
}

export function volumeOfZones(zones: readonly Pick<MeteredZone, 'volume'>[]): bigint {
  return sumOf(zones.map(({ volume }) => volume));
}

function normInputs(norm: bigint, residents: number): Readonly<Record<string, string>> {
  return { norm: formatDecimal(norm, volumeDecimals), residents: String(residents) };
}

function sumOf(values: readonly bigint[]): bigint {
  return values.reduce((sum, value) => sum + value, 0n);
}
