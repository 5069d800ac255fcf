import { daysInside, previousPeriod, type Period } from '#kernel/period.ts';
import { formatDecimal, unitDecimals } from '#kernel/quantity.ts';
import { serviceUnit } from '#kernel/service.ts';
import { daysBetween, isHeated } from '../rules/meter-history.ts';
import { missingReading, type MissingReading } from '../rules/missing-reading.ts';
import { settleZone, type Settlement, type Standing } from '../rules/settle-meter.ts';
import type { RuleId, UsedParameter } from '../rules/trace.ts';
import type {
  MeterInput,
  MeterStanding,
  Question,
  QuestionKind,
  ReadingRules,
  RunContext,
  ZoneInput,
} from './model.ts';
import { readingMonth } from './reading-month.ts';

export interface MeteredZone {
  readonly zone: number;
  readonly volume: bigint;
  /** The part of the volume that is of earlier months: found out now, or charged too much then. */
  readonly ofEarlier: bigint;
}

/** Consumption by one meter for the month, zone by zone, with what explains it. */
export interface MeterVolume {
  readonly meter: MeterInput;
  /** One that was taken away before the month is gone, or awaited while its last reading is. */
  readonly state: 'in-use' | 'gone' | 'awaited';
  readonly rule: Extract<RuleId, 'metered' | 'metered-average' | 'norm-after-three-months'>;
  /** What the meter gives by itself; where the norm is taken, only what is of earlier months. */
  readonly zones: readonly MeteredZone[];
  /** Days of the month on which the meter was in use. */
  readonly days: number;
  readonly inputs: Readonly<Record<string, string>>;
  readonly questions: readonly Question[];
  readonly parameters: readonly UsedParameter[];
  /** Where the zones stand once this is charged; the norm, if it is taken, is still to be added. */
  readonly standings: readonly MeterStanding[];
  /** The zone whose next reading takes off what the norm charges; undefined when none will. */
  readonly normZone: number | undefined;
}

interface MonthOfMeter {
  readonly meter: MeterInput;
  readonly rules: ReadingRules;
  readonly run: RunContext;
  readonly days: number;
}

/** A zone and where it comes to; `settlement` is undefined when it was never read before. */
interface SettledZone {
  readonly zone: ZoneInput;
  readonly settlement: Settlement | undefined;
}

const microDecimals = 6;

/**
 * Reads the month's volume off a meter: by its readings; without one by the average, for as long as
 * the law lets; then, or with a verification that has run out, not at all (2119:11.4). Zones are
 * read together: one that cannot be counted leaves the whole meter unread.
 */
export function readMeter(meter: MeterInput, rules: ReadingRules, run: RunContext): MeterVolume {
  const month: MonthOfMeter = { meter, rules, run, days: daysInUse(meter, run) };
  const zones = meter.zones.map((zone) => settled(zone, meter));
  if (isGone(meter, run)) return afterRemoval(month, zones);
  if (meter.verifiedUntil < `${run.period}-01`) return unverified(month);
  if (zones.every(({ settlement }) => settlement?.measured !== undefined)) {
    return byReadings(month, zones);
  }
  const unread = withoutCurrent(meter);
  const read = unread.every((zone) => isFinished(month, zone))
    ? byReadings(month, unread)
    : byAverage(month, unread);
  const lower = zones.find(isLower);
  if (lower === undefined) return read;
  return { ...read, questions: [lowerQuestion(month, lower), ...read.questions] };
}

/**
 * A meter whose verification has run out measures nothing: the norm is charged and is final. Only
 * what a reading, on time or late, tells of days before that is still settled.
 */
