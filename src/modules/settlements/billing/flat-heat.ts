import type { HeatedPremises } from '../rules/heat-distribution.ts';
import type { RecalculatedPremises } from '../rules/recalculate-heat.ts';
import {
  chargeNorm,
  isInUse,
  isRead,
  joinInputs,
  needsNorm,
  ruleOf,
  volumeOfZones,
} from './measure-service.ts';
import { readMeter, type MeterVolume } from './meter-volume.ts';
import {
  numbersFor,
  population,
  type AccountInput,
  type FlatHeat,
  type MeterStanding,
  type Question,
  type RunContext,
} from './model.ts';

/** A flat as the sharing out of its building's heat sees it. */
export interface HeatedFlat {
  readonly account: AccountInput;
  readonly premises: HeatedPremises;
  readonly recalculation: RecalculatedPremises;
  readonly own: FlatHeat['own'];
  readonly questions: readonly Question[];
  /** Where its meters stand once the flat is charged so much of the premises' heat. */
  standingsAfter(own: bigint): readonly MeterStanding[];
}

/**
 * Reads the heat meters of a flat by the rules of all meters: by readings, for up to three months
 * without one by the average, then as a flat without a meter (2119:11.4). What a reading tells of
 * earlier months is kept apart: the least share is a rule of one month.
 */
export function readFlatHeat(account: AccountInput, run: RunContext): HeatedFlat {
  const service = account.services.find(({ service: name }) => name === 'heat');
  const rules = numbersFor(run, service?.category ?? population).readings.heat;
  const read = account.meters
    .filter((meter) => meter.service === 'heat')
    .map((meter) => readMeter(meter, rules, run));
  const zones = read.flatMap((meter) => meter.zones);
  const ofEarlier = zones.reduce((sum, zone) => sum + zone.ofEarlier, 0n);
  const inUse = read.filter(isInUse);
  const isMetered = inUse.length > 0 && !inUse.some(needsNorm);
  const shown = read.filter(isRead);
  const heating = account.heating === 'own' ? 'own' : 'central';
  const flat = { key: account.accountId, area: account.heatedArea, heating } as const;
  return {
    account,
    premises: { ...flat, metered: isMetered ? volumeOfZones(zones) - ofEarlier : null },
    recalculation: { ...flat, isMetered, correction: heating === 'own' ? 0n : ofEarlier },
    own: inUse.length === 0 ? undefined : { rule: ruleOf(shown), inputs: joinInputs(shown) },
    questions: read.flatMap(({ questions }) => questions),
    standingsAfter: (own) => standingsAfter(read, own),
  };
}

/**
 * A flat that was charged by its area has had so much heat in advance of its next reading: what its
 * other meters measured is a part of that.
 */
function standingsAfter(read: readonly MeterVolume[], own: bigint): readonly MeterStanding[] {
  const unmetered = read.findIndex(needsNorm);
  const measured = volumeOfZones(
    read.flatMap(({ zones }) => zones.map((zone) => ({ volume: zone.volume - zone.ofEarlier }))),
  );
  return read.flatMap((meter, index) =>
    chargeNorm(meter, index === unmetered ? own - measured : 0n),
  );
}