function unverified(month: MonthOfMeter): MeterVolume {
  const { meter, days } = month;
  const { verifiedUntil } = meter;
  const inputs: Record<string, string> = { meter: String(meter.meterId), verifiedUntil };
  const zones: MeteredZone[] = [];
  const standings: MeterStanding[] = [];
  for (const zone of meter.zones) {
    const { current } = zone;
    const { settlement } = settled(zone, meter, days);
    if (settlement === undefined) {
      if (current !== undefined)
        standings.push(standingOf(month, zone, { ...current, charged: 0n }));
      continue;
    }
    const { from, measured } = settlement;
    const isRead = current !== undefined && measured !== undefined;
    const volume = settlement.settled + (isRead ? measured - from.charged : 0n);
    if (volume !== 0n) {
      zones.push({ zone: zone.zone, volume, ofEarlier: volume });
      inputs[`settled${suffixOf(month, zone)}`] = formatDecimal(volume, microDecimals);
    }
    standings.push(standingOf(month, zone, isRead ? { ...current, charged: 0n } : from));
  }
  const questions = [ask(month, 'verification-expired', { verifiedUntil })];
  return volumeOf(month, 'norm-after-three-months', { zones, inputs, questions, standings });
}

/** Whether the meter was taken away before the month, or with its first day. */
export function isGone({ removedOn }: Pick<MeterInput, 'removedOn'>, { period }: RunContext) {
  return removedOn !== null && removedOn <= `${period}-01`;
}

/**
 * A meter that is gone is neither estimated nor charged by the norm: it shows its last reading,
 * whenever that comes, and until then stands where it stood. One that was no measure when it was
 * taken away shows nothing more.
 */
function afterRemoval(month: MonthOfMeter, zones: readonly SettledZone[]): MeterVolume {
  const { meter } = month;
  const isRead = zones.every(({ settlement }) => settlement?.measured !== undefined);
  const shown = isRead ? zones : withoutCurrent(meter);
  const wasMeasure = meter.verifiedUntil >= `${meter.removedOn?.slice(0, 7)}-01`;
  if (wasMeasure && (isRead || shown.every((zone) => isFinished(month, zone)))) {
    return { ...byReadings(month, shown), state: 'gone' };
  }
  const standings = standingsBefore(meter);
  const nothing = volumeOf(month, 'metered', { zones: [], inputs: {}, questions: [], standings });
  return { ...nothing, state: 'awaited' };
}

/** Where the zones of a meter stood before the month, as far as they stood anywhere. */
export function standingsBefore({ meterId, zones }: MeterInput): readonly MeterStanding[] {
  return zones.flatMap(({ zone, standing }) =>
    standing === undefined ? [] : [{ meterId, zone, ...standing }],
  );
}

/** The zones as if the month had brought no reading, for one that cannot be counted. */
function withoutCurrent(meter: MeterInput): readonly SettledZone[] {
  return meter.zones.map((zone) => ({
    zone,
    settlement: settled({ ...zone, current: undefined }, meter).settlement,
  }));
}

function settled(zone: ZoneInput, { digits }: MeterInput, normDays = 0): SettledZone {
  const { standing } = zone;
  if (standing === undefined) return { zone, settlement: undefined };
  return { zone, settlement: settleZone({ ...zone, standing, normDays }, digits) };
}

function isLower({ zone, settlement }: SettledZone): boolean {
  return (
    zone.current !== undefined && settlement !== undefined && settlement.measured === undefined
  );
}

/** A meter taken away that was charged up to its last reading has nothing more to show. */
function isFinished({ meter }: MonthOfMeter, { settlement }: SettledZone): boolean {
  const { removedOn } = meter;
  return removedOn !== null && settlement !== undefined && settlement.from.takenOn >= removedOn;
}

function byReadings(month: MonthOfMeter, zones: readonly SettledZone[]): MeterVolume {
  const inputs: Record<string, string> = { meter: String(month.meter.meterId) };
  const volumes: MeteredZone[] = [];
  const standings: MeterStanding[] = [];
  for (const { zone, settlement } of zones) {
    if (settlement === undefined) continue;
    const { from, settled: before, measured = 0n } = settlement;
    const current = settlement.measured === undefined ? from : (zone.current ?? from);
    const suffix = suffixOf(month, zone);
    inputs[`previous${suffix}`] = formatDecimal(from.value, microDecimals);
    inputs[`current${suffix}`] = formatDecimal(current.value, microDecimals);
    inputs['previousOn'] = from.takenOn;
    inputs['currentOn'] = current.takenOn;
    inputs['source'] = zone.current?.source ?? '';
    noteEarlier(inputs, suffix, settlement);
    const volume = before + measured - from.charged;
    const ofMonth = partOfMonth(month, settlement, current.takenOn);
    volumes.push({ zone: zone.zone, volume, ofEarlier: volume - ofMonth });
    standings.push(standingOf(month, zone, { ...current, charged: 0n }));
  }
  const questions = remarks(month, zones, inputs);
  return volumeOf(month, 'metered', { zones: volumes, inputs, questions, standings });
}

/** Of what was measured since the last reading, as much as falls on the days of this month. */
function partOfMonth(month: MonthOfMeter, settlement: Settlement, takenOn: string): bigint {
  const { rules, run } = month;
  const { from, settled: before, measured = 0n } = settlement;
  if (from.charged === 0n && before === 0n && from.normDays === undefined) return measured;
  if (!isSupplied(rules, run.period)) return 0n;
  const days = daysBetween(from.takenOn, takenOn) - (from.normDays ?? 0);
  return days <= run.days ? measured : (measured * BigInt(run.days)) / BigInt(days);
}

function byAverage(month: MonthOfMeter, unread: readonly SettledZone[]): MeterVolume {
  const inputs: Record<string, string> = { meter: String(month.meter.meterId) };
  const zones: MeteredZone[] = [];
  const standings: MeterStanding[] = [];
  for (const { zone, settlement } of unread) {
    const missing = estimate(month, zone, settlement);
    if (missing.kind === 'norm' || settlement === undefined) {
      const why = missing.kind === 'norm' ? missing.why : 'no-history';
      const byItsNorm = byNorm(month, unread, { why });
      const questions = [ask(month, 'charged-by-norm', { why })];
      return { ...byItsNorm, questions, parameters: month.rules.parameters };
    }
    const { from, settled: before } = settlement;
    const suffix = suffixOf(month, zone);
    const { history, volume } = missing;
    inputs[`historyVolume${suffix}`] = formatDecimal(history?.volume ?? 0n, microDecimals);
    inputs['historyDays'] = String(history?.days ?? month.days);
    inputs['method'] = history?.method ?? month.rules.method;
    inputs['monthsBefore'] = String(monthsWithout(month, from.takenOn));
    inputs['previousOn'] = from.takenOn;
    if (month.days !== month.run.days) inputs['daysInUse'] = String(month.days);
    noteEarlier(inputs, suffix, { ...settlement, from: { ...from, charged: 0n } });
    zones.push({ zone: zone.zone, volume: before + volume, ofEarlier: before });
    standings.push(standingOf(month, zone, { ...from, charged: from.charged + volume }));
  }
  const questions = [ask(month, 'charged-by-average', inputs)];
  const { parameters } = month.rules;
  return {
    ...volumeOf(month, 'metered-average', { zones, inputs, questions, standings }),
    parameters,
  };
}

function estimate(
  month: MonthOfMeter,
  zone: ZoneInput,
  settlement: Settlement | undefined,
): MissingReading {
  const { meter, rules, run, days } = month;
  if (settlement === undefined) return { kind: 'norm', why: 'no-history' };
  return missingReading(
    zone.histories,
    {
      days,
      monthsBefore: monthsWithout(month, settlement.from.takenOn),
      decimals: unitDecimals[serviceUnit[meter.service]],
      supplied: isSupplied(rules, run.period),
    },
    rules,
  );
}

/** Without a meter to go by: what earlier months still have to be given stays in `zones`. */
function byNorm(
  month: MonthOfMeter,
  given: readonly SettledZone[],
  details: Readonly<Record<string, string>>,
): MeterVolume {
  const inputs: Record<string, string> = { meter: String(month.meter.meterId), ...details };
  const zones: MeteredZone[] = [];
  const standings: MeterStanding[] = [];
  let normZone: number | undefined;
  for (const { zone, settlement } of given) {
    const { current } = zone;
    if (settlement !== undefined && settlement.measured === undefined) {
      const { from, settled: before } = settlement;
      if (before !== 0n) zones.push({ zone: zone.zone, volume: before, ofEarlier: before });
      const known = { ...settlement, from: { ...from, charged: 0n } };
      noteEarlier(inputs, suffixOf(month, zone), known);
      standings.push(standingOf(month, zone, from));
      normZone ??= zone.zone;
    } else if (current !== undefined) {
      standings.push(standingOf(month, zone, { ...current, charged: 0n }));
    }
  }
  const parts = { zones, inputs, questions: [], standings };
  return { ...volumeOf(month, 'norm-after-three-months', parts), normZone };
}

function volumeOf(
  { meter, days }: MonthOfMeter,
  rule: MeterVolume['rule'],
  parts: Pick<MeterVolume, 'zones' | 'inputs' | 'questions' | 'standings'>,
): MeterVolume {
  const usual = { state: 'in-use', parameters: [], normZone: undefined } as const;
  return { meter, rule, days, ...usual, ...parts };
}

/** What late and corrected readings change, and what was charged since without any. */
function noteEarlier(inputs: Record<string, string>, suffix: string, settlement: Settlement): void {
  const { from, settled: before } = settlement;
  if (before !== 0n) inputs[`settled${suffix}`] = formatDecimal(before, microDecimals);
  if (from.normDays !== undefined) inputs['normDays'] = String(from.normDays);
  if (from.charged !== 0n) {
    inputs[`chargedSince${suffix}`] = formatDecimal(from.charged, microDecimals);
  }
}

const kindOfRemark: Readonly<Record<string, QuestionKind>> = {
  'far-from-usual': 'far-from-usual',
  'digits-swapped': 'digits-swapped',
  rollover: 'rolled-over',
  zero: 'nothing-used',
};

/** What the checks asked when the readings came in, for the biller to see. */
function remarks(
  month: MonthOfMeter,
  zones: readonly SettledZone[],
  inputs: Readonly<Record<string, string>>,
): readonly Question[] {
  const questions: Question[] = [];
  for (const { zone } of zones) {
    if (zone.current === undefined || zone.current.remark === null) continue;
    for (const remark of zone.current.remark.split(',')) {
      const kind = kindOfRemark[remark];
      if (kind !== undefined) questions.push(ask(month, kind, inputs));
    }
  }
  return questions;
}

function lowerQuestion(month: MonthOfMeter, { zone, settlement }: SettledZone): Question {
  return ask(month, 'reading-lower', {
    previous: formatDecimal(settlement?.from.value ?? 0n, microDecimals),
    current: formatDecimal(zone.current?.value ?? 0n, microDecimals),
  });
}

function ask(
  { meter }: MonthOfMeter,
  kind: QuestionKind,
  details: Readonly<Record<string, string>>,
): Question {
  return { service: meter.service, kind, details };
}

function standingOf(
  { meter }: MonthOfMeter,
  { zone }: ZoneInput,
  standing: Standing,
): MeterStanding {
  const { value, takenOn, charged, normDays } = standing;
  const byNorm = normDays === undefined ? {} : { normDays };
  return { meterId: meter.meterId, zone, value, takenOn, charged, ...byNorm };
}

/** Zones of the day are told apart in the inputs; a meter of the whole day has none. */
function suffixOf({ meter }: MonthOfMeter, { zone }: ZoneInput): string {
  return meter.zones.length > 1 ? `.${zone}` : '';
}

function daysInUse(meter: MeterInput, run: RunContext): number {
  const { installedOn, removedOn } = meter;
  if (isGone(meter, run)) return 0;
  if (removedOn === null && installedOn <= `${run.period}-01`) return run.days;
  const days = daysInside(run.period, {
    from: Temporal.PlainDate.from(installedOn),
    to: removedOn === null ? null : Temporal.PlainDate.from(removedOn),
  });
  return Math.max(1, days);
}

/** Only what is averaged over heating seasons has months without supply. */
function isSupplied({ method, season }: ReadingRules, month: Period): boolean {
  return method !== 'heating-season' || isHeated(month, season);
}

/** Months with supply between the month of the last reading and the month being billed. */
function monthsWithout({ rules, run }: MonthOfMeter, lastOn: string): number {
  const last = readingMonth(lastOn, run.readingDaysAfter);
  let count = 0;
  let month = previousPeriod(run.period);
  while (month > last && count < rules.averageMonthsMax) {
    if (isSupplied(rules, month)) count += 1;
    month = previousPeriod(month);
  }
  return count;
}
